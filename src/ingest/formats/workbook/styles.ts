import { formatKind } from './formats.ts'
import { HELD_BYTES } from './limits.ts'
import { eachTag } from './parts.ts'
import type { NumberKind } from './values.ts'
import { attribute } from './xml.ts'
import type { ZipParts } from './zip.ts'

/** Formats of cells that are kept; Excel itself has 65,490. */
const FORMATS = 200_000

/** What each cell format of a workbook makes of numbers, by its place. */
export async function readStyles(parts: ZipParts, path: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let isCellFormats = false
  await eachTag(
    parts,
    path,
    {
      open(name, attributes) {
        if (name === 'cellXfs') isCellFormats = true
        else if (name === 'numFmt' && codes.size < FORMATS)
          codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
        else if (name === 'xf' && isCellFormats && ids.length < FORMATS)
          ids.push(Number(attribute(attributes, 'numFmtId') ?? 0))
      },
      close(name) {
        if (name === 'cellXfs') isCellFormats = false
      },
      text() {},
    },
    HELD_BYTES,
  )
  return ids.map((id) => formatKind(id, codes.get(id)))
}
