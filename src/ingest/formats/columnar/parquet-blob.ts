/** Bytes that are fetched when a few are asked for, and what counts as few. */
const AHEAD = 1 << 18
const FEW = 1 << 12

/** As much of a Blob as the reader of Parquet asks for. */
interface Slices {
  readonly size: number
  slice(start?: number, end?: number): Pick<Blob, 'arrayBuffer'>
}

/**
 * A Blob that fetches more than it is asked for where that is little: a file of ten thousand row groups is asked for as
 * many pieces of each column, and each would cost a turn of the event loop and more.
 */
export function readAhead(blob: Blob): Slices {
  let from = 0
  let bytes = new ArrayBuffer(0)
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    if (end - start > FEW) return blob.slice(start, end).arrayBuffer()
    if (start < from || end > from + bytes.byteLength) {
      const fetched = await blob.slice(start, Math.max(end, start + AHEAD)).arrayBuffer()
      from = start
      bytes = fetched
      return fetched.slice(0, end - start)
    }
    return bytes.slice(start - from, end - from)
  }
  return {
    size: blob.size,
    slice: (start = 0, end = blob.size) => ({ arrayBuffer: () => read(start, Math.min(end, blob.size)) }),
  }
}
