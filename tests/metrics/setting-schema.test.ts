import { defaultSettings } from '../../src/metrics/settings.ts'
import { expect, test } from 'vitest'
import { checkSettings, parseSetting } from '../../src/metrics/setting-schema.ts'

test.each([
  ['as_of=2026-11-22', { as_of: '2026-11-22' }],
  ['scorer=r-rfm', { scorer: 'r-rfm' }],
  ['churn_quantile=0.8', { churn_quantile: 0.8 }],
  ['margin_rate=null', { margin_rate: null }],
  ['horizon_months=24', { horizon_months: 24 }],
  ['discount_rate=0', { discount_rate: 0 }],
  ['discount_rate=1', { discount_rate: 1 }],
  [
    'cutoffs={"r":[90,60,30,10],"f":[2,3,4,5],"m":[1,2,3,4]}',
    { cutoffs: { r: [90, 60, 30, 10], f: [2, 3, 4, 5], m: [1, 2, 3, 4] } },
  ],
])('%s', (text, settings) => {
  expect(parseSetting(text)).toEqual(settings)
})

test.each([
  'nonsense=1',
  'grain',
  '=x',
  'grain=day',
  'as_of=2026-02-30',
  'as_of=22/11/2026',
  'churn_quantile=0',
  'churn_quantile=NaN',
  'horizon_months=18',
  'horizon_months=0',
  'discount_rate=-0.1',
  'discount_rate=1.01',
  'discount_rate=null',
  '__proto__=1',
  'cutoffs={"r":1}',
  'custom_scheme={"99":"champion"}',
])(
  // prettier-ignore
  '%s is refused by name',
  (text) => {
    expect(() => parseSetting(text)).toThrow(/unknown setting|cannot be/)
  },
)

test.each([
  [{ scorer: 'cutoffs' }, /cutoffs/],
  [{ scheme: 'custom' }, /custom_scheme/],
  [{ scheme: 'custom', custom_scheme: { 55: 'champion' } }, /11, 12/],
] as const)('%j is refused: it needs another setting', (settings, reason) => {
  expect(() => checkSettings({ as_of: '2026-01-01', ...defaultSettings, ...settings })).toThrow(reason)
  expect(() => checkSettings({ as_of: '2026-01-01', ...defaultSettings })).not.toThrow()
})
