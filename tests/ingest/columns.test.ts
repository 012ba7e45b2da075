import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBlocking, recognise, type Recognition, type TableSample } from '../../src/ingest/columns.ts'
import { parseMapping, sourceColumns } from '../../src/ingest/mapping.ts'

/** A sample from lines with cells between bars; an empty cell is null. */
function table(text: string): TableSample {
  const [headers, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('|'))
  return { headers: headers!, rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))) }
}

const codes = ({ questions }: Recognition) => questions.map(({ code }) => code)
const field = (recognition: Recognition, name: string) => recognition.fields.find((item) => item.field === name)!

describe('files as they come', () => {
  test('CDNOW', () => {
    const found = recognise(
      table(`customer_id|date|number_of_cds|dollar_value
      1|1997-01-01|1|11.77
      2|1997-01-12|1|12.00
      2|1997-01-12|5|77.00`),
    )
    expect(found.mapping.columns).toEqual({
      customer_id: 'customer_id',
      ordered_at: 'date',
      amount: 'dollar_value',
      quantity: 'number_of_cds',
    })
    expect(found.mapping.currency).toBe('USD')
    expect(codes(found)).toEqual(['history'])
    expect(parseMapping(found.mapping)).toEqual(found.mapping)
  })

  test('UCI Online Retail: the amount is quantity × unit price; the day shows itself in the 13th', () => {
    const rows = (...dates: string[]) =>
      table(
        `InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country\n` +
          dates.map((date, n) => `${536365 + n}|85123A|WHITE HEART|6|${date}|2.55|17850|United Kingdom`).join('\n'),
      )
    const found = recognise(rows('12/1/2010 8:26', '12/13/2010 9:02'))
    expect(found.mapping.columns).toEqual({
      customer_id: 'CustomerID',
      ordered_at: 'InvoiceDate',
      order_id: 'InvoiceNo',
      quantity: 'Quantity',
      unit_price: 'UnitPrice',
      product: 'Description',
    })
    expect(found.mapping.amount_from).toBe('quantity_x_unit_price')
    expect(found.mapping.date).toEqual({ order: 'mdy', unit: 'text' })
    expect(field(found, 'amount')).toMatchObject({ column: null, why: 'derived' })
    expect(found.missing).toEqual([])
    expect(codes(found)).toEqual(['history'])

    const open = recognise(rows('12/1/2010 8:26', '12/2/2010 9:02')).questions[0]!
    expect(open).toMatchObject({
      code: 'date_order',
      options: ['dmy', 'mdy'],
      examples: ['12/1/2010 8:26', '12/2/2010 9:02'],
    })
    expect(isBlocking(open)).toBe(true)
  })

  test('the R package rfm: names as ids are taken where the header says id', () => {
    const found = recognise(
      table(`customer_id|order_date|revenue
      Brion Stark|2004-12-20|32
      Ethyl Botsford|2005-05-02|36
      Brion Stark|2005-06-02|40`),
    )
    expect(found.mapping.columns).toEqual({ customer_id: 'customer_id', ordered_at: 'order_date', amount: 'revenue' })
    expect(codes(found)).toEqual(['history'])
  })

  test('a Korean mall: order number, not line number; buyer, not recipient; no shipping, no settlement', () => {
    const found = recognise(
      table(`상품주문번호|주문번호|배송상태|구매자명|구매자ID|수취인명|주문상태|결제일|상품명|수량|상품가격|상품별 할인액|상품별 총 주문금액|배송비 합계|정산예정금액|유입경로|카테고리|주문일시
      20240701123456|20240701123450|배송완료|김*수|hong1|김철수|구매확정|2024-07-01 09:12:33|수분크림|1|32,000|0|32,000|3,000|29,000|네이버쇼핑|스킨케어|2024. 7. 1. 오전 9:10:00
      20240701123457|20240701123450|배송완료|김*수|hong1|김철수|취소완료|2024-07-01 09:12:33|토너|2|9,000|1,000|17,000|3,000|15,000|네이버쇼핑|스킨케어|2024. 7. 1. 오전 9:10:00
      20240702123458|20240702123454|배송중|이*희|lee22|이영희|부분환불|2024-07-02 10:12:33|토너|2|9,000|1,000|17,000|3,000|15,000|검색|스킨케어|2024. 7. 2. 오후 9:10:00`),
    )
    expect(found.mapping.columns).toEqual({
      customer_id: '구매자ID',
      ordered_at: '주문일시',
      amount: '상품별 총 주문금액',
      order_id: '주문번호',
      status: '주문상태',
      quantity: '수량',
      unit_price: '상품가격',
      discount: '상품별 할인액',
      product: '상품명',
      category: '카테고리',
      channel: '유입경로',
    })
    expect(found.mapping.currency).toBe('KRW')
    expect(found.mapping.cancelled).toContain('취소완료')
    expect(found.mapping.cancelled).toContain('환불완료')
    expect(found.mapping.cancelled).not.toContain('부분환불')
    expect(found.mapping.cancelled).not.toContain('구매확정')
    expect(field(found, 'customer_id')).toMatchObject({ confidence: 1, why: 'both', samples: ['hong1', 'lee22'] })
  })

  test('a shop’s own copy of a Shopify export: the total stands on the first row of an order', () => {
    const found = recognise(
      table(`Name|Email|Financial Status|Paid at|Currency|Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Created at|Lineitem quantity|Item name|Item price|Phone|Cancelled at|Id
      #1001|a@x.com|paid|2026-11-22 09:30:00 -0500|CAD|30.00|5|0|35.00|HELLO|0|2026-11-22 09:29:00 -0500|1|Tee|20.00|||4501
      #1001|a@x.com||||||||||2026-11-22 09:29:00 -0500|1|Cap|10.00|||
      #1002|b@x.com|partially_refunded|2026-07-23 09:30:00 -0400|CAD|30.00|5|0|45.00|HELLO|0|2026-07-23 09:29:00 -0400|1|Tee|20.00|||4502
      #1002|b@x.com||||||||||2026-07-23 09:29:00 -0400|1|Cap|10.00|||
      #1003|a@x.com|refunded|2026-11-24 09:30:00 -0500|CAD|30.00|5|0|55.00||0|2026-11-24 09:29:00 -0500|1|Tee|20.00|||4503
      #1003|a@x.com||||||||||2026-11-24 09:29:00 -0500|1|Cap|10.00|||`),
    )
    expect(found.mapping.columns).toMatchObject({
      customer_id: 'Email',
      ordered_at: 'Created at',
      amount: 'Total',
      order_id: 'Name',
      status: 'Financial Status',
      coupon: 'Discount Code',
      discount: 'Discount Amount',
    })
    expect(found.mapping).toMatchObject({ amount_is: 'order_total', currency: 'CAD', time_zone: null })
    expect(found.mapping.cancelled).toContain('refunded')
    expect(found.mapping.cancelled).not.toContain('partially_refunded')
    expect(found.questions.find(({ code }) => code === 'amount_is')).toMatchObject({
      pattern: 'first_row',
      examples: [
        { orderId: '#1001', amounts: ['35.00', null] },
        { orderId: '#1002', amounts: ['45.00', null] },
        { orderId: '#1003', amounts: ['55.00', null] },
      ],
    })
    expect(codes(found)).not.toContain('time_zone')
  })
})

