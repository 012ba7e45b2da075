import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { main } from '../scripts/read.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string | Uint8Array, ...options: string[]) {
  const path = join(folder, 'orders.csv')
  await writeFile(path, content)
  return run(path, ...options)
}

async function run(...args: string[]) {
  const texts = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      texts[stream] += String(text)
      return true
    }),
  )
  try {
    const status = await main(args)
    return { status, out: texts.stdout, said: texts.stderr.trimEnd().split('\n') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

test('prints the table as it was read, and what was set aside', async () => {
  const text =
    '\ufeff매출\r\n\r\n주문번호;금액;메모;메모\r\n0012;1,5;"a;b";"say ""hi"""\r\n0013;2\r\nx;1;2;3;4\r\n합계;3,5;;\r\n'
  expect(await read(text)).toEqual({
    status: 0,
    out: '주문번호,금액,메모,메모\n0012,"1,5",a;b,"say ""hi"""\n0013,2,,\n',
    said: [
      'row 1: title: 매출',
      'row 6: too_many_cells: x;1;2;3;4',
      'row 7: total: 합계;3,5;;',
      'orders.csv: utf-8 with a byte-order mark, delimiter ";", quote "; 2 rows read, 3 set aside (title 1, too_many_cells 1, total 1)',
    ],
  })
})

test('names columns that have no name only where none has', async () => {
  expect((await read('1,2026-11-01,10\n2,2026-11-02,20\n')).out).toBe(
    'column_1,column_2,column_3\n1,2026-11-01,10\n2,2026-11-02,20\n',
  )
})

test('takes an encoding that it is told', async () => {
  // 김 in CP949, which is ±è in Windows-1252.
  const bytes = Uint8Array.from('id,name\n1,\xb1\xe8\n2,b\n', (char) => char.charCodeAt(0))
  expect((await read(bytes, '--encoding', 'euc-kr')).out).toBe('id,name\n1,김\n2,b\n')
  expect((await read(bytes, '--encoding', 'latin1')).out).toBe('id,name\n1,±è\n2,b\n')
})

test('ends with status 2, a sentence and no output where nothing can be read', async () => {
  for (const content of [
    '',
    'one\ncolumn\n',
    'a,b\n1,"2\n',
    new Uint8Array(3000).map((_, index) => (index * 7919) & 255),
  ]) {
    const { status, out, said } = await read(content)
    expect({ status, out, sentences: said.length }).toEqual({ status: 2, out: '', sentences: 1 })
    expect(said[0]).toContain('‘orders.csv’')
  }
  expect(await run(join(folder, 'no.csv'))).toMatchObject({ status: 2, out: '' })
  expect(await read('a,b\n1,2\n', '--encoding', 'klingon')).toMatchObject({ status: 2, out: '' })
})

test('a header alone is a table without rows', async () => {
  expect(await read('Orders\n\na,b\n')).toMatchObject({ status: 0, out: 'a,b\n' })
})

test('ends quietly when nobody reads on', async () => {
  const path = join(folder, 'long.csv')
  await writeFile(path, 'id,day\n' + '12345,2026-11-01\n'.repeat(400_000))
  const command = `set -o pipefail; node scripts/run.mjs read ${path} | head -1; echo $PIPESTATUS`
  const said = await new Promise((resolve) =>
    execFile('bash', ['-c', command], (_error, out, errors) => resolve([out, errors])),
  )
  expect(said).toEqual(['id,day\n0\n', ''])
})
