import { joined } from '../joined.ts'

const BLOCK = 16
/** Bytes that are decrypted at a time; a multiple of an agile segment. */
const PIECE = 1 << 22

/** A key for AES-CBC. */
export function aesKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key as BufferSource, 'AES-CBC', false, ['encrypt', 'decrypt'])
}

/** AES-CBC without padding. The bytes are whole blocks. */
export async function decryptCbc(key: CryptoKey, iv: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  // The platform insists on padding: an empty text encrypted with the last block for its vector is just that.
  const last = bytes.subarray(bytes.length - BLOCK)
  const padding = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: last as BufferSource }, key, new Uint8Array())
  const padded = joined(bytes, new Uint8Array(padding)) as BufferSource
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: iv as BufferSource }, key, padded))
}

/**
 * Decrypts a long text in pieces. `vectorOf(index)` gives the vector of the segment of `segment` bytes at that place; with
 * null the segments are single blocks without any (ECB).
 */
export async function decryptSegments(
  key: CryptoKey,
  bytes: Uint8Array,
  segment: number,
  vectorOf: ((index: number) => Uint8Array | Promise<Uint8Array>) | null,
  step: (done: number) => Promise<void>,
): Promise<Blob> {
  const pieces: Blob[] = []
  const zero = new Uint8Array(BLOCK)
  for (let start = 0; start < bytes.length; start += PIECE) {
    const piece = bytes.subarray(start, start + PIECE)
    const plain = await decryptCbc(key, zero, piece)
    // Each segment was chained to the one before it: its first block has that one's last in it instead of its own vector.
    for (let at = 0; at < plain.length; at += segment) {
      const before = at === 0 ? zero : piece.subarray(at - BLOCK, at)
      const vector = vectorOf === null ? zero : await vectorOf((start + at) / segment)
      for (let index = 0; index < BLOCK; index++) plain[at + index]! ^= before[index]! ^ vector[index]!
    }
    pieces.push(new Blob([plain as BlobPart]))
    await step(start + piece.length)
  }
  return new Blob(pieces)
}
