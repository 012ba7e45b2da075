import { parseTableMapping, type TableMapping } from '../ingest/mapping.ts'
import { AnalyticsError, type GroupChoice, type Inspected } from '../worker/protocol.ts'
import type { Hosted } from './address.ts'
import { ConfirmDraft } from './confirm-draft.svelte.ts'
import { HostedError } from './failure.ts'
import { hostedPath, hostedUrl } from './hosted-path.ts'
import type { MappingDraft } from './mapping-draft.svelte.ts'

/** Files of one address at most, and their bytes together: more than a tab can hold. */
const FILES = 100
const BYTES = 1e9
const MAPPING_BYTES = 1e6

/** What lies beside the page: files as if they had been dropped, and mappings if the address names some. */
export interface HostedFiles {
  readonly files: readonly File[]
  readonly mappings: readonly TableMapping[]
}

/** Fetches hosted files; `tell` hears the fraction that is here, null where it cannot be known. Throws `HostedError`. */
export async function fetchHosted(
  { data, mapping }: Hosted,
  tell: (fraction: number | null) => void,
  signal: AbortSignal,
): Promise<HostedFiles> {
  if (data.length > FILES) throw new HostedError('too_large', data[FILES]!)
  try {
    const mappings = mapping === null ? [] : await readMappings(mapping, signal)
    const responses = await Promise.all(data.map((path) => ask(path, signal)))
    const sizes = responses.map(sizeOf)
    const all = sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0)
    let here = 0
    const count = (bytes: number, path: string) => {
      here += bytes
      if (here > BYTES) throw new HostedError('too_large', path)
      tell(all ? Math.min(1, here / all) : null)
    }
    const files: File[] = []
    for (const [place, response] of responses.entries()) {
      const path = data[place]!
      if (here + (sizes[place] ?? 0) > BYTES) throw new HostedError('too_large', path)
      const blob = await read(response, path, (bytes) => count(bytes, path))
      files.push(new File([blob], path.split('/').at(-1)!))
    }
    return { files, mappings }
  } catch (error) {
    throw signal.aborted ? new AnalyticsError({ kind: 'cancelled' }) : error
  }
}

/** How hosted files are read without asking; null where a person must say. Throws `HostedError` where a mapping is of others. */
export function hostedChoices(
  inspected: Inspected,
  mappings: readonly TableMapping[],
  mappingPath: string | null,
): readonly GroupChoice[] | null {
  const confirm = new ConfirmDraft(inspected, false, mappings)
  // A mapping of a table that is not among the files may stand in the list: one list may do for many links.
  const isMeant = ({ mapping }: MappingDraft) => mappings.some(({ columns }) => columns === mapping.columns)
  const isMissed = (draft: MappingDraft) => !isMeant(draft) && mappings.some(({ table }) => table === draft.table)
  if (mappings.length > 0 && (!confirm.drafts.some(isMeant) || confirm.drafts.some(isMissed)))
    throw new HostedError('other_mapping', mappingPath ?? '')
  const isWhole = inspected.skipped.length === 0 && confirm.drafts.every(({ isLeftOut }) => !isLeftOut)
  return isWhole && confirm.open === null ? confirm.choices.filter((choice) => choice !== null) : null
}

async function ask(path: string, signal: AbortSignal): Promise<Response> {
  const known = hostedPath(path)
  if (known === null) throw new HostedError('outside', path)
  // A redirect could lead out of the page's folder; last night's file must not stand for tonight's.
  const response = await fetch(hostedUrl(known), { signal, redirect: 'error', cache: 'no-cache' }).catch(() => null)
  if (!response) throw new HostedError('unreachable', path)
  if (!response.ok) throw new HostedError(response.status === 404 ? 'missing' : 'unreachable', path)
  // Some hosts answer with their start page for what they do not have.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
  if (isPage && !/\.(?:html?|xls)$/i.test(path)) throw new HostedError('missing', path)
  return response
}

/** How large a body will be; null where the header does not say, or says it of the packed body. */
function sizeOf({ headers }: Response): number | null {
  const length = Number(headers.get('content-length') ?? NaN)
  return headers.has('content-encoding') || !Number.isFinite(length) ? null : length
}

/** The body in pieces, each of which the browser may put aside. */
async function read(response: Response, path: string, count: (bytes: number) => void): Promise<Blob> {
  const reader = response.body?.getReader()
  const pieces: Blob[] = []
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw new HostedError('unreachable', path)
    })
    if (done) break
    count(value.byteLength)
    pieces.push(new Blob([value]))
  }
  return new Blob(pieces)
}

async function readMappings(path: string, signal: AbortSignal): Promise<TableMapping[]> {
  const response = await ask(path, signal)
  let bytes = 0
  const blob = await read(response, path, (more) => {
    bytes += more
    if (bytes > MAPPING_BYTES) throw new HostedError('no_mapping', path)
  })
  try {
    const json: unknown = JSON.parse(await blob.text())
    return (Array.isArray(json) ? json : [json]).map(parseTableMapping)
  } catch {
    throw new HostedError('no_mapping', path)
  }
}
