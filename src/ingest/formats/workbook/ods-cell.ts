import { isoText, numberText } from './values.ts'
import { attribute } from './xml.ts'

/** Spaces that one tag may stand for. */
const SPACES = 1000

/** A cell of an OpenDocument spreadsheet as its tags go by: its value, or the paragraphs that it shows. */
export class OdsCell {
  readonly repeat: number
  /** Does a merged cell lie over it? */
  readonly isCovered: boolean
  readonly #tag: string
  readonly #type: string | null
  readonly #told: string | null
  #depth = 0
  #text = ''
  #paragraphs = 0
  /** Depth of the paragraph under way; of a note or drawing, whose texts are not the cell's. */
  #paragraph = 0
  #aside = 0

  constructor(tag: string, attributes: string, repeat: number) {
    this.repeat = repeat
    this.isCovered = tag === 'covered-table-cell'
    this.#tag = tag
    this.#type = attribute(attributes, 'value-type')
    this.#told = attribute(attributes, TOLD_IN[this.#type ?? ''] ?? 'string-value')
  }

  open(name: string, attributes: string): void {
    this.#depth++
    if (this.#aside > 0) return
    if (name === 'annotation' || name === 'frame' || name === 'shapes' || name === 'table') this.#aside = this.#depth
    else if (name === 'p' && this.#paragraph === 0) {
      this.#paragraph = this.#depth
      if (this.#paragraphs++ > 0) this.#text += '\n'
    } else if (this.#paragraph === 0) return
    else if (name === 's') this.#text += ' '.repeat(Math.min(SPACES, Number(attribute(attributes, 'c') ?? 1) || 1))
    else if (name === 'tab') this.#text += '\t'
    else if (name === 'line-break') this.#text += '\n'
  }

  text(piece: string): void {
    // Line breaks and indents of the file itself are one space.
    if (this.#paragraph > 0 && this.#aside === 0) this.#text += piece.replace(/[ \t\r\n]+/g, ' ')
  }

  /** Closes a tag; does it close the cell? */
  close(name: string): boolean {
    if (this.#depth === 0) return name === this.#tag
    if (this.#aside === this.#depth) this.#aside = 0
    if (this.#paragraph === this.#depth) this.#paragraph = 0
    this.#depth--
    return false
  }

  value(): string {
    const told = this.#told
    // Errors are numbers of zero that show their names.
    if (/^(#|Err:)/.test(this.#text) && this.#type !== 'string') return this.#text
    if (this.#type === null || this.#type === 'string' || told === null) return this.#text || (told ?? '')
    switch (this.#type) {
      case 'boolean':
        return told === 'true' ? 'TRUE' : 'FALSE'
      case 'date':
        return isoText(told)
      case 'time':
        return timeText(told)
      default:
        return Number.isNaN(Number(told)) ? this.#text : numberText(Number(told))
    }
  }
}

const TOLD_IN: Readonly<Record<string, string>> = {
  float: 'value',
  percentage: 'value',
  currency: 'value',
  boolean: 'boolean-value',
  date: 'date-value',
  time: 'time-value',
}

/** `PT09H30M00S` as `09:30:00`. */
function timeText(text: string): string {
  const match = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/.exec(text)
  if (!match) return text
  const [, sign, days, hours, minutes, seconds, fraction] = match
  const whole = [Number(days ?? 0) * 24 + Number(hours ?? 0), minutes ?? 0, seconds ?? 0]
  const milliseconds = Math.round(Number(`0.${fraction ?? '0'}`) * 1000)
  const rest = milliseconds > 0 && milliseconds < 1000 ? `.${String(milliseconds).padStart(3, '0')}` : ''
  return sign + whole.map((part) => String(part).padStart(2, '0')).join(':') + rest
}
