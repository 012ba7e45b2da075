import type { FileSource } from '../../../engine/database.ts'
import { IngestProblem } from '../../problem.ts'
import { memberStarts } from './compressed-members.ts'
import { UnpackedPieces } from './compressed-pieces.ts'
import { UnsupportedZstd, zstdBlocks } from './compressed-zstd.ts'
import type { Reading } from '../opened.ts'

/**
 * What a `.gz` holds, whether packed in one go or in pieces that were put one behind the other. Checked against its own
 * checksums; one that is cut short is refused. Throws `IngestProblem` or the signal's reason.
 */
export async function gunzip(file: FileSource, { signal, progress }: Reading): Promise<Blob> {
  const { name, blob } = file
  const pieces = new UnpackedPieces(name, blob.size)
  try {
    const ends = await paddedEnds(blob)
    const bounds = [...(await memberStarts(blob, signal)).filter((start) => start > 0), ...ends]
    let start = 0
    // A place that only looks like the start of a member cuts the one before: it then goes on to the next place.
    let again = 0
    for (const bound of bounds) {
      const isLast = bound === ends.at(-1) || again > 2 * blob.size
      const told = (bytes: number) => progress?.((start + bytes) / blob.size)
      if (await inflate(blob.slice(start, bound), pieces, isLast, told, signal)) {
        start = bound
        if (ends.includes(bound)) break
      } else again += bound - start
    }
    return pieces.blob()
  } catch (error) {
    throw compressedProblem(name, error, signal)
  }
}

/** What a `.zst` holds, all its frames. As `gunzip`; what asks for a dictionary or too large a window is a problem. */
export async function unzstd(file: FileSource, { signal, progress }: Reading): Promise<Blob> {
  const { name, blob } = file
  const pieces = new UnpackedPieces(name, blob.size)
  try {
    for await (const { bytes, read } of zstdBlocks(blob, signal)) {
      pieces.add(bytes)
      progress?.(read / blob.size)
    }
    return pieces.blob()
  } catch (error) {
    throw compressedProblem(name, error, signal)
  }
}

/** Unpacks one gzip member into the pieces. False: its bytes are no whole member; then nothing of it is kept. */
async function inflate(
  member: Blob,
  pieces: UnpackedPieces,
  isLast: boolean,
  progress: (packedBytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let read = 0
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      read += bytes.length
      controller.enqueue(bytes)
    },
  })
  const before = pieces.mark()
  const reader = member
    .stream()
    .pipeThrough(counted)
    .pipeThrough(new DecompressionStream('gzip') as TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>)
    .getReader()
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { done, value } = await reader.read()
      if (done) return true
      pieces.add(value)
      progress(read)
    }
  } catch (error) {
    await reader.cancel().catch(() => {})
    if (isLast || signal?.aborted || error instanceof IngestProblem) throw error
    pieces.backTo(before)
    return false
  }
}

/** Where members end if zeros fill up the last block, as on a tape: few of these may be the member's own. */
async function paddedEnds(blob: Blob): Promise<number[]> {
  const tail = new Uint8Array(await blob.slice(Math.max(0, blob.size - (1 << 16))).arrayBuffer())
  let zeros = 0
  while (zeros < tail.length && tail[tail.length - 1 - zeros] === 0) zeros++
  return zeros < 16 ? [blob.size] : [0, 1, 2, 3, 4].map((own) => blob.size - zeros + own)
}

function compressedProblem(file: string, error: unknown, signal: AbortSignal | undefined): unknown {
  signal?.throwIfAborted()
  if (error instanceof IngestProblem) return error
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 200)
  if (error instanceof DOMException && error.name === 'NotReadableError')
    return new IngestProblem({ code: 'unreadable_file', file }, { cause: error })
  const code = error instanceof UnsupportedZstd ? 'unsupported_archive' : 'damaged_archive'
  return new IngestProblem({ code, file, detail }, { cause: error })
}
