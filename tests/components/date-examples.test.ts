import { describe, expect, test } from 'vitest'
import { dateIn } from '../../src/components/date-examples.ts'

describe('dates as examples', () => {
  test('one text, two orders, two days', () => {
    expect([dateIn('03/04/2024', 'dmy'), dateIn('03/04/2024', 'mdy')]).toEqual(['2024-04-03', '2024-03-04'])
  })
  test('a day that does not exist is none', () => {
    expect([dateIn('13/04/2024', 'mdy'), dateIn('30/02/2024', 'dmy'), dateIn('no date', 'ymd')]).toEqual([
      null,
      null,
      null,
    ])
  })
  test('years of two digits', () => {
    expect([dateIn('01/02/68', 'dmy'), dateIn('01/02/69', 'dmy')]).toEqual(['2068-02-01', '1969-02-01'])
  })
})
