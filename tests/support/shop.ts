import type { Cell, Database, Row } from '../../src/engine/database.ts'
import { createRawTables, sideFields, type OrderField, type SideTable } from '../../src/ingest/canonical.ts'
import { applySettings, computeMetric, createGraph, prepareMetric } from '../../src/metrics/compute.ts'
import type { AnyMetric } from '../../src/metrics/metric.ts'
import { defaultSettings, type Settings } from '../../src/metrics/settings.ts'

/** A row of an order file as a test gives it; `file_no` is 1 unless told. */
export type GivenOrder = {
  customer_id: string | null
  ordered_at: string | null
  amount: number | string | null
  file_no?: number
} & Partial<Record<Exclude<OrderField, 'customer_id' | 'ordered_at' | 'amount'>, string | number | null>>

/** A row of a table beside the orders; what is not given is null, `file_no` is 1 and rows are numbered as they come. */
export type GivenRow<Table extends SideTable> = { file_no?: number } & Partial<
  Record<keyof (typeof sideFields)[Table], Cell>
>

/** Rows of the tables beside the orders. */
export type GivenTables = { readonly [Table in SideTable]?: readonly GivenRow<Table>[] }

/** What a test may say besides the rows. */
export interface GivenShop extends GivenTables {
  readonly orders: readonly GivenOrder[]
  readonly settings: Partial<Settings> & Pick<Settings, 'as_of'>
  readonly cancelled?: readonly string[]
  /** Or the statements that fill `raw_orders` instead of `orders` (and raw relations of other tables). */
  readonly sql?: string | readonly string[]
  /** Builds every model at once, for tests that look into relations themselves; else each metric builds what it needs. */
  readonly isBuilt?: boolean
}

/** Builds a shop from given rows and answers metrics on it. The shop's database is the caller's to close. */
export async function openShop(database: Database, shop: GivenShop): Promise<(metric: AnyMetric) => Promise<Row[]>> {
  const settings: Settings = { ...defaultSettings, ...shop.settings }
  await createRawTables(database)
  const graph = await createGraph(database)
  const rowNo = new Map<number, number>()
  const names = ['file_no', 'row_no', 'customer_id', 'ordered_at', 'amount', 'order_id', 'status', 'quantity', 'unit_price',
    'discount', 'cost', 'product', 'category', 'channel', 'coupon', 'referrer_id'] as const // prettier-ignore
  const rows = shop.orders.map((order) => {
    const file = order.file_no ?? 1
    rowNo.set(file, (rowNo.get(file) ?? 0) + 1)
    return names.map((name) =>
      name === 'file_no'
        ? file
        : name === 'row_no'
          ? rowNo.get(file)!
          : ((order as Record<string, string | number | null>)[name] ?? null),
    )
  })
  if (shop.sql) for (const sql of [shop.sql].flat()) await database.execute(sql)
  else await insertAll(database, 'raw_orders', rows)
  await database.execute(
    `insert into raw_files select file_no, 'file ' || file_no, count(*), count(*) from raw_orders group by file_no`,
  )
  for (const table of Object.keys(sideFields) as SideTable[]) await fillTable(database, table, shop[table] ?? [])
  await database.insert('raw_mapping', [[settings.amount_is]])
  await database.insert(
    'raw_cancelled_statuses',
    (shop.cancelled ?? []).map((status) => [status]),
  )
  await applySettings(database, graph, settings)
  if (shop.isBuilt) await graph.ensure(database, graph.names)
  return async (metric) => {
    await prepareMetric(database, graph, metric)
    return computeMetric(database, metric, settings, { graph })
  }
}

/** Fills the raw relation of a table beside the orders. */
export async function fillTable<Table extends SideTable>(
  database: Database,
  table: Table,
  given: readonly GivenRow<Table>[],
): Promise<void> {
  const fields = Object.keys(sideFields[table])
  const rowNo = new Map<number, number>()
  const rows = given.map((row) => {
    const file = row.file_no ?? 1
    rowNo.set(file, (rowNo.get(file) ?? 0) + 1)
    return [file, rowNo.get(file)!, ...fields.map((name) => (row as Record<string, Cell>)[name] ?? null)]
  })
  await insertAll(database, `raw_${table}`, rows)
  await database.execute(
    `insert into raw_side_files select '${table}', file_no, 'file ' || file_no, count(*), count(*) from raw_${table} group by file_no`,
  )
}

/** Rows as one statement for every thousand of them: a prepared one each takes its time. */
async function insertAll(database: Database, table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    const lines = rows.slice(from, from + 1000).map((row) => `(${row.map(literal).join(', ')})`)
    await database.execute(`insert into ${table} values ${lines.join(', ')}`)
  }
}

function literal(cell: Cell): string {
  return typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell)
}
