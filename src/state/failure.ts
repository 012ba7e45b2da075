import { AnalyticsError, type Failure } from '../worker/protocol.ts'

/** Why files hosted beside the page could not be had, and the path of the one at fault. */
export interface HostedFailure {
  readonly kind: 'hosted'
  readonly reason: 'outside' | 'missing' | 'unreachable' | 'too_large' | 'no_mapping' | 'other_mapping'
  readonly path: string
}

/** What went wrong on the page: the worker's failures and the page's own. */
export type PageFailure = Failure | HostedFailure

/** A hosted file that could not be had. */
export class HostedError extends Error {
  readonly failure: HostedFailure
  constructor(reason: HostedFailure['reason'], path: string) {
    super(`${reason}: ${path}`)
    this.name = 'HostedError'
    this.failure = { kind: 'hosted', reason, path }
  }
}

/** Why a call did not end well; anything that is no answer of the worker or of the page counts as the engine's fault. */
export function failureOf(error: unknown): PageFailure {
  if (error instanceof AnalyticsError || error instanceof HostedError) return error.failure
  return { kind: 'engine', message: error instanceof Error ? error.message : String(error), restarted: false }
}
