import { existsSync, openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import type { GivenShop } from './shop.ts'

/** Where the reference data lie: real data with published results. */
export const referenceFolder = process.env['REFERENCE_DATA'] ?? join(import.meta.dirname, '../../../shared/reference')

/** A test that needs the reference data, skipped where they are absent. */
export const referenceTest = test.skipIf(!existsSync(referenceFolder))

/** What is expected of one published check. */
export async function published<T>(id: string): Promise<T> {
  const { checks } = JSON.parse(await readFile(join(referenceFolder, 'published.json'), 'utf8')) as {
    checks: { id: string; expected: unknown }[]
  }
  const check = checks.find((candidate) => candidate.id === id)
  if (!check) throw new Error(`no published check is called ${id}`)
  return check.expected as T
}

/** A reference file's rows as objects of text. */
export async function referenceRows(file: string): Promise<Record<string, string>[]> {
  const [header, ...lines] = (await readFile(join(referenceFolder, file), 'utf8')).trim().split(/\r?\n/)
  const names = header!.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

/** All purchases of the 23,570 customers who first bought at CDNOW in early 1997, through 1998-06-30. */
export async function cdnow(database: Database, settings: Partial<GivenShop['settings']> = {}): Promise<GivenShop> {
  return {
    orders: [],
    sql: await orderSql(database, 'cdnow_master.csv', 'date', 'dollar_value', 'customer_id', 'number_of_cds'),
    settings: { as_of: '1998-07-01', ...settings },
  }
}

/** The statement that fills `raw_orders` from a reference file; the other arguments are SQL over its columns, all text. */
export async function orderSql(
  database: Database,
  file: string,
  date: string,
  amount: string,
  customer: string,
  quantity = 'null',
): Promise<string> {
  const path = join(referenceFolder, file)
  const registered = await database.registerFile({ name: basename(file), blob: await openAsBlob(path), path })
  return `insert into raw_orders (file_no, row_no, customer_id, ordered_at, amount, quantity)
    select 1, row_number() over (), ${customer}, cast(${date} as timestamp), cast(${amount} as decimal(18, 4)), cast(${quantity} as decimal(18, 4))
    from read_csv('${registered}', all_varchar = true, header = true)`
}
