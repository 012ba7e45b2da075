import type { SheetContext } from './sheet.ts'
import type { WrittenTable } from '../opened.ts'
import { damaged, SHEETS, tooLarge } from './limits.ts'
import { attribute, XmlScanner, type XmlHandler } from './xml.ts'
import type { ZipParts } from './zip.ts'

/** A sheet as a text table. */
export interface SheetTable extends WrittenTable {
  /** Does Excel hide it? */
  readonly isHidden?: boolean
}

/** A sheet as a workbook lists it. */
export interface SheetEntry {
  readonly name: string
  readonly path: string
  readonly isHidden: boolean
}

/** Bytes of lists and of references between parts. */
const LIST_BYTES = 5e7
const UTF16LE = /^<\0[?a-zA-Z]\0/
const UTF16BE = /^\0<\0[?a-zA-Z]/

/** Reads an XML part. `limit`: bytes that it may inflate to. */
export async function eachTag(parts: ZipParts, path: string, handler: XmlHandler, limit?: number): Promise<void> {
  const scanner = new XmlScanner(handler)
  let decoder: TextDecoder | undefined
  await parts.each(
    path,
    (bytes) => {
      decoder ??= new TextDecoder(encodingOf(bytes))
      scanner.push(decoder.decode(bytes, { stream: true }))
    },
    limit,
  )
  try {
    scanner.end()
  } catch (cause) {
    throw damaged(parts.file, path, cause)
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = String.fromCharCode(...bytes.subarray(0, 4))
  if (UTF16LE.test(head)) return 'utf-16le'
  return UTF16BE.test(head) ? 'utf-16be' : 'utf-8'
}

/** A reference from one part to another. */
export interface Relationship {
  readonly id: string
  /** The last word of its type: `worksheet`, `styles`, … */
  readonly type: string
  readonly path: string
}

/** The references of a part; none where it has no list of them. */
export async function relationshipsOf(parts: ZipParts, path: string): Promise<Relationship[]> {
  const slash = path.lastIndexOf('/') + 1
  const list = `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`
  const found: Relationship[] = []
  if (!parts.has(list)) return found
  await eachTag(
    parts,
    list,
    {
      open(name, attributes) {
        if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
        const type = attribute(attributes, 'Type') ?? ''
        const target = attribute(attributes, 'Target') ?? ''
        found.push({
          id: attribute(attributes, 'Id') ?? '',
          type: type.slice(type.lastIndexOf('/') + 1),
          path: resolve(path.slice(0, slash), target),
        })
      },
      close() {},
      text() {},
    },
    LIST_BYTES,
  )
  return found
}

function resolve(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of (/^[/\\]/.test(target) ? target : folder + target).split(/[/\\]+/)) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

/** Where the workbook's own part lies, from the references of the archive or by its usual name. */
export async function workbookPath(parts: ZipParts): Promise<string | null> {
  const main = (await relationshipsOf(parts, '')).find(({ type, path }) => type === 'officeDocument' && parts.has(path))
  if (main) return main.path
  return ['xl/workbook.xml', 'xl/workbook.bin'].find((path) => parts.has(path)) ?? null
}

/** What a workbook's own part says. */
export interface WorkbookList {
  readonly sheets: readonly { readonly name: string; readonly id: string; readonly isHidden: boolean }[]
  readonly is1904: boolean
}

/** Reads the list of sheets in a workbook's XML part. */
export async function readWorkbookList(parts: ZipParts, path: string): Promise<WorkbookList> {
  const sheets: { name: string; id: string; isHidden: boolean }[] = []
  let is1904 = false
  await eachTag(
    parts,
    path,
    {
      open(name, attributes) {
        if (name === 'workbookPr') is1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '')
        if (name !== 'sheet') return
        sheets.push({
          name: attribute(attributes, 'name') ?? '',
          id: attribute(attributes, 'id') ?? '',
          isHidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
        })
        if (sheets.length > SHEETS) throw tooLarge(parts.file)
      },
      close() {},
      text() {},
    },
    LIST_BYTES,
  )
  return { sheets, is1904 }
}

/** The sheets that are tables, with where they lie: charts and macros are left out. A listed one that is missing is a problem. */
export function sheetEntries(file: string, list: WorkbookList, references: readonly Relationship[]): SheetEntry[] {
  return list.sheets.flatMap(({ name, id, isHidden }) => {
    const reference = references.find((each) => each.id === id)
    if (!reference) throw damaged(file, name)
    return reference.type === 'worksheet' ? [{ name, isHidden, path: reference.path }] : []
  })
}

/** What the sheets of a workbook share, from the parts that it names; a workbook need not have either. */
export async function contextOf(
  parts: ZipParts,
  references: readonly Relationship[],
  is1904: boolean,
  readStrings: (parts: ZipParts, path: string) => Promise<SheetContext['strings']>,
  readKinds: (parts: ZipParts, path: string) => Promise<SheetContext['kinds']>,
): Promise<SheetContext> {
  const found = (type: string) => references.find((each) => each.type === type && parts.has(each.path))?.path
  const strings = found('sharedStrings')
  const styles = found('styles')
  return {
    strings: strings === undefined ? [] : await readStrings(parts, strings),
    kinds: styles === undefined ? [] : await readKinds(parts, styles),
    is1904,
  }
}
