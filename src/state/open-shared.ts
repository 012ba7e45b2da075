import { unpackSnapshot } from '../report/sharing/link.ts'
import { parseSharedReport, SharedProblem, type SharedReport } from '../report/sharing/shared-report.ts'
import type { AddressSource } from './address.ts'

/** The largest report file that is read, in bytes. */
const MOST_BYTES = 5_000_000

/** The report that an address holds or names; of a sealed one with its pass phrase. Throws `SharedProblem`. */
export async function openShared(source: AddressSource, phrase = ''): Promise<SharedReport> {
  switch (source.kind) {
    case 'snapshot':
      return unpackSnapshot(source.payload)
    case 'sealed':
      return (await import('../report/sharing/seal.ts')).unsealSnapshot(source.payload, phrase)
    case 'report':
      return parseSharedReport(await readReportFile(source.path))
    default:
      throw new SharedProblem('damaged')
  }
}

/** A report file beside the page, read no further than its size may be. Nothing is sent along, and no redirect followed. */
async function readReportFile(path: string): Promise<unknown> {
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), new URL('.', location.href))
  const response = await fetch(url, { credentials: 'omit', redirect: 'error' }).catch(() => null)
  const reader = response?.ok ? response.body?.getReader() : undefined
  if (!reader) throw new SharedProblem('not_found')
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let length = 0; ;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
    if (done || !value) break
    length += value.length
    if (length > MOST_BYTES) {
      await reader.cancel().catch(() => {})
      throw new SharedProblem('too_large')
    }
    parts.push(value)
  }
  try {
    return JSON.parse(await new Blob(parts).text())
  } catch {
    throw new SharedProblem('damaged')
  }
}
