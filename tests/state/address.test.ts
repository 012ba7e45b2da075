import { expect, test } from 'vitest'
import { defaultSettings } from '../../src/metrics/settings.ts'
import { addressOf, viewOf, viewSettingsOf } from '../../src/state/address.ts'

test('a view is read back from its address as it was', () => {
  const view = {
    hosted: { data: ['data/orders.parquet', 'data/광고비 & 1.csv'], mapping: 'data/mapping.json' },
    page: 'value',
    card: 'ltv_to_cac',
    months: 12,
    settings: {
      as_of: '2026-01-01',
      basis: 'margin',
      channel: '네이버 & 카카오 #1',
      segment: 'champion',
      category: '차',
    },
  } as const
  expect(viewOf(addressOf(view))).toEqual(view)
})

test('an address of a page alone is as it always was', () => {
  expect(addressOf({ page: 'customers' })).toBe('#v=1&page=customers')
  expect(viewOf('#v=1&page=customers')).toEqual({
    hosted: null,
    page: 'customers',
    card: null,
    months: null,
    settings: {},
  })
})

test.each([
  ['', 'health'],
  ['#', 'health'],
  ['#v=2&page=value&channel=x', 'health'],
  ['#v=1&page=nothing', 'health'],
  ['#page=value', 'health'],
])('%s leads to the first page, with nothing chosen', (hash, page) => {
  expect(viewOf(hash)).toEqual({ hosted: null, page, card: null, months: null, settings: {} })
})

test('a data set beside the page is named as a person would write it', () => {
  const hosted = { data: ['data/orders.parquet', 'data/spend.csv'], mapping: null }
  expect(addressOf({ page: 'value', hosted })).toBe('#v=1&data=data/orders.parquet&data=data/spend.csv&page=value')
  expect(viewOf('#v=1&data=data/orders.parquet').hosted).toEqual({ data: ['data/orders.parquet'], mapping: null })
  expect(viewOf('#v=1&data=&mapping=data/m.json').hosted).toBeNull()
  expect(viewOf('#v=2&data=data/orders.parquet').hosted).toBeNull()
})

test('what cannot be is left out', () => {
  const bad = `#v=1&page=health&as_of=2026-02-31&basis=profit&months=-3&channel=&segment=${'x'.repeat(201)}`
  expect(viewOf(bad).settings).toEqual({})
  expect(viewOf(bad).months).toBeNull()
})

test('only what is not as by default is written', () => {
  const settings = { as_of: '2026-07-01', ...defaultSettings, channel: 'ad' }
  expect(viewSettingsOf(settings, '2026-07-01')).toEqual({ channel: 'ad' })
  expect(viewSettingsOf({ ...settings, basis: 'margin' }, '2026-07-02')).toEqual({
    as_of: '2026-07-01',
    basis: 'margin',
    channel: 'ad',
  })
})
