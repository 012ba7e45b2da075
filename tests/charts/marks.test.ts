import { expect, test } from 'vitest'
import { labelledMonths, niceTicks, spread } from '../../src/charts/marks.ts'
import { goodPeople, inSegmentOrder, segmentOf } from '../../src/charts/segments.ts'
import { spreadBoxes, textWidth, wrap } from '../../src/charts/text-size.ts'
import { addDays, addMonths } from '../../src/charts/words.ts'
import { schemeSegments } from '../../src/metrics/segment-schemes.ts'

test('positions move apart in their order, within their bounds', () => {
  expect(spread([10, 12, 50], 16, 0, 100)).toEqual([10, 26, 50])
  expect(spread([98, 12, 99], 16, 0, 100)).toEqual([84, 12, 100])
  expect(spread([], 16, 0, 100)).toEqual([])
})

test('boxes of unequal width do not overlap', () => {
  const [a, b, c] = spreadBoxes([5, 10, 195], [40, 20, 30], 0, 200) as [number, number, number]
  expect([a, b, c]).toEqual([20, 50, 185])
})

test('ticks are round and cover the range', () => {
  expect(niceTicks(0, 2853)).toEqual([0, 1000, 2000])
  expect(niceTicks(0, 1)).toEqual([0, 0.5, 1])
  expect(niceTicks(0, 0)).toEqual([0])
})

test('months are named by what there is room for, quarters from January', () => {
  const months = Array.from({ length: 24 }, (_, index) => addMonths('2024-07-01', index))
  expect(labelledMonths(months, 2000)).toHaveLength(24)
  expect(labelledMonths(months, 500).map((month) => month.slice(0, 7))).toEqual([
    '2024-07', '2024-10', '2025-01', '2025-04', '2025-07', '2025-10', '2026-01', '2026-04',
  ]) // prettier-ignore
  expect(labelledMonths(months, 100).map((month) => month.slice(5, 7))).toEqual(['01', '01'])
  expect(labelledMonths(['2026-02-01', '2026-03-01'], 20)).toEqual(['2026-02-01'])
})

test('dates move by days and months over the turn of a year', () => {
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(addMonths('2026-01-01', -12)).toBe('2025-01-01')
  expect(addMonths('2025-12-01', 1)).toBe('2026-01-01')
})

test('text wraps at spaces, never inside a word', () => {
  expect(wrap('두 번째 구매 유도 대상', 60, 12)).toEqual(['두 번째', '구매 유도', '대상'])
  expect(wrap('Hibernating', 10, 12)).toEqual(['Hibernating'])
  expect(textWidth('충성', 12)).toBeGreaterThan(textWidth('ab', 12))
})

test.each(['default', 'r-rfm', 'three-level'] as const)(
  'every segment of the scheme %s has words and a colour',
  (scheme) => {
    const ids = schemeSegments({ scheme, custom_scheme: null })
    expect(ids.length).toBeGreaterThan(2)
    for (const id of ids) {
      const { name, color } = segmentOf(id)
      expect(name.ko).not.toBe(id)
      expect(name.en).not.toBe(id)
      expect(color).toMatch(/^var\(--(seg-[a-z]+|unknown)\)$/)
    }
  },
)

test('segments stand best first, strangers after them, people without an order last', () => {
  expect(inSegmentOrder(['not_yet_a_customer', 'my_own', 'one_and_gone', 'rfm_at_risk', 'champions', 'champions'])).toEqual([
    'champions', 'rfm_at_risk', 'one_and_gone', 'my_own', 'not_yet_a_customer',
  ]) // prettier-ignore
  expect(segmentOf('my_own')).toMatchObject({ name: { ko: 'my_own', en: 'my_own' }, level: null })
})

test('the good segments as people', () => {
  expect(goodPeople(['loyal', 'champion', 'at_risk'], 'ko').replaceAll('\u2060', '')).toBe('최우수 고객과 충성고객')
  expect(goodPeople(['high', 'low'], 'en')).toBe('high-score customers')
})
