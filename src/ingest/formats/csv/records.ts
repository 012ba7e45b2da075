import { isPlain } from './dialect.ts'
import { HeaderBytes, isOrdinary } from './bytes.ts'
import { TAIL, type TableShape } from './rows.ts'

// Of this module: names of another are looked up at every byte where modules run unbundled.
const TAB = 9
const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
/** The first byte of a byte-order mark. */
const MARK = 0xef

const RECORD_START = 0
const CELL_START = 1
const PLAIN = 2
const QUOTED = 3
const AFTER_QUOTE = 4

/** What ends a record. */
export type LineBreak = '\n' | '\r\n' | '\r'

/** Records that follow each other and that the engine reads as we do. Offsets are bytes. */
export interface Part {
  readonly start: number
  readonly end: number
  readonly records: number
  /** Its records and empty lines. */
  readonly rows: number
  readonly lineBreak: LineBreak
  /** Its last records, `TAIL` at most: where each begins, and what stands above it in the part. */
  readonly last: readonly { readonly at: number; readonly records: number; readonly rows: number }[]
}

/** The longest record that is left to the engine, in bytes. */
const LONGEST = 1 << 20

/**
 * Counts the records of a text table of a plain dialect in UTF-8 as its bytes go by, independently of the engine, and cuts
 * it into parts of at least `partSize` bytes. It stops at the first record that is not as a correct writer writes it or
 * that is no row of the table (see `RowSorter`; notes and totals at the end apart): `oddAt`.
 */
export class RecordScanner {
  /** 1 for bytes that neither begin nor end anything. */
  readonly #isPlain = new Uint8Array(256).fill(1)
  readonly #delimiter: number
  readonly #quote: number
  readonly #width: number
  readonly #header: HeaderBytes
  readonly #partSize: number
  #state = RECORD_START
  #offset: number
  #cells = 1
  #isFilled = false
  #hasQuotes = false
  #records = 0
  #rows = 0
  #recordStart: number
  #partStart: number
  #lineBreak: LineBreak | null = null
  /** The last byte was a return, and what follows it is not known. */
  #returned = false
  /** The last byte, for what looks behind. */
  #last = LINE_FEED
  /** The record under way as far as it lies in earlier pieces. */
  #begun: Uint8Array[] = []
  /** Where the latest records begin and how many rows stand above them in the part. */
  readonly #latestAt = new Float64Array(TAIL)
  readonly #latestRows = new Int32Array(TAIL)
  /** Where the record begins at which the scan stopped; null: it did not. */
  oddAt: number | null = null

