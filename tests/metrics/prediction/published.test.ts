import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Row } from '../../../src/engine/database.ts'
import { backtestSummary } from '../../../src/metrics/backtest-summary.ts'
import { predictedModels } from '../../../src/metrics/predicted-models.ts'
import { cells, onNative } from '../../support/given.ts'
import { orderSql, published, referenceTest } from '../../support/reference.ts'
import { openShop } from '../../support/shop.ts'

/** The sample of 2,357 CDNOW customers, whole, at a day. */
function cdnowSample(as_of: string): Promise<{ readonly models: Row[]; readonly summary: Row[] }> {
  return onNative(async (database) => {
    const sql = await orderSql(database, 'cdnow_sample.csv', 'date', 'dollar_value', 'master_id')
    const answer = await openShop(database, { orders: [], sql, settings: { as_of } })
    return { models: await answer(predictedModels), summary: await answer(backtestSummary) }
  })
}

const of = (rows: readonly Row[], model: string) => rows.filter((row) => row['model'] === model)

referenceTest('the CDNOW calibration: parameters, likelihoods and shares alive as published', async () => {
  const { models, summary } = await cdnowSample('1997-10-01')
  for (const [model, check] of [
    ['bg_nbd', 'cdnow-bgnbd-fit-fine'],
    ['pareto_nbd', 'cdnow-pnbd-fit-fine'],
  ] as const) {
    const { loglik, ...parameters } = await published<Record<string, number>>(check)
    const rows = of(models, model)
    expect(rows.map((row) => row['parameter']).sort()).toEqual(Object.keys(parameters).sort())
    for (const row of rows) {
      expect(Number(row['estimate']) / parameters[String(row['parameter'])]! - 1).toBeLessThan(0.005)
      expect(Number(row['estimate']) / parameters[String(row['parameter'])]! - 1).toBeGreaterThan(-0.005)
      expect(Math.abs(Number(row['log_likelihood']) - loglik!)).toBeLessThan(0.05)
      expect(row).toMatchObject({ customers: 2357, converged: true, reason: null })
    }
  }
  const errors = await published<Record<string, number>>('cdnow-bgnbd-se-lifetimes')
  for (const row of of(models, 'bg_nbd'))
    expect(Math.abs(Number(row['standard_error']) / errors[String(row['parameter'])]! - 1)).toBeLessThan(0.01)
  const alive = (model: string) => Number(of(models, model)[0]!['mean_alive'])
  expect([alive('bg_nbd'), alive('mbg_nbd'), alive('pareto_nbd')].map((share) => share.toFixed(2))).toEqual([
    '0.81',
    '0.45',
    '0.45',
  ])
  expect(of(models, 'gamma_gamma')[0]).toMatchObject({ customers: 946, mean_alive: null, converged: true })
  expect(Number(of(models, 'gamma_gamma')[0]!['correlation'])).toBeCloseTo(
    await published<number>('cdnow-gg-correlation'),
    3,
  )
  // 273 days: the first two thirds hold a year after 548.
  expect(cells(of(summary, 'mbg_nbd'), 'verdict', 'reasons', 'months_needed')).toEqual([
    ['care', 'under_a_year,unseen_season', 10],
  ])
})

referenceTest('the CDNOW sample at its end may be trusted', async () => {
  const { summary } = await cdnowSample('1998-07-01')
  const [row] = of(summary, 'mbg_nbd')
  expect(row).toMatchObject({
    calibration_from: '1997-01-01',
    calibration_to: '1997-12-30',
    holdout_from: '1997-12-31',
    customers: 2357,
    verdict: 'trust',
    reasons: '',
    months_needed: 0,
  })
  expect(Math.abs(Number(row!['total_error']))).toBeLessThan(0.1)
  expect(Number(row!['mape'])).toBeLessThan(0.15)
  expect(Number(row!['spread'])).toBeLessThan(0.15)
})

test('the sample shop may be trusted, for its figures', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../sample-data/report.json'), 'utf8')
  const { metrics } = JSON.parse(text) as { metrics: Record<string, { rows: Row[] }> }
  const [row] = of(metrics['backtest_summary']!.rows, 'mbg_nbd')
  expect(row).toMatchObject({ verdict: 'trust', reasons: '', months_needed: 0 })
  expect(Math.abs(Number(row!['total_error']))).toBeLessThanOrEqual(0.1)
  expect(Number(row!['mape'])).toBeLessThanOrEqual(0.15)
  expect(Number(row!['spread'])).toBeLessThanOrEqual(0.15)
  expect(Number(row!['repeaters'])).toBeGreaterThanOrEqual(200)
  expect(of(metrics['predicted_models']!.rows, 'mbg_nbd').map((each) => each['converged'])).not.toContain(false)
  const values = metrics['predicted_value']!.rows
  expect(new Set(values.map((each) => each['verdict']))).toEqual(new Set(['trust']))
  expect(new Set(metrics['customer_equity']!.rows.map((each) => each['basis']))).toEqual(new Set(['predicted']))
})
