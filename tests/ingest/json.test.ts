import { expect, test } from 'vitest'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { isJson, readJson } from '../../src/ingest/formats/json/json.ts'
import type { Opening } from '../../src/ingest/formats/opened.ts'
import { fileOf, problemOf } from './loading.ts'

const read = (content: BlobPart, opening: Opening = {}) => readJson(fileOf(content, 'orders.json'), opening)
const csv = async (content: BlobPart, opening: Opening = {}) => {
  const tables = await read(content, opening)
  expect(tables).toHaveLength(1)
  expect(tables[0]!.name).toBeNull()
  return tables[0]!.blob.text()
}

test('a list of objects: columns of all rows in the order of their first appearance', async () => {
  const json = `[{"id": 1, "note": "a,b"}, {"id":2,"extra":true},\n {"note": "say \\"hi\\"\\nthere", "id": 3, "none": null}]`
  const expected = 'id,note,extra,none\n1,"a,b",,\n2,,true,\n3,"say ""hi""\nthere",,\n'
  expect(await csv(json)).toBe(expected)
  expect((await read(json))[0]!.rows).toBe(4)
})

test('numbers stay as they are written', async () => {
  const numbers = [
    '9007199254740993',
    '1.10',
    '1e5',
    '-0',
    '0.30000000000000004',
    '-1.5E+300',
    '12345678901234567890123',
  ]
  expect(await csv(numbers.map((n) => `{"n": ${n}, "x": 1}`).join('\n'))).toBe(
    `n,x\n${numbers.map((n) => `${n},1\n`).join('')}`,
  )
})

test('objects within a row become columns, lists stay text', async () => {
  const json = `{"id":1,"customer":{"email":"a@b.c","address":{"city":"서울"}},"line_items":[{"sku":"x","price":"1.10"}],"tags":["a", "b"],"empty":{},"none":[]}
{"id":2,"customer":null,"customer.email":"flat"}`
  expect(await csv(json)).toBe(
    'id,customer.email,customer.address.city,line_items,tags,none,customer,customer.email\n' +
      '1,a@b.c,서울,"[{""sku"":""x"",""price"":""1.10""}]","[""a"", ""b""]",[],,\n2,,,,,,,flat\n',
  )
})

test('lists of arrays have their header in the first row', async () => {
  const expected = 'id,name\n1,a\n2,\n'
  expect(await csv('[["id","name"],[1,"a"],[2]]')).toBe(expected)
  expect(await csv('["id","name"]\n[1,"a"]\n[2]\n')).toBe(expected)
  expect(await csv('{"columns":["id","name"],"index":[0,1],"data":[[1,"a"],[2,null]]}')).toBe(expected)
  expect(await csv('{"data":[[1,"a"],[2,null]],"columns":["id","name"]}')).toBe(expected)
  expect(await csv('{"range":"A1","values":[["id","name"],["1","a"],["2"]]}')).toBe(expected)
})

test('what wraps one list, or several: the longest first', async () => {
  expect(await csv('{"total": 2, "page": {"orders": [{"id":1},{"id":2}]}, "more": false}')).toBe('id\n1\n2\n')
  const tables = await read('{"shops":[{"s":1}],"meta":{"orders":[{"id":1},{"id":2}]},"tags":["x"]}')
  expect(tables.map(({ name }) => name)).toEqual(['meta.orders', 'shops'])
})

test('one object alone, objects one behind the other, and one too large for the text at hand', async () => {
  expect(await csv('{"id": 1, "customer": {"email": "a"}}')).toBe('id,customer.email\n1,a\n')
  expect(await csv('{\n  "id": 1\n}\n{\n  "id": 2\n}{"id":3}')).toBe('id\n1\n2\n3\n')
  const rows = Array.from({ length: 60_000 }, (_, i) => `{"id":${i},"note":"${'x'.repeat(i % 50)}"}`)
  for (const json of [`{"a":[1,2],"orders":[${rows.join(',')}],"n":3}`, `[${rows.join(',\n')}]`, rows.join('\r\n')]) {
    const lines = (await csv(json)).split('\n')
    expect(lines).toHaveLength(60_002)
    expect(lines.findIndex((line, i) => i > 0 && line !== '' && line !== `${i - 1},${'x'.repeat((i - 1) % 50)}`)).toBe(
      -1,
    )
  }
})

