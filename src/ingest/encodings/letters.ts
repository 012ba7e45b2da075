import { FREQUENT_HANGUL, FREQUENT_KANJI } from './frequent.ts'

/** The character before or behind another, as a code unit; 10 at the end of a cell. */
type Neighbour = number

const within = (code: number, first: number, last: number) => code >= first && code <= last
const isLower = (code: number) => within(code, 0x61, 0x7a)
const isUpper = (code: number) => within(code, 0x41, 0x5a)
const isLetter = (code: number) => isLower(code) || isUpper(code)
const isAscii = (code: number) => code < 128
/** Line breaks, tab, quote, comma, semicolon. */
const isCellEnd = (code: number) => [9, 10, 13, 0x22, 0x2c, 0x3b].includes(code)
const isDigit = (code: number) => within(code, 0x30, 0x39)
const isHalfKana = (code: number) => within(code, 0xff66, 0xff9f)
const isAccented = (code: number) =>
  (within(code, 0xc0, 0x24f) && code !== 0xd7 && code !== 0xf7 && code !== 0x192) || within(code, 0x1e00, 0x1eff)
const isAccentedCapital = (code: number) =>
  within(code, 0xc0, 0xde) ||
  [0x152, 0x160, 0x178, 0x17d].includes(code) ||
  (within(code, 0x100, 0x24f) && code % 2 === 0)

/** Greek and Cyrillic letters. */
export const isGreekOrCyrillic = (code: number): boolean => within(code, 0x370, 0x52f)
const isHan = (code: number) => within(code, 0x4e00, 0x9fff) || within(code, 0xf900, 0xfaff)
/** Kana and Chinese characters. */
export const isHanOrKana = (code: number): boolean => within(code, 0x3041, 0x30fe) || isHan(code)

/** Letters of Iceland, which few shops write, and what stands in for them where bytes are misread. */
const RARE_LETTERS: readonly number[] = [0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe, 0xff, 0x160, 0x161, 0x178, 0x17d, 0x17e]
const OPENING = new Set([...'‘“«'].map((sign) => sign.charCodeAt(0)))
const CLOSING = new Set([...'”»'].map((sign) => sign.charCodeAt(0)))
const SIGNS = new Set([...'’‘“”«»€£°ºª–—…®™©§·\u00a0¿¡•²³×½¼¥'].map((sign) => sign.charCodeAt(0)))
const ASIAN_SIGNS = new Set(
  [...'・、。「」【】〒々〜～ー（）－＊※●○■□◆◇▲△▼▽★☆→←↑↓￥￦·㈜㈱℡№℃㎏㎝㎜㎖㎡'].map((s) => s.charCodeAt(0)),
)

/** What a character that is none costs. */
export const BROKEN = -14

/**
 * How far a character is to be expected in a shop's table, between its neighbours: the natural logarithm of about one
 * in how many characters beyond ASCII.
 */
export function expectation(code: number, before: Neighbour, behind: Neighbour): number {
  if (code === 0xfffd || within(code, 0x80, 0x9f)) return BROKEN
  if (isAccented(code)) return accented(code, before, behind)
  if (code < 0x2e80 && SIGNS.has(code)) return sign(code, before, behind)
  if (within(code, 0xac00, 0xd7a3)) return (FREQUENT_HANGUL.has(code) ? -5.5 : -8.5) + besideAscii(before, behind)
  if (within(code, 0x3041, 0x30fe)) return -5 + besideAscii(before, behind)
  if (isHan(code)) return (FREQUENT_KANJI.has(code) ? -6 : -8.2) + besideAscii(before, behind)
  if (isHalfKana(code)) return halfKana(before, behind)
  if (ASIAN_SIGNS.has(code) || within(code, 0xff01, 0xff5e)) return isAscii(before) && isAscii(behind) ? -8.5 : -7
  if (within(code, 0x3131, 0x318e) || within(code, 0x2460, 0x24ff)) return -8
  if (within(code, 0xe000, 0xf8ff)) return BROKEN
  if (isGreekOrCyrillic(code)) return isGreekOrCyrillic(before) || isGreekOrCyrillic(behind) ? -5 : -9
  return isAscii(code) ? 0 : -11
}

function accented(code: number, before: Neighbour, behind: Neighbour): number {
  const rare = RARE_LETTERS.includes(code) || code > 0x17e ? -4 : 0
  const besides = [before, behind].filter((beside) => !isAscii(beside))
  const isCapital = isAccentedCapital(code)
  const fits = isCapital
    ? isUpper(before) || (isUpper(behind) && !isLower(before)) || (isLower(behind) && !isLetter(before))
    : isLetter(before) || isLower(behind)
  if (besides.some((beside) => !isAccented(beside))) return rare - (fits ? 7 : 9)
  if (fits) return rare - (besides.length > 0 ? 5 : 4)
  if (besides.length === 0) return rare - (isLetter(behind) || isLetter(before) ? 8 : 6)
  return rare - (isCapital && isAccentedCapital(behind) && !isLetter(before) ? 6.5 : 8)
}

function sign(code: number, before: Neighbour, behind: Neighbour): number {
  if (!isAscii(before) || !isAscii(behind)) return -9
  if (OPENING.has(code)) return isLetter(before) || isCellEnd(behind) ? -11 : -5.5
  if (CLOSING.has(code)) return isLetter(behind) || isCellEnd(before) ? -11 : -5.5
  return isDigit(before) || isDigit(behind) ? -5 : -6
}

/** Letters of Asia stand beside capitals (USB, VIP) more often than beside small letters, and seldom between them. */
function besideAscii(before: Neighbour, behind: Neighbour): number {
  const small = Number(isLower(before)) + Number(isLower(behind))
  const capital = Number(isUpper(before)) + Number(isUpper(behind))
  return -2.5 * small - capital - (small + capital === 2 ? 5 : 0)
}

function halfKana(before: Neighbour, behind: Neighbour): number {
  const beside = [before, behind]
  return [-9, -5.5, -4][beside.filter(isHalfKana).length]! - 3 * beside.filter(isLetter).length
}
