import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { keyKindOf, keyOf } from '../../src/ingest/customer-keys.ts'
import { castExpressions } from '../../src/ingest/expressions.ts'
import { parseMapping, type KeyKind } from '../../src/ingest/mapping.ts'
import { castTexts, castValue, mappingWith, openBoth } from './cast-cases.ts'

let databases: Database[] = []
let close = async () => {}
beforeAll(async () => ({ databases, close } = await openBoth()))
afterAll(() => close())

const cases: Readonly<Record<KeyKind, readonly (readonly [text: string, key: string | null])[]>> = {
  id: [
    ['Hong01', 'Hong01'],
    ['hong01', 'hong01'],
    [' M-1 ', 'M-1'],
    ['010-1234-5678', '010-1234-5678'],
    ['hon****', 'hon****'],
  ],
  name: [
    ['\u1112\u1169\u11bc\u1100\u1175\u11af\u1103\u1169\u11bc', '홍길동'],
    [' 홍길동 ', '홍길동'],
    ['홍*동', '홍*동'],
  ],
  email: [
    [' Ann@Example.COM ', 'ann@example.com'],
    ['ann@example.com', 'ann@example.com'],
    ['a***@example.com', 'a***@example.com'],
  ],
  phone: [
    ['010-1234-5678', '01012345678'],
    ['010 1234 5678', '01012345678'],
    ['010.1234.5678', '01012345678'],
    ['(010) 1234-5678', '01012345678'],
    ['01012345678', '01012345678'],
    ['1012345678', '01012345678'],
    ['+82 10-1234-5678', '01012345678'],
    ['+82)010-1234-5678', '01012345678'],
    ['0082-10-1234-5678', '01012345678'],
    ['82-10-1234-5678', '01012345678'],
    ['821012345678', '01012345678'],
    ["'01012345678", '01012345678'],
    [' 010-1234-5678\t', '01012345678'],
    ['02-123-4567', '021234567'],
    ['+82-2-123-4567', '021234567'],
    ['031-123-4567', '0311234567'],
    ['1588-1234', '15881234'],
    ['+1 (828) 555-0100', '+18285550100'],
    ['828-555-0100', '8285550100'],
    ['0507-1234-5678', null],
    ['050712345678', null],
    ['0502-123-4567', null],
    ['010-0000-0000', null],
    ['+82 10 0000 0000', null],
    ['000-0000-0000', null],
    ['--', null],
    ['없음', null],
    ['010-****-1234', '010-****-1234'],
  ],
}

test.each(Object.entries(cases) as [KeyKind, (typeof cases)[KeyKind]][])(
  'a customer known by %s, in both engines as in the confirm step',
  async (kind, of) => {
    expect(of.map(([text]) => [text, keyOf(text, kind)])).toEqual(of)
    const mapping = mappingWith({ customer_key: { c: kind } })
    for (const database of databases) {
      const keys = await castTexts(database, of.map(([text]) => text), 'customer_id', mapping) // prettier-ignore
      expect(
        of.map(([text], index) => [text, keys[index]]),
        database.engine,
      ).toEqual(of)
    }
  },
)

test('phones that a file stores as numbers', async () => {
  const mapping = mappingWith({ customer_key: { c: 'phone' } })
  for (const database of databases) {
    expect(await castValue(database, '1012345678', 'integer', 'customer_id', mapping)).toBe('01012345678')
    expect(await castValue(database, '821012345678::double', 'float', 'customer_id', mapping)).toBe('01012345678')
    expect(await castValue(database, 'null::bigint', 'integer', 'customer_id', mapping)).toBeNull()
  }
})

test('a masked value is no key where another column has one, and stays where none has', async () => {
  const { customer_id } = castExpressions(
    mappingWith({ customer_fallback: ['p', 'e'], customer_key: { p: 'phone', e: 'email' } }),
  )
  const rows = `values ('hon****', '010-1234-5678', null), ('hon****', '0507-1234-5678', 'A@b.co'), ('hon****', '010-****-5678', null), ('kim', '010', 'a')`
  for (const database of databases) {
    const found = await database.query(`select ${customer_id} as id from (${rows}) as rows (c, p, e)`)
    expect(found.map(({ id }) => id)).toEqual(['01012345678', 'a@b.co', 'hon****', 'kim'])
  }
})

test('ids of other columns that hold keys are read by the same rule', async () => {
  const columns = { customer_id: 'c', ordered_at: 't', amount: 'a', referrer_id: 'r' }
  const mapping = mappingWith({ columns, customer_key: { c: 'email', r: 'email' } })
  for (const database of databases)
    expect(await castTexts(database, ['Ann@X.com', '', 'none'], 'referrer_id', mapping)).toEqual(['ann@x.com', null, null]) // prettier-ignore
})

test('an id column costs what it did: its expression is the same with and without the key', () => {
  expect(castExpressions(mappingWith({ customer_key: { c: 'id' } }))).toEqual(castExpressions(mappingWith()))
})

test('the kind of a column from its header and its values', () => {
  const kind = (role: 'phone' | 'email' | 'customer_id' | null, ...values: string[]) =>
    keyKindOf({ meaning: role && { role, strength: 1 }, values })
  expect(kind('phone', '010-1234-5678', '02-123-4567')).toBe('phone')
  expect(kind('phone')).toBe('phone')
  expect(kind('phone', 'a81c0ff9e1', 'b3d28c1140')).toBe('id')
  expect(kind('customer_id', '010-1234-5678', '+82 10-2222-3333')).toBe('phone')
  expect(kind('customer_id', '20240701', '20240702')).toBe('id')
  expect(kind('customer_id', 'a@x.com', 'B@x.com')).toBe('email')
  expect(kind('email')).toBe('email')
  expect(kind('customer_id', 'hong1', 'hon****')).toBe('id')
  expect(kind('customer_id', '홍길동')).toBe('name')
})

test('old mapping files still parse, and kinds are checked', () => {
  const old = JSON.parse(JSON.stringify(mappingWith())) as object
  expect(parseMapping(old)).toEqual(old)
  expect(parseMapping({ ...old, customer_key: { c: 'phone' } }).customer_key).toEqual({ c: 'phone' })
  expect(() => parseMapping({ ...old, customer_key: { c: 'fax' } })).toThrow(/customer_key/)
})
