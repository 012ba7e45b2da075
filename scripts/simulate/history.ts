import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { applySettings, computeMetric, createGraph, prepareMetric } from '../../src/metrics/compute.ts'
import { defaultSettings, type Settings } from '../../src/metrics/settings.ts'
import { signs, type Sign, type SignStatus } from '../../src/metrics/signs/sign.ts'
import { warningHistory } from '../../src/metrics/warning-history.ts'
import { AS_OF, isoDay, MONTHS } from './calendar.ts'
import { channels, MARGIN_RATE } from './channels.ts'
import type { SimulatedShop } from './shop.ts'

/** What each light said at the end of each of the shop's months. */
export type History = Readonly<Record<Sign, readonly SignStatus[]>>

const settings: Settings = {
  ...defaultSettings,
  as_of: AS_OF,
  history: 'complete',
  margin_rate: MARGIN_RATE,
}

/** The lights of a simulated shop as the page judges them: from raw rows through every model they rest on. */
export async function historyOf(database: Database, shop: SimulatedShop): Promise<History> {
  await createRawTables(database)
  const graph = await createGraph(database)
  for (const sql of await fillSql(database, shop)) await database.execute(sql)
  await applySettings(database, graph, settings)
  await prepareMetric(database, graph, warningHistory)
  const rows = await computeMetric(database, warningHistory, settings, { graph })
  const history = Object.fromEntries(signs.map((sign) => [sign, [] as SignStatus[]])) as Record<Sign, SignStatus[]>
  for (const row of rows) history[row['sign'] as Sign].push(row['status'] as SignStatus)
  for (const sign of signs)
    if (history[sign].length !== MONTHS) throw new Error(`${sign}: ${history[sign].length} months were judged`)
  return history
}

/** Registers the shop's files and gives the statements that fill the raw relations from them. */
async function fillSql(database: Database, { customers, orders, spend }: SimulatedShop): Promise<string[]> {
  return [
    `insert into raw_mapping values ('${settings.amount_is}')`,
    await fill(
      database,
      'raw_orders',
      { customer_id: 'varchar', ordered_at: 'timestamp', amount: 'decimal(18, 4)' },
      orders.day.map((day, index) => `c${orders.customer[index]},${isoDay(day)},${orders.amount[index]}`),
    ),
    await fill(
      database,
      'raw_customers',
      { customer_id: 'varchar', birth_year: 'integer', acquisition_channel: 'varchar' },
      customers.map(({ birthYear, channel }, index) => `c${index},${birthYear},${channels[channel]}`),
    ),
    await fill(
      database,
      'raw_spend',
      { date: 'timestamp', period: 'varchar', amount: 'decimal(18, 4)', channel: 'varchar' },
      spend.map(({ day, amount, channel }) => `${isoDay(day)},week,${amount},${channels[channel]}`),
    ),
  ]
}

async function fill(
  database: Database,
  table: string,
  columns: Readonly<Record<string, string>>,
  lines: readonly string[],
): Promise<string> {
  const blob = new Blob([[Object.keys(columns).join(','), ...lines].join('\n')])
  const path = await database.registerFile({ name: `${table}.csv`, blob })
  const names = Object.keys(columns).map((name) => `"${name}"`)
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`)
  return `insert into ${table} (file_no, row_no, ${names.join(', ')})
    select 1, row_number() over (), ${names.join(', ')}
    from read_csv('${path}', header = true, columns = {${types.join(', ')}}, auto_detect = false)`
}
