import { pause } from '../../../engine/pause.ts'

/** Milliseconds of work between two pauses. */
const STRETCH = 40

/** Bytes of a Blob in order, read in pieces. */
export class PiecewiseBytes {
  readonly #blob: Blob
  readonly #size: number
  #piece = new Uint8Array(0)
  #at = 0
  /** Where in the Blob the piece ends. */
  #end = 0
  #paused = performance.now()

  /** `size`: bytes that are read in one go, at least. */
  constructor(blob: Blob, size: number) {
    this.#blob = blob
    this.#size = size
  }

  get place(): number {
    return this.#end - this.#piece.length + this.#at
  }

  get isAtEnd(): boolean {
    return this.place >= this.#blob.size
  }

  /** The next bytes. Throws where there are fewer. */
  async take(size: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#at + size > this.#piece.length) {
      const start = this.place
      this.#end = Math.min(this.#blob.size, start + Math.max(size, this.#size))
      this.#piece = new Uint8Array(await this.#blob.slice(start, this.#end).arrayBuffer())
      this.#at = 0
    }
    if (this.#at + size > this.#piece.length) throw new Error('the end is missing')
    this.#at += size
    return this.#piece.subarray(this.#at - size, this.#at)
  }

  /** Goes past bytes without reading them. Throws where there are fewer. */
  skip(size: number): void {
    const to = this.place + size
    if (to > this.#blob.size) throw new Error('the end is missing')
    if (this.#at + size <= this.#piece.length) {
      this.#at += size
      return
    }
    this.#piece = new Uint8Array(0)
    this.#at = 0
    this.#end = to
  }

  /** Lets other events in where it is time to. Rejects with the signal's reason. */
  async rest(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (performance.now() - this.#paused < STRETCH) return
    await pause(signal)
    this.#paused = performance.now()
  }
}
