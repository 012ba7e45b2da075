import { groupBootstrap } from '../../statistics/bootstrap.ts'
import { groupedMedian } from '../../statistics/grouped-median.ts'
import { monthNumber } from '../months.ts'

/** Value bought in a quarter by customers of one birth year and one of the 200 equal groups that customers are dealt into. */
export interface AgeTally {
  readonly quarter: string
  readonly group: number
  readonly birth_year: number
  readonly value: number
}

/** The quarters' values by birth year and group, in one block. */
export interface AgeTable {
  readonly quarters: readonly string[]
  readonly firstBirthYear: number
  readonly birthYears: number
  /** Values of this birth year and all earlier ones. Row-major: quarter, birth year, group. */
  readonly cumulated: Float64Array
  /** For each quarter the values by birth year, all groups together. */
  readonly sums: readonly Float64Array[]
}

/** Into how many groups the customers are dealt. */
const GROUPS = 200
const DRAWS = 2000
const SEED = 1

/** The tallies of these quarters as a block. What was returned for more than was bought counts as nothing. */
export function ageTable(tallies: readonly AgeTally[], quarters: readonly string[]): AgeTable {
  const kept = tallies.filter(({ quarter, value }) => value > 0 && quarters.includes(quarter))
  const years = kept.map(({ birth_year }) => birth_year)
  const firstBirthYear = years.reduce((a, b) => Math.min(a, b), Infinity)
  const birthYears = kept.length > 0 ? years.reduce((a, b) => Math.max(a, b), -Infinity) - firstBirthYear + 1 : 0
  const cumulated = new Float64Array(quarters.length * birthYears * GROUPS)
  const sums = quarters.map(() => new Float64Array(birthYears))
  const place = new Map(quarters.map((quarter, index) => [quarter, index]))
  for (const { quarter, group, birth_year, value } of kept) {
    const index = place.get(quarter)!
    const year = birth_year - firstBirthYear
    cumulated[(index * birthYears + year) * GROUPS + group]! += value
    sums[index]![year]! += value
  }
  for (let index = 0; index < quarters.length; index++) {
    const from = index * birthYears * GROUPS
    for (let at = from + GROUPS; at < from + birthYears * GROUPS; at++) cumulated[at]! += cumulated[at - GROUPS]!
  }
  return { quarters, firstBirthYear, birthYears, cumulated, sums }
}

/** The middle of a quarter in years. */
export function quarterMiddle(quarter: string): number {
  return (monthNumber(quarter) + 1.5) / 12
}

/** The value-weighted median age in each quarter: birthdays spread over their year, so that whole years make no steps. */
export function medianAges(table: AgeTable): number[] {
  return table.quarters.map((_, quarter) => ageOf(table, quarter, groupedMedian(table.sums[quarter]!)))
}

/** The same for 2,000 resamples of the groups: row-major, a row a resample with an age a quarter. */
export function resampledMedianAges(table: AgeTable): Float64Array {
  const counts = groupBootstrap(GROUPS, DRAWS, SEED)
  const ages = new Float64Array(DRAWS * table.quarters.length).fill(NaN)
  for (let quarter = 0; quarter < table.quarters.length; quarter++) {
    const start = groupedMedian(table.sums[quarter]!)
    if (Number.isNaN(start)) continue
    for (let draw = 0; draw < DRAWS; draw++) {
      const weights = counts.subarray(draw * GROUPS, (draw + 1) * GROUPS)
      const median = resampledMedian(table, quarter, weights, Math.floor(start))
      ages[draw * table.quarters.length + quarter] = ageOf(table, quarter, median)
    }
  }
  return ages
}

/** The grouped median with each group counted so often, looked for from a birth year near it. */
function resampledMedian(table: AgeTable, quarter: number, counts: Uint8Array, start: number): number {
  const last = table.birthYears - 1
  const half = through(table, quarter, last, counts) / 2
  if (half <= 0) return NaN
  let year = Math.min(start, last)
  let to = through(table, quarter, year, counts)
  while (to < half) to = through(table, quarter, ++year, counts)
  let below = year > 0 ? through(table, quarter, year - 1, counts) : 0
  while (below >= half) {
    to = below
    below = --year > 0 ? through(table, quarter, year - 1, counts) : 0
  }
  return year + (half - below) / (to - below)
}

/** Value of a birth year and all earlier ones, each group counted so often. */
function through({ birthYears, cumulated }: AgeTable, quarter: number, year: number, counts: Uint8Array): number {
  const from = (quarter * birthYears + year) * GROUPS
  let sum = 0
  for (let group = 0; group < GROUPS; group++) sum += counts[group]! * cumulated[from + group]!
  return sum
}

/** To a billionth: birth years that only later rows hold must change no digit of what was said before. */
function ageOf({ quarters, firstBirthYear }: AgeTable, quarter: number, median: number): number {
  return Math.round((quarterMiddle(quarters[quarter]!) - firstBirthYear - median) * 1e9) / 1e9
}
