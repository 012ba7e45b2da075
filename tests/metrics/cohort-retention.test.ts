import { expect, test } from 'vitest'
import { cohortRetention } from '../../src/metrics/cohort-retention.ts'
import { checks } from '../../src/models/index.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { ask, ordersOn } from '../support/ask.ts'
import { cdnow, orderSql, published, referenceTest } from '../support/reference.ts'
import { openShop } from '../support/shop.ts'

const orders = ordersOn({
  a: ['2026-01-03', '2026-02-10', '2026-02-20', '2026-04-02'],
  b: ['2026-01-31 10:00:00', '2026-01-31 11:00:00', '2026-03-01'],
  c: ['2026-01-15'],
  d: ['2026-03-20', '2026-04-01'],
})

const cells = async (settings: { as_of: string; grain?: 'week' | 'quarter'; history?: 'partial' }, given = orders) => {
  const [rows] = await ask({ orders: given, settings }, cohortRetention)
  return rows!.map((row) => [row['cohort'], row['period'], row['eligible'], row['active'], row['rate']])
}

test('every cell from period 0 to the last begun one; rates only where the period has ended', async () => {
  const [rows] = await ask({ orders, settings: { as_of: '2026-04-15' } }, cohortRetention)
  const row = (cohort: string, period: number, eligible: number, ...counts: [number, number, number, boolean]) => {
    const [active, active_or_later, active_ever, isComplete] = counts
    const rate = (count: number) => (isComplete ? Number((count / eligible).toPrecision(12)) : null)
    return {
      cohort,
      period,
      is_left_edge: false,
      eligible,
      active,
      rate: rate(active),
      active_or_later,
      rate_or_later: rate(active_or_later),
      active_ever,
      rate_ever: rate(active_ever),
    }
  }
  expect(rows).toEqual([
    row('2026-01-01', 0, 3, 3, 3, 0, true),
    row('2026-01-01', 1, 3, 1, 2, 1, true),
    row('2026-01-01', 2, 3, 1, 2, 2, true),
    row('2026-01-01', 3, 3, 1, 1, 2, false),
    row('2026-03-01', 0, 1, 1, 1, 0, true),
    row('2026-03-01', 1, 1, 1, 1, 1, false),
  ])
})

test('a period has ended on the day after its last, and a begun one without orders is there', async () => {
  expect(await cells({ as_of: '2026-04-30' })).toContainEqual(['2026-03-01', 1, 1, 1, null])
  expect(await cells({ as_of: '2026-05-01' })).toContainEqual(['2026-03-01', 1, 1, 1, 1])
  expect((await cells({ as_of: '2026-05-01' })).length).toBe(6)
  expect(await cells({ as_of: '2026-05-02' })).toContainEqual(['2026-03-01', 2, 1, 0, null])
})

test('an earlier as_of knows nothing of what came later', async () => {
  expect(await cells({ as_of: '2026-01-20' })).toEqual([['2026-01-01', 0, 2, 2, null]])
})

test('weeks are ISO weeks, from Monday', async () => {
  const given = ordersOn({ a: ['2026-01-04', '2026-01-05'], b: ['2025-12-29', '2026-01-18'] })
  expect(await cells({ as_of: '2026-01-19', grain: 'week' }, given)).toEqual([
    ['2025-12-29', 0, 2, 2, 1],
    ['2025-12-29', 1, 2, 1, 0.5],
    ['2025-12-29', 2, 2, 1, 0.5],
  ])
})

test('quarters', async () => {
  const given = ordersOn({ a: ['2025-12-31', '2026-01-01', '2026-06-30'], b: ['2025-10-01'] })
  expect(await cells({ as_of: '2026-06-30', grain: 'quarter' }, given)).toEqual([
    ['2025-10-01', 0, 2, 2, 1],
    ['2025-10-01', 1, 2, 1, 0.5],
    ['2025-10-01', 2, 2, 0, null],
  ])
})

test('partial history: a cohort that begins within the limit, or a year where it is unknown, is the left edge', async () => {
  const given = ordersOn({ a: ['2024-01-10'], b: ['2024-12-31'], c: ['2025-01-09'], d: ['2025-02-01'] })
  const edge = async (history: 'partial' | 'complete') => {
    const [rows] = await ask({ orders: given, settings: { as_of: '2025-03-01', history } }, cohortRetention)
    return rows!.filter((row) => row['period'] === 0).map((row) => [row['cohort'], row['is_left_edge']])
  }
  expect(await edge('partial')).toEqual([
    ['2024-01-01', true],
    ['2024-12-01', true],
    ['2025-01-01', true],
    ['2025-02-01', false],
  ])
  expect((await edge('complete')).map(([, is]) => is)).toEqual([false, false, false, false])
})

referenceTest('CDNOW: active customers of each cohort and month, as published', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const answer = await openShop(database, await cdnow(database))
  const rows = await answer(cohortRetention)
  const expected =
    await published<Record<string, [offset: number, active: number, revenue: number][]>>('cdnow-master-cohorts')
  expect(rows.map((row) => [row['cohort'], row['period'], row['active']])).toEqual(
    Object.entries(expected).flatMap(([month, offsets]) =>
      offsets.map(([offset, active]) => [`${month}-01`, offset, active]),
    ),
  )
  for (const check of checks.filter(({ name }) => name === 'cohort_counts'))
    expect(await database.query(`select count(*)::double as offending from (${check.sql})`)).toEqual([{ offending: 0 }])
  expect(checks.map(({ name }) => name)).toContain('cohort_counts')
  await database.close()
})

referenceTest('gamelaunch: the published daily cohorts, each day stretched to a week', async () => {
  const [rows] = await ask(
    async (database) => ({
      orders: [],
      sql: await orderSql(
        database,
        'gamelaunch_events.csv',
        `date '2001-01-01' + cast(7 * (cast(event_date as date) - date '2016-01-01') as integer)`,
        '1',
        'user_id',
      ),
      settings: { as_of: '2020-01-01', grain: 'week' },
    }),
    cohortRetention,
  )
  const counts = await published<number[][]>('gamelaunch-cohort-counts')
  const percent = await published<number[][]>('gamelaunch-cohort-pct')
  const cohorts = [...new Set(rows!.map((row) => row['cohort']))]
  for (const [index, cohort] of cohorts.slice(0, counts.length).entries()) {
    const row = rows!.filter((cell) => cell['cohort'] === cohort).slice(0, counts[index]!.length)
    expect(row.map((cell) => cell['active'])).toEqual(counts[index])
    for (const [period, value] of (percent[index] ?? []).entries())
      expect(Math.abs(100 * (row[period]!['rate'] as number) - value)).toBeLessThanOrEqual(0.0500001)
  }
  expect(cohorts.length).toBeGreaterThanOrEqual(10)
})
