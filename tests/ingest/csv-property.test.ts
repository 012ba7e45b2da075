import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { RecordReader } from '../../src/ingest/formats/csv/reader.ts'
import { RecordScanner } from '../../src/ingest/formats/csv/records.ts'
import { sniffDialect } from '../../src/ingest/formats/csv/sniff.ts'
import type { Dialect } from '../../src/ingest/formats/csv/text.ts'
import { inspectCsv, type CsvFile } from '../../src/ingest/formats/csv/csv.ts'
import { readTable, setAsideRows } from '../../src/ingest/read-table.ts'
import { engines, fileOf, loadFiles, mappingOf, rawOrders } from './loading.ts'

const delimiter = fc.constantFrom(',', ';', '\t', '|')
const lineBreak = fc.constantFrom('\n', '\r\n', '\r')
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', '7', ' ', ',', ';', '\t', '|', '"', '\n', '\r', '\r\n', "'", '\\', '#', '고', '😀'),
    maxLength: 6,
  }),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[\0\ufeff]/g, '')),
)
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }))
  .map((rows) => rows.map(([first, ...others], index) => [first === '' ? `r${index}` : first!, ...others]))

interface Writing {
  readonly delimiter: string
  readonly quote?: string
  readonly closing?: string
  readonly escape?: string
  readonly end?: string
  readonly always?: boolean
}

/** Writes as RFC 4180 says, with other marks; every cell quoted that needs it or that `always` says. */
function write(rows: readonly (readonly string[])[], writing: Writing): string {
  const { delimiter: mark, quote = '"', closing = quote, escape = closing, end = '\n', always = false } = writing
  const needs = (text: string) =>
    always || text.includes(mark) || text.includes(quote) || text.includes(escape) || /[\r\n]|^ | $|^$/.test(text)
  const escaped = (text: string) =>
    escape === closing
      ? text.replaceAll(quote, quote + quote)
      : text.replaceAll(escape, escape + escape).replaceAll(quote, escape + quote)
  const quoted = (text: string) => (needs(text) ? quote + escaped(text) + closing : text)
  return rows.map((row) => row.map(quoted).join(mark) + end).join('')
}

function cellsOf(text: string, dialect: Dialect, width: number, piece = Infinity): string[][] {
  const reader = new RecordReader(dialect, width)
  const rows: string[][] = []
  const read = () => {
    for (let record = reader.next(); record; record = reader.next()) if (!record.isBlank) rows.push(record.cells)
  }
  for (let at = 0; at < text.length; at += piece) {
    reader.push(text.slice(at, at + piece))
    read()
  }
  reader.end()
  read()
  return rows
}

const shapeOf = (dialect: Dialect, width: number) => ({ dialect, width, header: null, firstKind: null, hasTail: true })
const usual: Dialect = { delimiter: ',', quote: '"', escape: '"' }

test('what a correct writer wrote is split into the same cells, and counted the same, however it is cut', () => {
  fc.assert(
    fc.property(
      table,
      delimiter,
      lineBreak,
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      (rows, mark, end, always, chunk) => {
        const width = rows[0]!.length
        const text = write(rows, { delimiter: mark, end, always })
        const dialect: Dialect = { delimiter: mark, quote: '"', escape: '"' }
        expect(cellsOf(text, dialect, width, chunk)).toEqual(rows)
        const bytes = new TextEncoder().encode(text)
        const scanner = new RecordScanner(shapeOf(dialect, width))
        for (let at = 0; at < bytes.length && scanner.oddAt === null; at += chunk)
          scanner.push(bytes.subarray(at, at + chunk))
        const part = scanner.end()
        // The engine is not asked to read rows of empty cells alone.
        // Nor is a record with what may be half a byte-order mark.
        if (scanner.oddAt !== null && bytes.includes(0xef)) return
        if (scanner.oddAt === null)
          expect(part).toMatchObject({ records: rows.length, lineBreak: end, end: bytes.length })
        else expect(rows.some((cells) => cells.every((one) => /^[ \t]*$/.test(one)))).toBe(true)
      },
    ),
    { numRuns: 300, seed: 5 },
  )
})

test('parts hold all records and end between them', () => {
  fc.assert(
    fc.property(table, lineBreak, fc.integer({ min: 1, max: 40 }), (rows, end, partSize) => {
      const filled = rows.map((cells) => ['x', ...cells])
      const width = filled[0]!.length
      const bytes = new TextEncoder().encode(write(filled, { delimiter: ',', end }))
      const scanner = new RecordScanner(shapeOf(usual, width), partSize)
      const parts = [...scanner.push(bytes), scanner.end()].filter((part) => part !== null)
      const cells = parts.flatMap((part) => {
        const text = new TextDecoder().decode(bytes.subarray(part.start, part.end))
        const records = cellsOf(text, usual, width)
        expect(records).toHaveLength(part.records)
        expect(part.lineBreak).toBe(end)
        return records
      })
      expect(cells).toEqual(filled)
    }),
    { numRuns: 200, seed: 5 },
  )
})

