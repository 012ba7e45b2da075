import { gzipSync, inflateRawSync } from 'node:zlib'

/** A file within an archive, unpacked. */
export interface Part {
  readonly name: string
  readonly bytes: Uint8Array
}

const encoder = new TextEncoder()

/** The files in a zip archive whose sizes stand in its directory. For seeds only: nothing is checked. */
export function unzipped(bytes: Uint8Array): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let end = bytes.length - 22
  while (view.getUint32(end, true) !== 0x06054b50) end--
  const parts: Part[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [number, number, number] // prettier-ignore
    const local = view.getUint32(at + 42, true)
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const packed = bytes.subarray(data, data + view.getUint32(at + 20, true))
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    parts.push({ name, bytes: view.getUint16(at + 10, true) === 8 ? new Uint8Array(inflateRawSync(packed)) : packed })
    at += 46 + nameLength + extra + comment
  }
  return parts
}

/** A zip archive of files that are stored as they are, with their right checksums. */
export function zipped(parts: readonly Part[]): Uint8Array {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of parts) {
    const path = encoder.encode(name)
    const shared = new DataView(new ArrayBuffer(26))
    ;[20, 0x800, 0, 0, 0x21].forEach((value, index) => shared.setUint16(2 * index, value, true))
    ;[crc32(bytes), bytes.length, bytes.length].forEach((value, index) => shared.setUint32(10 + 4 * index, value, true))
    shared.setUint16(22, path.length, true)
    const fields = new Uint8Array(shared.buffer)
    const entry = new Uint8Array(46)
    entry.set([0x50, 0x4b, 1, 2, 20, 0])
    entry.set(fields, 6)
    new DataView(entry.buffer).setUint32(42, offset, true)
    directory.push(entry, path)
    pieces.push(Uint8Array.of(0x50, 0x4b, 3, 4), fields, path, bytes)
    offset += 30 + path.length + bytes.length
  }
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, parts.length, true)
  end.setUint16(10, parts.length, true)
  end.setUint32(12, directory.reduce((sum, { length }) => sum + length, 0), true) // prettier-ignore
  end.setUint32(16, offset, true)
  return concatenated([...pieces, ...directory, new Uint8Array(end.buffer)])
}

/** A gzip file, in one go. */
export function gzipped(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes, { level: 1 }))
}

/** A Zstandard file of one frame whose blocks are not packed. */
export function zstandard(bytes: Uint8Array): Uint8Array {
  const size = new Uint8Array(Uint32Array.of(bytes.length).buffer)
  const pieces: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0), size]
  for (let at = 0; at === 0 || at < bytes.length; at += 1 << 16) {
    const block = bytes.slice(at, at + (1 << 16))
    const head = (block.length << 3) | (at + (1 << 16) >= bytes.length ? 1 : 0)
    pieces.push(Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16), block)
  }
  return concatenated(pieces)
}

/** All bytes, one piece behind the other. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (let at = 0; at < bytes.length; at++) sum = (sum >>> 8) ^ CRC[(sum ^ bytes[at]!) & 255]!
  return ~sum >>> 0
}
