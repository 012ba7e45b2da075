import { expect, test } from 'vitest'
import { recognise } from '../../src/ingest/columns.ts'
import { parseMapping, shapeOf } from '../../src/ingest/mapping.ts'
import { MappingDraft } from '../../src/state/mapping-draft.svelte.ts'
import type { Inspected } from '../../src/worker/protocol.ts'

function inspected(headers: readonly string[], rows: readonly (readonly string[])[]): Inspected {
  const sample = { headers, rows }
  return { files: [], sample, recognition: recognise(sample), shape: shapeOf(headers) }
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
  expect(draft.open).toEqual({ reason: 'field', fields: ['customer_id'] })
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
  const { mapping } = draft
  expect(draft.adopt({ ...mapping, columns: { ...mapping.columns, product: 'sku' } })).toBe(false)
  expect(draft.mapping).toBe(mapping)
  expect(draft.adopt({ ...mapping, history: 'partial' })).toBe(true)
  expect([draft.mapping.history, draft.isRemembered]).toEqual(['partial', true])
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
