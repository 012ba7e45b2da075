import type { Dialect } from './csv-text.ts'

const LINE_FEED = 10
const RETURN = 13
const SPACE = 32

const RECORD_START = 0
const CELL_START = 1
const PLAIN = 2
const QUOTED = 3
const AFTER_QUOTE = 4
const AFTER_ESCAPE = 5

/** What ends a record. */
export type LineBreak = '\n' | '\r\n' | '\r'

/** Whole records that follow each other in a file, found by counting. Offsets are bytes. */
export interface Part {
  readonly start: number
  readonly end: number
  readonly records: number
  /** What its records end in; null: not all in the same. */
  readonly lineBreak: LineBreak | null
  /** Where the record begins whose quoted cell is never closed; only the last part can hold one. */
  readonly openAt: number | null
}

/**
 * Counts the records of a CSV text in UTF-8 as its bytes go by, independently of the engine, and cuts it into parts of at
 * least `partSize` bytes. Line breaks inside quoted cells end no record; empty lines are none.
 */
export class RecordScanner {
  /** 1 for bytes that neither begin nor end anything. */
  readonly #isPlain = new Uint8Array(256).fill(1)
  readonly #quote: number
  readonly #escape: number
  readonly #partSize: number
  #state = RECORD_START
  #offset: number
  #records = 0
  #recordStart: number
  #partStart: number
  #returnAt = -1
  readonly #breaks = new Set<LineBreak>()

  /** `start`: offset of the first byte that will be pushed. */
  constructor(dialect: Dialect, partSize = Infinity, start = 0) {
    this.#quote = dialect.quote?.charCodeAt(0) ?? -1
    this.#escape = dialect.escape?.charCodeAt(0) ?? -1
    for (const special of [LINE_FEED, RETURN, SPACE, dialect.delimiter.charCodeAt(0)]) this.#isPlain[special] = 0
    if (dialect.quote) this.#isPlain[this.#quote] = 0
    this.#partSize = partSize
    this.#offset = this.#recordStart = this.#partStart = start
  }

  /** Records of the part under way. */
  get records(): number {
    return this.#records
  }

  /**
   * Reads the next bytes; returns the parts that ended in them. `visit` is told the end of each record, behind its line
   * break (of CR LF, the CR): a record lies between the end before and its own.
   */
  push(bytes: Uint8Array, visit?: (end: number) => void): Part[] {
    const parts: Part[] = []
    const isPlain = this.#isPlain
    const quote = this.#quote
    const escape = this.#escape
    const base = this.#offset
    const length = bytes.length
    let state = this.#state
    let index = 0
    while (index < length) {
      if (state === QUOTED) {
        while (index < length && bytes[index] !== quote && bytes[index] !== escape) index++
        if (index < length) state = bytes[index++] === quote ? AFTER_QUOTE : AFTER_ESCAPE
        continue
      }
      if (state === AFTER_ESCAPE) {
        state = QUOTED
        index++
        continue
      }
      const from = index
      while (index < length && isPlain[bytes[index]!] === 1) index++
      if (index > from) state = PLAIN
      if (index === length) break
      const byte = bytes[index++]!
      if (byte === LINE_FEED || byte === RETURN) {
        const end = base + index
        this.#break(byte, end)
        if (state !== RECORD_START) {
          this.#records++
          visit?.(end)
          state = RECORD_START
        }
        this.#recordStart = end
        const isWhole = byte === LINE_FEED || (index < length && bytes[index] !== LINE_FEED)
        if (isWhole && end - this.#partStart >= this.#partSize) parts.push(this.#cut(end))
      } else if (byte === quote) {
        state = state <= CELL_START || (state === AFTER_QUOTE && escape === quote) ? QUOTED : PLAIN
      } else if (byte !== SPACE) state = CELL_START
      else if (state === RECORD_START) state = CELL_START
    }
    this.#offset = base + bytes.length
    this.#state = state
    return parts
  }

  /** Ends the text: the last part, empty where no record is left. */
  end(visit?: (end: number) => void): Part {
    const isOpen = this.#state === QUOTED || this.#state === AFTER_ESCAPE
    const openAt = isOpen ? this.#recordStart : null
    if (this.#state !== RECORD_START) {
      this.#records++
      visit?.(this.#offset)
    }
    return this.#cut(this.#offset, openAt)
  }

  #break(byte: number, end: number): void {
    const follows = this.#returnAt === end - 1
    if (byte === LINE_FEED && follows) this.#breaks.add('\r\n')
    else {
      if (this.#returnAt >= 0) this.#breaks.add('\r')
      if (byte === LINE_FEED) this.#breaks.add('\n')
    }
    this.#returnAt = byte === RETURN ? end : -1
  }

  #cut(end: number, openAt: number | null = null): Part {
    if (this.#returnAt >= 0) this.#breaks.add('\r')
    const [lineBreak = '\n', ...others] = this.#breaks
    const part: Part = {
      start: this.#partStart,
      end,
      records: this.#records,
      lineBreak: others.length > 0 ? null : lineBreak,
      openAt,
    }
    this.#partStart = end
    this.#records = 0
    this.#returnAt = -1
    this.#breaks.clear()
    return part
  }
}

/** Cuts the text between two offsets of a file into parts, as it is read. */
export async function* scanParts(
  blob: Blob,
  dialect: Dialect,
  options: { readonly start: number; readonly end?: number; readonly partSize?: number; readonly signal?: AbortSignal },
): AsyncGenerator<Part> {
  const { start, end = blob.size, partSize = Infinity, signal } = options
  const scanner = new RecordScanner(dialect, partSize, start)
  for await (const chunk of chunks(blob.slice(start, end))) {
    signal?.throwIfAborted()
    yield* scanner.push(chunk)
  }
  const last = scanner.end()
  if (last.records > 0) yield last
}

/** A blob's bytes in pieces, each in memory only until the next is asked for. */
async function* chunks(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** The same records with one line feed behind each, whatever ended them before; quoted cells stay as they are. */
export function unifyLineBreaks(bytes: Uint8Array, dialect: Dialect): Uint8Array {
  const scanner = new RecordScanner(dialect)
  const result = new Uint8Array(bytes.length + 1)
  let length = 0
  let start = 0
  const copy = (end: number): void => {
    let from = start
    while (from < end && (bytes[from] === LINE_FEED || bytes[from] === RETURN)) from++
    let to = end
    while (to > from && (bytes[to - 1] === LINE_FEED || bytes[to - 1] === RETURN)) to--
    result.set(bytes.subarray(from, to), length)
    length += to - from
    result[length++] = LINE_FEED
    start = end
  }
  scanner.push(bytes, copy)
  scanner.end(copy)
  return result.subarray(0, length)
}