  /** `start`: offset of the first byte that will be pushed. */
  constructor({ dialect, width, header }: TableShape, partSize = Infinity, start = 0) {
    if (!isPlain(dialect)) throw new Error('not a plain dialect')
    this.#delimiter = dialect.delimiter.charCodeAt(0)
    this.#quote = dialect.quote?.charCodeAt(0) ?? -1
    this.#width = width
    this.#header = new HeaderBytes(header, dialect.delimiter)
    for (const special of [LINE_FEED, RETURN, SPACE, TAB, this.#delimiter, MARK, 0]) this.#isPlain[special] = 0
    if (dialect.quote) this.#isPlain[this.#quote] = 0
    this.#partSize = partSize
    this.#offset = this.#recordStart = this.#partStart = start
  }

  /** Reads the next bytes; returns the parts that ended in them. */
  push(bytes: Uint8Array): Part[] {
    const parts: Part[] = []
    const isPlain = this.#isPlain
    const quote = this.#quote
    const delimiter = this.#delimiter
    const base = this.#offset
    const length = bytes.length
    let state = this.#state
    let cells = this.#cells
    let isFilled = this.#isFilled
    let hasQuotes = this.#hasQuotes
    let index = 0
    if (this.#returned && length > 0) {
      this.#returned = false
      const isPair = bytes[0] === LINE_FEED
      if (isPair) index = 1
      if (!this.#endRecord(state, cells, isFilled, hasQuotes, base + index, isPair ? '\r\n' : '\r', bytes, 0))
        return parts
      state = RECORD_START
      cells = 1
      isFilled = hasQuotes = false
    }
    while (index < length) {
      if (state === QUOTED) {
        const from = index
        while (index < length && bytes[index] !== quote && bytes[index] !== 0 && bytes[index] !== MARK) index++
        if (index > from) isFilled = true
        if (index === length) break
        if (bytes[index] === quote) state = AFTER_QUOTE
        else if (!isOrdinary(bytes, index)) return this.#stop(parts)
        index++
        continue
      }
      const from = index
      while (index < length && isPlain[bytes[index]!] === 1) index++
      if (index > from) {
        if (state === AFTER_QUOTE) return this.#stop(parts)
        state = PLAIN
        isFilled = true
        if (index === length) break
      }
      const byte = bytes[index++]!
      if (byte === delimiter) {
        state = CELL_START
        cells++
      } else if (byte === LINE_FEED || byte === RETURN) {
        let lineBreak: LineBreak = '\n'
        if (byte === RETURN) {
          if (index === length) {
            this.#returned = true
            break
          }
          lineBreak = '\r'
          if (bytes[index] === LINE_FEED) {
            lineBreak = '\r\n'
            index++
          }
        }
        const end = base + index
        const textEnd = index - lineBreak.length
        if (!this.#endRecord(state, cells, isFilled, hasQuotes, end, lineBreak, bytes, textEnd)) return parts
        state = RECORD_START
        cells = 1
        isFilled = hasQuotes = false
        if (end - this.#partStart >= this.#partSize) parts.push(this.#cut(end))
      } else if (byte === quote) {
        if (state === AFTER_QUOTE) {
          state = QUOTED
          isFilled = true
        } else if (state <= CELL_START) {
          const before = index > 1 ? bytes[index - 2] : this.#last
          if (before === SPACE) return this.#stop(parts)
          state = QUOTED
          hasQuotes = true
        }
      } else if (byte === SPACE) {
        if (state === AFTER_QUOTE) return this.#stop(parts)
        if (state === RECORD_START) state = CELL_START
      } else if (byte === TAB) {
        if (state === AFTER_QUOTE) return this.#stop(parts)
        state = PLAIN
      } else {
        if (!isOrdinary(bytes, index - 1) || state === AFTER_QUOTE) return this.#stop(parts)
        state = PLAIN
        isFilled = true
      }
    }
    this.#offset = base + length
    this.#state = state
    this.#cells = cells
    this.#isFilled = isFilled
    this.#hasQuotes = hasQuotes
    if (length > 0) this.#last = bytes[length - 1]!
    if (this.#offset - this.#recordStart > LONGEST) return this.#stop(parts)
    if (this.#offset > this.#recordStart) this.#begun.push(bytes.slice(Math.max(0, this.#recordStart - base)))
    return parts
  }

  /** Ends the text: the last part. Null: no record is left, or the scan stopped in it. */
  end(): Part | null {
    const state = this.#state
    if (this.oddAt === null && state === QUOTED) this.#stop([])
    else if (this.oddAt === null && (state !== RECORD_START || this.#returned)) {
      const lineBreak = this.#returned ? '\r' : null
      const none = new Uint8Array()
      this.#endRecord(state, this.#cells, this.#isFilled, this.#hasQuotes, this.#offset, lineBreak, none, 0)
    }
    return this.part()
  }

  /** The records so far, up to where the scan stopped; null: there are none. */
  part(): Part | null {
    return this.#rows > 0 ? this.#cut(this.#recordStart) : null
  }

  #stop(parts: Part[]): Part[] {
    this.oddAt = this.#recordStart
    return parts
  }

  /** Counts the record that ended; false where the scan stops at it. `textEnd`: where its text ends in `bytes`. */
  #endRecord(
    state: number,
    cells: number,
    isFilled: boolean,
    hasQuotes: boolean,
    end: number,
    lineBreak: LineBreak | null,
    bytes: Uint8Array,
    textEnd: number,
  ): boolean {
    const width = this.#width
    const size = end - this.#recordStart
    if (lineBreak !== this.#lineBreak && lineBreak !== null) {
      if (this.#lineBreak !== null) return this.#stopHere()
      this.#lineBreak = lineBreak
    }
    if (state !== RECORD_START) {
      if (!isFilled || size > LONGEST) return this.#stopHere()
      if (cells !== width && (cells > width + 1 || (cells > width ? state !== CELL_START : hasQuotes)))
        return this.#stopHere()
      if (size >= this.#header.least && size <= this.#header.most && this.#isHeader(bytes, textEnd))
        return this.#stopHere()
      const place = this.#records++ % TAIL
      this.#latestAt[place] = this.#recordStart
      this.#latestRows[place] = this.#rows
    }
    this.#rows++
    this.#recordStart = end
    if (this.#begun.length > 0) this.#begun = []
    return true
  }

  #stopHere(): false {
    this.oddAt = this.#recordStart
    return false
  }

  #isHeader(bytes: Uint8Array, textEnd: number): boolean {
    const start = this.#begun.length === 0 ? this.#recordStart - this.#offset : 0
    return this.#header.equals(this.#begun, bytes, start, textEnd)
  }

  #cut(end: number): Part {
    const count = Math.min(this.#records, TAIL)
    const part: Part = {
      start: this.#partStart,
      end,
      records: this.#records,
      rows: this.#rows,
      lineBreak: this.#lineBreak ?? '\n',
      last: Array.from({ length: count }, (_, index) => {
        const records = this.#records - count + index
        return { at: this.#latestAt[records % TAIL]!, records, rows: this.#latestRows[records % TAIL]! }
      }),
    }
    this.#partStart = end
    this.#records = 0
    this.#rows = 0
    this.#lineBreak = null
    return part
  }
}
