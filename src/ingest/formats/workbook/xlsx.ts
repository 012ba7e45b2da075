import { GridWriter, readInOrder, type Budget } from './grid.ts'
import { eachTag, readWorkbookList, relationshipsOf, sheetEntries, type SheetTable } from './parts.ts'
import { SheetHandler, type SheetContext } from './sheet.ts'
import { readSharedStrings } from './strings.ts'
import { readStyles } from './styles.ts'
import type { ZipParts } from './zip.ts'

/** Reads the sheets of an XLSX or XLSM workbook whose own part is at `path`. Rejects with an `IngestProblem`. */
export async function readXlsx(parts: ZipParts, path: string, budget: Budget): Promise<SheetTable[]> {
  const list = await readWorkbookList(parts, path)
  const references = await relationshipsOf(parts, path)
  const sheets = sheetEntries(parts.file, list, references)
  const found = (type: string) => references.find((each) => each.type === type && parts.has(each.path))?.path
  const strings = found('sharedStrings')
  const styles = found('styles')
  const context: SheetContext = {
    strings: strings === undefined ? [] : await readSharedStrings(parts, strings),
    kinds: styles === undefined ? [] : await readStyles(parts, styles),
    is1904: list.is1904,
  }
  const tables: SheetTable[] = []
  for (const { name, path, isHidden } of sheets) {
    const table = await readInOrder(async (gathers) => {
      const grid = new GridWriter(parts.file, name, budget, gathers)
      await eachTag(parts, path, new SheetHandler(parts.file, name, grid, context))
      return grid.end(name)
    })
    tables.push({ ...table, isHidden })
  }
  return tables
}
