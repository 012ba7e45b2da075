/** A piece of a sentence: plain, or strong (the number that the sentence is about). */
export type Piece = string | { readonly strong: string }

/** A sentence with its number marked. */
export type Sentence = readonly Piece[]

/** Marks the number of a sentence. */
export function strong(text: string): Piece {
  return { strong: text }
}

/** A sentence from a template: sentence`${strong('28%')} of buyers came back.` */
export function sentence(texts: TemplateStringsArray, ...pieces: readonly (Piece | number)[]): Sentence {
  const result: Piece[] = []
  texts.forEach((text, index) => {
    if (text) result.push(text)
    const piece = pieces[index]
    if (piece !== undefined) result.push(typeof piece === 'number' ? String(piece) : piece)
  })
  return result
}

/** Does a sentence have a number to it, or does it only say that there is too little for one? */
export function isFinding(value: Sentence): boolean {
  return value.some((piece) => typeof piece !== 'string')
}

/** The sentence without its marks, for alternative texts and exports. */
export function plain(value: Sentence): string {
  return value.map((piece) => (typeof piece === 'string' ? piece : piece.strong)).join('')
}

/** U+2060: keeps a Korean particle on the line of the number before it. */
const JOINER = '\u2060'

/**
 * The particle that fits a word's last sound: `particle('고객', '은/는')` gives 은. After a digit, a per cent sign, a unit
 * or a Latin letter the sound is that of its Korean reading. The first form is the one after a closed syllable; for
 * `으로/로`, ㄹ counts as open.
 */
export function particle(
  word: string,
  pair: '은/는' | '이/가' | '을/를' | '과/와' | '으로/로' | '이나/나' | '이라/라',
): string {
  const [closed, open] = pair.split('/') as [string, string]
  const last = [...word.replace(/[\s”’"')\]⁠]+$/u, '')].at(-1) ?? ''
  const code = last.charCodeAt(0)
  let final: number
  if (code >= 0xac00 && code <= 0xd7a3) final = (code - 0xac00) % 28
  else final = FINAL_SOUND[last.toLowerCase()] ?? 0
  const isClosed = pair === '으로/로' ? final !== 0 && final !== 8 : final !== 0
  return JOINER + (isClosed ? closed : open)
}

/** Final consonant (0 none, 8 ㄹ, 1 any other) of the Korean reading of digits, signs and Latin letters. */
const FINAL_SOUND: Readonly<Record<string, number>> = {
  '0': 1, '1': 8, '2': 0, '3': 1, '4': 0, '5': 0, '6': 1, '7': 8, '8': 8, '9': 0,
  '%': 0, l: 8, m: 1, n: 1, r: 8, b: 0, k: 0, p: 0,
} // prettier-ignore
