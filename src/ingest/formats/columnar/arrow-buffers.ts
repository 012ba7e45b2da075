import { decompress } from 'fzstd'
import { FlatTable } from './arrow-flat.ts'
import { unpackLz4 } from './arrow-lz4.ts'
import { ParquetError } from './parquet.ts'

/** Bytes that a buffer may unpack to: 255 times its own in LZ4, and no more for others beyond this. */
const UNPACKED_FREE = 2 ** 28
const RATIO_MOST = 255

/** What a record batch says of its buffers, which are read one by one when they are asked for. */
export class ArrowBuffers {
  readonly rows: number
  /** Rows and nulls of each field. */
  readonly nodes: readonly number[]
  /** For each column of views, how many buffers of text it has. */
  readonly variadic: readonly number[]
  readonly #buffers: readonly number[]
  readonly #codec: number | null
  readonly #body: Blob

  /** `header`: a record batch's. Throws a `RangeError` where it is damaged. */
  constructor(header: FlatTable, body: Blob) {
    this.rows = header.int64(0)
    this.nodes = header.int64s(1, 2)
    this.#buffers = header.int64s(2, 2)
    this.variadic = header.int64s(4, 1)
    this.#codec = header.table(3)?.byte(0) ?? (header.table(3) ? 0 : null)
    this.#body = body
    if (this.rows < 0 || this.rows > 2 ** 31 - 1) throw new RangeError('rows out of bounds')
  }

  /** Bytes of all buffers. */
  get size(): number {
    return this.#body.size
  }

  /** The bytes of a buffer in memory of their own, unpacked. Rejects with a `RangeError` or a `ParquetError`. */
  async read(index: number): Promise<Uint8Array<ArrayBuffer>> {
    const [offset, length] = [this.#buffers[2 * index], this.#buffers[2 * index + 1]]
    if (offset === undefined || length === undefined || offset < 0 || length < 0 || offset + length > this.#body.size)
      throw new RangeError('a buffer lies outside')
    const bytes = new Uint8Array(await this.#body.slice(offset, offset + length).arrayBuffer())
    if (this.#codec === null || length === 0) return bytes
    const size = Number(new DataView(bytes.buffer).getBigInt64(0, true))
    const packed = bytes.subarray(8)
    if (size === -1) return packed.slice()
    if (size < 0 || size > Math.max(UNPACKED_FREE, RATIO_MOST * packed.length))
      throw new RangeError('a buffer is too large')
    if (this.#codec === 0) return unpackLz4(packed, size)
    if (this.#codec !== 1) throw new ParquetError('unsupported_arrow', `compression ${this.#codec}`)
    return unpackZstd(packed, size)
  }
}

function unpackZstd(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  try {
    const out = decompress(packed, new Uint8Array(size)) as Uint8Array<ArrayBuffer>
    if (out.length === size) return out
  } catch (error) {
    throw new RangeError('a Zstandard frame is damaged', { cause: error })
  }
  throw new RangeError('a Zstandard frame is too short')
}
