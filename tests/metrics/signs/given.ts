import { addMonths } from '../../../src/metrics/months.ts'
import type { Judged, Judgement } from '../../../src/metrics/signs/sign.ts'

/** So many months from the first, as ISO first days. */
export function monthsFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonths(first, index))
}

/** The last month's judgement. */
export function lastOf(judged: Judged): Judgement {
  return judged.judgements.at(-1)!
}

/** `ok`, or the status with its reason: `unknown too_early`. */
export function said({ status, reason }: Judgement): string {
  return reason === null ? status : `${status} ${reason}`
}
