import { expect, test } from 'vitest'
import { MappingError, parseTableMapping } from '../../src/ingest/mapping.ts'
import { currenciesNamed, recogniseTable } from '../../src/ingest/recognise-table.ts'

const spend = {
  schema: 'dangol.mapping/1',
  table: 'spend',
  columns: { date: '날짜', amount: '광고비' },
  date: { order: 'ymd' },
  decimal: '.',
  time_zone: null,
  currency: 'KRW',
  period: 'week',
}

/** The key that a mapping is refused for. */
function refused(json: unknown): string {
  try {
    parseTableMapping(json)
  } catch (error) {
    if (error instanceof MappingError) return error.key
    throw error
  }
  return 'nothing'
}

test('a mapping of a table beside the orders is itself, and comes back from a file', () => {
  expect(parseTableMapping(JSON.parse(JSON.stringify(spend)))).toEqual(spend)
})

test.each([
  ['a required column', { ...spend, columns: { date: '날짜' } }, 'columns.amount'],
  ['a column of another table', { ...spend, columns: { ...spend.columns, birth_year: '생년' } }, 'columns.birth_year'],
  ['a period that is none', { ...spend, period: 'year' }, 'period'],
  ['a period where there is no spend', { ...spend, table: 'sends', columns: { customer_id: 'a', sent_at: 'b' } }, 'period'],
  ['what only orders say', { ...spend, history: 'complete' }, 'history'],
  ['an unknown table', { ...spend, table: 'stores' }, 'table'],
  ['nothing', null, ''],
])('%s is refused by its key', (_name, json, key) => {
  expect(refused(json)).toBe(key)
}) // prettier-ignore

test('events need a customer or a visitor', () => {
  const events = (columns: object) => ({ ...spend, table: 'events', period: undefined, columns: { event: 'e', occurred_at: 't', ...columns } }) // prettier-ignore
  expect(refused(events({}))).toBe('columns.customer_id')
  expect(refused(events({ visitor_id: 'v' }))).toBe('nothing')
})

test('several currencies in the amounts, or in a column of their own, are named; one is not', () => {
  const named = (headers: readonly string[], rows: readonly (readonly string[])[]) => {
    const sample = { headers, rows }
    return currenciesNamed(sample, recogniseTable(sample))
  }
  expect(named(['date', 'cost'], [['2026-01-01', '₩1,000'], ['2026-01-02', '$5'], ['2026-01-03', '₩7']])).toEqual(['KRW', 'USD'])
  expect(named(['customer_id', 'date', 'amount', 'currency'], [['a', '2026-01-01', '1', 'USD'], ['b', '2026-01-02', '2', 'EUR']])).toEqual(['EUR', 'USD'])
  expect(named(['date', 'cost'], [['2026-01-01', '₩1,000'], ['2026-01-02', '5']])).toEqual([])
}) // prettier-ignore
