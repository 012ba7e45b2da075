import { randomFrom } from './generated-shop.ts'

/** Choices that come out the same for the same seed. */
export class Dice {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = randomFrom(seed)
    // Neighbouring seeds begin alike.
    for (let skipped = 0; skipped < 3; skipped++) this.#random()
  }

  /** A whole number from 0 to below `end`; 0 where `end` is not above it. */
  below(end: number): number {
    return Math.floor(this.#random() * Math.max(1, end))
  }

  /** True so often. */
  chance(share: number): boolean {
    return this.#random() < share
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }

  /** From 1, mostly small, seldom up to below `end`; 0 where `end` is 0. */
  size(end: number): number {
    const power = this.#random()
    return end > 0 ? Math.floor(end ** power) : 0
  }
}

/** Numbers at which programs break. */
export const ODD_NUMBERS: readonly bigint[] = [
  0n, 1n, 2n, 7n, 8n, 16n, 32n, 64n, 100n, 127n, 128n, 255n, 256n, 512n, 1000n, 1024n, 4096n, 16_384n, 32_767n, 32_768n,
  65_535n, 65_536n, 1_048_576n, 0x7f_ffffn, 0x80_0000n, 100_000_000n, 0x7fff_ffffn, 0x8000_0000n, 0xffff_fffen,
  0xffff_ffffn, 0x1_0000_0000n, 0x7fff_ffff_ffff_ffffn, 0x8000_0000_0000_0000n, 0xffff_ffff_ffff_ffffn, -1n, -2n, -128n,
  -32_768n,
] // prettier-ignore

type ByteMutation = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array

const flipBit: ByteMutation = (bytes, dice) => changed(bytes, dice, (at) => bytes[at]! ^ (1 << dice.below(8)))
const setByte: ByteMutation = (bytes, dice) => changed(bytes, dice, () => dice.below(256))
const oddByte: ByteMutation = (bytes, dice) => changed(bytes, dice, () => dice.pick([0, 1, 0x7f, 0x80, 0xfe, 0xff]))
const stepByte: ByteMutation = (bytes, dice) => changed(bytes, dice, (at) => bytes[at]! + dice.pick([-1, 1]))

const oddNumber: ByteMutation = (bytes, dice) => {
  const copy = bytes.slice()
  const size = dice.pick([2, 4, 4, 8])
  if (copy.length < size) return copy
  const view = new DataView(copy.buffer)
  const at = place(copy.length - size + 1, dice)
  const value = dice.pick(ODD_NUMBERS)
  const isLittle = dice.chance(0.7)
  if (size === 8) view.setBigUint64(at, BigInt.asUintN(64, value), isLittle)
  else if (size === 4) view.setUint32(at, Number(BigInt.asUintN(32, value)), isLittle)
  else view.setUint16(at, Number(BigInt.asUintN(16, value)), isLittle)
  return copy
}

/** A number of the kind that Thrift writes: seven bits a byte. */
const oddVarint: ByteMutation = (bytes, dice) => {
  const varint: number[] = []
  let rest = BigInt.asUintN(64, dice.pick(ODD_NUMBERS))
  for (; rest > 127n; rest >>= 7n) varint.push(Number(rest & 127n) | 128)
  varint.push(Number(rest))
  const at = place(bytes.length, dice)
  return spliced(bytes, at, at + (dice.chance(0.5) ? 1 : varint.length), Uint8Array.from(varint))
}

const truncate: ByteMutation = (bytes, dice) =>
  dice.chance(0.5) ? bytes.slice(0, dice.below(bytes.length)) : bytes.slice(0, bytes.length - dice.size(bytes.length))
