import { md5, sha1 } from '@noble/hashes/legacy.js'
import { joined } from '../joined.ts'
import { utf16 } from './bytes.ts'
import { Rc4 } from './rc4.ts'
import { XLS } from './xls-records.ts'

/** After so many bytes a new key begins. */
const BLOCK = 1024
/** Records that stay readable: what begins a part, the lock itself, and locks of shared workbooks. */
const OPEN_RECORDS = new Set<number>([XLS.bof, XLS.filePass, 0x00e1, 0x0138, 0x0194, 0x0195, 0x0196])

/** A lock with RC4, as Excel 97 to 2003 puts it on: the key of each block; null: the password is wrong. */
export type XlsLock = (password: string) => ((block: number) => Uint8Array) | null

/** Reads the record that says how a workbook is locked; null: in a way that is not known here. */
export function readXlsLock(record: Uint8Array): XlsLock | null {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (view.getUint16(0, true) !== 1) return null
  const [major, minor] = [view.getUint16(2, true), view.getUint16(4, true)]
  if (major === 1 && minor === 1) {
    const [salt, verifier, hash] = [6, 22, 38].map((at) => record.subarray(at, at + 16)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    return (password) => {
      const first = md5(utf16(password)).subarray(0, 5)
      const mixed = joined(...Array.from({ length: 16 }, () => [first, salt]).flat())
      const base = md5(mixed).subarray(0, 5)
      return proved((block) => md5(joined(base, numbered(block))), verifier, hash, md5)
    }
  }
  if (minor !== 2) return null
  const keyBits = view.getUint32(30, true) || 40
  const at = 14 + view.getUint32(10, true)
  if (view.getUint32(22, true) !== 0x6801 || view.getUint32(at, true) !== 16) return null
  const salt = record.subarray(at + 4, at + 20)
  const verifier = record.subarray(at + 20, at + 36)
  const hash = record.subarray(at + 40, at + 60)
  return (password) => {
    const base = sha1(joined(salt, utf16(password)))
    const keyOf = (block: number) => {
      const key = sha1(joined(base, numbered(block))).subarray(0, keyBits / 8)
      return keyBits === 40 ? joined(key, new Uint8Array(11)) : key
    }
    return proved(keyOf, verifier, hash, sha1)
  }
}

function proved(
  keyOf: (block: number) => Uint8Array,
  verifier: Uint8Array,
  hash: Uint8Array,
  digest: (bytes: Uint8Array) => Uint8Array,
): ((block: number) => Uint8Array) | null {
  const rc4 = new Rc4(keyOf(0))
  const clear = verifier.map((byte) => byte ^ rc4.next())
  const expected = hash.map((byte) => byte ^ rc4.next())
  return digest(clear).every((byte, index) => byte === expected[index]) ? keyOf : null
}

function numbered(block: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, block, true)
  return bytes
}

/** The workbook's stream unlocked. The key goes on over what is not locked. */
export function* unlockXls(stream: Uint8Array, keyOf: (block: number) => Uint8Array): Generator<void, Uint8Array> {
  const clear = stream.slice()
  let rc4 = new Rc4(keyOf(0))
  let next = 0
  const pass = (to: number, from: number) => {
    for (; next < to; next++) {
      if (next % BLOCK === 0) rc4 = new Rc4(keyOf(next / BLOCK))
      const byte = rc4.next()
      if (next >= from) clear[next]! ^= byte
    }
  }
  for (let at = 0; at + 4 <= stream.length;) {
    const id = stream[at]! | (stream[at + 1]! << 8)
    const end = Math.min(stream.length, at + 4 + (stream[at + 2]! | (stream[at + 3]! << 8)))
    // The places of sheets are not locked either.
    const from = OPEN_RECORDS.has(id) ? end : at + 4 + (id === XLS.boundSheet ? 4 : 0)
    pass(end, from)
    at = end
    yield
  }
  return clear
}
