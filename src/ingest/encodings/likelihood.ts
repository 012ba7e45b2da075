import { codeTable, type TableEncoding } from './transcoder.ts'
import { LEAD, type CodeTable } from './code-table.ts'
import { FREQUENT_KANJI } from './frequent.ts'
import { BROKEN, expectation, isGreekOrCyrillic, isHanOrKana } from './letters.ts'
import type { Word } from './words.ts'

/** How well words fit an encoding. */
export interface Fit {
  /** Sum of the logarithms of their characters' expectations. */
  readonly sum: number
  readonly characters: number
}

/** How well words fit UTF-8. */
export function fitUtf8(words: readonly Word[]): Fit {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return add(words.map((word) => fitText(decoder.decode(word.bytes), word, () => 0)))
}

/** How well words fit an encoding of our tables. */
export function fitTable(words: readonly Word[], encoding: TableEncoding): Fit {
  const table = codeTable(encoding)
  return add(
    words.map((word) => {
      const { text, codes } = read(word.bytes, table)
      return fitText(text, word, (index) => byCode[encoding](codes[index]!, text.charCodeAt(index)))
    }),
  )
}

/** What the place of a character in its encoding says: those that were added late, or from afar, are seldom met. */
const byCode: Readonly<Record<TableEncoding, (code: number, unit: number) => number>> = {
  cp949: (code, unit) => {
    if (unit >= 0xac00 && unit <= 0xd7a3) return code < 0xa1a1 || (code & 255) < 0xa1 ? -4.5 : 0
    return isHanOrKana(unit) || isGreekOrCyrillic(unit) ? -6 : 0
  },
  shift_jis: (code, unit) => {
    if (isHanOrKana(unit)) return code > 0x9872 && !FREQUENT_KANJI.has(unit) ? -4 : 0
    return isGreekOrCyrillic(unit) ? -6 : 0
  },
  'windows-1252': () => 0,
}

function read(bytes: Uint8Array, { single, pairs }: CodeTable): { text: string; codes: number[] } {
  const codes: number[] = []
  const units: number[] = []
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!
    let code = byte
    let unit = single[byte]!
    if (unit === LEAD) {
      const next = bytes[index + 1]
      code = next === undefined ? byte : (byte << 8) | next
      unit = next === undefined ? 0 : pairs[code]!
      if (next !== undefined && (unit !== 0 || next >= 128)) index++
    }
    codes.push(code)
    units.push(unit || 0xfffd)
  }
  return { text: String.fromCharCode(...units), codes }
}

function fitText(text: string, { before, behind, lacksEnd }: Word, more: (index: number) => number): Fit {
  let sum = 0
  let characters = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 128) continue
    const isLast = index === text.length - 1
    const next = isLast ? behind : text.charCodeAt(index + 1)
    characters++
    // A character that is cut may have been any.
    if (lacksEnd && isLast && unit === 0xfffd) sum += BROKEN / 2
    else sum += expectation(unit, index === 0 ? before : text.charCodeAt(index - 1), next) + more(index)
  }
  return { sum, characters }
}

function add(fits: readonly Fit[]): Fit {
  return {
    sum: fits.reduce((sum, fit) => sum + fit.sum, 0),
    characters: fits.reduce((sum, fit) => sum + fit.characters, 0),
  }
}
