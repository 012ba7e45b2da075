import { sha1 } from '@noble/hashes/legacy.js'
import { aesKey, decryptSegments } from './aes.ts'
import { joined } from '../joined.ts'
import { utf16 } from './bytes.ts'
import type { Pace } from '../pace.ts'

const SPINS = 50_000
const AES = [0x660e, 0x660f, 0x6610]

/** How Excel 2007 and Apache POI encrypt a workbook (ECMA-376, standard). */
export interface StandardInfo {
  readonly keyBytes: number
  readonly salt: Uint8Array
  readonly verifier: Uint8Array
  readonly verifierHash: Uint8Array
}

/** Reads the description; null: it is of a kind that is not known here. Throws a `RangeError` where it is cut. */
export function readStandardInfo(info: Uint8Array): StandardInfo | null {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength)
  const algorithm = view.getUint32(20, true)
  const keyBytes = view.getUint32(28, true) / 8
  if (!AES.includes(algorithm) || ![16, 24, 32].includes(keyBytes)) return null
  const at = 12 + view.getUint32(8, true)
  if (view.getUint32(at, true) !== 16 || info.length < at + 72) return null
  return {
    keyBytes,
    salt: info.subarray(at + 4, at + 20),
    verifier: info.subarray(at + 20, at + 36),
    verifierHash: info.subarray(at + 40, at + 72),
  }
}

/** The key of the workbook; null: the password is wrong. */
export async function standardKey(info: StandardInfo, password: string, pace: Pace): Promise<CryptoKey | null> {
  let hash = sha1(joined(info.salt, utf16(password)))
  const message = new Uint8Array(24)
  const view = new DataView(message.buffer)
  for (let spin = 0; spin < SPINS; spin++) {
    view.setUint32(0, spin, true)
    message.set(hash, 4)
    hash = sha1(message)
    if (spin % 1024 === 0) await pace.step()
  }
  hash = sha1(joined(hash, new Uint8Array(4)))
  const filled = (fill: number) => {
    const bytes = new Uint8Array(64).fill(fill)
    for (const [index, byte] of hash.entries()) bytes[index]! ^= byte
    return sha1(bytes)
  }
  const key = await aesKey(joined(filled(0x36), filled(0x5c)).subarray(0, info.keyBytes))
  const [verifier, expected] = await Promise.all([
    decryptBlocks(key, info.verifier),
    decryptBlocks(key, info.verifierHash),
  ])
  return sha1(verifier!).every((byte, index) => byte === expected![index]) ? key : null
}

async function decryptBlocks(key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await (await decryptStandard(key, bytes, async () => {})).arrayBuffer())
}

/** The workbook itself, from what stands behind its length in the encrypted package. */
export function decryptStandard(
  key: CryptoKey,
  bytes: Uint8Array,
  step: (done: number) => Promise<void>,
): Promise<Blob> {
  return decryptSegments(key, bytes, 16, null, step)
}
