import { PiecewiseBytes } from '../archive/compressed-bytes.ts'
import { FlatTable } from './arrow-flat.ts'
import { ParquetError } from './parquet.ts'

const METADATA_MOST = 1 << 26
/** Messages are short and lie between bodies that nobody reads here. */
const PIECE = 4096
/** What `PiecewiseBytes` says where bytes are missing. */
const CUT = 'the end is missing'

/** A message of an Arrow stream, its body not read. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'batch'
  readonly version: number
  readonly header: FlatTable
  readonly body: Blob
}

/** Does a file that begins so hold Arrow: the file format, or a stream, which begins with a schema? */
export function isArrow(head: Uint8Array): boolean {
  const magic = String.fromCharCode(...head.subarray(0, 6))
  if (magic === 'ARROW1' || magic.startsWith('FEA1')) return true
  if (head.length < 32) return false
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  if (view.getUint32(0, true) !== 0xffffffff) return false
  const length = view.getUint32(4, true)
  const root = view.getUint32(8, true)
  return length > 16 && length % 8 === 0 && length <= METADATA_MOST && root >= 4 && root < length
}

/** The messages of an Arrow file or stream, the schema first. Throws a `ParquetError`. */
export async function* arrowMessages(blob: Blob): AsyncGenerator<ArrowMessage> {
  const magic = await blob.slice(0, 6).text()
  if (magic.startsWith('FEA1')) throw new ParquetError('old_feather', 'version 1')
  try {
    yield* magic === 'ARROW1' ? fileMessages(blob) : streamMessages(blob)
  } catch (error) {
    throw arrowError(error)
  }
}

/** A file lists its messages at its end. Dictionaries come first: a file adds to them, but never replaces one. */
async function* fileMessages(blob: Blob): AsyncGenerator<ArrowMessage> {
  const end = new Uint8Array(await blob.slice(-10).arrayBuffer())
  if (end.length < 10 || new TextDecoder().decode(end.subarray(4)) !== 'ARROW1') throw new Error(CUT)
  const length = new DataView(end.buffer).getInt32(0, true)
  if (length <= 0 || length > METADATA_MOST || length > blob.size - 18) throw new RangeError('no footer')
  const footer = FlatTable.root(new Uint8Array(await blob.slice(-10 - length, -10).arrayBuffer()))
  const version = footer.int16(0)
  const schema = footer.table(1)
  if (!schema) throw new RangeError('no schema')
  yield { kind: 'schema', version, header: schema, body: new Blob() }
  for (const [kind, field] of [
    ['dictionary', 2],
    ['batch', 3],
  ] as const) {
    const blocks = footer.int64s(field, 3)
    for (let at = 0; at < blocks.length; at += 3) {
      const source = new PiecewiseBytes(blob, PIECE)
      // The second number is of 32 bits.
      const [start, , body] = blocks.slice(at, at + 3) as [number, number, number]
      if (start < 0 || body < 0) throw new RangeError('a block lies outside')
      source.skip(start)
      const message = await nextMessage(source, blob)
      if (message?.kind !== kind) throw new RangeError('a block is no message')
      yield message
    }
  }
}

async function* streamMessages(blob: Blob): AsyncGenerator<ArrowMessage> {
  const source = new PiecewiseBytes(blob, PIECE)
  while (!source.isAtEnd) {
    const message = await nextMessage(source, blob)
    if (!message) return
    yield message
  }
}

/** Reads a message and goes past its body; null: the end. */
async function nextMessage(source: PiecewiseBytes, blob: Blob): Promise<ArrowMessage | null> {
  let length = await int32(source)
  if (length === -1) length = await int32(source)
  if (length === 0) return null
  if (length < 0 || length > METADATA_MOST) throw new RangeError('no message')
  const message = FlatTable.root((await source.take(length)).slice())
  const bodyLength = message.int64(3)
  const start = source.place
  if (bodyLength < 0) throw new RangeError('no body')
  source.skip(bodyLength)
  const kind = ([null, 'schema', 'dictionary', 'batch'] as const)[message.byte(1)]
  const header = message.table(2)
  if (!header || !kind) throw new RangeError('no message of ours')
  return { kind, version: message.int16(0), header, body: blob.slice(start, start + bodyLength) }
}

async function int32(source: PiecewiseBytes): Promise<number> {
  const bytes = await source.take(4)
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true)
}

/** The `ParquetError` that reading Arrow ends with. Other errors, of programs and signals, as they are. */
export function arrowError(error: unknown): unknown {
  if (error instanceof ParquetError || !(error instanceof Error)) return error
  if (error.message === CUT) return new ParquetError('truncated_arrow', error.message)
  if (error instanceof RangeError || (error instanceof DOMException && error.name === 'DataError'))
    return new ParquetError('damaged_arrow', error.message)
  return error
}
