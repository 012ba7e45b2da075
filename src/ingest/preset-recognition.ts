import { orderFields, type OrderField } from './canonical.ts'
import type { ColumnProfile } from './column-profile.ts'
import { keyKindsOf } from './customer-keys.ts'
import type { Mapping } from './mapping.ts'
import { passedOver } from './order-signs.ts'
import { currencyOf, timeZoneOf } from './places.ts'
import type { PresetMatch } from './presets/match.ts'
import { askOfRows, firstThree, HISTORY, timeQuestions } from './questions.ts'
import type { FieldRecognition, Recognition, TableSample } from './recognition.ts'

/**
 * Reads the export of a known shop system as its preset says: no column is asked about, only what the values leave open
 * and no preset can know (the order of dates, a time zone, several currencies, tests, where the history begins).
 */
export function recognisePreset(
  match: PresetMatch,
  sample: TableSample,
  profiles: readonly ColumnProfile[],
): Recognition {
  const { preset, amount, find } = match
  const said = preset.mapping
  const columns: Mapping['columns'] = { ...match.columns, amount: amount.column }
  const profileOf = (name: string | undefined) => profiles.find((profile) => profile.name === name) ?? null
  const time = profileOf(columns.ordered_at)!
  const money = profileOf(amount.column)
  const currency = said.currency ?? currencyOf(money, currencyProfiles(profiles, find(said.currency_column)))
  const fallback = (said.customer_fallback ?? []).flatMap((name) => find(name) ?? [])
  const keys = keyKindsOf(profiles, [profileOf(columns.customer_id), ...fallback.map(profileOf)])
  const { mapping, questions } = askOfRows(
    {
      schema: 'dangol.mapping/1',
      table: 'orders',
      columns,
      ...(fallback.length > 0 ? { customer_fallback: fallback } : {}),
      ...withKinds(keys, said.customer_key, find),
      date: said.date ?? { order: time.dates.orders[0] ?? 'ymd', unit: time.dates.unit },
      decimal: said.decimal ?? money?.decimal.mark ?? '.',
      amount_from: 'amount',
      amount_is: amount.is,
      cancelled: [...said.cancelled],
      ...named('cancelled_where', find(said.cancelled_where)),
      ...named('refunded', find(said.refunded)),
      ...named('currency_column', find(said.currency_column)),
      time_zone: said.time_zone === undefined ? timeZoneOf(time, currency, profiles) : said.time_zone,
      currency,
      history: 'unanswered',
    },
    sample,
    profiles,
  )
  const open = timeQuestions(time).filter(
    ({ code }) => (code !== 'date_order' || !said.date) && (code !== 'time_zone' || said.time_zone === undefined),
  )
  return {
    mapping,
    fields: fieldsOf(columns, profiles),
    questions: [...open, ...questions, HISTORY],
    missing: [],
    preset: { id: preset.id, name: preset.name, notes: preset.notes },
  }
}

const REQUIRED: readonly OrderField[] = ['customer_id', 'ordered_at', 'amount']

function fieldsOf(columns: Mapping['columns'], profiles: readonly ColumnProfile[]): FieldRecognition[] {
  const taken = Object.values(columns)
  const others = passedOver(profiles, taken)
  return (Object.keys(orderFields) as OrderField[]).map((field) => {
    const profile = profiles.find(({ name }) => name === columns[field])
    const base = { field, required: REQUIRED.includes(field), runnersUp: [] }
    if (!profile) return { ...base, column: null, confidence: 0, why: 'not_found', samples: [] }
    const samples = firstThree(profile.values)
    const passed = field === 'amount' && others.length > 0 ? { passedOver: others } : {}
    return { ...base, column: profile.name, confidence: 1, why: 'preset', samples, ...passed }
  })
}

function currencyProfiles(profiles: readonly ColumnProfile[], column: string | undefined): readonly ColumnProfile[] {
  const meaning = { role: 'currency', strength: 1 } as const
  return profiles.map((profile) => (profile.name === column ? { ...profile, meaning } : profile))
}

function withKinds(
  found: Pick<Mapping, 'customer_key'>,
  said: Mapping['customer_key'],
  find: PresetMatch['find'],
): Pick<Mapping, 'customer_key'> {
  const kinds = Object.entries(said ?? {}).flatMap(([name, kind]) => {
    const column = find(name)
    return column === undefined ? [] : [[column, kind] as const]
  })
  const all = { ...found.customer_key, ...Object.fromEntries(kinds) }
  return Object.keys(all).length > 0 ? { customer_key: all } : {}
}

function named<Key extends string>(key: Key, column: string | undefined): { [key in Key]?: string } {
  return column === undefined ? {} : ({ [key]: column } as { [key in Key]?: string })
}
