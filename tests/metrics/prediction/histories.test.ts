import { describe, expect, test } from 'vitest'
import type { Row } from '../../../src/engine/database.ts'
import { backtest } from '../../../src/metrics/backtest.ts'
import { backtestSummary } from '../../../src/metrics/backtest-summary.ts'
import { predictedModels } from '../../../src/metrics/predicted-models.ts'
import { predictedValue } from '../../../src/metrics/predicted-value.ts'
import calibrationSql from '../../../src/metrics/prediction/calibration.sql?raw'
import historiesSql from '../../../src/metrics/prediction/histories.sql?raw'
import holdoutSql from '../../../src/metrics/prediction/holdout.sql?raw'
import marginsSql from '../../../src/metrics/prediction/margins.sql?raw'
import peopleSql from '../../../src/metrics/prediction/people.sql?raw'
import spanSql from '../../../src/metrics/prediction/span.sql?raw'
import spendingSql from '../../../src/metrics/prediction/spending.sql?raw'
import type { AnyMetric } from '../../../src/metrics/metric.ts'
import { cells, given, onNative } from '../../support/given.ts'
import { openShop, type GivenShop } from '../../support/shop.ts'

/** What the engine answers to the questions of the studies, and some metrics, on one shop. */
function answers(shop: GivenShop, questions: readonly string[], ...metrics: readonly AnyMetric[]): Promise<Row[][]> {
  return onNative(async (database) => {
    const answer = await openShop(database, { ...shop, isBuilt: true })
    const found: Row[][] = []
    for (const sql of questions) found.push(await database.query(sql))
    for (const metric of metrics) found.push(await answer(metric))
    return found
  })
}

const epoch = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** 2025-01-01 to 2025-03-31: 90 days, of which 60 calibrate (to 03-01) and four weeks are held out. */
const orders = given(`
  ann 2025-01-01 100
  ann 2025-01-11T09:00 30 a1
  ann 2025-01-11T18:00 12.5 a2
  ann 2025-03-01 20
  ann 2025-03-08 5
  ann 2025-03-31 7
  bob 2025-01-01 80
  bob 2025-03-02 8
  cat 2025-02-10 50
  cat 2025-03-28 60
  cat 2025-03-30 -15
  dan 2025-03-01 40
  dan 2025-03-20 4
  eve 2025-02-28 25
  eve 2025-04-01 1000
`)
const settings = { as_of: '2025-04-01' }

describe('histories by hand', () => {
  test('the first day counts in neither x nor value; two orders on a day are one; T ends the day before as_of', async () => {
    const [people] = await answers({ orders, settings }, [peopleSql])
    const rows = people!.toSorted((a, b) => Number(a['customer_key']) - Number(b['customer_key']))
    expect(cells(rows, 'x', 'last_days', 'age_days', 'repeat_value')).toEqual([
      [4, 89, 89, 74.5],
      [1, 60, 89, 8],
      [1, 46, 49, 45],
      [1, 19, 30, 4],
      [0, 0, 31, 0],
    ])
    expect(cells(rows, 'cohort')).toEqual([[24300], [24300], [24301], [24302], [24301]])
  })

  test('customers with equal histories are one row', async () => {
    const twins = given(`
      a 2025-01-01 1
      a 2025-01-08 2
      b 2025-01-01 9
      b 2025-01-08 2
      c 2025-01-02 1
    `)
    const [histories, spending] = await answers({ orders: twins, settings: { as_of: '2025-01-15' } }, [
      historiesSql,
      spendingSql,
    ])
    expect(cells(histories!, 'x', 'last_days', 'age_days', 'customers')).toEqual([
      [0, 0, 12, 1],
      [1, 7, 13, 2],
    ])
    expect(cells(spending!, 'x', 'value', 'customers')).toEqual([[1, 2, 2]])
  })

  test('a refund lowers what came after the first day; where nothing is left, or nobody came back, there is no spending', async () => {
    const refunded = given(`
      a 2025-01-01 10
      a 2025-01-08 20
      a 2025-01-09 -5
      b 2025-01-01 10
      b 2025-01-08 20
      b 2025-01-09 -20
      c 2025-01-01 10
      c 2025-01-03 -4
      d 2025-01-01 10
      d 2025-01-08 0
      e 2025-01-01 10
      e 2025-01-08 20
      e 2025-01-20 -20
    `)
    const [spending, people] = await answers({ orders: refunded, settings: { as_of: '2025-01-15' } }, [
      spendingSql,
      peopleSql,
    ])
    expect(cells(spending!, 'x', 'value', 'customers')).toEqual([
      [1, 15, 1],
      [1, 20, 1],
    ])
    const rows = people!.toSorted((a, b) => Number(a['customer_key']) - Number(b['customer_key']))
    expect(cells(rows, 'x', 'repeat_value')).toEqual([
      [1, 15],
      [1, 0],
      [0, -4],
      [1, 0],
      [1, 20],
    ])
  })

  test('what was given back on the first day itself belongs to the first day', async () => {
    const sameDay = given(`
      a 2025-01-01 10
      a 2025-01-01T20:00 -4
      a 2025-01-08 20
    `)
    const [people, margins] = await answers({ orders: sameDay, settings: { as_of: '2025-01-15', margin_rate: 0.5 } }, [
      peopleSql,
      marginsSql,
    ])
    expect(cells(people!, 'x', 'repeat_value')).toEqual([[1, 20]])
    expect(cells(margins!, 'x', 'margin', 'repeat_margin')).toEqual([[1, 13, 10]])
  })

  test('margin: with costs, the same days; a refund and its cost count on their own day', async () => {
    const costly = given(`
      a 2025-01-01 10
      a 2025-01-08 20
      b 2025-01-01 10
    `).map((order) => ({ ...order, cost: Number(order.amount) / 4 }))
    const [margins] = await answers({ orders: costly, settings: { as_of: '2025-01-15' } }, [marginsSql])
    const rows = margins!.toSorted((a, b) => Number(a['customer_key']) - Number(b['customer_key']))
    expect(cells(rows, 'x', 'is_known', 'margin', 'repeat_margin')).toEqual([
      [1, true, 22.5, 15],
      [0, true, 7.5, 0],
    ])
  })
})

