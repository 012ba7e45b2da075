import * as v from 'valibot'
import { customSchemeCoverage } from './segment-schemes.ts'
import type { Settings } from './settings.ts'

const isoDate = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((text) => new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text),
)
const share = v.pipe(v.number(), v.gtValue(0), v.maxValue(1))
const name = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(200)))
const lows = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(4))

/** What each setting may be; the keys of the report, of `--set` and of links. */
const entries = {
  as_of: isoDate,
  grain: v.picklist(['month', 'week', 'quarter']),
  basis: v.picklist(['revenue', 'margin']),
  margin_rate: v.nullable(share),
  history: v.picklist(['complete', 'partial', 'unanswered']),
  amount_is: v.picklist(['line', 'order_total']),
  scorer: v.picklist(['average-rank', 'r-rfm', 'cutoffs']),
  scheme: v.picklist(['default', 'r-rfm', 'three-level', 'custom']),
  churn_quantile: share,
  cutoffs: v.nullable(v.strictObject({ r: lows, f: lows, m: lows })),
  custom_scheme: v.nullable(
    v.record(v.pipe(v.string(), v.regex(/^[1-5]{2}$/)), v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/))),
  ),
  horizon_months: v.picklist([3, 6, 12, 24, 36]),
  discount_rate: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  channel: name,
  segment: name,
  category: name,
  channel_names: v.nullable(v.record(v.pipe(v.string(), v.minLength(1)), v.pipe(v.string(), v.minLength(1)))),
} satisfies { [K in keyof Settings]: v.GenericSchema<unknown, Settings[K]> }

/** All settings, as a report holds them. */
export const settingsSchema = v.strictObject(entries)

/** Settings whose value is a name, which may look like a number. */
const NAMES = new Set(['channel', 'segment', 'category'])

/** A setting that does not exist, or a value that it cannot take. The message names both. */
export class SettingError extends Error {}

/**
 * Reads `key=value` as the command line and links write it: numbers and words as they are, `null`, and JSON for the
 * structured settings. Throws `SettingError`.
 */
export function parseSetting(text: string): Partial<Settings> {
  const at = text.indexOf('=')
  const key = text.slice(0, at)
  if (at < 1 || !Object.hasOwn(entries, key))
    throw new SettingError(`unknown setting "${at < 1 ? text : key}"; there are ${Object.keys(entries).join(', ')}`)
  const raw = text.slice(at + 1)
  const value = NAMES.has(key) && raw !== 'null' ? raw : valueOf(raw)
  const result = v.safeParse(entries[key as keyof Settings], value)
  if (!result.success) throw new SettingError(`setting ${key} cannot be "${raw}": ${result.issues[0].message}`)
  return { [key]: result.output }
}

/** Settings that need another one to be set. Throws `SettingError`. */
export function checkSettings(settings: Settings): void {
  if (settings.scorer === 'cutoffs' && !settings.cutoffs) throw new SettingError('scorer=cutoffs needs cutoffs')
  if (settings.scheme !== 'custom') return
  if (!settings.custom_scheme) throw new SettingError('scheme=custom needs custom_scheme')
  const { gaps } = customSchemeCoverage(settings.custom_scheme)
  if (gaps.length > 0) throw new SettingError(`custom_scheme has no segment for the cells ${gaps.join(', ')}`)
}

function valueOf(raw: string): unknown {
  if (raw === 'null') return null
  if (raw !== '' && Number.isFinite(Number(raw))) return Number(raw)
  if (!raw.startsWith('{')) return raw
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}
