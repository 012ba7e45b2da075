import { expect, test } from 'vitest'
import { inspectCsv } from '../../src/ingest/formats/csv/csv.ts'
import { readTable } from '../../src/ingest/read-table.ts'
import { wildFiles } from './csv-wild-files.ts'
import { fileOf } from './loading.ts'

test.each(Object.entries(wildFiles))('%s', async (_name, { text, header, rows, aside = [] }) => {
  const source = await inspectCsv(fileOf(text))
  const read: (readonly string[])[] = []
  const left: [number, string][] = source.titles.map(({ row, reason }) => [row, reason])
  for await (const some of readTable(source))
    for (const { row, cells, reason } of some)
      if (reason === null) read.push(cells)
      else left.push([row, reason])
  expect({ header: source.headers, rows: read, aside: left }).toEqual({ header, rows, aside })
})
