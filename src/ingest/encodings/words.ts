/** Bytes between two of ASCII's signs, digits and control characters, with at least one beyond ASCII. */
export interface Word {
  readonly bytes: Uint8Array
  /** The byte before it and behind it; a line feed at the ends of the text. */
  readonly before: number
  readonly behind: number
  /** It may begin inside a character. */
  readonly lacksStart: boolean
  /** It may end inside a character. */
  readonly lacksEnd: boolean
  /** How often it stands there. */
  count: number
}

/** No second byte of CP949 or Shift-JIS is lower, so words of a text begin and end between characters. */
const LETTERS_FROM = 0x40
const LONGEST = 256
const MOST = 5000

/** The words of a piece that hold a byte beyond ASCII, each spelling once. */
export function wordsBeyondAscii(piece: Uint8Array, fromStart: boolean, toEnd: boolean): Word[] {
  const words = new Map<string, Word>()
  let seen = 0
  let start = 0
  let isBeyond = false
  for (let index = 0; index <= piece.length && seen < MOST; index++) {
    const byte = piece[index] ?? 10
    if (byte >= 128) isBeyond = true
    if (byte >= LETTERS_FROM) continue
    if (isBeyond) {
      const bytes = piece.subarray(start, Math.min(index, start + LONGEST))
      const spelling = String.fromCharCode(...bytes)
      const word = words.get(spelling)
      seen++
      if (word) word.count++
      else
        words.set(spelling, {
          bytes,
          before: piece[start - 1] ?? 10,
          behind: byte,
          lacksStart: start === 0 && !fromStart,
          lacksEnd: (index === piece.length && !toEnd) || index - start > LONGEST,
          count: 1,
        })
    }
    start = index + 1
    isBeyond = false
  }
  return [...words.values()]
}

/** Whether a word is UTF-8; a character that its ends cut is no objection. */
export function isUtf8({ bytes, lacksStart, lacksEnd }: Word): boolean {
  let start = 0
  while (lacksStart && start < 3 && (bytes[start]! & 0xc0) === 0x80) start++
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start), { stream: lacksEnd })
    return true
  } catch {
    return false
  }
}

/** Whether a word that is UTF-8 has a character of three bytes or more: by chance that is hardly ever so. */
export function hasLongCharacter({ bytes }: Word): boolean {
  return bytes.some((byte, index) => byte >= 0xe0 && index + 2 < bytes.length)
}
