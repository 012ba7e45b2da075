import { fitTable, fitUtf8 } from './encodings/likelihood.ts'
import { transcoder } from './encodings/transcoder.ts'
import { unmarkedUtf16 } from './encodings/utf16.ts'
import { hasLongCharacter, isUtf8, wordsBeyondAscii, type Word } from './encodings/words.ts'
import { pause } from '../engine/pause.ts'

/** The encodings a text table is read in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949' | 'shift_jis' | 'windows-1252'

/** An encoding and how many bytes of byte-order mark stand before the text. */
export interface DetectedEncoding {
  readonly encoding: TextEncoding
  readonly bom: 0 | 2 | 3
  /** False where another encoding fits nearly as well, or none fits well. */
  readonly isCertain: boolean
}

/**
 * The encoding of a text from its first bytes and from pieces elsewhere in it, which may begin and end inside a
 * character. Those that are no Unicode are told by how likely their characters are in a shop's table, not by whether
 * they are valid. A few broken characters in a text that is otherwise UTF-8 are no other encoding: their rows are left
 * out. `isWhole`: the first bytes are all there are.
 */
export function detectEncoding(
  head: Uint8Array,
  isWhole: boolean,
  elsewhere: readonly Uint8Array[] = [],
): DetectedEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2, isCertain: true }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2, isCertain: true }
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  const utf16 = bom ? null : unmarkedUtf16(head)
  if (utf16) return { ...utf16, bom: 0 }
  const words = [
    ...wordsBeyondAscii(head.subarray(bom), true, isWhole),
    ...elsewhere.flatMap((piece) => wordsBeyondAscii(piece, false, false)),
  ]
  const whole = words.filter(({ lacksStart, lacksEnd }) => !lacksStart && !lacksEnd)
  const told = encodingOf(whole.length > 0 ? whole : words)
  // Some programs put UTF-8's mark before whatever they write; where it fits as well, the mark decides.
  return bom && (told.encoding === 'utf-8' || !told.isCertain)
    ? { encoding: 'utf-8', bom, isCertain: true }
    : { ...told, bom }
}

/** Of the words, how many may be broken UTF-8. */
const BROKEN_MOST = 1 / 10
/** Differences of logarithms: what is known before a byte is read, and what makes sure. */
const PRIOR = { 'utf-8': 3, cp949: 1, shift_jis: 0, 'windows-1252': 0 }
const SURE = 5
/** The mean of an encoding's characters, at least, where it is the right one. */
const MEAN_LEAST = -10

function encodingOf(words: readonly Word[]): Pick<DetectedEncoding, 'encoding' | 'isCertain'> {
  const count = (some: readonly Word[]) => some.reduce((sum, word) => sum + word.count, 0)
  const valid = words.filter(isUtf8)
  const isUnicode = count(words) - count(valid) <= count(words) * BROKEN_MOST
  // Characters of two bytes are found in Korean text by chance.
  if (isUnicode && (words.length === 0 || valid.some(hasLongCharacter))) return { encoding: 'utf-8', isCertain: true }
  const [best, second] = (['utf-8', 'cp949', 'shift_jis', 'windows-1252'] as const)
    .map((encoding) => ({ encoding, ...(encoding === 'utf-8' ? fitUtf8(words) : fitTable(words, encoding)) }))
    .map((fit) => ({ ...fit, score: fit.sum + PRIOR[fit.encoding] }))
    .sort((a, b) => b.score - a.score)
  const isCertain = best!.score - second!.score >= SURE && best!.sum >= best!.characters * MEAN_LEAST
  return { encoding: best!.encoding, isCertain }
}

/** Bytes that no text contains: at least one in fifty is a control character. NUL and two that separate cells do not count. */
export function looksBinary(head: Uint8Array): boolean {
  let controls = 0
  let uncounted = 0
  for (const byte of head)
    if (byte === 0 || byte === 1 || byte === 31) uncounted++
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  return controls > 0 && controls * 50 >= head.length - uncounted
}

/** The text of a piece; broken characters become U+FFFD. A byte-order mark in front is dropped. */
export function decode(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be')
    return new TextDecoder(encoding).decode(bytes)
  const text = transcoder(encoding)
  const decoder = new TextDecoder()
  return decoder.decode(text.push(bytes), { stream: true }) + decoder.decode(text.end())
}

const PIECE = 1 << 21

/**
 * The same text in UTF-8. UTF-8 is only cut, not copied. Only the byte-order mark in front is dropped: files glued
 * together keep those in their middle, as U+FEFF. Throws what `signal` was aborted with.
 */
export async function toUtf8(
  blob: Blob,
  { encoding, bom }: Pick<DetectedEncoding, 'encoding' | 'bom'>,
  signal?: AbortSignal,
): Promise<Blob> {
  const text = bom ? blob.slice(bom) : blob
  if (encoding === 'utf-8') return text
  const writer = transcoder(encoding)
  const pieces: Blob[] = []
  for (let start = 0; start < text.size; start += PIECE) {
    await pause(signal)
    const bytes = await text.slice(start, start + PIECE).arrayBuffer()
    pieces.push(new Blob([writer.push(new Uint8Array(bytes)) as BlobPart]))
  }
  signal?.throwIfAborted()
  return new Blob([...pieces, writer.end() as BlobPart])
}
