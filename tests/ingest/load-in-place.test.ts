import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import { fileOf, loadFiles, mappingOf, rawOrders } from './loading.ts'

let folder: string
let database: NodeDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'in-place-'))
  database = await NodeDatabase.open({ threads: 1 })
  await createRawTables(database)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

async function onDisk(text: string): Promise<ReturnType<typeof fileOf>> {
  const path = join(folder, 'orders.csv')
  await writeFile(path, text)
  return { name: 'orders.csv', path, blob: await openAsBlob(path) }
}

const rows = (count: number, end = '\n') =>
  Array.from({ length: count }, (_, index) => `c${index},2026-11-01,${index},"p\n${index}"${end}`).join('')
const header = 'customer,time,amount,note\n'

test.each<[string, string]>([
  ['good rows', header + rows(5000)],
  ['titles above the header', `sales,,\n\nNovember\n${header}${rows(2000)}`],
  [
    'rejected rows and bad values',
    `${header}${rows(3000)}x,y,z,1,2,3\n${rows(9)}\nz,2026-11-01,none,"a"b\nw,never,1,\n${rows(2000)}`,
  ],
  ['carriage returns', (header + rows(2000)).replaceAll('\n', '\r\n')],
  ['mixed line breaks', `${header}${rows(900)}${rows(900, '\r\n')}${rows(900)}`],
  ['a byte-order mark', '\ufeff' + header + rows(100)],
  ['a quote that is never closed', `${header}${rows(10)}x,2026-11-01,1,"open\ny,2026-11-01,1,z\n${rows(3000)}`],
  ['a total and a note', `${header}${rows(3000)}합계,,30,\n※ 끝\n`],
  ['the header again', `${header}${rows(2000)}${header}${rows(2000)}`],
  ['a last row that is cut', header + rows(100) + 'z,2026-11-01,1,"cut'],
])('%s: a file on disk loads as the same bytes do', async (_name, text) => {
  const load = async (file: ReturnType<typeof fileOf>) => {
    const result = await loadFiles(database, [file], mappingOf({ product: 'note' }))
    return [result, await rawOrders(database)]
  }
  expect(await load(await onDisk(text))).toEqual(await load(fileOf(text)))
})
