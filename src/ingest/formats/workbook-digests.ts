/** Makes a digest of a short message at once: a password is hashed a hundred thousand times, too often to wait for each. */
export type Digest = (message: Uint8Array) => Uint8Array

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits))

/** The message with a one, zeros and its length behind it, in blocks of `block` bytes. */
function padded(message: Uint8Array, block: 64 | 128, littleEndian: boolean): DataView {
  const lengthBytes = block / 8
  const size = Math.ceil((message.length + 1 + lengthBytes) / block) * block
  const bytes = new Uint8Array(size)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(littleEndian ? size - 8 : size - 4, message.length << 3, littleEndian)
  return view
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const MD5_SINES = Int32Array.from({ length: 64 }, (_, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 4_294_967_296),
)

/** MD5, with which Excel 97 to 2003 makes keys. */
export const md5: Digest = (message) => {
  const view = padded(message, 64, true)
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number]
    for (let step = 0; step < 64; step++) {
      const round = step >> 4
      let mixed: number
      let word: number
      if (round === 0) [mixed, word] = [(b & c) | (~b & d), step]
      else if (round === 1) [mixed, word] = [(d & b) | (~d & c), (5 * step + 1) & 15]
      else if (round === 2) [mixed, word] = [b ^ c ^ d, (3 * step + 5) & 15]
      else [mixed, word] = [c ^ (b | ~d), (7 * step) & 15]
      const sum = (a + mixed + MD5_SINES[step]! + view.getInt32(at + 4 * word, true)) | 0
      ;[a, d, c, b] = [d, c, b, (b + rotate(sum, MD5_SHIFTS[4 * round + (step & 3)]!)) | 0]
    }
    for (const [index, value] of [a, b, c, d].entries()) state[index]! += value
  }
  return bytesOf(state, true)
}

/** SHA-1, with which Excel 2007 and Apache POI make keys. */
export const sha1: Digest = (message) => {
  const view = padded(message, 64, false)
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  const words = new Int32Array(80)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let index = 0; index < 16; index++) words[index] = view.getInt32(at + 4 * index)
    for (let index = 16; index < 80; index++)
      words[index] = rotate(words[index - 3]! ^ words[index - 8]! ^ words[index - 14]! ^ words[index - 16]!, 1)
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    let e = state[4]!
    for (let step = 0; step < 80; step++) {
      let mixed: number
      if (step < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999
      else if (step < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1
      else if (step < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
      else mixed = (b ^ c ^ d) + 0xca62c1d6
      const next = (rotate(a, 5) + mixed + e + words[step]!) | 0
      e = d
      d = c
      c = rotate(b, 30)
      b = a
      a = next
    }
    state[0]! += a
    state[1]! += b
    state[2]! += c
    state[3]! += d
    state[4]! += e
  }
  return bytesOf(state, false)
}

/** The numbers of an `Int32Array` as bytes. */
export function bytesOf(numbers: Int32Array, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of numbers.entries()) view.setInt32(4 * index, value, littleEndian)
  return bytes
}

/** Joins pieces of bytes. */
export function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** A text in UTF-16, as passwords are hashed. */
export function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < text.length; index++) view.setUint16(2 * index, text.charCodeAt(index), true)
  return bytes
}

/** RC4: encrypts and decrypts alike, and goes on where it left off. */
export class Rc4 {
  readonly #state = Uint8Array.from({ length: 256 }, (_, index) => index)
  #i = 0
  #j = 0

  constructor(key: Uint8Array) {
    let other = 0
    for (let index = 0; index < 256; index++) {
      other = (other + this.#state[index]! + key[index % key.length]!) & 255
      this.#swap(index, other)
    }
  }

  /** The next byte of the stream. */
  next(): number {
    this.#i = (this.#i + 1) & 255
    this.#j = (this.#j + this.#state[this.#i]!) & 255
    this.#swap(this.#i, this.#j)
    return this.#state[(this.#state[this.#i]! + this.#state[this.#j]!) & 255]!
  }

  #swap(one: number, other: number): void {
    const kept = this.#state[one]!
    this.#state[one] = this.#state[other]!
    this.#state[other] = kept
  }
}
