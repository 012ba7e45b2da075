import { expect, test } from 'vitest'
import { parseMapping, shapeOf } from '../../src/ingest/mapping.ts'
import { recogniseTable } from '../../src/ingest/recognise-table.ts'
import { ConfirmDraft } from '../../src/state/confirm-draft.svelte.ts'
import { MappingDraft } from '../../src/state/mapping-draft.svelte.ts'
import type { InspectedGroup } from '../../src/worker/protocol.ts'

function inspected(headers: readonly string[], rows: readonly (readonly string[])[]): InspectedGroup {
  const sample = { headers, rows }
  return { files: [], places: [], sample, shape: shapeOf(headers), currencies: [], ...recogniseTable(sample) }
}
const clear = inspected(
  ['customer_id', 'date', 'amount', 'note'],
  Array.from({ length: 20 }, (_, i) => [
    `c${i % 7}`,
    `2024-01-${String(i + 1).padStart(2, '0')}`,
    `${i}.50`,
    `03/0${(i % 9) + 1}/2024`,
  ]),
)

test('a clear file is ready to confirm, and what it confirms is a valid mapping', () => {
  const draft = new MappingDraft(clear, null)
  expect(draft.open).toBeNull()
  expect(parseMapping(draft.mapping).columns).toMatchObject({
    customer_id: 'customer_id',
    ordered_at: 'date',
    amount: 'amount',
  })
})

test('a required field without a column stands in the way, by name', () => {
  const draft = new MappingDraft(clear, null)
  draft.setColumn('customer_id', null)
  expect(draft.open).toEqual({ reason: 'field', table: 'orders', fields: ['customer_id'] })
  draft.setColumn('customer_id', 'note')
  expect(draft.open).toBeNull()
})

test('another date column whose order is open must be answered before it is loaded', () => {
  const draft = new MappingDraft(clear, null)
  draft.setColumn('ordered_at', 'note')
  expect(draft.open).toEqual({ reason: 'date_order', column: 'note' })
  draft.setDateOrder('mdy')
  expect(draft.open).toBeNull()
  expect(draft.mapping.date.order).toBe('mdy')
})

test('a mapping from elsewhere is taken over only where all its columns are there', () => {
  const draft = new MappingDraft(clear, null)
  const mapping = draft.orders!
  expect(draft.adopt({ ...mapping, columns: { ...mapping.columns, product: 'sku' } })).toBe(false)
  expect(draft.mapping).toBe(mapping)
  expect(draft.adopt({ ...mapping, history: 'partial' })).toBe(true)
  expect([draft.orders!.history, draft.isRemembered]).toEqual(['partial', true])
})

test('a remembered order of dates holds only where the dates of the new file allow it', () => {
  const open = inspected(
    ['customer_id', 'date', 'amount', 'note'],
    Array.from({ length: 12 }, (_, i) => [`c${i % 5}`, `0${(i % 9) + 1}/04/2024`, `${i}.50`, 'x']),
  )
  const remembered = new MappingDraft(clear, null).mapping
  expect(new MappingDraft(open, remembered).open).toEqual({ reason: 'date_order', column: 'date' })
  const answered = { ...remembered, date: { order: 'dmy' as const } }
  expect(new MappingDraft(open, answered).open).toBeNull()
})

test('a person can say that files are another table, or leave them out', () => {
  const group = inspected(
    ['date', 'channel', 'cost', 'member'],
    Array.from({ length: 5 }, (_, i) => [`2024-01-0${i + 1}`, 'naver', `${i}000`, `m${i}`]),
  )
  const draft = new MappingDraft(group, null)
  expect([draft.table, draft.open, draft.period]).toEqual(['spend', null, 'day'])
  draft.setPeriod('week')
  expect(draft.mapping).toMatchObject({ table: 'spend', period: 'week' })
  draft.setTable('sends')
  expect(draft.open).toMatchObject({ reason: 'field', table: 'sends', fields: ['sent_at'] })
  draft.setColumn('sent_at', 'date')
  expect([draft.open, draft.mapping.columns]).toMatchObject([null, { customer_id: 'member', sent_at: 'date' }])
  draft.setTable(null)
  expect(draft.open).toBeNull()
})

test('files that are dropped together wait for each other and for their orders', () => {
  const spend = inspected(['date', 'cost'], [['2024-01-01', '5']])
  const other = inspected(['x', 'y', 'z'], [['1', '2', '3']])
  const confirm = new ConfirmDraft({ groups: [spend, other], skipped: [] }, false)
  expect(confirm.drafts.map(({ table }) => table)).toEqual(['spend', null])
  expect(confirm.open).toEqual({ reason: 'no_orders' })
  expect(new ConfirmDraft({ groups: [spend], skipped: [] }, true).open).toBeNull()
  const whole = new ConfirmDraft({ groups: [clear, spend, other], skipped: [] }, false)
  expect([whole.open, whole.isNew, whole.choices.map((choice) => choice?.mapping.table)]).toEqual([
    null,
    true,
    ['orders', 'spend', undefined],
  ])
  expect(new ConfirmDraft({ groups: [clear, { ...clear }], skipped: [] }, false).open).toEqual({ reason: 'two_orders' })
  whole.drafts.forEach((draft) => draft.setTable(null))
  expect(whole.open).toEqual({ reason: 'nothing' })
})
