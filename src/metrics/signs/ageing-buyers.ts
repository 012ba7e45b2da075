import { percentileInterval } from '../../statistics/bootstrap.ts'
import { pairsOf, theilSen, theilSenSlope, type Line } from '../../statistics/theil-sen.ts'
import {
  ageTable,
  medianAges,
  quarterMiddle,
  resampledMedianAges,
  type AgeTable,
  type AgeTally,
} from './ageing-medians.ts'
import { youngestShares } from './ageing-youngest.ts'
import { addMonths } from '../months.ts'
import { unknown } from './judging.ts'
import type { Evidence, Judged, Judgement } from './sign.ts'

export type { AgeTally } from './ageing-medians.ts'

/** How much of a whole quarter's value is by customers whose birth year is known, and how many they are. */
export interface AgeCoverage {
  readonly quarter: string
  readonly value: number
  readonly known_value: number
  readonly customers: number
}

const QUARTERS = 8
const LONGEST = 12
const FEWEST = 100
const COVERAGE = 0.5
const LIMIT = 0.4
/** Left out on either side: the slope lies above `low` with 95% confidence. */
const TAIL = 0.05

/** The trend over the last quarters before a month's end. */
interface Trend {
  readonly quarters: readonly string[]
  readonly ages: readonly number[]
  readonly shares: readonly number[]
  readonly line: Line
  readonly low: number
  readonly high: number
  readonly isYoungestFalling: boolean
}

/**
 * Sign 3: the shop's buyers grow older, because too few young ones come.
 *
 * The value-weighted median age of each whole quarter; Theil–Sen slope over the last 8 to 12, with one-sided 95% bounds
 * from 2,000 resamples of the customers. Alarm: the slope's lower bound above 0.4 years a year and the youngest third's
 * share of value falling: a healthy young shop's median rises by 0.1 to 0.4 a year while its first customers stay. Watch:
 * the slope above 0.4 and its lower bound above 0.2, or the alarm's with the youngest third holding.
 * Quarters in which less than half the value is by customers of known birth year are not judged.
 *
 * Statistic: the slope in years a year, with limit 0.4; n: customers of known birth year in the last quarter.
 */
export function judgeAgeingBuyers(
  tallies: readonly AgeTally[],
  coverage: readonly AgeCoverage[],
  months: readonly string[],
): Judged {
  const known = coverage
    .filter(({ quarter }) => months.includes(quarter))
    .toSorted((a, b) => (a.quarter < b.quarter ? -1 : 1))
  const table = ageTable(
    tallies,
    known.map(({ quarter }) => quarter),
  )
  const trends = trendsByQuarter(table)
  const upTo = (month: string) => known.filter(({ quarter }) => addMonths(quarter, 2) <= month)
  return {
    judgements: months.map((month) => judge(month, upTo(month), trends)),
    evidenceAt: (month) => evidence(upTo(month), trends),
  }
}

/** Each quarter's trend, once asked for; resampling is done once, for all of them, when first needed. */
function trendsByQuarter(table: AgeTable): (quarter: string) => Trend | null {
  const found = new Map<string, Trend | null>()
  const ages = medianAges(table)
  let drawn: Float64Array | null = null
  return (quarter) => {
    if (!found.has(quarter)) found.set(quarter, trend(table, ages, (drawn ??= resampledMedianAges(table)), quarter))
    return found.get(quarter)!
  }
}

function trend(table: AgeTable, ages: readonly number[], drawn: Float64Array, quarter: string): Trend | null {
  const all = table.quarters.length
  const to = table.quarters.indexOf(quarter) + 1
  const from = Math.max(0, to - LONGEST)
  const quarters = table.quarters.slice(from, to)
  const middles = Float64Array.from(quarters, quarterMiddle)
  const slopes = new Float64Array(drawn.length / all)
  const room = new Float64Array(pairsOf(quarters.length))
  for (let draw = 0; draw < slopes.length; draw++)
    slopes[draw] = theilSenSlope(middles, drawn.subarray(draw * all + from, draw * all + to), room)
  const line = theilSen(middles, ages.slice(from, to))
  const interval = percentileInterval(slopes, TAIL)
  if (!line || !interval) return null
  const shares = youngestShares(table, from, to)
  const isYoungestFalling = theilSenSlope(middles, shares) < 0
  return { quarters, ages: ages.slice(from, to), shares, line, ...interval, isYoungestFalling }
}

function judge(month: string, known: readonly AgeCoverage[], trends: (quarter: string) => Trend | null): Judgement {
  const last = known.at(-1)
  if (!last || known.length < QUARTERS) return unknown(month, 'too_early', { limit: LIMIT, n: last?.customers ?? null })
  const few = unknown(month, 'too_few', { limit: LIMIT, n: last.customers })
  if (known.slice(-QUARTERS).some((quarter) => quarter.customers < FEWEST || !isCovered(quarter))) return few
  const found = trends(last.quarter)
  if (!found) return few
  return { month, status: statusOf(found), reason: null, statistic: found.line.slope, limit: LIMIT, n: last.customers }
}

function isCovered({ value, known_value }: AgeCoverage): boolean {
  return value > 0 && known_value >= COVERAGE * value
}

function statusOf({ line, low, isYoungestFalling }: Trend): 'ok' | 'watch' | 'alarm' {
  if (low > LIMIT) return isYoungestFalling ? 'alarm' : 'watch'
  return line.slope > LIMIT && low > LIMIT / 2 ? 'watch' : 'ok'
}

function evidence(known: readonly AgeCoverage[], trends: (quarter: string) => Trend | null): Evidence[] {
  const last = known.at(-1)
  const found = last && known.length >= 2 ? trends(last.quarter) : null
  if (!found) return []
  const { quarters, ages, shares, line, low, high } = found
  const is_flagged = known.length >= QUARTERS && statusOf(found) !== 'ok'
  const plain = { label: null, at: null, low: null, high: null, n: null, is_flagged: false }
  const coverageOf = (quarter: string) => {
    const { value, known_value } = known.find((candidate) => candidate.quarter === quarter)!
    return value > 0 ? known_value / value : null
  }
  const ends = [quarters[0]!, quarters.at(-1)!]
  return [
    ...quarters.map((at, index) => ({ ...plain, series: 'median_age', at, value: ages[index]!, n: coverageOf(at) })),
    ...ends.map((at) => {
      const value = line.intercept + line.slope * quarterMiddle(at)
      return { ...plain, series: 'trend', at, value, low, high, is_flagged }
    }),
    ...quarters.map((at, index) => ({ ...plain, series: 'youngest_share', at, value: shares[index]! })),
    // Had the same people gone on buying as they did, the median would have risen by a year each year; the rest is who came and went.
    { ...plain, series: 'same_people', value: 1 },
    { ...plain, series: 'mix', value: line.slope - 1 },
  ]
}
