/** The primes of XXH64, low and high half. */
const P1 = [0x85ebca87, 0x9e3779b1] as const
const P2 = [0x27d4eb4f, 0xc2b2ae3d] as const
const P3 = [0x9e3779f9, 0x165667b1] as const
const P4 = [0xc2b2ae63, 0x85ebca77] as const
const P5 = [0x165667c5, 0x27d4eb2f] as const

/** XXH64 with seed 0 of bytes in pieces: the checksum of Zstandard and LZ4 frames' kin. 64-bit numbers are two halves. */
export class XxHash64 {
  /** Low and high half of each of the four lanes. */
  readonly #lanes = new Uint32Array(8)
  readonly #waiting = new Uint8Array(32)
  #waitingSize = 0
  #length = 0

  constructor() {
    const lanes = [add(P1, P2), P2, [0, 0] as const, negated(P1)]
    for (const [index, [low, high]] of lanes.entries()) this.#lanes.set([low, high], 2 * index)
  }

  /** Takes the next bytes. */
  update(bytes: Uint8Array): void {
    this.#length += bytes.length
    let at = 0
    if (this.#waitingSize > 0) {
      at = Math.min(32 - this.#waitingSize, bytes.length)
      this.#waiting.set(bytes.subarray(0, at), this.#waitingSize)
      this.#waitingSize += at
      if (this.#waitingSize < 32) return
      this.#stripes(this.#waiting, 0, 32)
      this.#waitingSize = 0
    }
    const end = at + ((bytes.length - at) & ~31)
    this.#stripes(bytes, at, end)
    this.#waiting.set(bytes.subarray(end))
    this.#waitingSize = bytes.length - end
  }

  #stripes(bytes: Uint8Array, from: number, to: number): void {
    const lanes = this.#lanes
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = from; at < to; at += 32)
      for (let lane = 0; lane < 4; lane++)
        round(lanes, 2 * lane, view.getUint32(at + 8 * lane, true), view.getUint32(at + 8 * lane + 4, true))
  }

  /** The low 32 bits of the hash of all that was taken. */
  low32(): number {
    const lanes = this.#lanes
    let hash: Half = P5
    if (this.#length >= 32) {
      hash = [0, 0]
      for (const [lane, turn] of [1, 7, 12, 18].entries())
        hash = add(hash, rotated([lanes[2 * lane]!, lanes[2 * lane + 1]!], turn))
      for (let lane = 0; lane < 4; lane++) {
        const one = new Uint32Array(2)
        round(one, 0, lanes[2 * lane]!, lanes[2 * lane + 1]!)
        hash = add(times(xor(hash, [one[0]!, one[1]!]), P1), P4)
      }
    }
    hash = add(hash, [this.#length >>> 0, Math.floor(this.#length / 2 ** 32)])
    const view = new DataView(this.#waiting.buffer)
    let at = 0
    for (; at + 8 <= this.#waitingSize; at += 8) {
      const one = new Uint32Array(2)
      round(one, 0, view.getUint32(at, true), view.getUint32(at + 4, true))
      hash = add(times(rotated(xor(hash, [one[0]!, one[1]!]), 27), P1), P4)
    }
    if (at + 4 <= this.#waitingSize) {
      hash = add(times(rotated(xor(hash, times([view.getUint32(at, true), 0], P1)), 23), P2), P3)
      at += 4
    }
    for (; at < this.#waitingSize; at++) hash = times(rotated(xor(hash, times([this.#waiting[at]!, 0], P5)), 11), P1)
    hash = times(xor(hash, shifted(hash, 33)), P2)
    hash = times(xor(hash, shifted(hash, 29)), P3)
    return xor(hash, shifted(hash, 32))[0] >>> 0
  }
}

/** A 64-bit number: its low and its high half. */
type Half = readonly [number, number]

/** One round on one lane: `rotate(lane + value × P2, 31) × P1`. */
function round(lanes: Uint32Array, at: number, low: number, high: number): void {
  const addLow = Math.imul(low, P2[0]) >>> 0
  const addHigh = (carry(low, P2[0]) + Math.imul(low, P2[1]) + Math.imul(high, P2[0])) | 0
  const sumLow = lanes[at]! + addLow
  const oldLow = sumLow >>> 0
  const oldHigh = (lanes[at + 1]! + addHigh + (sumLow > 0xffffffff ? 1 : 0)) >>> 0
  const turnedLow = ((oldLow << 31) | (oldHigh >>> 1)) >>> 0
  const turnedHigh = ((oldHigh << 31) | (oldLow >>> 1)) >>> 0
  lanes[at] = Math.imul(turnedLow, P1[0])
  lanes[at + 1] = carry(turnedLow, P1[0]) + Math.imul(turnedLow, P1[1]) + Math.imul(turnedHigh, P1[0])
}

/** The high half of the product of two unsigned 32-bit numbers. */
function carry(left: number, right: number): number {
  const [a, b, c, d] = [left & 0xffff, left >>> 16, right & 0xffff, right >>> 16]
  const low = a * c
  const middle = b * c + (low >>> 16)
  const other = a * d + (middle & 0xffff)
  return (b * d + Math.floor(middle / 65536) + Math.floor(other / 65536)) | 0
}

function add([low, high]: Half, [otherLow, otherHigh]: Half): Half {
  const sum = (low >>> 0) + (otherLow >>> 0)
  return [sum >>> 0, (high + otherHigh + (sum > 0xffffffff ? 1 : 0)) >>> 0]
}

function negated([low, high]: Half): Half {
  return add([~low >>> 0, ~high >>> 0], [1, 0])
}

function times([low, high]: Half, [otherLow, otherHigh]: Half): Half {
  const product = Math.imul(low, otherLow) >>> 0
  return [product, (carry(low, otherLow) + Math.imul(low, otherHigh) + Math.imul(high, otherLow)) >>> 0]
}

function xor([low, high]: Half, [otherLow, otherHigh]: Half): Half {
  return [(low ^ otherLow) >>> 0, (high ^ otherHigh) >>> 0]
}

/** Turned left by 1 to 31 bits. */
function rotated([low, high]: Half, bits: number): Half {
  return [((low << bits) | (high >>> (32 - bits))) >>> 0, ((high << bits) | (low >>> (32 - bits))) >>> 0]
}

/** Moved right by 29 to 33 bits. */
function shifted([low, high]: Half, bits: number): Half {
  if (bits >= 32) return [high >>> (bits - 32), 0]
  return [((low >>> bits) | (high << (32 - bits))) >>> 0, high >>> bits]
}
