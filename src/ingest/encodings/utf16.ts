/** Byte order of a UTF-16 text, and whether it can hardly be anything else. */
export interface Utf16 {
  readonly encoding: 'utf-16le' | 'utf-16be'
  readonly isCertain: boolean
}

const READ = 1 << 16
/** Of the units, how many are ASCII at least: a table has delimiters and line breaks. */
const ASCII_LEAST = 1 / 50
/** Characters that no table holds, of all: at most. */
const STRANGE_MOST = 1 / 50

/**
 * UTF-16 without byte-order mark. Digits, delimiters and line breaks have a zero beside them, always on the same side;
 * Korean letters have none, so what counts is that those characters have it wherever they stand.
 */
export function unmarkedUtf16(head: Uint8Array): Utf16 | null {
  const little = countUnits(head, 1)
  const big = countUnits(head, 0)
  const [encoding, counts, other] =
    little.ascii >= big.ascii ? (['utf-16le', little, big] as const) : (['utf-16be', big, little] as const)
  const { units, ascii, marks, likeMarks, strange } = counts
  if (marks === 0 || ascii < units * ASCII_LEAST || ascii < 4 * other.ascii) return null
  if (marks * 3 < likeMarks || strange > units * STRANGE_MOST) return null
  return { encoding, isCertain: marks >= 4 && marks * 3 > likeMarks * 2 }
}

/** Units of a byte order by kind; `high`: where its high byte stands, 0 or 1. */
function countUnits(head: Uint8Array, high: 0 | 1) {
  const length = Math.min(head.length, READ) & ~1
  let [ascii, marks, likeMarks, strange] = [0, 0, 0, 0]
  for (let index = 0; index < length; index += 2) {
    const above = head[index + high]!
    const below = head[index + 1 - high]!
    if (isMark(below)) likeMarks++
    if (above !== 0) {
      if (isStrange(above)) strange++
    } else if (below < 128) {
      ascii++
      if (isMark(below)) marks++
      else if (below < 32) strange++
    }
  }
  return { units: length >> 1, ascii, marks, likeMarks, strange }
}

/** Line breaks, tab, space, comma, semicolon, hyphen, digits. */
function isMark(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || [9, 10, 13, 0x20, 0x2c, 0x2d, 0x3b].includes(byte)
}

/** High bytes of scripts that no shop's table is written in, of private characters and of none. */
function isStrange(above: number): boolean {
  return (
    (above >= 0x08 && above <= 0x0d) ||
    (above >= 0x12 && above <= 0x1d) ||
    (above >= 0xa0 && above <= 0xab) ||
    (above >= 0xe0 && above <= 0xf8)
  )
}
