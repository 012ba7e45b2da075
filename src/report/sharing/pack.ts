import type { ColumnType, Row } from '../../engine/database.ts'
import type { MetricResult } from '../report.ts'
import { deflate, inflate } from './bytes.ts'
import { columnsOfVersion1 } from './columns-1.ts'
import { parseSharedReport, SharedProblem, type SharedMetricId, type SharedReport } from './shared-report.ts'

/** What a packed report may unpack to, in bytes. */
const MOST_BYTES = 1_000_000

/**
 * A shared report as few bytes: `[frame, [[place of the metric, status, missing, row count, column, …], …]]` as JSON,
 * deflated. Names of columns are those of version 1. A column is 0 where it has no value at all; else
 *
 * - numbers: `[unit, n, …]`, each the unit's multiple (a unit below 1 is written as minus its inverse)
 * - texts: `[[text, …], place, …]`, places among the column's own texts
 * - booleans: `[n, …]`, 0 or 1
 * - days: `[n, …]`, days since the row before
 *
 * with null for no value, and a number that stands for as many of the value before it as a text, `"3"`.
 */
export async function packReport({ metrics, ...frame }: SharedReport): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Object.entries(columnsOfVersion1).flatMap(([id, columns], place) => {
    const metric: MetricResult | undefined = metrics[id as SharedMetricId]
    if (!metric) return []
    const cells = Object.entries(columns).map(([name, type]) => packColumn(metric.rows, name, type))
    return [[place, metric.status, metric.missing, metric.rows.length, ...cells]]
  })
  return deflate(new TextEncoder().encode(JSON.stringify([frame, packed])))
}

/** The report in packed bytes, checked. Throws `SharedProblem`. */
export async function unpackReport(bytes: Uint8Array<ArrayBuffer>): Promise<SharedReport> {
  const text = await inflate(bytes, MOST_BYTES)
  if (!text) throw new SharedProblem('damaged')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch {
    throw new SharedProblem('damaged')
  }
  if (!Array.isArray(value) || !isObject(value[0]) || !Array.isArray(value[1])) throw new SharedProblem('damaged')
  const [frame, packed] = value as [object, unknown[]]
  return parseSharedReport({ ...frame, metrics: Object.fromEntries(packed.map(unpackMetric)) })
}

function packColumn(rows: readonly Row[], name: string, type: ColumnType): readonly unknown[] | 0 {
  const cells = rows.map((row) => row[name] ?? null)
  if (cells.every((cell) => cell === null)) return 0
  if (type === 'number') {
    const numbers = cells as readonly (number | null)[]
    const unit = units.find((each) => numbers.every((cell) => cell === null || isMultiple(cell, each))) ?? 1
    return [unit, ...runs(numbers.map((cell) => (cell === null ? null : over(cell, unit))))]
  }
  if (type === 'string') {
    const texts = [...new Set(cells.filter((cell) => cell !== null))]
    return [texts, ...runs(cells.map((cell) => (cell === null ? null : texts.indexOf(cell))))]
  }
  if (type === 'boolean') return runs(cells.map((cell) => (cell === null ? null : Number(cell))))
  let before = 0
  return runs(
    cells.map((cell) => {
      if (cell === null) return null
      const day = Date.parse(`${cell as string}T00:00:00Z`) / DAY
      const step = day - before
      before = day
      return step
    }),
  )
}

const DAY = 86_400_000

/** Units that numbers are multiples of, the largest first: money by its digits, counts by 5, shares by their decimals. */
const units = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1000, 100, 50, 10, 5, 1, -10, -100, -1000, -1e4, -1e5, -1e6, -1e7]

const over = (value: number, unit: number) => Math.round(unit < 0 ? value * -unit : value / unit)
const times = (count: number, unit: number) => (unit < 0 ? count / -unit : count * unit)

function isMultiple(value: number, unit: number): boolean {
  return times(over(value, unit), unit) === value
}

/** The same with three or more equal ones in a row written once, and how many more there are. */
function runs(cells: readonly (number | null)[]): (number | string | null)[] {
  const packed: (number | string | null)[] = []
  for (let at = 0; at < cells.length;) {
    let end = at + 1
    while (end < cells.length && cells[end] === cells[at]) end++
    const more = end - at - 1
    packed.push(cells[at]!, ...(more >= 2 ? [String(more)] : more === 1 ? [cells[at]!] : []))
    at = end
  }
  return packed
}

function spread(packed: readonly unknown[], count: number): (number | null)[] {
  const cells: (number | null)[] = []
  for (const cell of packed) {
    const isRun = typeof cell === 'string'
    const more = isRun ? Number(cell) : 1
    const value = isRun ? cells.at(-1) : cell
    if (!(value === null || typeof value === 'number') || !(more >= 1 && cells.length + more <= count))
      throw new SharedProblem('damaged')
    for (let each = 0; each < more; each++) cells.push(value)
  }
  if (cells.length !== count) throw new SharedProblem('damaged')
  return cells
}

function unpackMetric(packed: unknown): [string, unknown] {
  if (!Array.isArray(packed)) throw new SharedProblem('damaged')
  const [place, status, missing, count, ...cells] = packed as unknown[]
  const [id, columns] = Object.entries(columnsOfVersion1)[Number(place)] ?? []
  if (!id || !columns || typeof count !== 'number' || !(count >= 0 && count <= 5_000))
    throw new SharedProblem('damaged')
  const unpacked = Object.entries(columns).map(
    ([name, type], at) => [name, unpackColumn(cells[at], count, type)] as const,
  )
  const rows = Array.from({ length: count }, (_, at) =>
    Object.fromEntries(unpacked.map(([name, column]) => [name, column[at]])),
  )
  return [id, { status, missing, columns, rows }]
}

function unpackColumn(packed: unknown, count: number, type: ColumnType): readonly unknown[] {
  if (packed === 0) return Array<null>(count).fill(null)
  if (!Array.isArray(packed)) throw new SharedProblem('damaged')
  const [head, ...rest] = packed as unknown[]
  if (type === 'number') {
    const unit = units.find((each) => each === head)
    if (unit === undefined) throw new SharedProblem('damaged')
    return spread(rest, count).map((cell) => (cell === null ? null : times(cell, unit)))
  }
  if (type === 'string') {
    if (!Array.isArray(head)) throw new SharedProblem('damaged')
    return spread(rest, count).map((cell) => (cell === null ? null : (head as unknown[])[cell]))
  }
  const cells = spread(packed, count)
  if (type === 'boolean')
    return cells.map((cell) => (cell === null ? null : cell === 0 ? false : cell === 1 ? true : cell))
  let day = 0
  return cells.map((cell) => {
    if (cell === null) return null
    day += cell
    const date = new Date(day * DAY)
    if (Number.isNaN(date.getTime())) throw new SharedProblem('damaged')
    return date.toISOString().slice(0, 10)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
