import { BlobReader, TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js'
import type { FileSource } from '../../src/engine/database.ts'
import type { WrittenTable } from '../../src/ingest/formats/opened.ts'
import { readWorkbook } from '../../src/ingest/formats/workbook/workbook.ts'

/** What stands at which path in an archive. */
export type Parts = Readonly<Record<string, string | Uint8Array>>

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** An archive. `level`: 0 stores. */
export async function zipOf(parts: Parts, level = 1): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level })
  for (const [path, content] of Object.entries(parts))
    await writer.add(path, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content))
  return (await writer.close()) as Uint8Array<ArrayBuffer>
}

/** The paths of an archive. */
export async function namesIn(blob: Blob): Promise<string[]> {
  return (await new ZipReader(new BlobReader(blob)).getEntries()).map((entry) => entry.filename)
}

/** A list of references. */
export function relations(references: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = references.map(([id, type, target]) => {
    return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
  })
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

/** What a made-up XLSX workbook holds besides its sheets. */
export interface Making {
  readonly strings?: string
  readonly formats?: readonly string[]
  readonly workbook?: string
  readonly sheetAttributes?: readonly string[]
}

/** The parts of an XLSX workbook with sheets of the given `<sheetData>` contents. Format 0 is General, n the nth of `formats`. */
export function xlsxParts(sheets: readonly string[], making: Making = {}): Record<string, string> {
  const codes = (making.formats ?? []).map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`)
  const xfs = ['<xf numFmtId="0"/>', ...codes.map((_, index) => `<xf numFmtId="${200 + index}"/>`)]
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${making.workbook ?? ''}<sheets>${sheets
      .map(
        (_, index) =>
          `<sheet name="Sheet${index + 1}" sheetId="${index + 1}" ${making.sheetAttributes?.[index] ?? ''} r:id="s${index}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, index) => [`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles', 'styles.xml'],
      ...(making.strings === undefined ? [] : [['strings', 'sharedStrings', '/xl/sharedStrings.xml'] as const]),
    ]),
    'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs.join('')}</cellXfs></styleSheet>`,
  }
  for (const [index, rows] of sheets.entries())
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `${XML}<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${rows}</sheetData><pageMargins/></worksheet>`
  if (making.strings !== undefined) parts['xl/sharedStrings.xml'] = `${XML}<sst xmlns="${MAIN}">${making.strings}</sst>`
  return parts
}

/** A file of bytes. */
export function fileWith(content: BlobPart, name = 'book.xlsx'): FileSource {
  return { name, blob: new Blob([content]) }
}

/** Names and texts of tables. */
export async function textsOf(tables: readonly WrittenTable[]): Promise<[string | null, string][]> {
  return Promise.all(tables.map(async ({ name, blob }) => [name, await blob.text()] as [string | null, string]))
}

/** The text of the only sheet of a workbook. */
export async function onlyText(content: BlobPart): Promise<string> {
  const [table, ...others] = await readWorkbook(fileWith(content), {})
  if (!table || others.length > 0) throw new Error(`${others.length + 1} sheets`)
  return table.blob.text()
}
