import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Histories } from '../../src/statistics/buy-till-you-die.ts'
import { historiesOf } from './histories.ts'
import { referenceFolder, referenceRows } from './reference.ts'

interface Tolerance {
  readonly abs?: number
  readonly rel?: number
}

type Figures = number | readonly number[] | Readonly<Record<string, number>>

interface Check {
  readonly id: string
  readonly expected: Figures
  readonly tolerance: Tolerance & Readonly<Record<string, Tolerance | number>>
  readonly recomputed_here?: Figures
}

/**
 * Expects figures to be as published: within the check's own tolerance, within `rel` where it is given (but for a
 * log-likelihood, a sum of logarithms), and within 2e-4 of what independent code made of the same data.
 */
export async function expectPublished(id: string, actual: Figures, rel = Infinity): Promise<void> {
  const { checks } = JSON.parse(await readFile(join(referenceFolder, 'published.json'), 'utf8')) as { checks: Check[] }
  const check = checks.find((candidate) => candidate.id === id)
  if (!check) throw new Error(`no published check is called ${id}`)
  const figures = named(actual)
  const wrong: string[] = []
  const compare = (name: string, expected: number, allowed: number, what: string) => {
    const value = figures[name]
    if (value === undefined || !(Math.abs(value - expected) <= allowed))
      wrong.push(`${name}: ${value}, ${what} ${expected} ± ${allowed}`)
  }
  for (const [name, expected] of Object.entries(named(check.expected))) {
    const own = check.tolerance[name]
    const tolerance = typeof own === 'object' ? own : check.tolerance
    compare(name, expected, (tolerance.abs ?? 0) + (tolerance.rel ?? 0) * Math.abs(expected), 'published')
    if (name !== 'loglik' && rel < Infinity) compare(name, expected, rel * Math.abs(expected), 'asked for')
  }
  for (const [name, expected] of Object.entries(named(check.recomputed_here ?? [])))
    compare(name, expected, name === 'loglik' ? 1e-3 : 2e-4 * Math.abs(expected), 'recomputed')
  expect(wrong).toEqual([])
}

function named(figures: Figures): Readonly<Record<string, number>> {
  return typeof figures === 'number' ? { '': figures } : Object.fromEntries(Object.entries(figures))
}

/** End of the calibration period of the CDNOW data; their customers came between January and March. */
const CALIBRATION_END = Date.parse('1997-09-30')
const WEEK = 7 * 86_400_000

/** The CDNOW customers of a file by their id, as they were on 1997-09-30, in exact weeks; and the id of each. */
export async function cdnowHistories(file: 'cdnow_sample.csv' | 'cdnow_master.csv'): Promise<Cdnow> {
  const days = new Map<string, Set<number>>()
  for (const row of await referenceRows(file)) {
    const day = Date.parse(row['date']!)
    const id = (row['sample_id'] ?? row['customer_id'])!
    if (day <= CALIBRATION_END) days.set(id, (days.get(id) ?? new Set()).add(day))
  }
  const rows = [...days.values()].map((each) => {
    const sorted = [...each].sort((left, right) => left - right)
    const [first, last] = [sorted[0]!, sorted.at(-1)!]
    return [sorted.length - 1, (last - first) / WEEK, (CALIBRATION_END - first) / WEEK] as const
  })
  return { ids: [...days.keys()], histories: historiesOf(rows), means: [] }
}

/** The sample as others have summed it up: times in weeks of two decimals, and the mean value of the repeat purchases. */
export async function cdnowSummary(): Promise<Cdnow> {
  const rows = await referenceRows('cdnow_sample_summary.csv')
  return {
    ids: rows.map((row) => row['customer_id']!),
    histories: historiesOf(
      rows.map((row) => [Number(row['frequency']), Number(row['recency']), Number(row['T'])] as const),
    ),
    means: rows.map((row) => Number(row['monetary_value'])),
  }
}

/** CDNOW customers, one entry each. */
export interface Cdnow {
  readonly ids: readonly string[]
  readonly histories: Histories
  readonly means: readonly number[]
}
