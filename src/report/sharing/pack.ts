import type { ColumnType, Row } from '../../engine/database.ts'
import type { MetricResult } from '../report.ts'
import { deflate, inflate } from './bytes.ts'
import { columnsOfVersion1 } from './columns-1.ts'
import { parseSharedReport, SharedProblem, type SharedMetricId, type SharedReport } from './shared-report.ts'

/** What a packed report may unpack to, in bytes. */
const MOST_BYTES = 1_000_000

/** A cell as it is packed: numbers and texts as they are, booleans as 0 and 1, days since the row before. */
type Packed = readonly (number | string | null)[]

/**
 * A shared report as few bytes: `[frame, [[place of the metric, status, missing, row count, column or 0, …], …]]` as JSON,
 * deflated. A column without any value is 0; the names of columns are those of version 1.
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

function packColumn(rows: readonly Row[], name: string, type: ColumnType): Packed | 0 {
  let before = 0
  const cells = rows.map((row) => {
    const cell = row[name] ?? null
    if (cell === null || typeof cell === 'number') return cell
    if (typeof cell === 'boolean') return Number(cell)
    if (type !== 'timestamp') return cell
    const day = Date.parse(`${cell}T00:00:00Z`) / 86_400_000
    const step = day - before
    before = day
    return step
  })
  return cells.every((cell) => cell === null) ? 0 : cells
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
  if (!Array.isArray(packed) || packed.length !== count) throw new SharedProblem('damaged')
  let day = 0
  return packed.map((cell: unknown) => {
    if (cell === null || (type !== 'boolean' && type !== 'timestamp')) return cell
    if (typeof cell !== 'number') throw new SharedProblem('damaged')
    if (type === 'boolean') return cell === 0 ? false : cell === 1 ? true : cell
    day += cell
    const date = new Date(day * 86_400_000)
    if (Number.isNaN(date.getTime())) throw new SharedProblem('damaged')
    return date.toISOString().slice(0, 10)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
