import { joined } from '../joined.ts'
import { Decompress } from 'fzstd'
import { PiecewiseBytes } from './compressed-bytes.ts'
import { XxHash64 } from './compressed-xxhash.ts'

/** A Zstandard file that asks for what cannot be had here. */
export class UnsupportedZstd extends Error {}

const FRAME = 0xfd2fb528
const SKIPPABLE = 0x184d2a50
const WINDOW_MOST = 2 ** 27
const BLOCK_MOST = 2 ** 17
/** Memory that the windows of all frames may take one after the other, beside what the size of the file allows. */
const WINDOWS_MOST = 2 ** 33
const WINDOWS_PER_BYTE = 64
const PIECE = 1 << 20

/** Unpacked bytes, and how many packed ones are behind them. */
export interface UnpackedBlock {
  readonly bytes: Uint8Array
  readonly read: number
}

/**
 * The blocks of all frames of a Zstandard file, unpacked, each frame checked against its checksum where it has one.
 * Throws an `UnsupportedZstd`, an `Error` where it is damaged or cut short, or the signal's reason.
 */
export async function* zstdBlocks(blob: Blob, signal?: AbortSignal): AsyncGenerator<UnpackedBlock> {
  const source = new PiecewiseBytes(blob, PIECE)
  let windows = WINDOWS_MOST + WINDOWS_PER_BYTE * blob.size
  while (!source.isAtEnd) {
    await source.rest(signal)
    const magic = uint32(await source.take(4))
    if (magic >>> 4 === SKIPPABLE >>> 4) source.skip(uint32(await source.take(4)))
    else if (magic === FRAME) {
      const header = await frameHeader(source)
      windows -= header.window
      if (windows < 0) throw new UnsupportedZstd('Zstandard windows without data')
      yield* frame(source, header, signal)
    } else throw new Error('no Zstandard frame')
  }
}

interface FrameHeader {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly hasChecksum: boolean
  readonly window: number
}

async function* frame(
  source: PiecewiseBytes,
  header: FrameHeader,
  signal: AbortSignal | undefined,
): AsyncGenerator<UnpackedBlock> {
  let unpacked: Uint8Array[] = []
  const decompress = new Decompress((bytes) => unpacked.push(bytes))
  const hash = header.hasChecksum ? new XxHash64() : null
  let ahead = header.bytes
  for (let isLast = false; !isLast;) {
    await source.rest(signal)
    const head = await source.take(3)
    const bits = head[0]! | (head[1]! << 8) | (head[2]! << 16)
    isLast = (bits & 1) === 1
    const kind = (bits >> 1) & 3
    const size = bits >> 3
    if (kind === 3 || size > BLOCK_MOST) throw new Error('no Zstandard block')
    const body = await source.take(kind === 1 ? 1 : size)
    // The library looks at no frame before it has 18 bytes, and takes as few behind one for the start of the next.
    decompress.push(joined(ahead, head, body, new Uint8Array(isLast ? 12 : 0)))
    ahead = new Uint8Array(0)
    for (const bytes of unpacked) {
      hash?.update(bytes)
      if (bytes.length > 0) yield { bytes: bytes.slice(), read: source.place }
    }
    unpacked = []
  }
  if (hash && uint32(await source.take(4)) !== hash.low32()) throw new Error('the checksum does not fit')
}

/** Reads a frame's header behind the magic number. */
async function frameHeader(source: PiecewiseBytes): Promise<FrameHeader> {
  const [flags] = (await source.take(1)) as unknown as [number]
  const isSingle = (flags & 32) !== 0
  const dictionarySize = [0, 1, 2, 4][flags & 3]!
  const contentSize = flags >> 6 ? 1 << (flags >> 6) : isSingle ? 1 : 0
  const rest = await source.take((isSingle ? 0 : 1) + dictionarySize + contentSize)
  if (flags & 8) throw new Error('a reserved bit is set')
  const dictionary = rest.subarray(isSingle ? 0 : 1, (isSingle ? 0 : 1) + dictionarySize)
  if (dictionary.some((byte) => byte !== 0)) throw new UnsupportedZstd('Zstandard dictionary')
  const content = littleEndian(rest.subarray(rest.length - contentSize)) + (contentSize === 2 ? 256 : 0)
  const base = 2 ** (10 + (rest[0]! >> 3))
  const window = isSingle ? content : base + (base / 8) * (rest[0]! & 7)
  if (window > WINDOW_MOST) throw new UnsupportedZstd('Zstandard window over 128 MB')
  const magic = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)
  return { bytes: joined(magic, Uint8Array.of(flags), rest), hasChecksum: (flags & 4) !== 0, window }
}

const littleEndian = (bytes: Uint8Array) => bytes.reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0)
const uint32 = (bytes: Uint8Array) => littleEndian(bytes) >>> 0
