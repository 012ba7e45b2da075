import { AnalyticsError, type Failure } from '../worker/protocol.ts'

/** Why a call did not end well; anything that is not the worker's own answer counts as the engine's fault. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AnalyticsError) return error.failure
  return { kind: 'engine', message: error instanceof Error ? error.message : String(error), restarted: false }
}
