import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { RecordScanner, unifyLineBreaks } from '../../src/ingest/formats/csv-records.ts'
import { parseRecords, sniffDialect, type Dialect } from '../../src/ingest/formats/csv-text.ts'
import { IngestProblem } from '../../src/ingest/problem.ts'
import { engines, fileOf, loadFiles, mappingOf, rawOrders } from './loading.ts'

const delimiter = fc.constantFrom<Dialect['delimiter'][]>(',', ';', '\t', '|')
const lineBreak = fc.constantFrom('\n', '\r\n', '\r')
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', '7', ' ', ',', ';', '\t', '|', '"', '\n', '\r', '\r\n', "'", '\\', '#', '고', '😀'),
    maxLength: 6,
  }),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\0', '')),
)
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }))

/** Writes as RFC 4180 says, every cell quoted that needs it or that `always` says. */
function write(rows: readonly (readonly string[])[], mark: string, end: string, always: boolean): string {
  const quoted = (text: string) =>
    always || /[",;\t|\r\n]|^ | $|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return rows.map((row) => row.map(quoted).join(mark) + end).join('')
}

function count(bytes: Uint8Array, dialect: Dialect, chunk: number): number {
  const scanner = new RecordScanner(dialect)
  for (let start = 0; start < bytes.length; start += chunk) scanner.push(bytes.subarray(start, start + chunk))
  return scanner.end().records
}

test('what a correct writer wrote is split into the same cells, and counted the same, however it is cut', () => {
  fc.assert(
    fc.property(
      table,
      delimiter,
      lineBreak,
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      (rows, mark, end, always, chunk) => {
        const text = write(rows, mark, end, always)
        const dialect: Dialect = { delimiter: mark, quote: '"', escape: '"' }
        expect(parseRecords(text, dialect).map(({ cells }) => cells)).toEqual(rows)
        expect(count(new TextEncoder().encode(text), dialect, chunk)).toBe(rows.length)
      },
    ),
    { numRuns: 500 },
  )
})

test('parts hold all records and end between them', () => {
  fc.assert(
    fc.property(table, lineBreak, fc.integer({ min: 1, max: 40 }), (rows, end, partSize) => {
      const text = write(rows, ',', end, false)
      const bytes = new TextEncoder().encode(text)
      const dialect: Dialect = { delimiter: ',', quote: '"', escape: '"' }
      const scanner = new RecordScanner(dialect, partSize)
      const parts = [...scanner.push(bytes), scanner.end()].filter(({ records }) => records > 0)
      const cells = parts.flatMap((part) => {
        const records = parseRecords(new TextDecoder().decode(bytes.subarray(part.start, part.end)), dialect)
        expect(records).toHaveLength(part.records)
        expect(part.lineBreak).toBe(end)
        return records.map((record) => record.cells)
      })
      expect(cells).toEqual(rows)
    }),
    { numRuns: 300 },
  )
})

test('line breaks are unified outside quoted cells only', () => {
  fc.assert(
    fc.property(table, fc.array(lineBreak, { minLength: 20, maxLength: 20 }), (rows, ends) => {
      const dialect: Dialect = { delimiter: ',', quote: '"', escape: '"' }
      const mixed = rows.map((row, index) => write([row], ',', ends[index % 20]!, false)).join('')
      const unified = new TextDecoder().decode(unifyLineBreaks(new TextEncoder().encode(mixed), dialect))
      expect(unified).toBe(write(rows, ',', '\n', false))
    }),
    { numRuns: 300 },
  )
})

test('the delimiter is recognised from a header and rows of words, numbers and texts', () => {
  const row = fc.tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.constantFrom('2026-11-01', '2026. 11. 1. 오후 3:00'),
    fc.constantFrom('1,200', '12;5', 'a|b "x"', 'x\ty'),
  )
  fc.assert(
    fc.property(fc.array(row, { minLength: 5, maxLength: 30 }), delimiter, (rows, mark) => {
      const text = write([['customer', 'time', 'note'], ...rows.map((cells) => cells.map(String))], mark, '\n', false)
      expect(sniffDialect(text, true)).toMatchObject({ delimiter: mark, quote: '"' })
      expect(sniffDialect(text.slice(0, -4), false)).toMatchObject({ delimiter: mark, quote: '"' })
    }),
  )
})

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await createRawTables(database)
  })
  afterAll(() => database.close())

  const header = ['customer', 'time', 'amount', 'product']
  /** What is to be held of a cell: nothing for an empty one; spaces around it are the casts' business. */
  const held = (text: unknown) => String(text ?? '').replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '') || null

  test('any table comes back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 20 }),
        delimiter,
        lineBreak,
        fc.boolean(),
        async (cells, mark, end, always) => {
          const rows = cells.map((text, index) => [`c${index}`, '2026-11-01', String(index), text])
          const text = write([header, ...rows], mark, end, always)
          const { files } = await loadFiles(database, [fileOf(text)], mappingOf({ product: 'product' }))
          expect(files[0]).toMatchObject({ records: rows.length, kept: rows.length })
          const loaded = await rawOrders(database)
          expect(loaded.map((row) => held(row['product']))).toEqual(cells.map(held))
          expect(loaded.map((row) => row['amount'])).toEqual(cells.map((_, index) => index))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('whatever the bytes, read = kept + left out, and good rows around bad ones are kept', async () => {
    const noise = fc.string({
      unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', '\\', ';', '\0', '고'),
      maxLength: 25,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 6 }), fc.boolean(), async (noises, breaks) => {
        const good = (index: number) => `g${index},2026-11-01,${index},x`
        const end = breaks ? '\r\n' : '\n'
        const lines = noises.flatMap((text, index) => [good(index), text.split('"').length % 2 ? text : text + '"'])
        const text = [header.join(','), ...Array(20).fill(good(99)), ...lines, good(98)].join(end)
        const loading = loadFiles(database, [fileOf(text)], mappingOf({ product: 'product' }))
        const result = await loading.catch((error: unknown) => error)
        if (result instanceof IngestProblem) {
          expect(result.details.code).toBe('unclosed_quote')
          return
        }
        const { files } = await loading
        const [counts] = await database.query(
          `select cast(record_count as double) as records, cast(row_count as double) as kept from raw_files`,
        )
        const loaded = await rawOrders(database)
        const left = files[0]!.examples.filter(({ reason }) => reason === 'unreadable').length
        expect(counts).toEqual({ records: files[0]!.records, kept: loaded.length })
        expect(left).toBe(Math.min(5, files[0]!.records - loaded.length))
        expect(loaded.filter((row) => row['customer_id'] === 'g99')).toHaveLength(20)
      }),
      { numRuns: 60 },
    )
  })

  test('a file cut in two loads as the whole', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `c${index % 7},2026-11-0${1 + (index % 9)},${index},"p ${index}\n"`,
    )
    const text = (part: readonly string[]) => [header.join(','), ...part].join('\n')
    const load = async (...parts: string[]) => {
      await loadFiles(database, parts.map((part) => fileOf(part)), mappingOf({ product: 'product' })) // prettier-ignore
      return (await rawOrders(database)).map((row) => ({ ...row, file_no: 0, row_no: 0 }))
    }
    const whole = await load(text(lines))
    expect(whole).toHaveLength(60)
    for (const at of [1, 17, 59]) expect(await load(text(lines.slice(0, at)), text(lines.slice(at)))).toEqual(whole)
  })
})