describe('which column', () => {
  test('member ids go before e-mail, phone and name; the others stand in where it is empty', () => {
    const rows = `kim1|010-1234-5678|k@x.com|김철수|2024-07-01|1000
      |010-2222-5678|p@x.com|박영희|2024-07-03|2000
      kim1|010-1234-5678|k@x.com|김철수|2024-07-05|3000`
    const with_ = (header: string) => recognise(table(`${header}\n${rows}`))
    const found = with_('회원아이디|휴대폰번호|이메일|주문자명|주문일|결제금액')
    expect(found.mapping.columns.customer_id).toBe('회원아이디')
    expect(found.mapping.customer_fallback).toEqual(['휴대폰번호', '이메일'])
    expect(field(found, 'customer_id').runnersUp.map(({ column }) => column)).toEqual([
      '이메일',
      '휴대폰번호',
      '주문자명',
    ])
    expect(with_('비고|휴대폰번호|이메일|주문자명|주문일|결제금액').mapping.columns.customer_id).toBe('이메일')
  })

  test('a person’s name is the last resort, and asked about', () => {
    const found = recognise(
      table(`주문자명|주문일|결제금액
      김철수|2024-07-01|1000
      김철수|2024-07-03|2000`),
    )
    expect(found.mapping.columns.customer_id).toBe('주문자명')
    expect(found.questions[0]).toMatchObject({ code: 'customer_id', reason: 'name' })
    expect(field(found, 'customer_id').confidence).toBeLessThan(0.5)
  })

  test.each(['회원ID', '회원번호', '고객번호', '구매자ID', '주문자ID', '고객 아이디', 'customer id', 'Customer ID', 'CustomerID', 'customer_no', 'user_id', 'memberNo', 'Buyer ID', 'client-id'])(
    'customer: %s',
    (header) => expect(recognise({ headers: [header], rows: [['1'], ['1']] }).mapping.columns.customer_id).toBe(header),
  ) // prettier-ignore

  test.each(['주문일시', '주문일자', '결제일시', '구매일', '거래일자', '주문 날짜', '날짜', 'InvoiceDate', 'order_date', 'Paid at', 'Created at', 'date', 'purchase date', 'order_purchase_timestamp', 'ordered_at'])(
    'time: %s',
    (header) =>
      expect(recognise({ headers: [header], rows: [['2026-11-22']] }).mapping.columns.ordered_at).toBe(header),
  ) // prettier-ignore

  test.each(['결제금액', '실결제금액', '총 결제금액(원)', '상품금액', '주문금액', '매출', '금액', 'Total', 'dollar_value', 'revenue', 'Amount', 'Total Price', 'order_total', 'Net Sales', 'payment_value'])(
    'amount: %s',
    (header) => expect(recognise({ headers: [header], rows: [['1200'], ['900']] }).mapping.columns.amount).toBe(header),
  ) // prettier-ignore

  test.each(['배송비', '할인', '쿠폰할인금액', '적립금', '부가세', '환불금액', '수량', '정산예정금액', 'Shipping', 'Taxes', 'Tax amount', 'Discount Amount', 'Refunded Amount', 'Quantity', 'freight_value', 'Outstanding Balance'])(
    'not the amount: %s',
    (header) => expect(recognise({ headers: [header], rows: [['1200'], ['900']] }).missing).toContain('amount'),
  ) // prettier-ignore

  test.each(['배송완료일', '취소일시', '가입일', '구매확정일', 'Shipped at', 'delivery_date', 'Cancelled at', 'birthday', 'updated_at'])(
    'not the time: %s',
    (header) =>
      expect(recognise({ headers: [header], rows: [['2026-11-22']] }).missing).toContain('ordered_at'),
  ) // prettier-ignore

  test('what the customer paid goes before list price, and the near one is asked about', () => {
    const found = recognise(
      table(`회원번호|주문일시|상품금액|결제금액
      M-1|2024-07-01 09:12|35,400|32,400
      M-2|2025-02-14 21:40|18,900|18,900`),
    )
    expect(found.mapping.columns.amount).toBe('결제금액')
    expect(found.questions[0]).toMatchObject({ code: 'amount', reason: 'close', options: ['결제금액', '상품금액'] })
  })

  test('a price beside a quantity is multiplied only where the header says unit price', () => {
    const of = (headers: string) => recognise(table(`${headers}\nA1|2024-07-13|2|5.00\nA1|2024-07-14|1|7.00`))
    expect(of('customer_id|date|quantity|unit price').mapping.amount_from).toBe('quantity_x_unit_price')
    expect(of('회원번호|주문일|수량|판매단가').mapping.amount_from).toBe('quantity_x_unit_price')
    const loose = of('customer_id|date|quantity|price')
    expect(loose.mapping).toMatchObject({ amount_from: 'amount', columns: { amount: 'price' } })
    expect(codes(loose)).toContain('amount_from')
    const total = recognise(table(`customer_id|date|quantity|unit price|total\nA1|2024-07-13|2|5.00|9.00`))
    expect(total.mapping).toMatchObject({
      amount_from: 'amount',
      columns: { amount: 'total', unit_price: 'unit price' },
    })
  })

  test('headers that say nothing: the values speak, and everything is asked', () => {
    const found = recognise(
      table(`who|when|how much
      M-004182|2024-07-13|12.50
      M-011930|2024-07-14|18.00
      M-004182|2024-08-15|9.99`),
    )
    expect(found.mapping.columns).toEqual({ customer_id: 'who', ordered_at: 'when', amount: 'how much' })
    expect(field(found, 'customer_id').why).toBe('only_candidate')
    expect(codes(found)).toEqual(['customer_id', 'ordered_at', 'amount', 'history'])
  })

  test('nothing to recognise', () => {
    const missing = ['customer_id', 'ordered_at', 'amount']
    expect(recognise(table('color|size|note\nred|L|x\nblue|M|y')).missing).toEqual(missing)
    expect(recognise({ headers: [], rows: [] }).missing).toEqual(missing)
    expect(recognise(table('time|status|group\n9|1|Maintained\n13|1|Maintained')).missing).toEqual(missing)
    expect(recognise(table('DATE|revenue|tv_S\n2015-11-23|2754371.6|22358.3')).missing).toEqual(['customer_id'])
  })

  test('a header only: headers alone decide', () => {
    const found = recognise({ headers: ['회원번호', '주문일시', '결제금액'], rows: [] })
    expect(found.missing).toEqual([])
    expect(field(found, 'amount').why).toBe('header')
  })

  test('a column asking whether an order was cancelled', () => {
    const of = (header: string, a: string, b: string) =>
      recognise(table(`customer_id|date|amount|${header}\n1|2024-07-13|5|${a}\n1|2024-07-14|5|${b}`)).mapping
    expect(of('취소여부', 'N', 'Y')).toMatchObject({ columns: { status: '취소여부' }, cancelled: ['Y'] })
    expect(of('is_refunded', 'false', 'true').cancelled).toEqual(['true'])
    expect(of('status', '0', '1').columns.status).toBeUndefined()
    expect(of('Status', 'Shipped', 'Cancelled').cancelled[0]).toBe('Cancelled')
  })
})

