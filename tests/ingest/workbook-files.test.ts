import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../src/ingest/formats/workbook/workbook.ts'
import { problemOf } from './loading.ts'
import { fileWith, textsOf } from './workbook-making.ts'

const FOLDER = `${import.meta.dirname}/../fixtures/workbooks`
const PASSWORD = '비밀pw'
const open = async (name: string, password?: string) =>
  readWorkbook(fileWith(await readFile(`${FOLDER}/${name}`), name), { password })

const header = '주문번호,주문일시,출고일,시각,소요,금액,할인율,확인,메모\n'
const first =
  '20240301-0001,2024-03-01 09:30:00,2024-03-02,09:30:00,27:30:00,12345.5,0.15,TRUE,"한글 ""따옴표"", 쉼표\n줄바꿈"\n'
const second = '0012,2024-02-29 23:59:59.500,1900-03-01,00:00:01,00:05:00,-0.1,1,FALSE," 앞뒤 공백 "\n'
const third = '20240301000123,2024-12-31,,,,0.0000001,0.3,,#N/A\n'
const titled = `기간: 2024-03\n\n${header}${first}${second}${third}`
const others: [string, string][] = [
  ['숨김', '비밀\n'],
  ['빈 시트', ''],
  ['rich', '\n,굵은 글자 끝\n'],
]
const sum = '\n12345.4000001,#DIV/0!,,,,,,,\n'
const xlwt = `${header}${first}${second.replace('.500', '')}${third.replace('0.3', '0.30000000000000004')}`

describe('files that other programs wrote', () => {
  test.each<[string, [string, string][]]>([
    ['openpyxl.xlsx', [['주문', titled], ...others]],
    // 1900-03-01 is before 1904: openpyxl writes a negative number, which is no date.
    ['openpyxl-1904.xlsx', [['Sheet', header + first + second.replace('1900-03-01', '-1401') + third]]],
    [
      'xlsxwriter.xlsx',
      [['주문', `${header}${first}${second}${third}합계,,,,,12345.4000001,,TRUE,#N/A\n,,,,,,,,굵은 글자 끝\n`]],
    ],
    [
      'xlwt.xls',
      [
        ['주문', xlwt],
        ['숨김', '비밀\n'],
      ],
    ],
    ['libreoffice.xls', [['주문', titled + sum], ...others]],
    // LibreOffice keeps booleans that formulas give as numbers.
    ['libreoffice.ods', [['주문', (titled + sum).replace('TRUE', '1').replace('FALSE', '0')], ...others]],
  ])('%s', async (name, sheets) => {
    expect(await textsOf(await open(name))).toEqual(sheets)
  })

  test('hidden sheets are told', async () => {
    for (const name of ['openpyxl.xlsx', 'libreoffice.xls', 'libreoffice.ods'])
      expect((await open(name)).map((table) => table.isHidden)).toEqual([false, true, false, false])
  })
})

describe('files with a password', () => {
  test.each<[string, string]>([
    ['msoffcrypto-agile.xlsx', `${header}${first}`],
    ['standard.xlsx', titled],
    ['libreoffice-rc4.xls', titled + sum],
    ['rc4-cryptoapi.xls', xlwt],
  ])('%s', async (name, text) => {
    // The hundred thousand rounds of the agile one are long: two are enough.
    if (!name.includes('agile')) expect((await problemOf(open(name))).code).toBe('needs_password')
    expect((await problemOf(open(name, '비밀PW'))).code).toBe('wrong_password')
    const [table] = await open(name, PASSWORD)
    expect((await table!.blob.text()).startsWith(text)).toBe(true)
  })

  test('is given up while the password is hashed', async () => {
    const controller = new AbortController()
    const file = fileWith(await readFile(`${FOLDER}/msoffcrypto-agile.xlsx`))
    const work = readWorkbook(file, { password: PASSWORD, signal: controller.signal })
    const started = performance.now()
    setTimeout(() => controller.abort(new Error('enough')), 60)
    await expect(work).rejects.toThrow('enough')
    expect(performance.now() - started).toBeLessThan(300)
  })
})
