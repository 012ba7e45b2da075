import { expect, test } from 'vitest'
import { courseOf } from '../../../src/metrics/customers/course.ts'
import { mbgNbd } from '../../../src/statistics/beta-geometric-nbd.ts'

const theta = [0.8, 6, 0.9, 2.5]
/** 1 January, 10 February and 1 March 2026, seen through 30 April. */
const days = [20454, 20494, 20513]
const lastDay = 20573
const course = courseOf(mbgNbd, theta, days, lastDay, 3)

test('P(alive) falls from purchase to purchase, and each of them lifts it', () => {
  const on = (iso: string) => course.past.filter((point) => point.on === iso).map(({ alive }) => alive)
  expect(on('2026-01-01')).toEqual([mbgNbd.alive(theta, 0, 0, 0)])
  expect(on('2026-02-10')).toEqual([mbgNbd.alive(theta, 0, 0, 40 / 7), mbgNbd.alive(theta, 1, 40 / 7, 40 / 7)])
  expect(on('2026-02-10')[0]).toBeLessThan(on('2026-02-10')[1]!)
  for (const [index, { on, alive }] of course.past.slice(1).entries()) {
    const before = course.past[index]!
    if (before.on !== on) expect(alive).toBeLessThan(before.alive)
  }
  expect(course.past.at(-1)).toEqual({ on: '2026-04-30', alive: mbgNbd.alive(theta, 2, 59 / 7, 119 / 7) })
})

test('silence goes on from there to the end of the horizon', () => {
  expect(course.silent[0]).toEqual(course.past.at(-1))
  expect(course.silent.at(-1)).toEqual({ on: '2026-07-30', alive: mbgNbd.alive(theta, 2, 59 / 7, 210 / 7) })
  expect(course.silent.map(({ alive }) => alive)).toEqual(course.silent.map(({ alive }) => alive).sort((a, b) => b - a))
})

test('expected purchases go on from those that came, month by month', () => {
  expect(course.expected.map(({ on }) => on)).toEqual(['2026-04-30', '2026-05-30', '2026-06-30', '2026-07-30'])
  expect(course.expected[0]!.purchases).toBe(3)
  const span = (3 * 365.25) / 12 / 7
  expect(course.expected[3]!.purchases).toBeCloseTo(3 + mbgNbd.future(theta, span, 2, 59 / 7, 119 / 7), 12)
})

test('one purchase on the last day has a course too', () => {
  const { past, silent } = courseOf(mbgNbd, theta, [lastDay], lastDay, 3)
  expect(past).toEqual([{ on: '2026-04-30', alive: mbgNbd.alive(theta, 0, 0, 0) }])
  expect(silent).toHaveLength(14)
})
