import { IngestProblem } from '../../problem.ts'

/** Rows and columns that a sheet can have in Excel and in LibreOffice. */
export const SHEET_ROWS = 1 << 20
export const SHEET_COLUMNS = 1 << 14
/** Sheets of a workbook. */
export const SHEETS = 1000
/** Bytes that one part of a workbook may inflate to. */
export const PART_BYTES = 4e9
/** Bytes of a part that has to be in memory as a whole: shared texts, styles, a container. */
export const HELD_BYTES = 6e8
/** Texts are held as they are read: their characters may be no more than that. */
export const HELD_CHARACTERS = 3e8
/** Parts of more bytes than this that are so many times their compressed size are made to harm. */
export const SUSPECT_BYTES = 1e8
export const SUSPECT_RATIO = 250
/** Characters written for all the sheets of one file. */
export const WRITTEN_CHARACTERS = 4e8

/** A workbook that cannot be read. `part`: what of it, in the file's own words. */
export function damaged(file: string, part?: string, cause?: unknown): IngestProblem {
  return new IngestProblem(
    { code: 'damaged_workbook', file, ...(part ? { detail: plainPart(part) } : {}) },
    cause === undefined ? undefined : { cause },
  )
}

/** A workbook that would not fit into memory or take for ever. */
export function tooLarge(file: string, part?: string): IngestProblem {
  return new IngestProblem({ code: 'too_large_workbook', file, ...(part ? { detail: plainPart(part) } : {}) })
}

/** A part's name without its folders, short enough for a sentence. */
function plainPart(part: string): string {
  return part.slice(part.lastIndexOf('/') + 1).slice(0, 60)
}