describe('questions the values raise', () => {
  const dated = (...dates: string[]) => recognise({ headers: ['customer_id', 'date', 'amount'], rows: dates.map((date) => ['1', date, '5']) }) // prettier-ignore

  test.each([
    ['2026-11-22', 'ymd'],
    ['2026. 11. 22. 오후 9:30', 'ymd'],
    ['22/11/2026', 'dmy'],
    ['11/22/2026', 'mdy'],
    ['96-11-22', 'ymd'],
    ['22.11.96', 'dmy'],
  ])('%s leaves nothing open', (date, order) => {
    const found = dated(date, date.replace('22', '03'))
    expect(found.mapping.date.order).toBe(order)
    expect(codes(found)).toEqual(['history'])
  })

  test('no component above 12, or values that speak against each other: asked', () => {
    expect(dated('03/04/2026', '05/06/2026').questions[0]).toMatchObject({
      code: 'date_order',
      options: ['dmy', 'mdy'],
    })
    expect(dated('22/11/2026', '11/23/2026').questions[0]).toMatchObject({
      code: 'date_order',
      options: ['dmy', 'mdy'],
    })
    expect(dated('03/04/05').questions[0]).toMatchObject({ code: 'date_order', options: ['ymd', 'dmy', 'mdy'] })
  })

  test('times since 1970 and in UTC: asked for the zone; one offset, or summer time: as written', () => {
    expect(dated('1795339800').mapping.date).toEqual({ order: 'ymd', unit: 's' })
    expect(dated('1795339800123').mapping.date).toEqual({ order: 'ymd', unit: 'ms' })
    expect(dated('1795339800').questions[0]).toMatchObject({ code: 'time_zone', reason: 'epoch' })
    expect(dated('2026-11-22T00:30:00Z').questions[0]).toMatchObject({ code: 'time_zone', reason: 'utc' })
    const mixed = dated('2026-11-22T00:30:00+09:00', '2026-11-22T00:30:00-05:00')
    expect(mixed.questions[0]).toMatchObject({ code: 'time_zone', reason: 'offsets' })
    expect(mixed.mapping.time_zone).toBe('UTC')
    expect(codes(dated('2026-11-22T09:30:00+09:00'))).toEqual(['history'])
    expect(codes(dated('2026-11-22T09:30:00-05:00', '2026-07-22T09:30:00-04:00'))).toEqual(['history'])
    const korean = recognise({ headers: ['회원번호', '주문일시', '결제금액'], rows: [['1', '1795339800', '5000']] })
    expect(korean.mapping.time_zone).toBe('Asia/Seoul')
  })

  test('a phone number or an order number is no time', () => {
    const found = recognise({ headers: ['customer_id', 'x', 'amount'], rows: [['1', '1620000001', '5']] })
    expect(found.missing).toEqual(['ordered_at'])
  })

  const paid = (...amounts: string[]) => recognise({ headers: ['customer_id', 'date', 'amount'], rows: amounts.map((amount) => ['1', '2026-11-22', amount]) }) // prettier-ignore

  test('the decimal mark', () => {
    expect(paid('1.234,56', '12,50').mapping.decimal).toBe(',')
    expect(paid('1,234.56', '12.50').mapping.decimal).toBe('.')
    expect(paid('1,234', '12,500').mapping.decimal).toBe('.')
    expect(paid('12.345', '0.5').mapping.decimal).toBe('.')
    expect(paid('1.234', '12.500', '900')).toMatchObject({
      mapping: { decimal: ',' },
      questions: [{ code: 'decimal' }, {}],
    })
  })

  test('the currency', () => {
    expect(paid('₩1,200').mapping.currency).toBe('KRW')
    expect(paid('1,200원').mapping.currency).toBe('KRW')
    expect(paid('€12,50').mapping.currency).toBe('EUR')
    expect(paid('12.50 GBP').mapping.currency).toBe('GBP')
    expect(paid('12.50').mapping.currency).toBeNull()
  })

  test('an amount repeated on every row of an order is its total; rows of their own are not', () => {
    const orders = (...amounts: string[][]) =>
      recognise({
        headers: ['customer_id', 'order_id', 'date', 'amount'],
        rows: amounts.flatMap((rows, n) => rows.map((amount) => ['1', `A${n}`, '2026-11-22', amount])),
      })
    const total = orders(['50', '50'], ['30.0', '30'], ['20', '20', '20'], ['9'])
    expect(total.mapping.amount_is).toBe('order_total')
    expect(total.questions.find(({ code }) => code === 'amount_is')).toMatchObject({
      pattern: 'every_row',
      examples: [{ orderId: 'A0', amounts: ['50', '50'] }, { orderId: 'A1' }, { orderId: 'A2' }],
    })
    expect(orders(['50', '50'], ['30', '30'], ['20', '10']).mapping.amount_is).toBe('line')
    expect(orders(['50', '50'], ['30', '30'], ['9']).mapping.amount_is).toBe('line')
    expect(orders(['0', '0'], ['0', '0'], ['0', '0']).mapping.amount_is).toBe('line')
  })
})

