import { expect, test } from 'vitest'
import { feasts, occasionOf, yearBefore } from '../../../src/metrics/signs/holidays.ts'
import { addMonths, monthNumber } from '../../../src/metrics/months.ts'

const korean = new Intl.DateTimeFormat('en-u-ca-dangi', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })

/** Days from 2010 to 2035 of this month and day of the Korean calendar. */
function lunar(month: string, day: string): string[] {
  const found: string[] = []
  for (let time = Date.UTC(2010, 0, 1); time < Date.UTC(2036, 0, 1); time += 86_400_000) {
    const parts = Object.fromEntries(korean.formatToParts(time).map(({ type, value }) => [type, value]))
    if (parts['month'] === month && parts['day'] === day) found.push(new Date(time).toISOString().slice(0, 10))
  }
  return found
}

test('Seollal is the first day of the Korean year, Chuseok the fifteenth of its eighth month', () => {
  expect(feasts.seollal).toEqual(lunar('1', '1'))
  expect(feasts.chuseok).toEqual(lunar('8', '15'))
})

test('a feast belongs to the month in which its presents are bought', () => {
  expect(occasionOf('2026-02-01')).toBe('seollal')
  expect(occasionOf('2026-01-01')).toBeNull()
  // 10 February 2024: the presents were bought from 23 January to 6 February
  expect(occasionOf('2024-01-01')).toBe('seollal')
  expect(occasionOf('2025-09-01')).toBe('chuseok')
  expect(occasionOf('2025-10-01')).toBeNull()
  expect(occasionOf('2025-11-01')).toBe('november_sale')
  expect(occasionOf('2025-05-01')).toBe('family_month')
})

test('months of a feast are compared with such months, and the others with the others', () => {
  expect(yearBefore('2026-02-01')).toBe('2025-01-01')
  expect(yearBefore('2026-01-01')).toBe('2025-02-01')
  expect(yearBefore('2025-01-01')).toBe('2024-01-01')
  expect(yearBefore('2025-07-01')).toBe('2024-07-01')
  expect(yearBefore('2025-11-01')).toBe('2024-11-01')
  // Chuseok 2022 was shopped for in August
  expect(yearBefore('2023-09-01')).toBe('2022-08-01')
  expect(yearBefore('2023-08-01')).toBe('2022-09-01')
})

test('months count on over the years', () => {
  expect(addMonths('2025-11-01', 3)).toBe('2026-02-01')
  expect(addMonths('2025-01-01', -1)).toBe('2024-12-01')
  expect(monthNumber('2026-01-01') - monthNumber('2025-01-01')).toBe(12)
})
