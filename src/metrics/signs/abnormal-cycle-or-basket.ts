import { MAD_TO_SD, robustZ, spread, type Spread } from '../../statistics/robust.ts'
import { occasionOf, yearBefore } from './holidays.ts'
import { unknown } from './judging.ts'
import type { Evidence, Judged, Judgement } from './sign.ts'

/**
 * A month's median gap between purchase days (dated at its end) and median order value, with how many each rests on. The
 * gap is null until twice the churn limit after the file's start: before that only short gaps can be seen.
 */
export interface CycleTally {
  readonly month: string
  readonly gap: number | null
  readonly gaps: number
  readonly basket: number | null
  readonly baskets: number
}

type Measure = 'gap' | 'basket'

/** Against what a month is measured: where the value should lie, and how far values stray. */
interface Expected extends Spread {
  readonly value: number
  readonly n: number
  readonly z: number
}

const FEWEST = 30
const MONTHS_BEFORE = 12
const ONCE = 4.5
const TWICE = 3.5
/** Days, currency units: less than this is no change. */
const SMALLEST: Readonly<Record<Measure, number>> = { gap: 0.5, basket: 1 }
/** The direction in which each is bad news. */
const BAD: Readonly<Record<Measure, 1 | -1>> = { gap: 1, basket: -1 }
const measures = ['gap', 'basket'] as const

/**
 * Sign 4: customers come back later, or buy for less, than they used to.
 *
 * Each month's median against at least 12 earlier months by robust z (MAD of those months, at least 2% of the median and
 * half a day or one unit of currency); from 24 months on, its change from the year before against earlier such changes,
 * so that seasons do not count. |z| > 4.5 once or > 3.5 twice running: alarm for a longer gap or a smaller basket, watch
 * for the other direction. Months of a feast or sale are compared with such months only.
 *
 * Statistic: the z of largest |z|, with the limit 3.5 (4.5 where that one month sufficed); n: what the median rests on.
 */
export function judgeAbnormalCycleOrBasket(tallies: readonly CycleTally[], months: readonly string[]): Judged {
  const known = tallies.filter(({ month }) => months.includes(month))
  const all = Object.fromEntries(measures.map((measure) => [measure, expectations(known, measure)])) as All
  return {
    judgements: months.map((month, index) => judge(month, months[index - 1] ?? null, all, known)),
    evidenceAt: (month) => measures.flatMap((measure) => evidence(month, measure, all[measure], known, months)),
  }
}

type All = Readonly<Record<Measure, ReadonlyMap<string, Expected>>>

interface Finding {
  readonly z: number
  readonly n: number
  readonly limit: number
  readonly status: 'ok' | 'watch' | 'alarm'
}

function judge(month: string, before: string | null, all: All, tallies: readonly CycleTally[]): Judgement {
  const findings = measures.flatMap((measure) => {
    const expected = all[measure].get(month)
    if (!expected) return []
    return [
      {
        n: expected.n,
        z: expected.z,
        ...verdict(measure, expected.z, before ? all[measure].get(before)?.z : undefined),
      },
    ]
  })
  const worst = findings.toSorted(byWeight)[0]
  if (!worst) {
    return unknown(month, reasonWithout(month, tallies))
  }
  return { month, status: worst.status, reason: null, statistic: worst.z, limit: worst.limit, n: worst.n }
}

/** Too few where there were months enough to compare with, but this one has too little. */
function reasonWithout(month: string, tallies: readonly CycleTally[]): 'too_early' | 'too_few' {
  const earlier = tallies.filter((tally) => tally.month < month && tally.basket !== null)
  const baskets = tallies.find((tally) => tally.month === month)?.baskets ?? 0
  return earlier.length >= MONTHS_BEFORE && baskets < FEWEST ? 'too_few' : 'too_early'
}

const WEIGHT = { alarm: 2, watch: 1, ok: 0 } as const

function byWeight(a: Finding, b: Finding): number {
  return WEIGHT[b.status] - WEIGHT[a.status] || Math.abs(b.z) - Math.abs(a.z)
}

function verdict(measure: Measure, z: number, before: number | undefined): Pick<Finding, 'limit' | 'status'> {
  const isOnce = Math.abs(z) > ONCE
  const isTwice = Math.abs(z) > TWICE && before !== undefined && Math.abs(before) > TWICE && before > 0 === z > 0
  const isBad = z > 0 === BAD[measure] > 0
  return { limit: isOnce ? ONCE : TWICE, status: isOnce || isTwice ? (isBad ? 'alarm' : 'watch') : 'ok' }
}

/** For every month that can be judged: what was to be expected of it, from the months before it alone. */
function expectations(tallies: readonly CycleTally[], measure: Measure): ReadonlyMap<string, Expected> {
  const values = new Map<string, { value: number; n: number }>()
  for (const tally of tallies) {
    const value = tally[measure]
    const n = tally[`${measure}s`]
    if (value !== null && n >= FEWEST) values.set(tally.month, { value, n })
  }
  const result = new Map<string, Expected>()
  for (const [month, { value, n }] of values) {
    const usual = againstYearBefore(values, month) ?? againstLevel(values, month)
    if (!usual) continue
    const mad = Math.max(usual.mad, 0.02 * Math.abs(usual.level), SMALLEST[measure])
    result.set(month, { value, n, median: usual.median, mad, z: robustZ(value, { median: usual.median, mad }) })
  }
  return result
}

type Values = ReadonlyMap<string, { readonly value: number }>

interface Usual extends Spread {
  /** The median value, of which 2% is the least spread. */
  readonly level: number
}

/** By changes from the year before: where this month would be had it changed as others did. */
function againstYearBefore(values: Values, month: string): Usual | null {
  const base = values.get(yearBefore(month))
  const changes = [...values].flatMap(([earlier, { value }]) => {
    const before = earlier < month ? values.get(yearBefore(earlier)) : undefined
    return before ? [value - before.value] : []
  })
  const usual = spread(changes)
  if (!base || !usual || changes.length < MONTHS_BEFORE) return null
  return { median: base.value + usual.median, mad: usual.mad, level: base.value }
}

/** By the level of earlier months; a month of a feast or sale by earlier ones of its kind. */
function againstLevel(values: Values, month: string): Usual | null {
  const earlier = [...values].filter(([at]) => at < month)
  if (earlier.length < MONTHS_BEFORE) return null
  const ordinary = spread(earlier.filter(([at]) => occasionOf(at) === null).map(([, { value }]) => value))
  const occasion = occasionOf(month)
  if (!ordinary || occasion === null) return ordinary && { ...ordinary, level: ordinary.median }
  const same = spread(earlier.filter(([at]) => occasionOf(at) === occasion).map(([, { value }]) => value))
  return same && { median: same.median, mad: ordinary.mad, level: same.median }
}

function evidence(
  month: string,
  series: Measure,
  expected: ReadonlyMap<string, Expected>,
  tallies: readonly CycleTally[],
  months: readonly string[],
): Evidence[] {
  return tallies
    .filter((tally) => tally.month <= month)
    .map((tally) => {
      const at = tally.month
      const usual = expected.get(at)
      const before = months[months.indexOf(at) - 1]
      const reach = usual ? (TWICE * usual.mad) / MAD_TO_SD : null
      return {
        series,
        label: null,
        at,
        value: tally[series],
        low: usual && reach !== null ? usual.median - reach : null,
        high: usual && reach !== null ? usual.median + reach : null,
        n: tally[`${series}s`],
        is_flagged:
          usual !== undefined && verdict(series, usual.z, before ? expected.get(before)?.z : undefined).status !== 'ok',
      }
    })
}