test('types of a Parquet file stand for the shapes of their values', () => {
  const found = recognise({
    headers: ['customer_id', 'date', 'amount'],
    rows: [['1', '2026-11-22 00:30:00', '1.234']],
    types: ['integer', 'timestamptz', 'decimal'],
  })
  expect(found.mapping.decimal).toBe('.')
  expect(codes(found)).toEqual(['time_zone', 'history'])
})

test('hostile column names are names like others', () => {
  const hostile = [
    'a"b; drop table',
    '__proto__',
    'constructor',
    '',
    '',
    'customer_id',
    'CUSTOMER_ID',
    'date',
    'amount',
  ]
  const found = recognise({ headers: hostile, rows: [['x', 'y', 'z', '', null, '1', '2', '2026-11-22', '5']] })
  expect(found.mapping.columns).toEqual({ customer_id: 'customer_id', ordered_at: 'date', amount: 'amount' })
  expect(field(found, 'customer_id').runnersUp.map(({ column }) => column)).toEqual(['CUSTOMER_ID_2'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('whatever the sample, recognition ends and maps each column of the file at most once', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.constantFrom('2026-11-22', '03/04/26', '1,200', '₩5', '취소', 'Y', '1795339800', 'a@b.co', '(3)', '1.234'),
  )
  const header = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '회원번호',
      '주문일시',
      '결제금액',
      'quantity',
      'price',
      'unit price',
      'status',
      'id',
      '__proto__',
      'Name',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(header, { maxLength: 8 }),
      fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 8 }),
      (headers, rows) => {
        const { mapping, missing } = recognise({ headers, rows })
        const mapped = Object.values(mapping.columns)
        expect(new Set(mapped).size).toBe(mapped.length)
        for (const name of mapped) expect(sourceColumns(headers)).toContain(name)
        if (missing.length === 0) expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
      },
    ),
    { numRuns: 500, seed: 1 },
  )
})

