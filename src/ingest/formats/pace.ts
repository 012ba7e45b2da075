import { pause } from '../../engine/pause.ts'

/** Work between two pauses, in milliseconds. */
const STRETCH = 40

/** Lets other events in during long work, and ends it once its signal is aborted. */
export class Pace {
  readonly #signal: AbortSignal | undefined
  #last = performance.now()

  constructor(signal?: AbortSignal) {
    this.#signal = signal
  }

  /** Is it time for a pause? */
  get isDue(): boolean {
    return performance.now() - this.#last > STRETCH
  }

  /** Pauses where it is time to. Rejects with the signal's reason. */
  async step(): Promise<void> {
    this.#signal?.throwIfAborted()
    if (!this.isDue) return
    await pause(this.#signal)
    this.#last = performance.now()
  }
}
