import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { engines, fileOf, mappingOf, rowsOf } from './loading.ts'

const three = [
  { customer_id: 'a', ordered_at: '2026-11-01', amount: 10 },
  { customer_id: 'b', ordered_at: '2026-11-02T09:30:00', amount: 1200 },
  { customer_id: 'c', ordered_at: '2026-11-03', amount: -5.5 },
].map((row, index) => ({ file_no: 1, row_no: index + 1, ...row, order_id: null, product: null }))

const plain = 'customer,time,amount\na,2026-11-01,10\nb,2026-11-02 09:30:00,"1,200"\nc,2026-11-03,-5.50\n'
const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
  const codes = [...((mark ? '\ufeff' : '') + text)].map((char) => char.charCodeAt(0))
  return new Uint8Array(codes.flatMap((code) => (bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8])))
}

const shapes: Record<string, BlobPart> = {
  'line feeds': plain,
  'no line feed at the end': plain.trimEnd(),
  'carriage returns and line feeds': plain.replaceAll('\n', '\r\n'),
  'carriage returns alone': plain.replaceAll('\n', '\r'),
  'mixed line breaks': plain.replace('10\n', '10\r\n'),
  'empty lines': plain.replaceAll('\n', '\n\n') + '\n\n',
  semicolons: plain.replaceAll(',', ';').replace('1;200', '1,200'),
  tabs: plain.replaceAll(',', '\t').replace('1\t200', '1,200'),
  pipes: plain.replaceAll(',', '|').replace('1|200', '1,200'),
  'a byte-order mark': '\ufeff' + plain,
  'UTF-16 with a mark': utf16(plain, false, true),
  'UTF-16 the other way round': utf16(plain, true, true),
  'UTF-16 without a mark': utf16(plain, false, false),
  'UTF-16 the other way round without a mark': utf16(plain, true, false),
  'every cell quoted': plain
    .replaceAll('"', '')
    .replace('1,200', '1200')
    .replaceAll(/[^,\n]+/g, '"$&"'),
  'a delimiter at the end of each row': plain.replaceAll('\n', ',\n').replace('amount,', 'amount'),
  'title lines above the header': '매출 보고\n2026년 11월\n\n' + plain,
  'other columns, in another order, with a quoted line break': `note,amount,time,customer
"x
y",10,2026-11-01,a
,1200,2026-11-02 09:30:00,b
"say ""hi""",-5.50,2026-11-03,c
`,
  'columns of row names without a header': plain.replaceAll(/\n(?=.)/g, '\n7,'),
  'backslashes before quotes': `customer,time,amount,note\na,2026-11-01,10,"5\\" x"\nb,2026-11-02 09:30:00,1200,"\\"\\", y"\nc,2026-11-03,-5.5,z\n`,
  'spaces around quoted cells':
    'customer,time,amount\n "a",2026-11-01,10\n"b" , 2026-11-02 09:30:00, "1,200"\nc,2026-11-03,-5.5\n',
}

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  test.each(Object.keys(shapes))('%s', async (shape) => {
    expect(await rowsOf(database, [fileOf(shapes[shape]!)])).toEqual(three)
  })

  test('a pasted table', async () => {
    const pasted = '고객\t주문일\t금액\nkim\t2026. 11. 1.\t₩10\n'
    const mapping = mappingOf({ customer_id: '고객', ordered_at: '주문일', amount: '금액' })
    expect(await rowsOf(database, [fileOf(pasted, 'pasted')], mapping)).toMatchObject([
      { customer_id: 'kim', ordered_at: '2026-11-01', amount: 10 },
    ])
  })

  test('two files, columns in another order and case', async () => {
    const other = 'Amount,customer,TIME\n7,d,2026-11-04\n'
    expect(await rowsOf(database, [fileOf(plain), fileOf(other)])).toEqual([
      ...three,
      { file_no: 2, row_no: 1, customer_id: 'd', ordered_at: '2026-11-04', amount: 7, order_id: null, product: null },
    ])
  })

  test('headers that look like SQL or like object properties', async () => {
    const names = [`a"b; drop table raw_files; --`, `it's`, '__proto__', 'constructor']
    const text = `"${names[0]!.replaceAll('"', '""')}",${names.slice(1).join(',')}\nc1,2026-11-01,10,p\n`
    const mapping = mappingOf({ customer_id: names[0]!, ordered_at: names[1]!, amount: names[2]!, product: names[3]! })
    expect(await rowsOf(database, [fileOf(text, `x'"; drop table raw_orders; --.csv`)], mapping)).toMatchObject([
      { customer_id: 'c1', ordered_at: '2026-11-01', amount: 10, product: 'p' },
    ])
    expect(await database.query('select name from raw_files')).toEqual([{ name: `x'"; drop table raw_orders; --.csv` }])
  })
})