describe('calibration by hand', () => {
  test('the cut ends the first two thirds, exclusive; histories as they stood then', async () => {
    const [span, calibration] = await answers({ orders, settings }, [spanSql, calibrationSql])
    expect(cells(span!, 'first_day', 'cut_day', 'as_of_day')).toEqual([
      [epoch('2025-01-01'), epoch('2025-03-02'), epoch('2025-04-01')],
    ])
    // Ann's and Dan's days of 03-01 are the last ones inside.
    expect(cells(calibration!, 'x', 'last_days', 'age_days', 'customers')).toEqual([
      [0, 0, 0, 1],
      [0, 0, 1, 1],
      [0, 0, 19, 1],
      [0, 0, 59, 1],
      [2, 59, 59, 1],
    ])
  })

  test('a week is seven days from the cut; the days beyond the last whole week are left out', async () => {
    const [holdout, weeks, summary] = await answers({ orders, settings }, [holdoutSql], backtest, backtestSummary)
    // Bob on 03-02 (day 1 of week 1), Ann on 03-08 (day 7), Dan in week 3, Cat in week 4, Ann in the fifth, which is not whole.
    expect(cells(holdout!, 'week', 'purchases')).toEqual([
      [1, 2],
      [3, 1],
      [4, 1],
      [5, 1],
    ])
    expect(
      cells(
        weeks!.filter((row) => row['model'] === 'mbg_nbd'),
        'week',
        'ends_on',
        'actual',
        'predicted',
      ),
    ).toEqual([
      [1, '2025-03-08', 2, null],
      [2, '2025-03-15', 2, null],
      [3, '2025-03-22', 3, null],
      [4, '2025-03-29', 4, null],
    ])
    expect(weeks).toHaveLength(12)
    for (const row of summary!)
      expect(row).toMatchObject({
        calibration_from: '2025-01-01',
        calibration_to: '2025-03-01',
        holdout_from: '2025-03-02',
        holdout_to: '2025-03-29',
        customers: 5,
        repeaters: 1,
        actual: 4,
        predicted: null,
        total_error: null,
        mape: null,
        verdict: 'no',
      })
  })

  test('82 days hold out four weeks, 81 do not', async () => {
    const last = (as_of: string) => answers({ orders, settings: { as_of } }, [], backtest, backtestSummary)
    const [enough, long] = await last('2025-03-24')
    expect(enough!.filter((row) => row['model'] === 'bg_nbd')).toHaveLength(4)
    expect(long![0]).toMatchObject({
      calibration_to: '2025-02-23',
      holdout_from: '2025-02-24',
      holdout_to: '2025-03-23',
    })
    const [none, short] = await last('2025-03-23')
    expect(none).toEqual([])
    expect(short![0]).toMatchObject({
      holdout_from: null,
      holdout_to: null,
      actual: null,
      reasons: 'too_short,few_repeaters,under_a_year',
    })
  })
})

describe('left edge: history = partial', () => {
  /** Old customers in the first year, whose first days nobody knows, and new ones after it (τ₁ is 365 days without returns). */
  const old = Array.from({ length: 5 }, (_, at) => `old${at} 2024-01-0${at + 1} 10`)
  const fresh = Array.from({ length: 3 }, (_, at) => `new${at} 2025-0${at + 2}-05 10`)
  const edge = given([...old, 'old1 2025-03-01 30', ...fresh, 'new0 2025-02-12 40'].join('\n'))
  const partial = { as_of: '2025-07-01', history: 'partial' } as const

  test('customers of the first days are in no fit and no back-test, but in totals', async () => {
    const shop = { orders: edge, settings: partial }
    const [span, histories, calibration, spending, people, models, values, summary] = await answers(
      shop,
      [spanSql, historiesSql, calibrationSql, spendingSql, peopleSql],
      predictedModels,
      predictedValue,
      backtestSummary,
    )
    expect(cells(span!, 'first_day', 'as_of_day')).toEqual([[epoch('2025-02-05'), epoch('2025-07-01')]])
    expect(histories!.reduce((sum, row) => sum + Number(row['customers']), 0)).toBe(3)
    expect(calibration!.reduce((sum, row) => sum + Number(row['customers']), 0)).toBe(3)
    expect(cells(spending!, 'x', 'value', 'customers')).toEqual([[1, 40, 1]])
    expect(people).toHaveLength(8)
    expect(people!.filter((row) => row['cohort'] === null)).toHaveLength(5)
    expect(new Set(models!.map((row) => `${String(row['model'])} ${String(row['customers'])}`))).toEqual(
      new Set(['bg_nbd 3', 'mbg_nbd 3', 'pareto_nbd 3', 'gamma_gamma 1']),
    )
    expect(cells(values!, 'kind', 'customers')).toEqual([['total', 8]])
    expect(summary![0]).toMatchObject({ calibration_from: '2025-02-05', customers: 3, repeaters: 1 })
  })

  test('complete or unanswered, everybody is known', async () => {
    const [histories, span] = await answers({ orders: edge, settings: { as_of: '2025-07-01' } }, [
      historiesSql,
      spanSql,
    ])
    expect(histories!.reduce((sum, row) => sum + Number(row['customers']), 0)).toBe(8)
    expect(span![0]!['first_day']).toBe(epoch('2024-01-01'))
  })
})
