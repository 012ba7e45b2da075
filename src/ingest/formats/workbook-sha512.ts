import { bytesOf, type Digest } from './workbook-digests.ts'

/** The first 64 bits of the fractional parts of the cube roots (or square roots) of the first primes, as halves. */
function rootsOf(count: number, power: 2n | 3n, skip = 0): Int32Array {
  const halves = new Int32Array(2 * count)
  let found = 0
  for (let candidate = 2n; found < count + skip; candidate++) {
    if (!isPrime(candidate)) continue
    if (found >= skip) {
      const bits = BigInt.asUintN(64, rootOf(candidate << (64n * power), power))
      halves[2 * (found - skip)] = Number(bits >> 32n) | 0
      halves[2 * (found - skip) + 1] = Number(bits & 0xffffffffn) | 0
    }
    found++
  }
  return halves
}

function isPrime(value: bigint): boolean {
  for (let divisor = 2n; divisor * divisor <= value; divisor++) if (value % divisor === 0n) return false
  return true
}

/** The largest integer whose power is no more than `value`. */
function rootOf(value: bigint, power: bigint): bigint {
  let low = 0n
  let high = 1n << 70n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if ((power === 2n ? middle * middle : middle * middle * middle) <= value) low = middle
    else high = middle - 1n
  }
  return low
}

let constants: { readonly rounds: Int32Array; readonly sha512: Int32Array; readonly sha384: Int32Array } | undefined

function constantsOf() {
  return (constants ??= { rounds: rootsOf(80, 3n), sha512: rootsOf(8, 2n), sha384: rootsOf(8, 2n, 8) })
}

/** SHA-512, with which Excel makes keys since 2013. */
export const sha512: Digest = (message) => digest(message, constantsOf().sha512)

/** SHA-384. */
export const sha384: Digest = (message) => digest(message, constantsOf().sha384).subarray(0, 48)

const high = new Int32Array(80)
const low = new Int32Array(80)

function digest(message: Uint8Array, start: Int32Array): Uint8Array {
  const size = Math.ceil((message.length + 17) / 128) * 128
  const bytes = new Uint8Array(size)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(size - 4, message.length << 3)
  const state = start.slice()
  for (let at = 0; at < size; at += 128) block(view, at, state)
  return bytesOf(state, false)
}

/** One block of SHA-512 with numbers of 64 bits in two halves. */
function block(view: DataView, at: number, state: Int32Array): void {
  const { rounds } = constantsOf()
  for (let index = 0; index < 16; index++) {
    high[index] = view.getInt32(at + 8 * index)
    low[index] = view.getInt32(at + 8 * index + 4)
  }
  for (let index = 16; index < 80; index++) {
    const h15 = high[index - 15]!
    const l15 = low[index - 15]!
    const h2 = high[index - 2]!
    const l2 = low[index - 2]!
    const s0h = ((h15 >>> 1) | (l15 << 31)) ^ ((h15 >>> 8) | (l15 << 24)) ^ (h15 >>> 7)
    const s0l = ((l15 >>> 1) | (h15 << 31)) ^ ((l15 >>> 8) | (h15 << 24)) ^ ((l15 >>> 7) | (h15 << 25))
    const s1h = ((h2 >>> 19) | (l2 << 13)) ^ ((l2 >>> 29) | (h2 << 3)) ^ (h2 >>> 6)
    const s1l = ((l2 >>> 19) | (h2 << 13)) ^ ((h2 >>> 29) | (l2 << 3)) ^ ((l2 >>> 6) | (h2 << 26))
    const sum = (low[index - 16]! >>> 0) + (s0l >>> 0) + (low[index - 7]! >>> 0) + (s1l >>> 0)
    low[index] = sum | 0
    high[index] = (high[index - 16]! + s0h + high[index - 7]! + s1h + Math.floor(sum / 4_294_967_296)) | 0
  }
  let [ah, al, bh, bl, ch, cl, dh, dl] = state as unknown as number[] as Eight
  let [eh, el, fh, fl, gh, gl, hh, hl] = state.subarray(8) as unknown as number[] as Eight
  for (let step = 0; step < 80; step++) {
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23))
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23))
    const chosenH = (eh & fh) ^ (~eh & gh)
    const chosenL = (el & fl) ^ (~el & gl)
    const one = (hl >>> 0) + (s1l >>> 0) + (chosenL >>> 0) + (rounds[2 * step + 1]! >>> 0) + (low[step]! >>> 0)
    const oneH = (hh + s1h + chosenH + rounds[2 * step]! + high[step]! + Math.floor(one / 4_294_967_296)) | 0
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25))
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25))
    const two = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0)
    const twoH = s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + Math.floor(two / 4_294_967_296)
    hh = gh
    hl = gl
    gh = fh
    gl = fl
    fh = eh
    fl = el
    const e = (dl >>> 0) + ((one | 0) >>> 0)
    el = e | 0
    eh = (dh + oneH + Math.floor(e / 4_294_967_296)) | 0
    dh = ch
    dl = cl
    ch = bh
    cl = bl
    bh = ah
    bl = al
    const a = ((one | 0) >>> 0) + ((two | 0) >>> 0)
    al = a | 0
    ah = (oneH + twoH + Math.floor(a / 4_294_967_296)) | 0
  }
  const result = [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl]
  for (let index = 0; index < 16; index += 2) {
    const sum = (state[index + 1]! >>> 0) + (result[index + 1]! >>> 0)
    state[index + 1] = sum | 0
    state[index] = (state[index]! + result[index]! + Math.floor(sum / 4_294_967_296)) | 0
  }
}

type Eight = [number, number, number, number, number, number, number, number]
