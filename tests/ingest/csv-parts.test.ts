import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inspectCsv, type CsvFile } from '../../src/ingest/formats/csv/csv.ts'
import { rewrite } from '../../src/ingest/formats/csv/rewrite.ts'
import { scanParts } from '../../src/ingest/formats/csv/scan.ts'
import { keptRows, readTable, setAsideRows } from '../../src/ingest/read-table.ts'
import { fileOf } from './loading.ts'

const header = 'id,day,amount,note'
const good = fc.nat(9999).map((id) => `${id},2026-11-01,${id % 7},note ${id}`)
const odd = fc.constantFrom(
  header,
  '"7","2026-11-02","5","a, ""b"""',
  '8,2026-11-02,5,"first\nsecond"',
  '9,2026-11-02,5,"open',
  '10,2026-11-02,5,"a "b" c"',
  '11,2026-11-02',
  '12,2026-11-02,"5"',
  '13,2026-11-02,5,x,y',
  '14,2026-11-02,5,x,',
  '15,2026-11-02,5,5" pipe',
  ' "16" , 2026-11-02,5,x',
  '17,2026-11-02,5,\0x',
  '\ufeff18,2026-11-02,5,x',
  '합계,,99,',
  '※ note',
  ',,,',
  '  ',
  '',
)
const line = fc.oneof({ weight: 30, arbitrary: good }, { weight: 1, arbitrary: odd })
const ending = fc.array(fc.constantFrom('합계,,99,', '※ note', '', ',,,', header, '19,2026-11-02,5,"cut'), {
  maxLength: 5,
})

/** What a load does, in small steps: our parser's rows where the engine is not asked, the parts where it is. */
async function inSteps(source: CsvFile, blob: Blob, partSize: number, enough: number) {
  const { shape } = source
  const rows: string[] = []
  const setAside: Record<string, number> = {}
  let row = source.headerLines
  let plain = 0
  let at = source.dataStart
  while (at < blob.size) {
    const scan = scanParts(shape, blob, at, partSize)
    let step = await scan.next()
    for (; !step.done; step = await scan.next()) {
      const { start, end, records, rows: lines } = step.value
      expect(start).toBe(at)
      const written = await rewrite(shape, blob, { start, end, enough: Infinity })
      expect(written).toMatchObject({ end, kept: records, records, rows: lines, setAside: {} })
      rows.push(await written.clean.text())
      plain += records
      row += lines
      at = end
    }
    if (step.value.oddAt === null) break
    expect(step.value.oddAt).toBe(at)
    const written = await rewrite(shape, blob, { start: at, end: blob.size, enough })
    rows.push(await written.clean.text())
    for (const [reason, count] of Object.entries(written.setAside)) setAside[reason] = (setAside[reason] ?? 0) + count
    row += written.rows
    at = written.end
  }
  return { text: rows.join(''), setAside, row, plain }
}

test('however a file is cut for the engine, its rows are those that are read', async () => {
  const lineBreak = fc.constantFrom('\n', '\r\n', '\r')
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 100, maxLength: 1500, size: 'max' }),
      ending,
      lineBreak,
      fc.integer({ min: 50, max: 20_000 }),
      fc.integer({ min: 1, max: 20_000 }),
      async (lines, last, end, partSize, enough) => {
        const file = fileOf([header, '1,2026-11-01,5,x', ...lines, ...last].join(end))
        const source = await inspectCsv(file)
        expect(source.headers).toEqual(header.split(','))
        const whole = await rewrite(source.shape, file.blob, {
          start: source.dataStart,
          end: file.blob.size,
          enough: Infinity,
        })
        const steps = await inSteps(source, file.blob, partSize, enough)
        expect(steps).toMatchObject({
          text: await whole.clean.text(),
          setAside: whole.setAside,
          row: source.headerLines + whole.rows,
        })
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 15), seed: 3 },
  )
})

test('rows set aside and kept rows are found again by their numbers and places', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `${index},2026-11-01,5,"a\n${index}"`)
  lines.splice(4000, 0, '', '4000b,2026-11-01,5,x,y', header)
  const source = await inspectCsv(fileOf(['매출', header, ...lines, '합계,,5,'].join('\n')))
  const aside = []
  for await (const row of setAsideRows(source)) aside.push(row)
  expect(aside).toEqual([
    { row: 4004, reason: 'too_many_cells', text: '4000b,2026-11-01,5,x,y' },
    { row: 4005, reason: 'repeated_header', text: header },
    { row: 5006, reason: 'total', text: '합계,,5,' },
  ])
  const kept = []
  for await (const { place, row, cells } of keptRows(source, [4999, 0, 4000])) kept.push([place, row, cells[0]])
  expect(kept).toEqual([[0, 3, '0'], [4000, 4006, '4000'], [4999, 5005, '4999']]) // prettier-ignore
})

test('a line of 20 MB costs itself, 2,000 columns cost nothing', async () => {
  const long = new Blob(['id,day\n1,2026-11-01\n', 'x'.repeat(20_000_000), ',y\n2,2026-11-02\n', '"', `${'z'.repeat(999)}\n`.repeat(18_000), '3,2026-11-03\n'])
  const source = await inspectCsv({ name: 'long.csv', blob: long })
  const rows: unknown[] = []
  for await (const some of readTable(source))
    for (const { row, cells, reason, text } of some) if (row < 7) rows.push(cells ?? [reason, text.length < 5000])
  expect(rows).toEqual([['1', '2026-11-01'], ['too_long', true], ['2', '2026-11-02'], ['unclosed_quote', true], ['z'.repeat(999), '']])
  const wide = Array.from({ length: 2000 }, (_, index) => `c${index}`)
  const table = [wide, ...Array.from({ length: 50 }, () => wide.map((_, index) => String(index)))]
  const found = await inspectCsv(fileOf(table.map((cells) => cells.join(',')).join('\n')))
  expect(found.headers).toEqual(wide)
  expect(found.rows).toHaveLength(50)
}) // prettier-ignore
