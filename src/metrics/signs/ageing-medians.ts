import { groupedMedian } from '../../statistics/grouped-median.ts'
import { groupBootstrap } from '../../statistics/bootstrap.ts'
import { monthNumber } from './judging.ts'

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
  /** Row-major: quarter, group, birth year. */
  readonly values: Float64Array
  /** For each quarter the values by birth year, all groups together. */
  readonly sums: readonly Float64Array[]
}

/** Into how many groups the customers are dealt. */
export const GROUPS = 200
const DRAWS = 2000
const SEED = 1

/** The tallies of these quarters as a block. */
export function ageTable(tallies: readonly AgeTally[], quarters: readonly string[]): AgeTable {
  const kept = tallies.filter(({ quarter }) => quarters.includes(quarter))
  const years = kept.map(({ birth_year }) => birth_year)
  const firstBirthYear = years.reduce((a, b) => Math.min(a, b), Infinity)
  const birthYears = kept.length > 0 ? years.reduce((a, b) => Math.max(a, b), -Infinity) - firstBirthYear + 1 : 0
  const values = new Float64Array(quarters.length * GROUPS * birthYears)
  const place = new Map(quarters.map((quarter, index) => [quarter, index]))
  for (const { quarter, group, birth_year, value } of kept)
    values[(place.get(quarter)! * GROUPS + group) * birthYears + birth_year - firstBirthYear]! += value
  const sums = quarters.map((_, index) => sumOfGroups(values, index, birthYears))
  return { quarters, firstBirthYear, birthYears, values, sums }
}

/** The middle of a quarter in years. */
export function quarterMiddle(quarter: string): number {
  return (monthNumber(quarter) + 1.5) / 12
}

function sumOfGroups(values: Float64Array, quarter: number, birthYears: number): Float64Array {
  const sums = new Float64Array(birthYears)
  const from = quarter * GROUPS * birthYears
  for (let at = 0; at < GROUPS * birthYears; at++) sums[at % birthYears]! += values[from + at]!
  return sums
}

/** The value-weighted median age in each quarter: birthdays spread over their year, so that whole years make no steps. */
export function medianAges(table: AgeTable): number[] {
  return table.quarters.map((quarter, index) => {
    const median = groupedMedian(table.sums[index]!)
    return rounded(quarterMiddle(quarter) - table.firstBirthYear - median)
  })
}

/** The same for 2,000 resamples of the groups: row-major, a row a resample with an age a quarter. */
export function resampledMedianAges(table: AgeTable): Float64Array {
  const { quarters, birthYears, values } = table
  const counts = groupBootstrap(GROUPS, DRAWS, SEED)
  const ages = new Float64Array(DRAWS * quarters.length)
  const sums = new Float64Array(birthYears)
  const middles = quarters.map((quarter) => quarterMiddle(quarter) - table.firstBirthYear)
  for (let quarter = 0; quarter < quarters.length; quarter++) {
    for (let draw = 0; draw < DRAWS; draw++) {
      sums.fill(0)
      for (let group = 0; group < GROUPS; group++) {
        const count = counts[draw * GROUPS + group]!
        if (count === 0) continue
        const from = (quarter * GROUPS + group) * birthYears
        for (let year = 0; year < birthYears; year++) sums[year]! += count * values[from + year]!
      }
      ages[draw * quarters.length + quarter] = rounded(middles[quarter]! - groupedMedian(sums))
    }
  }
  return ages
}

/** To a billionth: birth years that only later rows hold must change no digit of what was said before. */
function rounded(age: number): number {
  return Math.round(age * 1e9) / 1e9
}
