import type { ReaderOptions } from 'parquet-wasm'

/** Rows of one part of a sample, and row groups that are looked at for it. */
const SAMPLE = 300
const SAMPLE_GROUPS = 20

/** The first rows, and the first from the middle on and near the end; in a single group, its last rows. */
export function sampleReads(rowGroups: readonly number[]): ReaderOptions[] {
  const filled = rowGroups.flatMap((rows, group) => (rows > 0 ? [group] : []))
  const [first] = filled
  if (first === undefined) return []
  const rows = rowGroups[first]!
  if (filled.length === 1) {
    const offset = Math.max(SAMPLE, rows - SAMPLE)
    const last = { rowGroups: [first], offset, limit: rows - offset }
    return [{ rowGroups: [first], limit: SAMPLE }, ...(rows > SAMPLE ? [last] : [])]
  }
  const reads: ReaderOptions[] = []
  let next = 0
  for (const start of [0, filled.length >> 1, filled.length - partLength(rowGroups, [...filled].reverse())]) {
    const from = Math.max(next, start)
    const groups = filled.slice(from, from + partLength(rowGroups, filled.slice(from)))
    if (groups.length > 0) reads.push({ rowGroups: groups, limit: SAMPLE })
    next = from + groups.length
  }
  return reads
}

/** How many of these row groups make a part of a sample. */
function partLength(rowGroups: readonly number[], groups: readonly number[]): number {
  let rows = 0
  const last = groups.findIndex((group) => (rows += rowGroups[group]!) >= SAMPLE)
  return Math.min(SAMPLE_GROUPS, last < 0 ? groups.length : last + 1)
}
