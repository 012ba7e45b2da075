import { base64urlOf, bytesOfBase64url } from './bytes.ts'
import { packReport, unpackReport } from './pack.ts'
import { SharedProblem, type SharedReport } from './shared-report.ts'

/** The longest payload that is looked at. */
const LONGEST = 200_000

/** A snapshot as it stands after `#s=`: `1.` and the packed report as base64url. */
export async function packSnapshot(report: SharedReport): Promise<string> {
  return `1.${base64urlOf(await packReport(report))}`
}

/** The report of a snapshot. Throws `SharedProblem`. */
export async function unpackSnapshot(payload: string): Promise<SharedReport> {
  return unpackReport(payloadBytes(payload))
}

/** The bytes of a payload whose version is known. Throws `SharedProblem`. */
export function payloadBytes(payload: string): Uint8Array<ArrayBuffer> {
  if (payload.length > LONGEST) throw new SharedProblem('too_large')
  const [, version, text] = /^(\d{1,3})\.(.*)$/s.exec(payload) ?? []
  if (version === undefined || text === undefined || version === '0') throw new SharedProblem('damaged')
  if (version !== '1') throw new SharedProblem('newer')
  const bytes = bytesOfBase64url(text)
  if (!bytes || bytes.length === 0) throw new SharedProblem('damaged')
  return bytes
}
