import { expect, test } from 'vitest'
import { recognise } from '../../src/ingest/columns.ts'
import { dateEvidence } from '../../src/ingest/dates.ts'

test('numbers among dates count; numbers alone count where the header says that they are dates', () => {
  expect(dateEvidence(['2024-03-01', '45352', '2024.3.1'])).toMatchObject({ share: 1, orders: ['ymd'], unit: 'text', hasTime: false }) // prettier-ignore
  expect(dateEvidence(['45352', '45353.5']).share).toBe(0)
  expect(dateEvidence(['45352', '45353.5'], true)).toMatchObject({ share: 1, orders: ['ymd'], unit: 'text', offsets: [''], hasTime: true }) // prettier-ignore
  expect(dateEvidence(['25000', '30,000', '12,500']).share).toBe(0)
  expect(dateEvidence(['2024-03-01 10:00', '1709301900', '2024-03-02 10:00']).offsets).toEqual(['', '+00:00'])
  expect(dateEvidence(['45352', '03/04/2024', '05/06/2024']).orders).toEqual(['dmy', 'mdy'])
})

test('a column of spreadsheet days is the time of the order, a column of amounts is not', () => {
  const found = recognise({
    headers: ['회원번호', '주문일시', '결제금액'],
    rows: [
      ['M1', '46025.4250578704', '32000'],
      ['M2', '46026', '45000'],
    ],
  })
  expect(found.mapping.columns).toEqual({ customer_id: '회원번호', ordered_at: '주문일시', amount: '결제금액' })
  expect(found.mapping.date).toEqual({ order: 'ymd', unit: 'text' })
  expect(found.questions.map(({ code }) => code)).toEqual(['history'])
  const zips = recognise({ headers: ['customer_id', 'location', 'amount'], rows: [['1', '34567', '5'], ['2', '45678', '6']] }) // prettier-ignore
  expect(zips.missing).toEqual(['ordered_at'])
})
