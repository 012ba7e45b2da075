import type { FileSource } from '../../../engine/database.ts'
import { IngestProblem, readBytes } from '../../problem.ts'
import type { Reading } from '../opened.ts'
import { CompoundFile, isCompound } from './cfb.ts'
import { decryptWorkbook } from './encrypted.ts'
import { budget } from './grid.ts'
import { HELD_BYTES, tooLarge } from './limits.ts'
import { isOds, readOds } from './ods.ts'
import { workbookPath, type SheetTable } from './parts.ts'
import { readXls } from './xls.ts'
import { readXlsb } from './xlsb.ts'
import { readXlsx } from './xlsx.ts'
import { ZipParts } from './zip.ts'

export type { SheetTable } from './parts.ts'

/**
 * Reads the sheets of a workbook (XLSX, XLSM, XLSB, ODS, XLS since Excel 5, with or without password) as text tables, in
 * their order, row n of a sheet in line n. Hidden sheets without a value are left out. Rejects with an `IngestProblem`, or
 * with the signal's reason.
 */
export async function readWorkbook(file: FileSource, reading: Reading): Promise<SheetTable[]> {
  const head = await readBytes(file.name, file.blob.slice(0, 8))
  const all = isCompound(head) ? await readCompound(file, reading) : await readZip(file.name, file.blob, reading)
  if (all.every((table) => table.rows === 0)) throw new IngestProblem({ code: 'empty_workbook', file: file.name })
  reading.progress?.(1)
  return all.filter((table) => table.rows > 0 || !table.isHidden)
}

async function readCompound(file: FileSource, reading: Reading): Promise<SheetTable[]> {
  if (file.blob.size > HELD_BYTES) throw tooLarge(file.name)
  const compound = new CompoundFile(file.name, await readBytes(file.name, file.blob))
  const stream = compound.stream('Workbook') ?? compound.stream('Book')
  if (stream) return readXls(file.name, stream, reading, budget())
  if (!compound.stream('EncryptedPackage')) throw new IngestProblem({ code: 'not_a_workbook', file: file.name })
  return readZip(file.name, await decryptWorkbook(file.name, compound, reading), reading)
}

async function readZip(file: string, blob: Blob, { signal, progress }: Reading): Promise<SheetTable[]> {
  let done = 0
  const parts = await ZipParts.open(file, blob, signal, (bytes) => {
    done += bytes
    progress?.(Math.min(1, done / blob.size))
  })
  const path = await workbookPath(parts)
  if (path !== null) return (path.endsWith('.bin') ? readXlsb : readXlsx)(parts, path, budget())
  if (isOds(parts)) return readOds(parts, budget())
  throw new IngestProblem({ code: 'not_a_workbook', file })
}
