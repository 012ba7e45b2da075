import { base64urlOf } from './bytes.ts'
import { payloadBytes } from './link.ts'
import { packReport, unpackReport } from './pack.ts'
import { SharedProblem, type SharedReport } from './shared-report.ts'

/**
 * PBKDF2-HMAC-SHA256 with 600,000 rounds (OWASP Password Storage Cheat Sheet) to a key for AES-256-GCM. They belong to
 * version 1: sealed links live for ever.
 */
const ROUNDS = 600_000
const SALT = 16
const NONCE = 12
const TAG = 16
/** Sealed with the report, so that what is sealed for one purpose opens for no other. */
const PURPOSE = new TextEncoder().encode('dangol sealed snapshot 1')

/** A snapshot that opens with a pass phrase only, as it stands after `#e=`: `1.` and salt, nonce and sealed bytes as base64url. */
export async function sealSnapshot(report: SharedReport, phrase: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT))
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: PURPOSE }
  const sealed = await crypto.subtle.encrypt(algorithm, await keyOf(phrase, salt), await packReport(report))
  return `1.${base64urlOf(new Uint8Array([...salt, ...nonce, ...new Uint8Array(sealed)]))}`
}

/**
 * The report of a sealed snapshot. Throws `SharedProblem`: `wrong_phrase` where the phrase does not open it, which is also
 * what altered or shortened content looks like, since nothing can be told of it without the key.
 */
export async function unsealSnapshot(payload: string, phrase: string): Promise<SharedReport> {
  const bytes = payloadBytes(payload)
  if (bytes.length <= SALT + NONCE + TAG) throw new SharedProblem('damaged')
  const algorithm = { name: 'AES-GCM', iv: bytes.subarray(SALT, SALT + NONCE), additionalData: PURPOSE }
  const key = await keyOf(phrase, bytes.subarray(0, SALT))
  const opened = await crypto.subtle.decrypt(algorithm, key, bytes.subarray(SALT + NONCE)).catch(() => null)
  if (!opened) throw new SharedProblem('wrong_phrase')
  return unpackReport(new Uint8Array(opened))
}

/** The phrase is normalised, so that the same letters typed on another system open it. */
async function keyOf(phrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(phrase.normalize('NFKC'))
  const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', iterations: ROUNDS, salt },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
