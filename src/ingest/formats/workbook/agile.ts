import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { aesKey, decryptCbc, decryptSegments } from './aes.ts'
import { joined } from '../joined.ts'
import { utf16 } from './bytes.ts'
import { attribute, XmlScanner } from './xml.ts'
import type { Pace } from '../pace.ts'

const SEGMENT = 4096
/** Excel hashes a password 100,000 times; who asks for more than this wants to keep the processor busy. */
const MOST_SPINS = 5_000_000

const INPUT = Uint8Array.of(0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79)
const VALUE = Uint8Array.of(0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e)
const KEY = Uint8Array.of(0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6)

type Digest = (message: Uint8Array) => Uint8Array

interface Parameters {
  readonly salt: Uint8Array
  readonly keyBytes: number
  readonly digest: Digest
}

/** How a workbook is encrypted since Excel 2010 (ECMA-376, agile). */
export interface AgileInfo {
  readonly data: Parameters
  readonly password: Parameters & {
    readonly spins: number
    readonly input: Uint8Array
    readonly value: Uint8Array
    readonly key: Uint8Array
  }
}

/** Reads the description; null: it is of a kind that is not known here. Throws where it is no XML. */
export function readAgileInfo(xml: string): AgileInfo | null {
  let data: Parameters | null = null
  let password: AgileInfo['password'] | null = null
  const scanner = new XmlScanner({
    open(name, attributes) {
      if (name === 'keyData') data = parametersOf(attributes)
      if (name !== 'encryptedKey') return
      const parameters = parametersOf(attributes)
      const spins = Number(attribute(attributes, 'spinCount'))
      const [input, value, key] = ['encryptedVerifierHashInput', 'encryptedVerifierHashValue', 'encryptedKeyValue'].map(
        (each) => fromBase64(attribute(attributes, each)),
      )
      if (!parameters || !input || !value || !key || !(spins >= 0 && spins <= MOST_SPINS)) return
      password = { ...parameters, spins, input, value, key }
    },
    close() {},
    text() {},
  })
  scanner.push(xml)
  return data && password ? { data, password } : null
}

function parametersOf(attributes: string): Parameters | null {
  const salt = fromBase64(attribute(attributes, 'saltValue'))
  const keyBytes = Number(attribute(attributes, 'keyBits')) / 8
  const digest = DIGESTS[(attribute(attributes, 'hashAlgorithm') ?? '').replace('-', '').toUpperCase()]
  const isAes = attribute(attributes, 'cipherAlgorithm') === 'AES' && attribute(attributes, 'blockSize') === '16'
  const isChained = attribute(attributes, 'cipherChaining') === 'ChainingModeCBC'
  return salt && digest && isAes && isChained && [16, 24, 32].includes(keyBytes) ? { salt, keyBytes, digest } : null
}

const DIGESTS: Readonly<Record<string, Digest>> = {
  SHA1: sha1,
  SHA256: sha256,
  SHA384: sha384,
  SHA512: sha512,
}

function fromBase64(text: string | null): Uint8Array | null {
  try {
    return text ? Uint8Array.from(atob(text.trim()), (char) => char.charCodeAt(0)) : null
  } catch {
    return null
  }
}

/** The key of the workbook; null: the password is wrong. */
export async function agileKey({ data, password }: AgileInfo, text: string, pace: Pace): Promise<CryptoKey | null> {
  const { salt, digest, spins, keyBytes } = password
  let hash = digest(joined(salt, utf16(text)))
  const message = new Uint8Array(4 + hash.length)
  const view = new DataView(message.buffer)
  for (let spin = 0; spin < spins; spin++) {
    view.setUint32(0, spin, true)
    message.set(hash, 4)
    hash = digest(message)
    if (spin % 256 === 0) await pace.step()
  }
  const unwrap = async (purpose: Uint8Array, bytes: Uint8Array) => {
    const key = await aesKey(fit(digest(joined(hash, purpose)), keyBytes))
    return decryptCbc(key, fit(salt, 16), bytes)
  }
  const expected = await unwrap(VALUE, password.value)
  const actual = digest((await unwrap(INPUT, password.input)).subarray(0, salt.length))
  if (actual.some((byte, index) => index < expected.length && byte !== expected[index])) return null
  return aesKey((await unwrap(KEY, password.key)).subarray(0, data.keyBytes))
}

/** The workbook itself, from what stands behind its length in the encrypted package. */
export function decryptAgile(
  { data }: AgileInfo,
  key: CryptoKey,
  bytes: Uint8Array,
  step: (done: number) => Promise<void>,
): Promise<Blob> {
  const message = joined(data.salt, new Uint8Array(4))
  const view = new DataView(message.buffer, data.salt.length)
  const vectorOf = (index: number) => {
    view.setUint32(0, index, true)
    return fit(data.digest(message), 16)
  }
  return decryptSegments(key, bytes, SEGMENT, vectorOf, step)
}

/** Cut or filled to a length. */
function fit(bytes: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length).fill(0x36)
  result.set(bytes.subarray(0, length))
  return result
}
