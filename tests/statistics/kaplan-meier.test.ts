import { expect, test } from 'vitest'
import {
  atRiskOn,
  cutBelow,
  dayOfShare,
  kaplanMeier,
  medianWait,
  stepOn,
  type WaitCount,
} from '../../src/statistics/kaplan-meier.ts'
import { published, referenceRows, referenceTest } from '../support/reference.ts'

type Published = Record<'Maintained' | 'Nonmaintained', [number, number, number, number, number | null][]> & {
  median: Record<'Maintained' | 'Nonmaintained', number>
}

async function aml(group: string): Promise<WaitCount[]> {
  return (await referenceRows('aml_survival.csv'))
    .filter((row) => row['group'] === group)
    .map((row) => ({ days: Number(row['time']), events: Number(row['status']), censored: 1 - Number(row['status']) }))
}

referenceTest.each(['Maintained', 'Nonmaintained'] as const)('aml, %s: as R survival prints it', async (group) => {
  const expected = await published<Published>('aml-kaplan-meier')
  const curve = kaplanMeier(await aml(group))
  const steps = curve.filter((step) => step.events > 0)
  expect(steps.map((step) => [step.days, step.atRisk, step.events])).toEqual(
    expected[group].map((row) => row.slice(0, 3)),
  )
  for (const [index, [, , , survival, standardError]] of expected[group].entries()) {
    expect(Math.abs(steps[index]!.survival - survival)).toBeLessThan(0.0006)
    if (standardError === null) expect(steps[index]!.standardError).toBeNull()
    else expect(Math.abs(steps[index]!.standardError! - standardError)).toBeLessThan(0.0006)
  }
  expect(medianWait(curve)).toBe(expected.median[group])
})

referenceTest('the log–log interval of the first aml step, worked by hand', async () => {
  const [first] = kaplanMeier(await aml('Maintained'))
  // S = 10/11, Σ = 1/(11·10); S^exp(±1.959964·√Σ/|ln S|)
  expect(first!.low).toBeCloseTo(0.5081, 4)
  expect(first!.high).toBeCloseTo(0.9867, 4)
})

test('events come before censorings of the same day, whatever order the counts come in', () => {
  const counts = [
    { days: 9, events: 1, censored: 0 },
    { days: 5, events: 0, censored: 1 },
    { days: 5, events: 1, censored: 0 },
    { days: 0, events: 0, censored: 1 },
  ]
  const curve = kaplanMeier(counts)
  expect(
    curve.map(({ days, atRisk, events, censored, survival }) => [days, atRisk, events, censored, survival]),
  ).toEqual([
    [0, 4, 0, 1, 1],
    [5, 3, 1, 1, 2 / 3],
    [9, 1, 1, 0, 0],
  ])
  expect(kaplanMeier(counts.toReversed())).toEqual(curve)
  expect(curve[0]).toMatchObject({ standardError: 0, low: 1, high: 1 })
  expect(curve[2]).toMatchObject({ standardError: null, low: null, high: null })
})

test('without censoring the curve is the exact share, so that quantiles fall where a person counts them', () => {
  const curve = kaplanMeier(Array.from({ length: 10 }, (_, index) => ({ days: index + 1, events: 1, censored: 0 })))
  expect(curve.map((step) => step.survival)).toEqual([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0])
  for (let share = 1; share <= 10; share++) expect(dayOfShare(curve, share / 10)).toBe(share)
  expect(medianWait(curve)).toBe(5)
})

test('the median is null where half never come back', () => {
  const curve = kaplanMeier([
    { days: 3, events: 49, censored: 0 },
    { days: 100, events: 0, censored: 51 },
  ])
  expect(medianWait(curve)).toBeNull()
  expect(dayOfShare(curve, 0.49)).toBe(3)
})

test('the curve is read between its steps, and cut where few are left', () => {
  const curve = kaplanMeier([
    { days: 2, events: 5, censored: 0 },
    { days: 6, events: 0, censored: 10 },
    { days: 9, events: 3, censored: 2 },
  ])
  expect([0, 2, 3, 6, 7, 9, 10].map((day) => atRiskOn(curve, day))).toEqual([20, 20, 15, 15, 5, 5, 0])
  expect([1, 2, 5, 9, 50].map((day) => stepOn(curve, day)?.survival ?? null)).toEqual([null, 0.75, 0.75, 0.3, 0.3])
  expect(cutBelow(curve, 10).map((step) => step.days)).toEqual([2, 6])
  expect(kaplanMeier([])).toEqual([])
})
