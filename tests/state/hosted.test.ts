import { afterEach, expect, test, vi } from 'vitest'
import { shapeOf, type TableMapping } from '../../src/ingest/mapping.ts'
import { recogniseTable } from '../../src/ingest/recognise-table.ts'
import { fetchHosted, hostedChoices } from '../../src/state/hosted.ts'
import type { Inspected, InspectedGroup } from '../../src/worker/protocol.ts'

const SITE = 'https://team.example/repo/'
vi.stubGlobal('location', { href: `${SITE}index.html#v=1` })
const asked = vi.fn<typeof fetch>()
vi.stubGlobal('fetch', asked)
afterEach(() => void asked.mockReset())

const never = new AbortController().signal
const answer = (body: BodyInit | null, headers: Record<string, string> = {}, status = 200) =>
  asked.mockImplementation(async () => new Response(body, { status, headers }))
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { failure?: unknown }) => error.failure ?? error,
  )
const get = (...data: string[]) => fetchHosted({ data, mapping: null }, () => {}, never)

test('files come with their names, from below the page alone, and no redirect is followed', async () => {
  answer('a,b\n')
  const { files, mappings } = await get('data/주문.csv', 'data/b/spend.csv')
  expect(files.map(({ name, size }) => [name, size])).toEqual([
    ['주문.csv', 4],
    ['spend.csv', 4],
  ])
  expect(mappings).toEqual([])
  expect(asked.mock.calls.map(([url]) => url)).toEqual([
    `${SITE}data/${encodeURIComponent('주문')}.csv`,
    `${SITE}data/b/spend.csv`,
  ])
  expect(asked.mock.calls.every(([, init]) => init?.redirect === 'error')).toBe(true)
})

test('nothing is asked of another place', async () => {
  answer('a')
  for (const path of ['https://evil.example/x', '//evil.example/x', '../x.csv', 'data/%2e%2e/x', 'a.csv,b.csv'])
    expect(await failureOf(get(path))).toEqual({ kind: 'hosted', reason: 'outside', path })
  expect(await failureOf(fetchHosted({ data: ['a.csv'], mapping: '/m.json' }, () => {}, never))).toEqual({
    kind: 'hosted',
    reason: 'outside',
    path: '/m.json',
  })
  expect(asked).not.toHaveBeenCalled()
})

test('a file that is not there is named, also where the host answers with its start page', async () => {
  const missing = { kind: 'hosted', reason: 'missing', path: 'data/a.csv' }
  answer('', {}, 404)
  expect(await failureOf(get('data/a.csv'))).toEqual(missing)
  answer('<!doctype html>', { 'content-type': 'text/html; charset=utf-8' })
  expect(await failureOf(get('data/a.csv'))).toEqual(missing)
  expect((await get('data/a.xls')).files).toHaveLength(1)
  answer('', {}, 503)
  expect(await failureOf(get('data/a.csv'))).toMatchObject({ reason: 'unreachable' })
  asked.mockRejectedValue(new TypeError('Failed to fetch'))
  expect(await failureOf(get('data/a.csv'))).toMatchObject({ reason: 'unreachable' })
})

test('what is larger than a tab can hold is not fetched to its end', async () => {
  answer('a', { 'content-length': '1000000001' })
  expect(await failureOf(get('data/a.csv'))).toMatchObject({ reason: 'too_large' })
  let pulled = 0
  const endless = () =>
    new ReadableStream({
      pull(controller) {
        pulled++
        // A piece that says it is large: a test should not hold a gigabyte.
        controller.enqueue(Object.defineProperty(new Uint8Array(8), 'byteLength', { value: 3e8 }))
      },
    })
  asked.mockImplementation(async () => new Response(endless()))
  expect(await failureOf(get('data/a.csv'))).toMatchObject({ reason: 'too_large', path: 'data/a.csv' })
  expect(pulled).toBeLessThan(8)
  expect(await failureOf(get(...Array.from({ length: 101 }, () => 'a.csv')))).toMatchObject({ reason: 'too_large' })
})

