import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostedPath, hostedUrl } from '../../src/state/hosted-path.ts'

const PAGE = 'https://team.example/some/repo/index.html?x=1#v=1'

test.each([
  'data/orders.parquet',
  'reports/2026-q3.json',
  'x',
  'data/주문 내역_2026.csv',
  'a/b/c-d/e.f.g',
  'data/café.csv',
])('%s lies beside the page', (path) => {
  expect(hostedPath(path)).toBe(path)
  expect(decodeURIComponent(hostedUrl(path, PAGE))).toBe(`https://team.example/some/repo/${path}`)
})

test.each([
  '',
  '.',
  '..',
  './orders.csv',
  '../orders.csv',
  'data/../../orders.csv',
  'data/..',
  'data/./orders.csv',
  'data/.git/config',
  '.env',
  'a..b',
  'data/orders.',
  'data/orders. ',
  ' data/orders.csv',
  'data /orders.csv',
  '/orders.csv',
  '//evil.example/x',
  '///evil.example/x',
  'data//orders.csv',
  'data/',
  'https://evil.example/x',
  'https:evil.example',
  'http:/evil.example',
  'javascript:alert(1)',
  'data:text/csv,a',
  'blob:https://team.example/1',
  'file:///etc/passwd',
  'c:/orders.csv',
  '\\\\evil.example\\x',
  '\\/evil.example/x',
  '/\\evil.example/x',
  'data\\..\\orders.csv',
  'data/%2e%2e/%2e%2e/x',
  'data/.%2e/x',
  '%2F%2Fevil.example',
  'data/%252e%252e/x',
  'data/%5c..%5cx',
  'data/%00.csv',
  'data/orders.csv?x=1',
  'data/orders.csv#x',
  'data/orders.csv;x=1',
  'user@evil.example',
  'data/\u0000.csv',
  'data/a\nb.csv',
  '\thttps://evil.example',
  'ht\ntps://evil.example',
  'data/\u202Evsc.csv',
  'data/\u200B../x',
  'data/．．/x',
  'data／orders.csv',
  'data/\u2024\u2024/x',
  'data∕orders.csv',
  '\uFEFFdata/x',
  'data/\uD800.csv',
  'data/<img src=x onerror=alert(1)>',
  "data/' or 1=1",
  `data/${'x'.repeat(200)}`,
])('%j leads elsewhere, or might', (text) => {
  expect(hostedPath(text)).toBeNull()
})

test('whatever is taken for a path stays below the page and needs no decoding', () => {
  const pieces = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2F',
    ':',
    'a',
    'data',
    '//',
    '?',
    '#',
    '@',
    ' ',
    '\t',
    '가',
    '．',
  )
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  )
  let taken = 0
  fc.assert(
    fc.property(texts, (text) => {
      const path = hostedPath(text)
      if (path === null) return
      taken++
      const url = new URL(hostedUrl(path, PAGE))
      expect(url.origin).toBe('https://team.example')
      expect(url.search + url.hash).toBe('')
      expect(decodeURIComponent(url.pathname)).toBe(`/some/repo/${path}`)
    }),
    { numRuns: 2000, seed: 1 },
  )
  expect(taken).toBeGreaterThan(50)
})
