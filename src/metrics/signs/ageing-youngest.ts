import { quarterMiddle, type AgeTable } from './ageing-medians.ts'

/**
 * Each quarter's share of value by buyers under one fixed age: that under which a third of the value lay over the earlier
 * half of these quarters.
 */
export function youngestShares(table: AgeTable, from: number, to: number): number[] {
  const quarters = Array.from({ length: to - from }, (_, index) => from + index)
  const early = quarters.slice(0, Math.ceil(quarters.length / 2))
  const age = ageUnderWhich(table, early, 1 / 3)
  return quarters.map((quarter) => shareUnder(table, [quarter], age))
}

/** By halving: shares are steady in age, and no closed form runs over several quarters' birth years. */
function ageUnderWhich(table: AgeTable, quarters: readonly number[], share: number): number {
  let low = 0
  let high = 150
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (shareUnder(table, quarters, middle) < share) low = middle
    else high = middle
  }
  return high
}

/** The share of value by those under an age in the middle of each quarter, birthdays spread over their year. */
function shareUnder(table: AgeTable, quarters: readonly number[], age: number): number {
  let under = 0
  let all = 0
  for (const quarter of quarters) {
    const bornAfter = quarterMiddle(table.quarters[quarter]!) - age - table.firstBirthYear
    table.sums[quarter]!.forEach((value, year) => {
      all += value
      under += value * Math.min(1, Math.max(0, year + 1 - bornAfter))
    })
  }
  return all > 0 ? under / all : NaN
}
