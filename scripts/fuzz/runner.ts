import { fork } from 'node:child_process'
import type { Verdict } from '../../tests/support/fuzz-judge.ts'

/** What a part tells of one file. `next`: where it goes on. */
export interface Told {
  readonly index: number
  readonly kind: string
  readonly name: string
  readonly next: number
  readonly verdict: Verdict | null
  readonly failure: string | null
  /** Bytes held by the process, and by the Parquet library at most. */
  readonly rss: number
  readonly parquet: number
}

/** A file that says nothing for so long (ms) hangs. */
const SILENCE = 120_000
/** Files that one process reads: what it loses of its memory is lost with it. */
const EACH = 5_000

/** Judges files in processes of their own, one after the other, so that one which hangs or dies is told from the next. */
export async function judged(args: readonly string[], from: number, count: number, tell: (told: Told) => void) {
  let next = from
  for (let left = count; left > 0;) {
    let last: Told | null = null
    let silent = false
    const child = fork(process.argv[1]!, ['fuzz', ...args, '--part', '--from', String(next), '--cases', String(Math.min(left, EACH))]) // prettier-ignore
    let timer = setTimeout(() => {}, 0)
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        silent = true
        child.kill('SIGKILL')
      }, SILENCE)
    }
    wait()
    child.on('message', (message: Told) => {
      wait()
      last = message
      next = message.next
      left--
      tell(message)
    })
    const status = await new Promise<number | string | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve(code ?? signal))
    })
    clearTimeout(timer)
    if (status === 0 || (last as Told | null)?.failure) continue
    const failure = silent ? 'no end' : `the process ended with ${status}`
    tell({ index: next, kind: '?', name: 'this one or, of a chosen kind, the next', next: next + 1, verdict: null, failure, rss: 0, parquet: 0 }) // prettier-ignore
    next++
    left--
  }
}
