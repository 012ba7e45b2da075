import * as v from 'valibot'
import type { ColumnType, Row } from '../../engine/database.ts'
import { settingsSchema } from '../../metrics/setting-schema.ts'
import type { MetricResult, Report } from '../report.ts'
import { columnsOfVersion1 } from './columns-1.ts'

/** The version of shared reports that is written; readers know it and refuse newer ones. */
export const SHARED_VERSION = 1

/** Counts below are not told. */
export type Threshold = 5 | 10 | 50

/** What may leave the tab: a report whose small counts are hidden (null, or their row is absent) and whose figures are rounded. */
export interface SharedReport extends Report {
  readonly shared: {
    readonly version: typeof SHARED_VERSION
    /** The day on which it was made, ISO. */
    readonly madeOn: string
    readonly threshold: Threshold
    /** From how many customers, rounded; null: hidden. */
    readonly customers: number | null
    /** How many counts are hidden. */
    readonly hidden: number
  }
}

/** Why a shared report cannot be shown. */
export type SharedProblemCode = 'newer' | 'damaged' | 'wrong_phrase' | 'too_large' | 'not_shared' | 'not_found'

/** A shared report that cannot be shown; nothing of it may be. */
export class SharedProblem extends Error {
  readonly code: SharedProblemCode
  constructor(code: SharedProblemCode) {
    super(`shared report: ${code}`)
    this.name = 'SharedProblem'
    this.code = code
  }
}

/** The metrics that a shared report may hold. */
export type SharedMetricId = keyof typeof columnsOfVersion1

/** Their ids, in the order of the report. */
export const sharedMetrics = Object.keys(columnsOfVersion1) as readonly SharedMetricId[]

const MOST_ROWS = 5_000
const LONGEST = 300

const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((text) => new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text),
)
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const currency = v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)))

/** What stands around the metrics. */
const frame = v.strictObject({
  schema: v.literal('dangol.report/1'),
  asOf: day,
  currency,
  basis: v.picklist(['revenue', 'margin']),
  dataset: v.strictObject({ from: day, to: day, tables: v.pipe(v.array(v.never()), v.maxLength(0)) }),
  settings: settingsSchema,
  metrics: v.record(v.picklist(sharedMetrics), v.unknown()),
  shared: v.strictObject({
    version: v.literal(SHARED_VERSION),
    madeOn: day,
    threshold: v.picklist([5, 10, 50]),
    customers: v.nullable(count),
    hidden: count,
  }),
})

const result = v.strictObject({
  status: v.picklist(['ready', 'missing', 'failed']),
  missing: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/))), v.maxLength(40)),
  columns: v.record(v.string(), v.string()),
  rows: v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(MOST_ROWS)),
})

/**
 * A shared report out of what came from outside. Every cell has its column's type, numbers are finite, texts short; nothing
 * else is let through. Throws `SharedProblem`: `newer` where a later Dangol wrote it, `not_shared` for an owner's own report,
 * else `damaged`.
 */
export function parseSharedReport(value: unknown): SharedReport {
  const outside = v.safeParse(v.object({ schema: v.string(), shared: v.optional(v.unknown()) }), value)
  if (!outside.success) throw new SharedProblem('damaged')
  const { schema, shared } = outside.output
  const version = v.safeParse(v.object({ version: v.number() }), shared)
  if (/^dangol\.report\/([2-9]|[1-9]\d+)$/.test(schema) || (version.success && version.output.version > SHARED_VERSION))
    throw new SharedProblem('newer')
  if (schema === 'dangol.report/1' && shared === undefined) throw new SharedProblem('not_shared')
  const parsed = v.safeParse(frame, value)
  if (!parsed.success) throw new SharedProblem('damaged')
  const metrics = Object.entries(parsed.output.metrics).map(([id, metric]) => [
    id,
    parseMetric(columnsOfVersion1[id as SharedMetricId], metric),
  ])
  return { ...parsed.output, metrics: Object.fromEntries(metrics) as Report['metrics'] }
}

function parseMetric(columns: Readonly<Record<string, ColumnType>>, value: unknown): MetricResult {
  const parsed = v.safeParse(result, value)
  if (!parsed.success) throw new SharedProblem('damaged')
  const { status, missing, rows } = parsed.output
  const named = Object.entries(columns)
  if (JSON.stringify(Object.entries(parsed.output.columns)) !== JSON.stringify(named))
    throw new SharedProblem('damaged')
  for (const row of rows)
    if (Object.keys(row).length !== named.length || !named.every(([name, type]) => isCell(row[name], type)))
      throw new SharedProblem('damaged')
  return { status, missing, columns, rows: rows as Row[] }
}

function isCell(cell: unknown, type: ColumnType): boolean {
  if (cell === null) return true
  if (type === 'number') return typeof cell === 'number' && Number.isFinite(cell)
  if (type === 'boolean') return typeof cell === 'boolean'
  if (typeof cell !== 'string' || cell.length > LONGEST) return false
  return type === 'string' || v.is(day, cell)
}