describe('what the rows say beside the columns', () => {
  const rows = (headers: string, ...lines: string[]) => recognise(table([headers, ...lines].join('\n')))
  const paid = 'customer_id|date|amount'

  test('phones and e-mails that tell customers apart are named with their rule', () => {
    const found = rows(
      '회원아이디|휴대폰번호|이메일|주문일|결제금액',
      'kim1|010-1234-5678|K@x.com|2024-07-01|1000',
      '|+82 10 2222 5678|p@x.com|2024-07-03|2000',
      'lee2|010-3333-5678|l@x.com|2024-07-05|3000',
    )
    expect(found.mapping.customer_fallback).toEqual(['휴대폰번호', '이메일'])
    expect(found.mapping.customer_key).toEqual({ 휴대폰번호: 'phone', 이메일: 'email' })
    expect(rows(paid, '1|2024-07-01|5', '2|2024-07-02|6').mapping.customer_key).toBeUndefined()
  })

  test('cancellations by a letter before the order number, where most of their rows are negative', () => {
    const invoice = (number: string, quantity: number) => `${number}|17850|2010-12-01|${quantity}|2.55`
    const of = (...lines: string[]) => rows('InvoiceNo|CustomerID|InvoiceDate|Quantity|UnitPrice', ...lines).mapping
    const plain = Array.from({ length: 20 }, (_, n) => invoice(String(536365 + n), 6))
    expect(of(...plain, invoice('C536379', -1), invoice('C536383', -4)).cancel_prefix).toBe('C')
    expect(of(...plain, invoice('A536379', 3)).cancel_prefix).toBeUndefined()
    expect(of(...plain).cancel_prefix).toBeUndefined()
    expect(of(...plain.slice(0, 2), invoice('C1000', -1), invoice('C1001', -1)).cancel_prefix).toBeUndefined()
  })

  test('several currencies are asked about with their shares, once the mapping says where they stand', () => {
    const found = rows(`${paid}|currency`, '1|2024-07-01|5|USD', '2|2024-07-02|9000|KRW', '3|2024-07-03|7|USD', '4|2024-07-04|8|') // prettier-ignore
    expect(found.questions.find(({ code }) => code === 'currencies')).toEqual({
      code: 'currencies',
      column: 'currency',
      currencies: [
        { currency: 'USD', rows: 2, share: 0.5 },
        { currency: 'KRW', rows: 1, share: 0.25 },
      ],
    })
    expect(found.mapping).toMatchObject({ currency: 'USD', currency_column: 'currency' })
    const signs = rows(paid, '1|2024-07-01|$5', '2|2024-07-02|₩9,000', '3|2024-07-03|$7')
    expect(codes(signs)).toContain('currencies')
    expect(signs.mapping.currency_column).toBeUndefined()
    expect(codes(rows(`${paid}|currency`, '1|2024-07-01|5|USD'))).toEqual(['history'])
  })

  test('test orders are found by exact words, and left out unless they are kept', () => {
    const real = Array.from({ length: 10 }, (_, n) => `${n}|2024-07-01|5|pH test strips|card`)
    const found = rows(`${paid}|product|payment method`, ...real, 'test@shop.kr|2024-07-02|5|테스트 상품|bogus')
    expect(found.mapping.test_where).toEqual({
      customer_id: ['test@shop.kr'],
      product: ['테스트 상품'],
      'payment method': ['bogus'],
    })
    expect(found.mapping.cancelled).toEqual(['테스트'])
    expect(found.questions.find(({ code }) => code === 'test_orders')).toMatchObject({
      options: ['leave_out', 'keep'],
      values: [{ column: 'customer_id', value: 'test@shop.kr', rows: 1 }, {}, {}],
    })
    expect(rows(`${paid}|product`, ...real.slice(0, 3)).mapping.test_where).toBeUndefined()
  })

  test('what resembles the amount and is none is named with its reason', () => {
    const found = rows(
      '회원번호|주문일시|결제금액|배송비|부가세|쿠폰할인금액|적립금|정산예정금액|수량',
      'M-1|2024-07-01 09:12|32,400|3,000|2,945|1,000|324|30,000|1',
    )
    expect(field(found, 'amount').passedOver).toEqual([
      { column: '배송비', because: 'shipping' },
      { column: '부가세', because: 'tax' },
      { column: '적립금', because: 'points' },
      { column: '정산예정금액', because: 'settlement' },
    ])
    expect(field(found, 'order_id').passedOver).toBeUndefined()
  })
})
