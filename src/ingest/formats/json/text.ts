import { pause } from '../../../engine/pause.ts'
import type { Reading } from '../opened.ts'

const PIECE = 1 << 20
/** Characters that one value may take. */
const VALUE_MOST = 1 << 27
/** Milliseconds of work between two pauses. */
const STRETCH = 40

/** A value that takes more text than may be held at once. */
export class LongValue extends Error {}

/** The text of a UTF-8 file as it is read: what lies behind is forgotten, what lies ahead is fetched on demand. */
export class JsonText {
  readonly #blob: Blob
  readonly #reading: Reading
  readonly #decoder = new TextDecoder()
  #read = 0
  #piece = PIECE
  #paused = performance.now()
  /** What is at hand. */
  text = ''
  /** Characters before what is at hand. */
  before = 0

  constructor(blob: Blob, reading: Reading) {
    this.#blob = blob
    this.#reading = reading
  }

  get isAtEnd(): boolean {
    return this.#read >= this.#blob.size
  }

  /**
   * Forgets the text before a place and fetches more; more each time while nothing can be forgotten.
   * Throws a `LongValue` or the signal's reason.
   */
  async more(from: number): Promise<void> {
    const { signal, progress } = this.#reading
    signal?.throwIfAborted()
    if (performance.now() - this.#paused > STRETCH) {
      await pause(signal)
      this.#paused = performance.now()
    }
    const rest = this.text.slice(from)
    if (rest.length > VALUE_MOST) throw new LongValue('a value is too long')
    this.#piece = rest.length > this.#piece / 2 ? 2 * this.#piece : PIECE
    const end = Math.min(this.#blob.size, this.#read + this.#piece)
    const bytes = await this.#blob.slice(this.#read, end).arrayBuffer()
    this.#read = end
    this.text = rest + this.#decoder.decode(bytes, { stream: end < this.#blob.size })
    this.before += from
    progress?.(this.#blob.size === 0 ? 1 : end / this.#blob.size)
  }
}

/** The line and the character in it, both from 1, of a place in a file's text. */
export async function lineAndCharacter(blob: Blob, place: number): Promise<{ line: number; character: number }> {
  const source = new JsonText(blob, {})
  let line = 1
  let start = 0
  while (!source.isAtEnd && source.before + source.text.length < place + 1) {
    await source.more(source.text.length)
    const { text, before } = source
    for (let at = text.indexOf('\n'); at >= 0 && before + at < place; at = text.indexOf('\n', at + 1)) {
      line++
      start = before + at + 1
    }
  }
  return { line, character: place - start + 1 }
}
