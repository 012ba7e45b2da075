import type { Database, Row } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { applySettings, computeMetric, createGraph, prepareMetric } from '../../src/metrics/compute.ts'
import { defaultSettings, type Settings } from '../../src/metrics/settings.ts'
import { signs, type Sign, type SignStatus } from '../../src/metrics/signs/sign.ts'
import { warningHistory } from '../../src/metrics/warning-history.ts'
import { AS_OF, isoDay } from './calendar.ts'
import { channels, MARGIN_RATE } from './channels.ts'
import type { SimulatedShop } from './shop.ts'

/** What each light said at the end of each of the shop's months. */
export type History = Readonly<Record<Sign, readonly SignStatus[]>>

/** Makes a database ready to judge one shop after the other; `history`: what is said of how far back the files go. */
export async function openJudge(
  database: Database,
  history: Settings['history'] = 'complete',
): Promise<(shop: SimulatedShop) => Promise<History>> {
  const settings: Settings = { ...defaultSettings, as_of: AS_OF, history, margin_rate: MARGIN_RATE }
  await createRawTables(database)
  const graph = await createGraph(database)
  await database.insert('raw_mapping', [[settings.amount_is]])
  await applySettings(database, graph, settings)
  return async (shop) => {
    for (const file of filesOf(shop)) {
      await fill(database, file)
      graph.touch(file.table)
    }
    await prepareMetric(database, graph, warningHistory)
    return read(await computeMetric(database, warningHistory, settings, { graph }))
  }
}

function read(rows: readonly Row[]): History {
  const history = Object.fromEntries(signs.map((sign) => [sign, [] as SignStatus[]])) as Record<Sign, SignStatus[]>
  for (const row of rows) history[row['sign'] as Sign].push(row['status'] as SignStatus)
  const months = history[signs[0]].length
  if (months === 0 || signs.some((sign) => history[sign].length !== months))
    throw new Error('not every month was judged')
  return history
}

interface ShopFile {
  readonly table: string
  /** Names with the engine's types. */
  readonly columns: Readonly<Record<string, string>>
  readonly lines: readonly string[]
}

function filesOf({ customers, orders, spend }: SimulatedShop): ShopFile[] {
  return [
    {
      table: 'raw_orders',
      columns: { customer_id: 'varchar', ordered_at: 'timestamp', amount: 'decimal(18, 4)' },
      lines: orders.day.map((day, index) => `c${orders.customer[index]},${isoDay(day)},${orders.amount[index]}`),
    },
    {
      table: 'raw_customers',
      columns: { customer_id: 'varchar', birth_year: 'integer', acquisition_channel: 'varchar' },
      lines: customers.map(({ birthYear, channel }, index) => `c${index},${birthYear},${channels[channel]}`),
    },
    {
      table: 'raw_spend',
      columns: { date: 'timestamp', period: 'varchar', amount: 'decimal(18, 4)', channel: 'varchar' },
      lines: spend.map(({ day, amount, channel }) => `${isoDay(day)},week,${amount},${channels[channel]}`),
    },
  ]
}

/** Puts a file in the place of what the raw relation held. */
async function fill(database: Database, { table, columns, lines }: ShopFile): Promise<void> {
  const blob = new Blob([[Object.keys(columns).join(','), ...lines].join('\n')])
  const path = await database.registerFile({ name: `${table}.csv`, blob })
  const names = Object.keys(columns).map((name) => `"${name}"`)
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`)
  await database.execute(`truncate ${table}`)
  await database.execute(`insert into ${table} (file_no, row_no, ${names.join(', ')})
    select 1, row_number() over (), ${names.join(', ')}
    from read_csv('${path}', header = true, columns = {${types.join(', ')}}, auto_detect = false)`)
  await database.dropFile(path)
}
