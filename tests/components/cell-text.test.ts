import { expect, test } from 'vitest'
import { cellText } from '../../src/components/cell-text.ts'
import { chartContext } from '../support/chart-context.ts'

const ko = chartContext('ko', {})
const en = chartContext('en', {})

test('segments, first months and channels by the names they are known by', () => {
  const name = (cell: string | null) => [ko, en].map((context) => cellText('predicted_value', 'name', cell, context))
  expect(name('champion')).toEqual(['최우수 고객', 'Champions'])
  expect(name('2025-03-01')).toEqual(['2025년 3월', 'March 2025'])
  expect(name('검색')).toEqual(['검색', '검색'])
  expect(name(null)).toEqual(['–', '–'])
})

test('money, shares and verdicts of predictions', () => {
  expect(cellText('predicted_value', 'low', 1234567, ko)).toBe('123만원')
  expect(cellText('ltv_to_cac', 'predicted_high', 41200, en)).toBe('₩41,200')
  expect(cellText('backtest_summary', 'total_error', -0.025, en)).toBe('-2.5%')
  expect(cellText('predicted_models', 'mean_alive', 0.4473, en)).toBe('44.7%')
  expect(cellText('predicted_models', 'estimate', 0.24264, en)).toBe('0.2426')
  expect(cellText('backtest_summary', 'model', 'mbg_nbd', ko)).toBe('MBG/NBD')
  expect(cellText('backtest_summary', 'verdict', 'care', ko)).toBe('참고용')
  expect(cellText('customer_equity', 'basis', 'observed', en)).toBe('earned so far')
})

test('reasons one after the other', () => {
  expect(cellText('backtest_summary', 'reasons', 'few_repeaters,under_a_year', ko)).toBe(
    '다시 산 고객이 적음, 자료 1년 미만',
  )
  expect(cellText('backtest_summary', 'reasons', '', en)).toBe('')
})
