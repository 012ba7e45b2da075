import { HELD_BYTES, HELD_CHARACTERS, tooLarge } from './limits.ts'
import { eachTag } from './parts.ts'
import { unescapeCell } from './values.ts'
import type { ZipParts } from './zip.ts'

/** The texts that cells share, in order; without the readings that Japanese Excel adds to them. */
export async function readSharedStrings(parts: ZipParts, path: string): Promise<string[]> {
  const strings: string[] = []
  let characters = 0
  let text = ''
  let isText = false
  let reading = 0
  await eachTag(
    parts,
    path,
    {
      open(name) {
        if (name === 'si') text = ''
        else if (name === 't') isText = reading === 0
        else if (name === 'rPh') reading++
      },
      text(piece) {
        if (isText) text += piece
      },
      close(name) {
        if (name === 't') isText = false
        else if (name === 'rPh') reading--
        else if (name === 'si') {
          characters += text.length + 16
          if (characters > HELD_CHARACTERS) throw tooLarge(parts.file, path)
          strings.push(unescapeCell(text))
        }
      },
    },
    HELD_BYTES,
  )
  return strings
}