const cutStart: ByteMutation = (bytes, dice) => bytes.slice(dice.size(bytes.length))
const insert: ByteMutation = (bytes, dice) => {
  const at = dice.below(bytes.length + 1)
  return spliced(
    bytes,
    at,
    at,
    Uint8Array.from({ length: 1 + dice.size(64) }, () => dice.below(256)),
  )
}
const remove: ByteMutation = (bytes, dice) => {
  const at = dice.below(bytes.length)
  return spliced(bytes, at, at + 1 + dice.size(bytes.length - at), new Uint8Array())
}
const duplicate: ByteMutation = (bytes, dice) => {
  const at = dice.below(bytes.length)
  const piece = bytes.slice(at, at + 1 + dice.size(bytes.length - at))
  const times = Math.min(dice.size(200), Math.ceil(200_000 / piece.length))
  const copies = new Uint8Array(piece.length * times)
  for (let copy = 0; copy < times; copy++) copies.set(piece, copy * piece.length)
  return spliced(bytes, at, at, copies)
}
const swapBlocks: ByteMutation = (bytes, dice) => {
  const copy = bytes.slice()
  const length = 1 + dice.size(bytes.length / 2)
  const [one, two] = [dice.below(bytes.length - length), dice.below(bytes.length - length)]
  copy.set(bytes.subarray(one, one + length), two)
  copy.set(bytes.subarray(two, two + length), one)
  return copy
}
const longRun: ByteMutation = (bytes, dice) => {
  const at = dice.below(bytes.length + 1)
  const run = new Uint8Array(1 + dice.size(100_000)).fill(dice.pick([0, 32, 34, 44, 10, 65, 255, dice.below(256)]))
  return spliced(bytes, at, dice.chance(0.5) ? at : at + run.length, run)
}
const splice: ByteMutation = (bytes, dice, other) => {
  const from = dice.below(other.length)
  const at = dice.below(bytes.length + 1)
  const piece = other.subarray(from, dice.chance(0.5) ? other.length : from + 1 + dice.size(other.length - from))
  return spliced(bytes, at, dice.chance(0.5) ? bytes.length : at + dice.size(bytes.length - at), piece)
}
const glue: ByteMutation = (bytes, _, other) => spliced(bytes, bytes.length, bytes.length, other)

/** What leaves every other byte where it was: formats that say where things stand are read on. */
const inPlace: readonly ByteMutation[] = [
  flipBit, flipBit, setByte, setByte, oddByte, oddByte, stepByte, stepByte, oddNumber, oddNumber, oddNumber,
] // prettier-ignore
const moving: readonly ByteMutation[] = [
  oddVarint, oddVarint, truncate, cutStart, insert, insert, remove, duplicate, swapBlocks, longRun, splice, splice, glue,
] // prettier-ignore

/** Bytes with one change of any kind; `other`: those of another file, for what is taken over from one. */
export function mutateBytes(bytes: Uint8Array, dice: Dice, other: Uint8Array): Uint8Array {
  return dice.pick(dice.chance(0.7) ? inPlace : moving)(bytes, dice, other)
}

/** Some bytes in the place of others. */
function spliced(bytes: Uint8Array, start: number, end: number, piece: Uint8Array): Uint8Array {
  const tail = bytes.subarray(Math.min(end, bytes.length))
  const whole = new Uint8Array(start + piece.length + tail.length)
  whole.set(bytes.subarray(0, start))
  whole.set(piece, start)
  whole.set(tail, start + piece.length)
  return whole
}

/** A few bytes changed, one after the other or all over. */
function changed(bytes: Uint8Array, dice: Dice, value: (at: number) => number): Uint8Array {
  const copy = bytes.slice()
  const times = dice.chance(0.6) ? 1 : dice.size(8)
  for (let time = 0; time < times; time++) {
    const at = place(bytes.length, dice)
    if (at < bytes.length) copy[at] = value(at)
  }
  return copy
}

/** Anywhere, but often near the start or the end: headers, directories and footers stand there. */
function place(length: number, dice: Dice): number {
  const near = Math.min(length, 64 + dice.size(1024))
  const kind = dice.below(4)
  if (kind === 0) return dice.below(near)
  return kind === 1 ? length - 1 - dice.below(near) : dice.below(length)
}
