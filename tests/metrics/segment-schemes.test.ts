import { expect, test } from 'vitest'
import {
  customSchemeCoverage,
  schemeCells,
  schemeCoverage,
  schemeSegments,
  segments,
} from '../../src/metrics/segment-schemes.ts'

const scores = [1, 2, 3, 4, 5]
const whole = Object.fromEntries(scores.flatMap((r) => scores.map((f) => [`${r}${f}`, 'all'])))

test.each(['default', 'r-rfm', 'three-level'] as const)('%s partitions the grid', (scheme) => {
  const cells = schemeCells({ scheme, custom_scheme: null })
  expect(cells).toHaveLength(125)
  expect(schemeCoverage(cells)).toEqual({ gaps: [], overlaps: [], invalid: [] })
  expect(schemeSegments({ scheme, custom_scheme: null }).sort()).toEqual(
    [...new Set(cells.map(({ segment }) => segment))].sort(),
  )
})

test('the default scheme does not ask for value', () => {
  const found = schemeCells({ scheme: 'default', custom_scheme: null })
  expect(new Set(found.map(({ r, f, segment }) => `${r}${f} ${segment}`)).size).toBe(25)
})

test('no id of the R scheme is one of the default scheme, which means other cells', () => {
  const ids: string[] = schemeSegments({ scheme: 'r-rfm', custom_scheme: null })
  expect(ids).toHaveLength(11)
  expect(ids.filter((id) => segments.some((known) => known === id))).toEqual([])
})

test.each([
  [5, 5, 5, 'champions'],
  [5, 5, 4, 'rfm_potential_loyalist'],
  [4, 2, 2, 'loyal_customers'],
  [3, 1, 5, 'rfm_promising'],
  [5, 1, 1, 'new_customers'],
  [1, 4, 4, 'cant_lose_them'],
  [1, 2, 4, 'rfm_at_risk'],
  [2, 5, 3, 'need_attention'],
  [2, 1, 4, 'rfm_about_to_sleep'],
  [1, 1, 1, 'lost'],
  [2, 1, 5, 'others'],
])('the R scheme: first match wins at %i%i%i', (r, f, m, segment) => {
  const cells = schemeCells({ scheme: 'r-rfm', custom_scheme: null })
  expect(cells.find((cell) => cell.r === r && cell.f === f && cell.m === m)?.segment).toBe(segment)
})

test('a scheme of one’s own needs all 25 cells', () => {
  expect(customSchemeCoverage(whole)).toEqual({ gaps: [], overlaps: [], invalid: [] })
  const { '11': _gone, '53': _too, ...rest } = whole
  const faulty = { ...rest, '61': 'all', '1': 'all', '22': 'Not Snake' }
  expect(customSchemeCoverage(faulty)).toEqual({
    gaps: ['11', '22', '53'],
    overlaps: [],
    invalid: ['1 all', '22 Not Snake', '61 all'],
  })
  expect(() => schemeCells({ scheme: 'custom', custom_scheme: faulty })).toThrow('11, 22, 53')
  expect(() => schemeCells({ scheme: 'custom', custom_scheme: null })).toThrow(RangeError)
})

test('a cell claimed twice is reported', () => {
  const cells = schemeCells({ scheme: 'default', custom_scheme: null })
  const [first] = cells
  expect(schemeCoverage([...cells.slice(1), ...cells.slice(1, 2), { ...first!, r: 0 }])).toEqual({
    gaps: ['111'],
    overlaps: ['112'],
    invalid: ['011 one_and_gone'],
  })
})