const order = fc.tuple(
  fc.integer({ min: 1, max: 9999 }).map((n) => `c${n}`),
  fc.constantFrom('2026-11-01', '2026. 11. 1. 오후 3:00', '01/11/2026 15:00'),
  fc.constantFrom('1,200', '12.5', '1.234,56', '₩9,900', '-3'),
  fc.constantFrom(
    '12;5 mm',
    'a|b "x"',
    'x\ty',
    'plain',
    '',
    'two words',
    "Men's Shoes",
    '첫 줄\n둘째 줄',
    'C:\\temp',
    '~5^2',
  ),
)
const family = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', '^', '~', '||', '::', '; ', ' | ', '\u0001'),
  quotes: fc.constantFrom(
    { quote: '"' },
    { quote: "'" },
    { quote: '“', closing: '”', escape: '\u0000' },
    { quote: '"', escape: '\\' },
  ),
  end: lineBreak,
  always: fc.boolean(),
})

test('whatever the dialect, it is found, and the table is read back exactly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 4, maxLength: 30 }), family, async (orders, writing) => {
      const { quotes, delimiter: mark, end, always } = writing
      const rows = [['customer', 'time', 'amount', 'note'], ...orders]
      const text = write(rows, { delimiter: mark, end, always, ...quotes })
      // Nothing tells that a backslash escapes where it stands before no quote.
      fc.pre(quotes.escape !== '\\' || text.includes('\\"') || !text.includes('\\'))
      // Other quotes than the usual ones are told where they are used now and then.
      const quoted = text.split(mark + quotes.quote).length - 1
      fc.pre(quotes.quote === '"' || (quoted > 2 && quoted * 15 >= rows.length * 4))
      const source = await inspectCsv(fileOf(text))
      expect(source.dialect.delimiter).toBe(mark)
      expect(source.headers).toEqual(rows[0])
      const read: (readonly string[])[] = []
      for await (const some of readTable(source)) for (const { cells } of some) read.push(cells ?? [])
      expect(read).toEqual(orders)
    }),
    { numRuns: 300, seed: 5 },
  )
})

test('the delimiter is recognised from a header and rows of words, numbers and texts', () => {
  fc.assert(
    fc.property(fc.array(order, { minLength: 5, maxLength: 30 }), delimiter, (rows, mark) => {
      const text = write([['customer', 'time', 'amount', 'note'], ...rows], { delimiter: mark })
      expect(sniffDialect(text, true)).toMatchObject({ delimiter: mark, quote: '"' })
      expect(sniffDialect(text.slice(0, -4), false)).toMatchObject({ delimiter: mark, quote: '"' })
    }),
    { numRuns: 100, seed: 5 },
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
  const readAll = async (source: CsvFile) => {
    const read: (readonly string[])[] = []
    for await (const rows of readTable(source)) for (const { cells } of rows) if (cells !== null) read.push(cells)
    return read
  }
  /** What is to be held of a cell: nothing for an empty one; spaces around it are the casts' business. */
  const held = (text: unknown) => String(text ?? '').trim() || null

  test('any table comes back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 20 }),
        delimiter,
        lineBreak,
        fc.boolean(),
        async (cells, mark, end, always) => {
          const rows = cells.map((text, index) => [`c${index}`, '2026-11-01', String(index), text])
          const text = write([header, ...rows], { delimiter: mark, end, always })
          const { files } = await loadFiles(database, [fileOf(text)], mappingOf({ product: 'product' }))
          expect(files[0]).toMatchObject({ records: rows.length, kept: rows.length })
          const loaded = await rawOrders(database)
          expect(loaded.map((row) => held(row['product']))).toEqual(cells.map(held))
          expect(loaded.map((row) => row['amount'])).toEqual(cells.map((_, index) => index))
        },
      ),
      { numRuns: 25, seed: 7 },
    )
  })

  const noise = fc.string({
    unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', '\\', ';', '\0', '고', '\ufeff', ',,', '""', '",', ',"'),
    maxLength: 25,
  })
  const line = fc.oneof(
    noise,
    fc.constantFrom(header.join(','), '합계,,60,', '※ a note', 'a,b,c,d,e', 'x,2026-11-01,1,"a "b" c"', ' , ,,'),
  )

  test('whatever the bytes, a load keeps the rows that are read, and tells of all others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        lineBreak,
        fc.nat(3),
        async (lines, end, few) => {
          const good = (index: number) => `g${index},2026-11-01,${index},x`
          const mixed = lines.flatMap((text, index) => (index % 3 === 0 ? [good(index), text] : [text]))
          const text = [header.join(','), ...Array(20).fill(good(99)), ...mixed, ...Array(few).fill(good(98))].join(end)
          const file = fileOf(text)
          const { files } = await loadFiles(database, [file], mappingOf({ product: 'product' }))
          const source = await inspectCsv(file)
          const read = (await readAll(source)).map((cells) => [cells[0], cells[3]].map(held))
          const loaded = await rawOrders(database)
          expect(loaded.map((row) => [row['customer_id'], row['product']].map(held))).toEqual(read)
          const aside: { row: number; reason: string }[] = []
          for await (const row of setAsideRows(source)) aside.push(row)
          const { records, kept, setAside = {}, examples } = files[0]!
          expect({ kept, records }).toEqual({ kept: read.length, records: read.length + aside.length })
          const counts: Record<string, number> = {}
          for (const { reason } of aside) counts[reason] = (counts[reason] ?? 0) + 1
          expect(setAside).toEqual(counts)
          const shown = (reason: string) => examples.filter((one) => one.reason === reason).map(({ row }) => row)
          for (const reason of Object.keys(counts))
            expect(shown(reason)).toEqual(
              aside
                .filter((one) => one.reason === reason)
                .slice(0, 5)
                .map(({ row }) => row),
            )
          expect(loaded.filter((row) => row['customer_id'] === 'g99')).toHaveLength(20)
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 15), seed: 7 },
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
