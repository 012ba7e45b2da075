import type { LeftOutExample, UnmatchedId } from '../report/side-tables.ts'
import type { Part } from '../worker/protocol.ts'
import type { Hosted } from './address.ts'

/** Where a report's rows come from. Of a person's own files: those of each shape with their mapping, orders among them. */
export type Source = { readonly kind: 'sample' } | FileSources

/** A person's own files, or files hosted beside the page. */
export interface FileSources {
  readonly kind: 'files'
  readonly parts: readonly Part[]
  /** Where the files lie beside the page, if all of them do. */
  readonly hosted?: Hosted | null
}

/** What is known of a report's rows and stands beside it: rows left out, and ids that match nothing. */
export interface Beside {
  readonly examples: readonly LeftOutExample[]
  readonly unmatched: readonly UnmatchedId[]
}

/** A source with some of its tables replaced or added. The sample's own tables do not go with a person's files. */
export function sourceWith(source: Source, parts: readonly Part[]): FileSources {
  const replaced = new Set(parts.map(({ mapping }) => mapping.table))
  const kept = source.kind === 'files' ? source.parts.filter(({ mapping }) => !replaced.has(mapping.table)) : []
  return { kind: 'files', parts: [...kept, ...parts] }
}

/** The names of a source's files, those of the orders first. */
export function fileNames(parts: readonly Part[]): string[] {
  const isOrders = ({ mapping }: Part) => mapping.table === 'orders'
  const sorted = [...parts.filter(isOrders), ...parts.filter((part) => !isOrders(part))]
  return [...new Set(sorted.flatMap(({ files }) => files.map(({ file }) => file)))].map(({ name }) => name)
}
