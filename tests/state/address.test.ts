import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../src/metrics/settings.ts'
import { addressOf, readAddress, sharedAddressOf, viewOf, viewSettingsOf } from '../../src/state/address.ts'

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

const snapshot = { kind: 'snapshot', payload: '1.AbC-_9' } as const

test.each([
  ['#v=1&page=value', { kind: 'live' }],
  ['', { kind: 'live' }],
  ['#embed=overview', { kind: 'live' }],
  ['#s=1.AbC-_9', snapshot],
  ['#s=12.AbC-_9', { kind: 'snapshot', payload: '12.AbC-_9' }],
  ['#e=1.AbC-_9&embed=health', { kind: 'sealed', payload: '1.AbC-_9' }],
  ['#report=reports/2026-q3.json', { kind: 'report', path: 'reports/2026-q3.json' }],
  [
    '#report=%EB%B3%B4%EA%B3%A0%EC%84%9C/3%EB%B6%84%EA%B8%B0 %EA%B2%B0%EC%82%B0.json',
    { kind: 'report', path: '보고서/3분기 결산.json' },
  ],
])('%s says where the report is from', (hash, source) => {
  expect(readAddress(hash).source).toEqual(source)
})

test.each([
  'https://elsewhere.example/x.json', 'HTTPS:%2F%2Felsewhere.example/x.json', '//elsewhere.example/x.json', '/x.json', '../x.json', './x.json',
  'reports/../../x.json', 'reports/..%2Fx.json', '%2e%2e/x.json', '%252e%252e/x.json', 'reports/.%2e/x.json', '．．/x.json', 'reports//x.json',
  '..\\x.json', 'reports\\x.json', '\\\\elsewhere.example\\x.json', 'reports/%5C..%5Cx.json', 'javascript:alert(1)//x.json', 'data:text/json,{}', 'blob:x.json',
  'x.json?y', 'x.json%23.json', 'x.json%00.json', 'x\n.json', ' x.json', 'x.json ', 'x.html', '.json', 'reports/.json', `${'x'.repeat(200)}.json`, '', '@elsewhere.example/x.json',
])('report=%j leads nowhere', (path) => {
  expect(readAddress(`#report=${path}`).source).toEqual({ kind: 'damaged' })
}) // prettier-ignore

test.each([
  '#s=', '#s=1', '#s=1.', '#s=1.a b', '#s=1.<script>', '#s=-1.abc', '#s=1000.abc', '#s=1.abc=', '#e=abc', '#s=1.a&s=1.b', '#s=1.a&e=1.a', '#v=1&s=1.a', '#report=x.json&s=1.a',
  `#s=1.${'a'.repeat(300_000)}`,
])('%.30s is damaged', (hash) => {
  expect(readAddress(hash).source).toEqual({ kind: 'damaged' })
}) // prettier-ignore

test('language, theme, page, card and embed go with any address; what cannot be is left out', () => {
  const given = readAddress('#s=1.AbC-_9&page=retention&card=repeat_rate&embed=cohort_retention&lang=ko&theme=dark')
  expect(given).toEqual({
    source: snapshot,
    view: { hosted: null, page: 'retention', card: 'repeat_rate', months: null, settings: {} },
    embed: 'cohort_retention',
    language: 'ko',
    theme: 'dark',
  })
  const odd = readAddress('#s=1.a&page=nothing&lang=fr&theme=blue&as_of=2026-01-01&months=3&channel=x')
  expect(odd).toMatchObject({ embed: null, language: null, theme: null })
  expect(odd.view).toEqual({ hosted: null, page: 'health', card: null, months: null, settings: {} })
  expect(readAddress('#s=1.a&embed=<b>').embed).toBe('')
})

test('an address of a shared report is read back as it was', () => {
  const place = { page: 'value', card: 'payback', embed: 'payback', language: 'en', theme: 'light' } as const
  for (const source of [
    snapshot,
    { kind: 'sealed', payload: '1.x' },
    { kind: 'report', path: 'a b/보고서.json' },
  ] as const) {
    const hash = sharedAddressOf(source, place)
    expect(hash).toMatch(/^#[!-~]+$/)
    expect(readAddress(hash)).toMatchObject({
      source,
      embed: 'payback',
      language: 'en',
      theme: 'light',
      view: { page: 'value', card: 'payback' },
    })
  }
  expect(sharedAddressOf({ kind: 'report', path: 'reports/x.json' })).toBe('#report=reports/x.json')
})

test('nothing that stands after # makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' })),
      fc.constantFrom('#', '#s=', '#e=1.', '#report=', '#v=1&embed=', '#%'),
      (text, start) => {
        const { source, embed } = readAddress(start + text)
        if (source.kind === 'report') {
          const url = new URL(
            source.path.split('/').map(encodeURIComponent).join('/'),
            'https://shop.example/some/folder/',
          )
          expect(url.href.startsWith('https://shop.example/some/folder/')).toBe(true)
        }
        expect(embed === null || /^[a-z0-9_]*$/.test(embed)).toBe(true)
      },
    ),
    { seed: 6, numRuns: 3_000 },
  )
})
