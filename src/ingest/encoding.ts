/** The encodings a text table is read in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949' | 'shift_jis' | 'windows-1252'

/** An encoding and how many bytes of byte-order mark stand before the text. */
export interface DetectedEncoding {
  readonly encoding: TextEncoding
  readonly bom: 0 | 2 | 3
}

/**
 * The encoding of a text from its first bytes and from pieces elsewhere in it. Null: none of ours (CP949, Latin-1, …) or
 * not text. A few broken characters in a text that is otherwise UTF-8 are no other encoding: their rows are left out.
 * `isWhole`: the first bytes are all there are.
 */
export function detectEncoding(
  head: Uint8Array,
  isWhole: boolean,
  elsewhere: readonly Uint8Array[] = [],
): DetectedEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 }
  const unmarked = unmarkedUtf16(head)
  if (unmarked) return { encoding: unmarked, bom: 0 }
  const lines = [
    ...linesBeyondAscii(head, true, isWhole),
    ...elsewhere.flatMap((piece) => linesBeyondAscii(piece, false, false)),
  ]
  const broken = lines.filter((line) => !isUtf8(line)).length
  return broken > lines.length / 10 ? null : { encoding: 'utf-8', bom: 0 }
}

/** Bytes that no text contains: at least one in fifty is a control character. */
export function looksBinary(head: Uint8Array): boolean {
  let controls = 0
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  return controls > 0 && controls * 50 >= head.length
}

/** In UTF-16 line feeds, digits and delimiters have a zero for their other byte, always on the same side. */
function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const counts = [0, 0]
  const length = Math.min(head.length, 1 << 16) & ~1
  let lineFeeds = 0
  for (let index = 0; index < length; index++) {
    if (head[index] === 0) counts[index & 1]!++
    else if (head[index] === 10 && head[index ^ 1] === 0) lineFeeds++
  }
  const [even, odd] = counts as [number, number]
  if (lineFeeds === 0 || Math.max(even, odd) * 10 < length) return null
  if (odd > 20 * even) return 'utf-16le'
  return even > 20 * odd ? 'utf-16be' : null
}

/** The lines of a piece that hold a byte beyond ASCII, without those that may be cut at its ends. */
function linesBeyondAscii(piece: Uint8Array, fromStart: boolean, toEnd: boolean): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = fromStart ? 0 : -1
  let beyond = false
  for (let index = 0; index <= piece.length && lines.length < 2000; index++) {
    const byte = piece[index] ?? (toEnd ? 10 : 0)
    if (byte >= 128) beyond = true
    else if (byte === 10 || byte === 13) {
      if (beyond && start >= 0) lines.push(piece.subarray(start, index))
      start = index + 1
      beyond = false
    }
  }
  return lines
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The text of a piece; broken characters become U+FFFD. */
export function decode(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes)
}

/** The same text in UTF-8 without byte-order mark. UTF-8 is only cut, not copied. */
export async function toUtf8(blob: Blob, { encoding, bom }: DetectedEncoding, signal?: AbortSignal): Promise<Blob> {
  const text = bom ? blob.slice(bom) : blob
  if (encoding === 'utf-8') return text
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  const pieces: Blob[] = []
  const size = 1 << 23
  for (let start = 0; start < text.size; start += size) {
    signal?.throwIfAborted()
    const bytes = await text.slice(start, start + size).arrayBuffer()
    pieces.push(new Blob([encoder.encode(decoder.decode(bytes, { stream: true }))]))
  }
  return new Blob([...pieces, encoder.encode(decoder.decode())])
}
