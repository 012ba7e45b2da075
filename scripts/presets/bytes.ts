import { writeXlsx } from 'hucre/xlsx'
import { textOf, type Export } from './export.ts'

/** A day on which nothing happened: what is written today has the bytes of yesterday. */
const WRITTEN = new Date('2026-07-01T00:00:00Z')

/** The name of an example file. */
export function fileName({ id, format }: Export): string {
  return `${id}.${format === 'tsv' ? 'txt' : format}`
}

/** The bytes of an example file, the same at every run. Throws where its encoding lacks a character. */
export async function bytesOf(made: Export): Promise<Uint8Array> {
  if (made.format === 'xlsx') return workbook(made)
  const text = [made.headers, ...made.rows.map((row) => row.map(textOf))]
    .map((row) => row.map((cell) => quoted(cell ?? '', made.format)).join(made.format === 'tsv' ? '\t' : ',') + '\r\n')
    .join('')
  return made.encoding === 'cp949' ? cp949(text) : new TextEncoder().encode(text)
}

function quoted(text: string, format: Export['format']): string {
  return format === 'csv' && /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function workbook({ headers, rows }: Export): Promise<Uint8Array> {
  const cells = rows.map((row) =>
    row.map((cell) => (cell !== null && typeof cell === 'object' ? new Date(`${cell.time.replace(' ', 'T')}Z`) : cell)),
  )
  const columns = headers.map((_, index) =>
    cells.some((row) => row[index] instanceof Date) ? { numFmt: 'yyyy-mm-dd hh:mm:ss' } : {},
  )
  return writeXlsx({
    sheets: [{ name: 'Sheet1', columns, rows: [[...headers], ...cells] }],
    properties: { creator: 'Dangol', created: WRITTEN, modified: WRITTEN },
  })
}

/** Text in the encoding that Korean Excel saves, by what the platform's decoder makes of each pair of bytes. */
function cp949(text: string): Uint8Array {
  const decoder = new TextDecoder('euc-kr')
  const codes = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfd; lead++)
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      const char = decoder.decode(new Uint8Array([lead, trail]))
      if (/^[가-힣]$/.test(char) && !codes.has(char)) codes.set(char, [lead, trail])
    }
  const bytes = [...text].flatMap((char) => {
    if (char <= '\x7f') return [char.charCodeAt(0)]
    const code = codes.get(char)
    if (!code) throw new Error(`no code for ${char}`)
    return code
  })
  return new Uint8Array(bytes)
}