test('keys are only text', async () => {
  const json = '{"__proto__":{"x":1},"constructor":2,"":3,"a\\u0000b":4,"toString":{"__proto__":5}}'
  expect(await csv(json)).toBe('__proto__.x,constructor,,a\0b,toString.__proto__\n1,2,3,4,5\n')
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('encodings: detected, or as said', async () => {
  const json = '{"고객":"홍길동","금액":1}\n{"고객":"김뷁","금액":2}\n'
  const expected = '고객,금액\n홍길동,1\n김뷁,2\n'
  expect(await csv('\ufeff' + json)).toBe(expected)
  for (const encoding of ['utf-16le', 'utf-16be'] as const)
    expect(await csv(iconv.encode(json, encoding, { addBOM: true }) as BlobPart)).toBe(expected)
  expect(await csv(iconv.encode(json, 'cp949') as BlobPart, { encoding: 'cp949' })).toBe(expected)
})

test('broken lines are kept aside with their number and text', async () => {
  const [table] = await read('{"id":1}\n{"id":2\n\n{"id":3} x\n"text"\n{"id":4}\n{"id":5}\n[1]\n{"id":6}')
  expect(await table!.blob.text()).toBe('id\n1\n4\n5\n6\n')
  expect(table!.setAside).toEqual([
    { row: 2, reason: 'broken_json', text: '{"id":2' },
    { row: 4, reason: 'broken_json', text: '{"id":3} x' },
    { row: 5, reason: 'not_a_row', text: '"text"' },
    { row: 8, reason: 'not_a_row', text: '[1]' },
  ])
  expect((await read('[{"id":1},[2],{"id":3}]'))[0]!.setAside).toEqual([{ row: 2, reason: 'not_a_row', text: '[2]' }])
})

test.each<[string, string, number, string]>([
  ['no value', '[{"a":1},\n {"b":}]', 2, '7'],
  ['no comma', '[{"a":1 "b":2}]', 1, '9'],
  ['no colon', '[{"a" 1}]', 1, '7'],
  ['cut', '[{"a":1},\n{"a":', 2, '6'],
  ['cut in a string', '[{"a":"x', 1, '9'],
  ['more behind', '[{"a":1}] x', 1, '11'],
  ['no number', '[{"a":01}]', 1, '7'],
  ['Python', "[{'a': None}]", 1, '3'],
  ['a key without quotes', '{"orders":[{"a":1}],\nb:2}', 2, '1'],
  ['a wrong escape', '[{"a":"\\x"}]', 1, '7'],
  ['a list within that is none', '[{"a":1},{"a":[1,,2]}]', 1, '15'],
])('%s: damaged, with the place', async (_what, json, row, detail) => {
  expect(await problemOf(read(json))).toMatchObject({ code: 'damaged_json', row, detail })
})

test('mostly broken lines, and no table at all', async () => {
  const most = '{"a":1}\n'.repeat(50) + '{"a"\n'.repeat(51)
  expect(await problemOf(read(most))).toMatchObject({ code: 'damaged_json', row: 51, detail: '5' })
  for (const json of ['[1,2,3]', '[]', '{}', '{"a":{"b":1}}', '{"a":[1,2],"b":{}}'])
    expect(await problemOf(read(json))).toMatchObject({ code: 'json_without_table' })
})

test('hostile: deep, wide, long', async () => {
  const deep = `[{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":${'{"c":'.repeat(50_000)}1${'}'.repeat(50_000)}}]`
  expect((await problemOf(read(deep)).catch(() => ({ code: 'read' }))).code).toMatch(/read|damaged_json/)
  const keys = Array.from({ length: 6000 }, (_, i) => `"k${i}":1`)
  expect(await problemOf(read(`[{${keys.join(',')}}]`))).toMatchObject({ code: 'too_many_columns', detail: '5000' })
  const wide = `[${'{"a":1},'.repeat(450_000)}{${keys.slice(0, 4990).join(',')}}]`
  expect(await problemOf(read(wide))).toMatchObject({ code: 'too_many_columns' })
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(readJson(fileOf('[]'), { signal })).rejects.toThrow('enough')
})

test('what JSON.stringify writes is read back, whatever the text', async () => {
  const rows = fc.array(fc.record({ a: fc.string({ unit: 'binary' }), b: fc.integer(), c: fc.boolean() }), {
    minLength: 2,
  })
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(0, 2), fc.boolean(), async (values, indent, isLines) => {
      const json = isLines ? values.map((row) => JSON.stringify(row)).join('\n') : JSON.stringify(values, null, indent)
      const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
      const lines = values.map(({ a, b, c }) => `${quoted(a)},${b},${c}\n`)
      expect(await csv(json)).toBe(new TextDecoder().decode(new TextEncoder().encode(`a,b,c\n${lines.join('')}`)))
    }),
    { numRuns: 100, seed: 5 },
  )
})

test.each([
  ['[{"id":1}', true],
  ['\ufeff \n{ "id" : 1}', true],
  ['{}', true],
  ['[]', true],
  ['[\n  {\n    "id"', true],
  ['[["id","name"],', true],
  ['["id","name"]\n["a", 1]\n', true],
  ['{"data', true],
  ['[주문] 목록,금액\n1,2', false],
  ['[1] 번호,이름\n', false],
  ['{고객},금액', false],
  ['"{""a"":1}",b\n', false],
  ['{"a"},b\n', false],
  ['["a"],b\n', false],
  ['id,{"a":1}\n', false],
  ['', false],
])('%j is JSON: %s', (head, expected) => {
  expect(isJson(head)).toBe(expected)
})
