import type { DetectedEncoding } from '../../encoding.ts'
import { transcoder } from '../../encodings/transcoder.ts'
import { BROKEN } from './reader.ts'

const LINE_FEED = 10
const RETURN = 13
/** Small enough that rows of one are gone before the memory of young objects is full. */
const PIECE = 1 << 17

/** Text that follows what came before it. `end`: bytes of UTF-8 up to its end. */
export interface Segment {
  readonly text: string
  readonly end: number
}

/** A blob's bytes in pieces, each in memory only until the next is asked for. Throws what `signal` was aborted with. */
export async function* bytesOf(blob: Blob, signal?: AbortSignal, size = PIECE): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < blob.size; start += size) {
    signal?.throwIfAborted()
    yield new Uint8Array(await blob.slice(start, start + size).arrayBuffer())
  }
}

/** The bytes of a text in any encoding as UTF-8, from an offset of that UTF-8 on. */
export async function* utf8From(
  blob: Blob,
  { encoding, bom }: DetectedEncoding,
  offset: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') return yield* bytesOf(blob.slice(bom + offset), signal)
  const writer = transcoder(encoding)
  let skip = offset
  const behind = (bytes: Uint8Array): Uint8Array => {
    const rest = bytes.subarray(Math.min(skip, bytes.length))
    skip -= bytes.length - rest.length
    return rest
  }
  for await (const bytes of bytesOf(blob.slice(bom), signal)) yield behind(writer.push(bytes)).slice()
  yield behind(writer.end()).slice()
}

/**
 * UTF-8 as text, cut behind line breaks where there are any. NUL characters are gone; bytes that are no characters
 * become `BROKEN`. `start`: bytes before the first.
 */
export async function* segmentsOf(pieces: AsyncIterable<Uint8Array>, start = 0): AsyncGenerator<Segment> {
  let rest = new Uint8Array()
  let end = start
  for await (const piece of pieces) {
    let bytes = piece
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + piece.length)
      bytes.set(rest)
      bytes.set(piece, rest.length)
    }
    const length = cutOf(bytes)
    rest = bytes.slice(length)
    if (length === 0) continue
    end += length
    yield { text: textOf(bytes.subarray(0, length)), end }
  }
  if (rest.length > 0) yield { text: textOf(rest), end: end + rest.length }
}

/** Where to cut: behind the last line break, or else between two characters. */
function cutOf(bytes: Uint8Array): number {
  const feed = bytes.lastIndexOf(LINE_FEED)
  if (feed >= 0) return feed + 1
  const last = bytes.length - (bytes[bytes.length - 1] === RETURN ? 2 : 1)
  const back = bytes.lastIndexOf(RETURN, last)
  if (last >= 0 && back >= 0) return back + 1
  if (bytes[bytes.length - 1] === RETURN) return bytes.length - 1
  let cut = bytes.length
  for (let count = 0; count < 4 && cut > 0; count++) {
    const byte = bytes[--cut]!
    if (byte < 0x80) return cut + 1
    if (byte >= 0xc0) return cut
  }
  return bytes.length
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const tolerant = new TextDecoder('utf-8', { ignoreBOM: true })

function textOf(bytes: Uint8Array): string {
  const text = decoded(bytes) ?? lines(bytes).map(lineText).join('')
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

function lineText(bytes: Uint8Array): string {
  return decoded(bytes) ?? tolerant.decode(bytes).replaceAll('\ufffd', BROKEN)
}

/** The text of bytes; null where they are no UTF-8. */
export function decoded(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

function lines(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  let start = 0
  for (let index = 0; index < bytes.length; index++)
    if (bytes[index] === LINE_FEED || bytes[index] === RETURN) {
      found.push(bytes.subarray(start, index + 1))
      start = index + 1
    }
  found.push(bytes.subarray(start))
  return found
}
