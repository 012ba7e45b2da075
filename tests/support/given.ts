import { existsSync } from 'node:fs'
import { test } from 'vitest'
import type { Database, Row } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import type { AnyMetric } from '../../src/metrics/metric.ts'
import { checks, models } from '../../src/models/index.ts'
import { referenceFolder } from './reference.ts'
import { openShop, type GivenOrder, type GivenShop } from './shop.ts'

/** Orders from a table of lines `customer day amount [order id]`. */
export function given(table: string): GivenOrder[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [customer_id, ordered_at, amount, order_id] = line.trim().split(/\s+/) as [string, string, string, string?]
      return { customer_id, ordered_at, amount, order_id: order_id ?? null }
    })
}

/** Runs `work` on a native engine of its own, on one thread, and closes it. */
export async function onNative<T>(work: (database: NodeDatabase) => Promise<T>): Promise<T> {
  const database = await NodeDatabase.open({ threads: 1 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** A given shop's rows of one metric; with `limits`, churn limits of first and later waits (null: unknown) take the place of the computed ones. */
export function ask(
  metric: AnyMetric,
  shop: GivenShop,
  limits?: readonly [first: number | null, later: number | null],
): Promise<Row[]> {
  return onNative(async (database) => {
    const answer = await openShop(database, { ...shop, isBuilt: limits !== undefined })
    if (limits) await limitChurn(database, ...limits)
    return answer(metric)
  })
}

/** Sets the churn limits and rebuilds what reads them. */
export async function limitChurn(database: Database, first: number | null, later: number | null): Promise<void> {
  await database.execute(`create or replace table churn_limits (wait varchar, limit_days integer)`)
  await database.insert('churn_limits', [
    ['first', first],
    ['later', later],
  ])
  await buildModels(database, ['monthly_flows'])
}

/** Builds the named models from the relations that stand in the database. */
export async function buildModels(database: Database, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const model = models.find((candidate) => candidate.name === name)
    if (!model) throw new Error(`no model is called ${name}`)
    await database.execute(`create or replace ${model.kind} ${name} as ${model.sql}`)
  }
}

/** How many rows the named check complains of. */
export async function offences(database: Database, name: string): Promise<number> {
  const check = checks.find((candidate) => candidate.name === name)
  if (!check) throw new Error(`no check is called ${name}`)
  const [row] = await database.query(`select cast(count(*) as double) as n from (${check.sql}) as offending`)
  return row!['n'] as number
}

/** A test on the reference data; skipped, saying so, where they are absent. */
export function testOnReference(name: string, work: () => Promise<void>): void {
  const isThere = existsSync(referenceFolder)
  test.skipIf(!isThere)(isThere ? name : `${name} (skipped: no reference data in ${referenceFolder})`, work)
}

/** Rows of a result as lists of cells in the order of the names. */
export function cells(rows: readonly Row[], ...names: string[]): unknown[][] {
  return rows.map((row) => names.map((name) => row[name]))
}
