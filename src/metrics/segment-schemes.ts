import type { Cell } from '../engine/database.ts'
import type { Settings } from './settings.ts'

const grid: Readonly<Record<number, readonly string[]>> = {
  5: ['recent_first', 'potential_loyalist', 'potential_loyalist', 'champion', 'champion'],
  4: ['promising', 'potential_loyalist', 'potential_loyalist', 'loyal', 'loyal'],
  3: ['about_to_sleep', 'about_to_sleep', 'needs_attention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
  1: ['one_and_gone', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
}

/** The segments of the default scheme, best first. */
export const segments = [
  'champion', 'loyal', 'potential_loyalist', 'recent_first', 'promising', 'needs_attention', 'about_to_sleep',
  'at_risk', 'cant_lose', 'hibernating', 'one_and_gone',
] as const // prettier-ignore

/** The segment of each (r, f, m) cell: rows of the relation `segment_cells`. TODO A1: schemes r-rfm, three-level, custom; coverage check. */
export function segmentCells(_settings: Settings): (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = []
  for (let r = 1; r <= 5; r++)
    for (let f = 1; f <= 5; f++) for (let m = 1; m <= 5; m++) rows.push([r, f, m, grid[r]![f - 1]!])
  return rows
}
