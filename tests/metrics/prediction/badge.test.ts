import { describe, expect, test } from 'vitest'
import { badgeOf, type Evidence } from '../../../src/metrics/prediction/badge.ts'

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000
const span = (from: string, cut: string, asOf: string) => ({
  firstDay: day(from),
  cutDay: day(cut),
  asOfDay: day(asOf),
})

/** Three years, of which two were seen: nothing to doubt. */
const sound: Evidence = {
  span: span('2023-01-01', '2025-01-01', '2026-01-01'),
  weeks: 52,
  repeaters: 400,
  hasConverged: true,
  haveOthersForetold: true,
  totalError: 0.05,
  mape: 0.08,
  spread: 0.1,
}
/** What it is called, what it rests on, verdict, reasons, months. */
const badge = (change: Partial<Evidence>) => {
  const { verdict, reasons, monthsNeeded } = badgeOf({ ...sound, ...change })
  return [verdict, reasons.join(), monthsNeeded]
}

test('nothing to doubt', () => {
  expect(badge({})).toEqual(['trust', '', 0])
})

describe('each reason by itself', () => {
  test.each<[Partial<Evidence>, unknown[]]>([
    [{ hasConverged: false }, ['no', 'not_converged', null]],
    [{ haveOthersForetold: false }, ['care', 'others_silent', null]],
    [{ totalError: 0.101 }, ['care', 'total_off', null]],
    [{ totalError: -0.101 }, ['care', 'total_off', null]],
    [{ totalError: 0.251 }, ['no', 'total_off', null]],
    [{ totalError: -0.251 }, ['no', 'total_off', null]],
    [{ totalError: Infinity }, ['no', 'total_off', null]],
    [{ mape: 0.151 }, ['care', 'mape_high', null]],
    [{ mape: 0.251 }, ['no', 'mape_high', null]],
    [{ spread: 0.151 }, ['care', 'models_disagree', null]],
    [{ spread: 9 }, ['care', 'models_disagree', null]],
    [{ totalError: null, mape: null, spread: null }, ['trust', '', 0]],
  ])('%o', (change, expected) => {
    expect(badge(change)).toEqual(expected)
  })
})

test('the limits themselves are inside', () => {
  expect(badge({ totalError: 0.1, mape: 0.15, spread: 0.15, repeaters: 200 })).toEqual(['trust', '', 0])
  expect(badge({ totalError: 0.25, mape: 0.25 })).toEqual(['care', 'total_off,mape_high', null])
  expect(badge({ totalError: -0.25 })[0]).toBe('care')
  expect(badge({ repeaters: 199 }).slice(0, 2)).toEqual(['care', 'few_repeaters'])
  expect(badge({ repeaters: 100 }).slice(0, 2)).toEqual(['care', 'few_repeaters'])
  expect(badge({ repeaters: 99 }).slice(0, 2)).toEqual(['no', 'few_repeaters'])
})

test('one no outweighs any care, and reasons stand in a fixed order', () => {
  expect(badge({ repeaters: 150, totalError: 0.3, mape: 0.2, spread: 0.2 })).toEqual([
    'no',
    'few_repeaters,total_off,mape_high,models_disagree',
    null,
  ])
  expect(badge({ hasConverged: false, haveOthersForetold: false })).toEqual(['no', 'not_converged', null])
})

describe('months needed', () => {
  test('repeaters grow with the time: half of 200 after 1,096 days take as many again', () => {
    expect(badge({ repeaters: 100 })).toEqual(['care', 'few_repeaters', Math.ceil(1096 / (365.25 / 12))])
    expect(badge({ repeaters: 160 })).toEqual(['care', 'few_repeaters', Math.ceil(274 / (365.25 / 12))])
  })

  test('nobody came back: time says nothing', () => {
    expect(badge({ repeaters: 0 })).toEqual(['no', 'few_repeaters', null])
  })

  test('too few repeaters to converge: they are what time brings', () => {
    expect(badge({ repeaters: 50, hasConverged: false })).toEqual([
      'no',
      'not_converged,few_repeaters',
      Math.ceil((3 * 1096) / (365.25 / 12)),
    ])
    expect(badge({ repeaters: 150, hasConverged: false })).toEqual(['no', 'not_converged,few_repeaters', null])
  })

  test('a reason that time does not cure makes them unknown', () => {
    expect(badge({ repeaters: 150, spread: 0.5 })).toEqual(['care', 'few_repeaters,models_disagree', null])
  })

  test('under a year the hold-out holds a season that was not seen: both are gone when the first 2/3 hold a year', () => {
    const year = span('2025-01-01', '2025-09-01', '2025-12-31')
    expect(badge({ span: year })).toEqual(['care', 'under_a_year,unseen_season', Math.ceil(183.5 / (365.25 / 12))])
    expect(badge({ span: span('2025-01-01', '2025-09-01', '2026-01-01') })).toEqual([
      'care',
      'unseen_season',
      Math.ceil(182.5 / (365.25 / 12)),
    ])
  })

  test('without a hold-out: until a year is held by the first 2/3', () => {
    const short = span('2025-01-01', '2025-02-10', '2025-03-01')
    expect(badge({ span: short, weeks: 0, totalError: null, mape: null })).toEqual([
      'no',
      'too_short,under_a_year',
      Math.ceil((547.5 - 59) / (365.25 / 12)),
    ])
  })
})

test('a season is known once half of its month was seen', () => {
  const seen = (cut: string, asOf: string) => badge({ span: span('2024-02-01', cut, asOf) }).slice(0, 2)
  expect(seen('2025-01-15', '2025-07-10')).toEqual(['care', 'unseen_season'])
  expect(seen('2025-01-16', '2025-07-10')).toEqual(['trust', ''])
  expect(seen('2024-12-01', '2025-02-10')).toEqual(['care', 'unseen_season'])
})
