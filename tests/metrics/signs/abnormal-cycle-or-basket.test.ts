import { expect, test } from 'vitest'
import { judgeAbnormalCycleOrBasket, type CycleTally } from '../../../src/metrics/signs/abnormal-cycle-or-basket.ts'
import { lastOf, monthsFrom, said } from './given.ts'

/** Months from March 2024 with these baskets (and gaps), each of 100. */
function judge(baskets: readonly (number | null)[], gaps: readonly (number | null)[] = [], n = 100) {
  const months = monthsFrom('2024-03-01', baskets.length)
  const tallies: CycleTally[] = months.map((month, index) => ({
    month,
    gap: gaps[index] ?? null,
    gaps: n,
    basket: baskets[index] ?? null,
    baskets: n,
  }))
  return judgeAbnormalCycleOrBasket(tallies, months)
}

const steady = (count: number, value = 100) => Array.from({ length: count }, () => value)

test('ok: as ever', () => {
  expect(lastOf(judge(steady(13)))).toEqual({
    month: '2025-03-01',
    status: 'ok',
    reason: null,
    statistic: 0,
    limit: 3.5,
    n: 100,
  })
})

test('alarm: one month far below; its spread is at least 2% of the median', () => {
  const last = lastOf(judge([...steady(12), 70]))
  expect(last).toMatchObject({ status: 'alarm', limit: 4.5 })
  expect(last.statistic).toBeCloseTo((0.6745 * -30) / 2, 10)
})

test('alarm: two months running a little further below than chance', () => {
  // z = 0.6745 · 12 ÷ 2 = 4.05
  const judged = judge([...steady(12), 88, 88])
  expect(judged.judgements.slice(-2).map(said)).toEqual(['ok', 'alarm'])
  expect(lastOf(judged)).toMatchObject({ limit: 3.5 })
  expect(said(lastOf(judge([...steady(12), 112, 88])))).toBe('ok')
})

test('alarm: customers come back later', () => {
  const last = lastOf(judge(steady(13), [...steady(12, 30), 40]))
  expect(last.status).toBe('alarm')
  // MAD at least 2% of 30 days
  expect(last.statistic).toBeCloseTo((0.6745 * 10) / 0.6, 10)
  expect(lastOf(judge(steady(13), [...steady(12, 6), 10])).statistic).toBeCloseTo((0.6745 * 4) / 0.5, 10)
})

test('watch: good news is news too', () => {
  expect(said(lastOf(judge([...steady(12), 130])))).toBe('watch')
  expect(said(lastOf(judge(steady(13), [...steady(12, 30), 20])))).toBe('watch')
})

test('bad news goes before good news that is louder', () => {
  const last = lastOf(judge([...steady(12), 160], [...steady(12, 30), 35]))
  expect(last.status).toBe('alarm')
  expect(last.statistic).toBeCloseTo((0.6745 * 5) / 0.6, 10)
})

test('unknown: twelve earlier months, thirty baskets are needed', () => {
  expect(said(lastOf(judge(steady(12))))).toBe('unknown too_early')
  expect(said(lastOf(judge(steady(13), [], 29)))).toBe('unknown too_few')
})

test('a month of a feast is compared with such months, before there are two years and after', () => {
  // Chuseok in September, Seollal in January 2025 and February 2026; May and November have their own
  const basket = (month: string) =>
    ['2024-09-01', '2025-09-01', '2025-01-01', '2026-02-01'].includes(month) ? 150 : 100
  const months = monthsFrom('2024-03-01', 25)
  const judged = judge(months.map(basket))
  expect(judged.judgements.slice(12).map(said)).toEqual([
    'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok',
  ]) // prettier-ignore
  expect(lastOf(judge(months.slice(0, 19).map((month) => (month === '2025-09-01' ? 100 : basket(month))))).status).toBe(
    'alarm',
  )
})

test('from two years on a season that returns is no news', () => {
  const seasonal = Array.from({ length: 30 }, (_, index) => (index % 12 < 6 ? 100 : 140))
  expect(said(lastOf(judge(seasonal)))).toBe('ok')
  expect(said(lastOf(judge([...seasonal, 98])))).toBe('alarm')
})

test('the picture: each month with the reach of what was usual then', () => {
  const picture = judge([...steady(12), 70])
    .evidenceAt('2025-03-01')
    .filter(({ series }) => series === 'basket')
  expect(picture).toHaveLength(13)
  expect(picture[0]).toMatchObject({ at: '2024-03-01', value: 100, low: null, high: null, n: 100, is_flagged: false })
  expect(picture[12]).toMatchObject({ at: '2025-03-01', value: 70, is_flagged: true })
  expect(picture[12]!.low).toBeCloseTo(100 - (3.5 * 2) / 0.6745, 10)
  expect(picture[12]!.high).toBeCloseTo(100 + (3.5 * 2) / 0.6745, 10)
})
