import { expect, test } from 'vitest'
import { judgeAgeingBuyers, type AgeCoverage, type AgeTally } from '../../../src/metrics/signs/ageing-buyers.ts'
import { lastOf, monthsFrom, said } from './given.ts'

const QUARTERS = 8
const months = monthsFrom('2024-01-01', 3 * QUARTERS)
const quarters = months.filter((_, index) => index % 3 === 0)

/** Value by birth year in a quarter. */
type Mix = (quarter: number) => ReadonlyMap<number, number>

/** Twenty birth years alike, moved on by so many years a year: 1 keeps the buyers' age, 0 lets them grow older. */
const moving =
  (perYear: number): Mix =>
  (quarter) => {
    const moved = (perYear * quarter) / 4
    const whole = Math.floor(moved)
    const part = moved - whole
    return new Map(
      Array.from({ length: 21 }, (_, year) => [1970 + whole + year, year === 0 ? 1 - part : year === 20 ? part : 1]),
    )
  }

function judge(mix: Mix, { known = 1, customers = 1000, count = QUARTERS } = {}) {
  const seen = quarters.slice(0, count)
  const tallies: AgeTally[] = seen.flatMap((quarter, index) =>
    Array.from({ length: 200 }, (_, group) => group).flatMap((group) =>
      [...mix(index)].map(([birth_year, value]) => ({ quarter, group, birth_year, value })),
    ),
  )
  const coverage: AgeCoverage[] = seen.map((quarter) => ({ quarter, value: 100, known_value: 100 * known, customers }))
  return judgeAgeingBuyers(tallies, coverage, months.slice(0, 3 * count))
}

test('ok: people of the same age come, whenever they were born', () => {
  const last = lastOf(judge(moving(1)))
  expect(last).toMatchObject({ month: '2025-12-01', status: 'ok', reason: null, limit: 0.4, n: 1000 })
  expect(last.statistic).toBeCloseTo(0, 8)
})

test('alarm: the same people, each year a year older', () => {
  const last = lastOf(judge(moving(0)))
  expect(last.status).toBe('alarm')
  expect(last.statistic).toBeCloseTo(1, 8)
})

test('ok: a third of a year a year, as a young shop does while its first customers stay', () => {
  expect(said(lastOf(judge(moving(2 / 3))))).toBe('ok')
})

test('watch: the median rises, but the young buy no less of it', () => {
  const mix: Mix = (quarter) =>
    new Map([
      ...[...moving(1)(quarter)].map(([year, value]) => [year + 25, value * (0.6 + 0.002 * quarter)] as const),
      ...[...moving(0)(quarter)],
    ])
  const last = lastOf(judge(mix))
  expect(last.status).toBe('watch')
  expect(last.statistic).toBeGreaterThan(0.4)
})

test('unknown: eight whole quarters, half the value, a hundred customers are needed', () => {
  expect(said(lastOf(judge(moving(0), { count: 7 })))).toBe('unknown too_early')
  expect(said(lastOf(judge(moving(0), { known: 0.4 })))).toBe('unknown too_few')
  expect(said(lastOf(judge(moving(0), { customers: 99 })))).toBe('unknown too_few')
  expect(said(lastOf(judgeAgeingBuyers([], [], months)))).toBe('unknown too_early')
})

test('a quarter counts from the end of its last month on, and one begun before the file not at all', () => {
  const judged = judge(moving(0))
  expect(judged.judgements.map(said).slice(-4)).toEqual([
    'unknown too_early',
    'unknown too_early',
    'unknown too_early',
    'alarm',
  ])
  expect(judged.evidenceAt('2025-11-01').filter(({ series }) => series === 'median_age')).toHaveLength(7)
})

test('the picture: medians, their line, the young, and what made the difference', () => {
  const picture = judge(moving(0.5)).evidenceAt('2025-12-01')
  const series = (name: string) => picture.filter((point) => point.series === name)
  // half of 1970 to 1989 is born before 1980; the first quarter's middle is mid-February 2024
  expect(series('median_age')[0]).toMatchObject({ at: '2024-01-01', n: 1 })
  expect(series('median_age')[0]!.value).toBeCloseTo(44.125, 6)
  expect(series('trend').map(({ at }) => at)).toEqual(['2024-01-01', '2025-10-01'])
  expect(series('trend')[1]!.value! - series('trend')[0]!.value!).toBeCloseTo(0.5 * 1.75, 6)
  expect(series('trend')[0]!.low).toBeCloseTo(0.5, 6)
  const shares = series('youngest_share').map(({ value }) => value!)
  expect((shares[0]! + shares[1]! + shares[2]! + shares[3]!) / 4).toBeCloseTo(1 / 3, 6)
  expect(shares[7]!).toBeLessThan(shares[0]!)
  expect(series('same_people')[0]!.value).toBe(1)
  expect(series('mix')[0]!.value).toBeCloseTo(-0.5, 6)
})

test('twelve quarters of sixty birth years take a moment, not a minute', () => {
  const longer = monthsFrom('2023-01-01', 36)
  const twelve = longer.filter((_, index) => index % 3 === 0)
  const tallies = twelve.flatMap((quarter) =>
    Array.from({ length: 200 * 60 }, (_, at) => ({
      quarter,
      group: at % 200,
      birth_year: 1950 + (at % 60),
      value: 1 + (at % 7),
    })),
  )
  const coverage = twelve.map((quarter) => ({ quarter, value: 1, known_value: 1, customers: 500 }))
  const began = performance.now()
  expect(lastOf(judgeAgeingBuyers(tallies, coverage, longer)).status).toBe('alarm')
  expect(performance.now() - began).toBeLessThan(2000)
})
