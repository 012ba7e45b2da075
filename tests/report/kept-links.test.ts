import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseSharedReport } from '../../src/report/sharing/shared-report.ts'
import { readAddress, viewOf } from '../../src/state/address.ts'
import { openShared } from '../../src/state/open-shared.ts'
import { keptLinks as kept } from '../support/kept-links.ts'

test('a view of version 1 reads as it did', () => {
  expect(viewOf(kept.view)).toEqual({
    hosted: null,
    page: 'customers',
    card: 'lifecycle',
    months: 12,
    settings: { channel: '네이버', as_of: '2026-01-01' },
  })
})

test('a snapshot of version 1 opens as it did', async () => {
  const { source, view, language } = readAddress(kept.snapshot)
  expect([view.page, language]).toEqual(['customers', 'ko'])
  const report = await openShared(source)
  expect(createHash('sha256').update(JSON.stringify(report)).digest('hex')).toBe(kept.digest)
  expect(report.metrics.overview.rows[0]).toMatchObject({ customers: 7095, first_day: '2023-07-01' })
})

test('a sealed snapshot of version 1 opens with its pass phrase, and with no other', async () => {
  const { source, embed } = readAddress(kept.sealed)
  expect(embed).toBe('lifecycle')
  expect(await openShared(source, kept.phrase)).toEqual(kept.file)
  await expect(openShared(source, `${kept.phrase} `)).rejects.toMatchObject({ code: 'wrong_phrase' })
})

test('a report file of version 1 reads as it did', () => {
  expect(readAddress(kept.report).source).toEqual({ kind: 'report', path: 'reports/version-1.json' })
  expect(parseSharedReport(kept.file)).toEqual(kept.file)
})
