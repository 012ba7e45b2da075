import type { FileSource } from '../../../engine/database.ts'
import { detectEncoding, toUtf8, type DetectedEncoding, type TextEncoding } from '../../encoding.ts'
import { encodingNamed } from '../../encodings/names.ts'
import { IngestProblem, readBytes } from '../../problem.ts'
import type { Reading } from '../opened.ts'
import { Pace } from '../pace.ts'

/** Bytes in which a page says how it is encoded, and from which that is told where it does not. */
const HEAD = 1 << 16
const DECLARED = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i

/** How a page or an XML file is encoded: as told by a person, by its mark, by its bytes where they leave no doubt, by itself. */
export function pageEncoding(
  head: Uint8Array,
  isWhole: boolean,
  chosen?: TextEncoding,
): Pick<DetectedEncoding, 'encoding' | 'bom'> {
  const detected = detectEncoding(head, isWhole)
  if (chosen !== undefined) return { encoding: chosen, bom: chosen === detected.encoding ? detected.bom : 0 }
  if (detected.bom > 0 || detected.encoding.startsWith('utf-16')) return detected
  const match = DECLARED.exec(String.fromCharCode(...head.subarray(0, 8192)))
  const declared = encodingNamed(match?.[1] ?? match?.[2] ?? '')
  // What could be read so far is not in UTF-16, whatever it says.
  if (declared === null || declared.startsWith('utf-16')) return detected
  const isBeyondAscii = head.some((byte) => byte >= 128)
  // Pages that say one and are the other are common where a program wraps what another one made.
  const isUtf8 = detected.encoding === 'utf-8' && isBeyondAscii
  if (detected.isCertain && isUtf8 !== (declared === 'utf-8') && isBeyondAscii) return detected
  return { encoding: declared, bom: 0 }
}

/** Hands a page's text on piece by piece. Rejects with an `IngestProblem`, or with the signal's reason. */
export async function eachPiece(file: FileSource, reading: Reading, push: (text: string) => void): Promise<void> {
  const { signal, progress, encoding } = reading
  const head = await readBytes(file.name, file.blob.slice(0, HEAD))
  const pace = new Pace(signal)
  try {
    const text = await toUtf8(file.blob, pageEncoding(head, head.length === file.blob.size, encoding), signal)
    const decoder = new TextDecoder()
    let done = 0
    for (let start = 0; start < text.size; start += HEAD) {
      const bytes = await text.slice(start, start + HEAD).arrayBuffer()
      push(decoder.decode(bytes, { stream: true }))
      done += bytes.byteLength
      progress?.(done / text.size)
      await pace.step()
    }
    push(decoder.decode())
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof DOMException && cause.name === 'NotReadableError')
      throw new IngestProblem({ code: 'unreadable_file', file: file.name }, { cause })
    throw cause
  }
}
