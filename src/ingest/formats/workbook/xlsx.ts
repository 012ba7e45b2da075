import { GridWriter, readInOrder, type Budget } from './grid.ts'
import { eachTag, readWorkbookList, contextOf, relationshipsOf, sheetEntries, type SheetTable } from './parts.ts'
import { SheetHandler } from './sheet.ts'
import { readSharedStrings } from './strings.ts'
import { readStyles } from './styles.ts'
import type { ZipParts } from './zip.ts'

/** Reads the sheets of an XLSX or XLSM workbook whose own part is at `path`. Rejects with an `IngestProblem`. */
export async function readXlsx(parts: ZipParts, path: string, budget: Budget): Promise<SheetTable[]> {
  const list = await readWorkbookList(parts, path)
  const references = await relationshipsOf(parts, path)
  const sheets = sheetEntries(parts.file, list, references)
  const context = await contextOf(parts, references, list.is1904, readSharedStrings, readStyles)
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