test('progress is told where it can be known', async () => {
  const told: (number | null)[] = []
  const listen = (hosted: Parameters<typeof fetchHosted>[0]) => fetchHosted(hosted, (part) => told.push(part), never)
  answer('abcd', { 'content-length': '4' })
  await listen({ data: ['a.csv', 'b.csv'], mapping: null })
  expect(told).toEqual([0.5, 1])
  answer('abcd', { 'content-length': '2', 'content-encoding': 'gzip' })
  await listen({ data: ['a.csv'], mapping: null })
  expect(told.at(-1)).toBeNull()
})

test('a fetch that was called off ends as that', async () => {
  const controller = new AbortController()
  asked.mockImplementation(async () => {
    controller.abort()
    throw new DOMException('', 'AbortError')
  })
  const work = fetchHosted({ data: ['a.csv'], mapping: null }, () => {}, controller.signal)
  expect(await failureOf(work)).toEqual({ kind: 'cancelled' })
})

const group = (place: number, headers: readonly string[], ...rows: string[][]): InspectedGroup => {
  const sample = { headers, rows: Array.from({ length: 12 }, (_, i) => rows[i % rows.length]!) }
  const file = { name: `${place}.csv`, bytes: 1, format: 'csv', inner: null } as unknown as InspectedGroup['files'][0]
  return {
    files: [file],
    places: [place],
    sample,
    shape: shapeOf(headers),
    currencies: [],
    ...recogniseTable(sample),
  }
}
const inspectedAs = (...groups: InspectedGroup[]): Inspected => ({ groups, skipped: [] })
const orders = group(0, ['customer_id', 'date', 'amount'], ['c1', '2025-01-15', '10'], ['c2', '2025-02-15', '20'])
const spend = group(1, ['date', 'channel', 'cost'], ['2025-01-15', 'naver', '10'], ['2025-02-15', 'kakao', '12'])
const open = group(0, ['customer_id', 'date', 'amount'], ['c1', '03/04/2025', '10'], ['c2', '05/06/2025', '20'])
const odd = group(1, ['x', 'y'], ['?', '!'], ['-', '+'])
const mapping = (of: InspectedGroup): TableMapping => of.recognitions[of.table ?? 'orders'].mapping

test('what leaves no question is read as recognised', () => {
  expect(hostedChoices(inspectedAs(orders, spend), [], null)?.map((choice) => choice.mapping.table)).toEqual([
    'orders',
    'spend',
  ])
})

test('what leaves a question is asked: an open date, a file like no table, tables without orders, parts set aside', () => {
  for (const groups of [[open], [orders, odd], [spend], [orders, orders]])
    expect(hostedChoices(inspectedAs(...groups), [], null)).toBeNull()
  const skipped: Inspected['skipped'] = [{ name: 'x.txt', problem: { code: 'empty_file', file: 'x.txt' } }]
  expect(hostedChoices({ groups: [orders], skipped }, [], null)).toBeNull()
})

test('a mapping beside the files answers, and one of other files is refused by name', () => {
  const said: TableMapping = { ...mapping(open), date: { order: 'dmy' } }
  expect(hostedChoices(inspectedAs(open, spend), [said], 'data/m.json')?.[0]?.mapping).toEqual(said)
  const other = { ...mapping(orders), columns: { ...mapping(orders).columns, product: 'sku' } } as TableMapping
  expect(hostedChoices(inspectedAs(orders), [mapping(orders), mapping(spend)], 'data/m.json')).toHaveLength(1)
  expect(() => hostedChoices(inspectedAs(orders), [mapping(spend)], 'data/m.json')).toThrow('other_mapping')
  expect(() => hostedChoices(inspectedAs(orders), [other], 'data/m.json')).toThrow('other_mapping: data/m.json')
})

test('mappings are read one at a time or as a list, and nothing else is one', async () => {
  const read = async (json: unknown) => {
    asked.mockImplementation(async () => new Response(typeof json === 'string' ? json : JSON.stringify(json)))
    return fetchHosted({ data: ['a.csv'], mapping: 'm.json' }, () => {}, never)
  }
  expect((await read(mapping(orders))).mappings).toEqual([mapping(orders)])
  expect((await read([mapping(orders), mapping(spend)])).mappings.map(({ table }) => table)).toEqual([
    'orders',
    'spend',
  ])
  for (const bad of ['{', '[]x', { schema: 'dangol.mapping/9' }, [[]], null, 'x'.repeat(1_000_001)])
    expect(await failureOf(read(bad))).toEqual({ kind: 'hosted', reason: 'no_mapping', path: 'm.json' })
})
