const PIECE = 4 << 20
/** Bytes of a member's header that are looked at. */
const HEADER = 10

/** Places in a gzip file where a member may start, judged by the ten bytes of a header; the first is 0. */
export async function memberStarts(blob: Blob, signal?: AbortSignal): Promise<number[]> {
  const starts: number[] = []
  for (let from = 0; from < blob.size; from += PIECE) {
    signal?.throwIfAborted()
    const bytes = new Uint8Array(await blob.slice(from, from + PIECE + HEADER - 1).arrayBuffer())
    for (let at = bytes.indexOf(0x1f); at >= 0 && at < PIECE; at = bytes.indexOf(0x1f, at + 1))
      if (isHeader(bytes, at)) starts.push(from + at)
  }
  return starts
}

/** Method 8, no reserved flag, a known level and a known system. */
function isHeader(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] !== 0x8b || bytes[at + 2] !== 8 || bytes[at + 3]! >= 32 || at + HEADER > bytes.length) return false
  const [level, system] = [bytes[at + 8]!, bytes[at + 9]!]
  return (level === 0 || level === 2 || level === 4) && (system <= 13 || system === 255)
}
