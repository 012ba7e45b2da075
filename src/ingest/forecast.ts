import { fieldsOf, requiredFields, type FieldName } from './canonical.ts'
import type { TextEncoding } from './encoding.ts'
import { distinctIn, monthsIn, storedBytes } from './forecast-columns.ts'
import { sourceColumns, type SideMapping, type TableMapping } from './mapping.ts'
import type { TableSample } from './recognition.ts'
import { timeField } from './side-values.ts'

/** What is known of files of one shape before they are loaded. */
export interface ForecastFacts {
  readonly files: readonly {
    readonly bytes: number
    /** Null where they are counted by the load only. */
    readonly rows: number | null
    readonly encoding: TextEncoding | null
  }[]
  readonly sample: TableSample
}

/** What a load and its report will take of the tab's memory, as far as can be told before. */
export interface Forecast {
  /** Estimated where a file does not say. */
  readonly rows: number
  /** At the height of the load and of its report. */
  readonly bytes: number
  readonly fits: boolean
  /** It fits, but a small error of the estimate would change that. */
  readonly isClose: boolean
  readonly wouldFit: {
    /** Optional columns without which it fits, as few as can be; null: there are none. */
    readonly columns: readonly FieldName[] | null
    /** How many of the rows fit with the columns as they are, and how many months of the sample's dates those are. */
    readonly rows: number
    readonly months: number | null
  }
}

/** What tables and queries may have together: DuckDB's own limit in a tab, whose memory ends at 4 GiB. */
export const ROOM = 3.1 * 2 ** 30
/** From this share of the room on an estimate is close. */
const CLOSE = 0.8

/**
 * Bytes that things take at the height of a report, measured in the WebAssembly engine with 1 to 60 million rows in 3 and
 * 7 columns, and customers of 2 to 50 orders (`npm run bench -- --what memory` measures again): the engine and the part of
 * the rows that is built at once; a purchase day in the purchase history; a customer in the tables that have a row each,
 * and in the queries over them. The columns of a row come on top, compressed (`storedBytes`).
 */
const BYTES = { fixed: 420e6, purchaseDay: 11, customer: 330 } as const

/** Orders of a customer, where the sample does not tell. */
const USUAL_ORDERS = 10

/** Columns whose loss costs a report least stand first; without an order's id, status or amounts it would say other things. */
const DISPENSABLE: readonly FieldName[] = [
  'coupon',
  'discount',
  'unit_price',
  'quantity',
  'message',
  'session_id',
  'product',
  'referrer_id',
  'category',
  'channel',
  'cost',
]

/**
 * Will a load fit into the tab's memory? An estimate: rows of a text come from the size of its file and of its sampled
 * records, customers from how often the sample meets one again, and neither has to be typical. It is right on the runs
 * that `BYTES` rests on; within a tenth of the room nobody can say.
 */
export function forecast(facts: ForecastFacts, mapping: TableMapping): Forecast {
  const rows = facts.files.reduce((sum, file) => sum + (file.rows ?? estimatedRows(file, facts.sample)), 0)
  const bytes = bytesOf(facts.sample, mapping, rows)
  const fits = bytes <= ROOM
  const fitting = fits ? rows : fittingRows(facts.sample, mapping, rows)
  const months = monthsIn(
    cellsOf(facts.sample, mapping, mapping.table === 'orders' ? 'ordered_at' : timeField[mapping.table]),
  )
  return {
    rows,
    bytes,
    fits,
    isClose: fits && bytes > CLOSE * ROOM,
    wouldFit: {
      columns: fits ? [] : without(facts.sample, mapping, rows),
      rows: fitting,
      months: months === null ? null : Math.floor((months * fitting) / rows),
    },
  }
}

function bytesOf(sample: TableSample, mapping: TableMapping, rows: number): number {
  const types = fieldsOf(mapping.table)
  const fields = Object.keys(mapping.columns) as FieldName[]
  const stored = fields.reduce(
    (sum, field) => sum + rows * storedBytes(types[field] ?? 'varchar', cellsOf(sample, mapping, field)),
    0,
  )
  if (mapping.table !== 'orders') return BYTES.fixed + stored
  const customers = cellsOf(sample, mapping, 'customer_id')
  const days = cellsOf(sample, mapping, 'ordered_at').map((time, index) => `${customers[index]} ${time?.slice(0, 10)}`)
  const daysARow = days.length === 0 ? 1 : new Set(days).size / days.length
  return (
    BYTES.fixed +
    stored +
    rows * daysARow * BYTES.purchaseDay +
    distinctIn(customers, days, rows, USUAL_ORDERS) * BYTES.customer
  )
}

/** How many rows fit, to two figures: more would pretend to know. */
function fittingRows(sample: TableSample, mapping: TableMapping, rows: number): number {
  let [fitting, tooMany] = [0, rows]
  for (let step = 0; step < 40; step++) {
    const middle = (fitting + tooMany) / 2
    if (bytesOf(sample, mapping, middle) <= ROOM) fitting = middle
    else tooMany = middle
  }
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, fitting))) - 1)
  return Math.floor(fitting / unit) * unit
}

/** Leaves columns out until the rest fits, then takes back those that were left out for nothing. */
function without(sample: TableSample, mapping: TableMapping, rows: number): FieldName[] | null {
  const needed: readonly FieldName[] =
    mapping.table === 'orders' && mapping.amount_from === 'quantity_x_unit_price'
      ? ['quantity', 'unit_price']
      : requiredFields[mapping.table]
  const mapped = DISPENSABLE.filter((field) => field in mapping.columns && !needed.includes(field))
  const fits = (left: readonly FieldName[]) => bytesOf(sample, withoutColumns(mapping, left), rows) <= ROOM
  const out: FieldName[] = []
  for (const field of mapped) {
    if (fits(out)) break
    out.push(field)
  }
  if (!fits(out)) return null
  return out.reduceRight<FieldName[]>((left, field) => {
    const others = left.filter((one) => one !== field)
    return fits(others) ? others : left
  }, out)
}

function withoutColumns(mapping: TableMapping, fields: readonly FieldName[]): TableMapping {
  const columns = Object.entries(mapping.columns).filter(([field]) => !fields.includes(field as FieldName))
  return { ...mapping, columns: Object.fromEntries(columns) } as TableMapping
}

function cellsOf({ headers, rows }: TableSample, mapping: TableMapping, field: FieldName): (string | null)[] {
  const column = (mapping.columns as SideMapping['columns'])[field]
  const index = column === undefined ? -1 : sourceColumns(headers).indexOf(column)
  return index < 0 ? [] : rows.map((row) => row[index] ?? null)
}

function estimatedRows({ bytes, encoding }: ForecastFacts['files'][number], { rows }: TableSample): number {
  if (rows.length === 0) return 0
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const beyondAscii = encoding === 'utf-8' || encoding === null ? 3 : encoding === 'windows-1252' ? 1 : 2
  const sizeOf = (text: string) =>
    wide ? 2 * text.length : text.length + (beyondAscii - 1) * (text.match(/[^\0-\x7f]/g)?.length ?? 0)
  const record = (row: readonly (string | null)[]) =>
    row.reduce((sum, cell) => sum + sizeOf(cell ?? ''), 0) + (wide ? 2 : 1) * row.length
  const mean = rows.reduce((sum, row) => sum + record(row), 0) / rows.length
  return Math.round(bytes / mean)
}
