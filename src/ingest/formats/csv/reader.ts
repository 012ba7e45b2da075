import { hasWidth, repair } from './repair.ts'
import { lineAt, splitRecord, type Dialect, type Split } from './text.ts'

/** Why a row cannot be read as it stands. */
export type Fault = 'unclosed_quote' | 'too_long' | 'broken_text'

/** A row of a text, before it is compared with the header. */
export interface TextRecord {
  readonly cells: string[]
  /** The row as it stands in the file. */
  readonly text: string
  readonly fault: Fault | null
  /** Nothing stands in it: no row, but it counts where rows are numbered. */
  readonly isBlank: boolean
}

/** Stands for bytes that are no characters of the encoding; no text holds it otherwise. */
export const BROKEN = '\udcff'

/** Characters of the longest row that is read. */
export const LONGEST = 1 << 24
/** What is kept of the text of a row that is too long. */
const SHOWN = 1 << 12

/**
 * Splits text that comes piece by piece into rows, whatever its quotes are like. NUL characters must be gone from it.
 * `width`: the columns of the table, by which odd quotes are understood; null: not known yet.
 */
export class RecordReader {
  readonly #dialect: Dialect
  readonly #width: number | null
  readonly #longest: number
  #text = ''
  #at = 0
  /** Text from which it makes sense to try again to read the row that begins at `#at`. */
  #wanted = 0
  #isDone = false
  /** The row under way is too long; its first characters. */
  #skipped: string | null = null

  constructor(dialect: Dialect, width: number | null, longest = LONGEST) {
    this.#dialect = dialect
    this.#width = width
    this.#longest = longest
  }

  /** More text. */
  push(text: string): void {
    this.#text = this.#at === this.#text.length ? text : this.#text.slice(this.#at) + text
    this.#at = 0
  }

  /** There is no more text. */
  end(): void {
    this.#isDone = true
  }

  /** All text so far is read. */
  get isEmpty(): boolean {
    return this.#at === this.#text.length && this.#skipped === null
  }

  /** The next row; null: there is none, or not all of it is here yet. */
  next(): TextRecord | null {
    if (this.#skipped !== null) return this.#skip()
    const rest = this.#text.length - this.#at
    if (rest === 0 || (rest < this.#wanted && !this.#isDone)) return null
    this.#wanted = 0
    const split = splitRecord(this.#text, this.#at, this.#dialect)
    if (split.next - split.start > this.#longest) return this.#tooLong()
    if (!split.isEnded && !this.#isDone && !(split.isOpen && split.oddQuotes > 0 && split.end < this.#text.length)) {
      this.#wanted = rest * 2
      return null
    }
    if (isRegular(split, this.#width)) return this.#take(split, null)
    const mended = repair(this.#text, split, this.#dialect, this.#width, this.#isDone || rest > this.#longest)
    if (mended) return this.#take(mended.split, mended.reason)
    this.#wanted = rest * 2
    return null
  }

  #take(split: Split, fault: Fault | null): TextRecord {
    const { cells, start, end, next, isFilled } = split
    const text = this.#text.slice(start, end)
    this.#at = next
    if (text.includes(BROKEN))
      return { cells, text: text.replaceAll(BROKEN, '\ufffd'), fault: fault ?? 'broken_text', isBlank: false }
    return { cells, text, fault, isBlank: !isFilled && fault === null }
  }

  /** A row that never ends may be a quote that is never closed: then its first line alone is lost. */
  #tooLong(): TextRecord | null {
    const line = lineAt(this.#text, this.#at)
    if (line.end < this.#text.length && line.end - this.#at <= this.#longest) {
      const text = this.#text.slice(this.#at, line.end)
      this.#at = line.next
      return { cells: [text], text, fault: 'unclosed_quote', isBlank: false }
    }
    this.#skipped = this.#text.slice(this.#at, this.#at + SHOWN)
    return this.#skip()
  }

  #skip(): TextRecord | null {
    const line = lineAt(this.#text, this.#at)
    const isReturnLast = this.#text.charCodeAt(line.end) === 13 && line.end + 1 === this.#text.length
    if ((line.end === this.#text.length || isReturnLast) && !this.#isDone) {
      this.#at = isReturnLast ? line.end : this.#text.length
      return null
    }
    const text = this.#skipped!
    this.#skipped = null
    this.#at = line.next
    return { cells: [text], text, fault: 'too_long', isBlank: false }
  }
}

/** Is a row as a correct writer writes it, so that it needs no second look? */
function isRegular({ cells, oddQuotes, isOpen, hasBreaks }: Split, width: number | null): boolean {
  if (oddQuotes > 0 || isOpen) return false
  if (!hasBreaks || width === null) return true
  return hasWidth(cells, width)
}
