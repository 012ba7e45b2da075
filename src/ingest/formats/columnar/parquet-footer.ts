import { ParquetError } from './parquet.ts'

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/**
 * The same file, read by its Parquet types alone. Writers leave a copy of their own in-memory schema beside it
 * (`ARROW:schema`), which asks for types that not every reader knows; under another name nobody finds it. Nothing but the
 * end of the file is copied. Throws a `ParquetError` where the end of the file is missing or encrypted.
 */
export async function readableFooter(blob: Blob): Promise<Blob> {
  const end = new Uint8Array(await blob.slice(-8).arrayBuffer())
  const magic = text(end.subarray(4))
  if (magic === 'PARE') throw new ParquetError('encrypted', 'the footer is encrypted')
  if (blob.size < 12 || magic !== 'PAR1') throw new ParquetError('truncated', 'the footer is missing')
  const length = new DataView(end.buffer).getUint32(0, true)
  const start = blob.size - 8 - length
  if (start < 4) throw new ParquetError('truncated', 'the footer is cut')
  const footer = new Uint8Array(await blob.slice(start, -8).arrayBuffer())
  const key = new TextEncoder().encode('ARROW:schema')
  for (let at = footer.indexOf(key[0]!); at >= 0; at = footer.indexOf(key[0]!, at + 1))
    if (key.every((byte, index) => footer[at + index] === byte)) {
      footer[at + key.length - 1] = 120
      return new Blob([blob.slice(0, start), footer, end])
    }
  return blob
}
