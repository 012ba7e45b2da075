import { compactHeader } from '../header-words.ts'
import { sourceColumns } from '../mapping.ts'
import type { TableSample } from '../recognition.ts'
import { presets, type Preset } from './index.ts'

/** A preset with the columns that it means in a file. */
export interface PresetMatch {
  readonly preset: Preset
  readonly columns: Readonly<Record<string, string>>
  readonly amount: { readonly column: string; readonly is: 'line' | 'order_total' }
  /** The column of a file that one of the names given is, by its `sourceColumns` name; undefined: none. */
  readonly find: (names: string | readonly string[] | undefined) => string | undefined
}

/**
 * The preset whose export a table is: all its required headers are there, in any order and however many others, and the
 * columns for customer, time and amount. Of several the one that knows most of the headers; null: none.
 */
export function presetFor(sample: TableSample): PresetMatch | null {
  const names = new Map<string, string>()
  const filled = new Set<string>()
  for (const [index, name] of sourceColumns(sample.headers).entries()) {
    const key = compactHeader(sample.headers[index]!)
    if (!names.has(key)) names.set(key, name)
    if (sample.rows.length === 0 || sample.rows.some((row) => row[index]?.trim())) filled.add(name)
  }
  const matches = presets.flatMap((preset) => {
    const match = matchOf(preset, names, filled)
    return match ? [{ match, score: scoreOf(preset, names) }] : []
  })
  return matches.toSorted((a, b) => b.score - a.score)[0]?.match ?? null
}

function matchOf(preset: Preset, names: ReadonlyMap<string, string>, filled: ReadonlySet<string>): PresetMatch | null {
  const present = (choice: string | readonly string[] | undefined) =>
    (choice === undefined ? [] : [choice].flat()).flatMap((name) => names.get(compactHeader(name)) ?? [])
  const find = (choice: string | readonly string[] | undefined) => {
    const found = present(choice)
    return found.find((name) => filled.has(name)) ?? found[0]
  }
  if (!preset.headers.required.every((choice) => present(choice).length > 0)) return null
  const amounts = preset.mapping.amount.flatMap(({ column, is }) => {
    const name = names.get(compactHeader(column))
    return name === undefined ? [] : [{ column: name, is }]
  })
  const amount = amounts.find(({ column }) => filled.has(column)) ?? amounts[0]
  const columns = Object.fromEntries(
    Object.entries(preset.mapping.columns).flatMap(([field, choice]) => {
      const name = find(choice)
      return name === undefined ? [] : [[field, name]]
    }),
  )
  const isWhole = amount && columns['customer_id'] !== undefined && columns['ordered_at'] !== undefined
  return isWhole ? { preset, columns, amount, find } : null
}

function scoreOf({ headers: { required, known } }: Preset, names: ReadonlyMap<string, string>): number {
  return new Set([...required.flat(), ...known].map(compactHeader).filter((name) => names.has(name))).size
}
