import type { Cell } from '../engine/database.ts'
import type { Settings } from './settings.ts'

/** A cell of scores from 1 to 5 with the segment of the customers in it. */
export interface SegmentCell {
  readonly r: number
  readonly f: number
  readonly m: number
  readonly segment: string
}

/** What a map from scores to segments lacks. A scheme is usable when all three are empty. */
export interface SchemeCoverage {
  /** Cells without a segment, as `rfm` (`"551"`). */
  readonly gaps: readonly string[]
  /** Cells with more than one segment. */
  readonly overlaps: readonly string[]
  /** What is no cell of the grid, or names its segment in other than lower snake_case. */
  readonly invalid: readonly string[]
}

const SCORES = [1, 2, 3, 4, 5] as const

/** The segments of the default scheme, best first. */
export const segments = [
  'champion',
  'loyal',
  'potential_loyalist',
  'recent_first',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'at_risk',
  'cant_lose',
  'hibernating',
  'one_and_gone',
] as const

/** By recency score, then by frequency score from 1 to 5. */
const defaultGrid: Readonly<Record<number, readonly (typeof segments)[number][]>> = {
  5: ['recent_first', 'potential_loyalist', 'potential_loyalist', 'champion', 'champion'],
  4: ['promising', 'potential_loyalist', 'potential_loyalist', 'loyal', 'loyal'],
  3: ['about_to_sleep', 'about_to_sleep', 'needs_attention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
  1: ['one_and_gone', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
}

type Range = readonly [lowest: number, highest: number]

/**
 * The ten segments of the R package rfm 0.3.0 as its vignette publishes them: the first that matches wins, the rest are
 * `others`. Where a name equals one of the default scheme's, which means other cells, the id starts with `rfm_`.
 */
const rRfmRanges: readonly (readonly [segment: string, r: Range, f: Range, m: Range])[] = [
  ['champions', [5, 5], [5, 5], [5, 5]],
  ['rfm_potential_loyalist', [3, 5], [3, 5], [2, 5]],
  ['loyal_customers', [2, 4], [2, 4], [2, 4]],
  ['rfm_promising', [3, 4], [1, 3], [3, 5]],
  ['new_customers', [4, 5], [1, 3], [1, 5]],
  ['cant_lose_them', [1, 2], [3, 4], [4, 5]],
  ['rfm_at_risk', [1, 2], [2, 5], [4, 5]],
  ['need_attention', [1, 3], [3, 5], [3, 5]],
  ['rfm_about_to_sleep', [2, 3], [1, 3], [1, 4]],
  ['lost', [1, 1], [1, 5], [1, 5]],
]

type SegmentOf = (r: number, f: number, m: number) => string | undefined

const within = (score: number, [lowest, highest]: Range): boolean => score >= lowest && score <= highest

const shipped: Readonly<Record<Exclude<Settings['scheme'], 'custom'>, SegmentOf>> = {
  default: (r, f) => defaultGrid[r]?.[f - 1],
  'r-rfm': (r, f, m) =>
    rRfmRanges.find(([, rs, fs, ms]) => within(r, rs) && within(f, fs) && within(m, ms))?.[0] ?? 'others',
  'three-level': (r, f, m) => (r + f + m >= 12 ? 'high' : r + f + m >= 8 ? 'medium' : 'low'),
}

function cellsOf(segmentOf: SegmentOf): SegmentCell[] {
  return SCORES.flatMap((r) =>
    SCORES.flatMap((f) =>
      SCORES.flatMap((m) => {
        const segment = segmentOf(r, f, m)
        return segment === undefined ? [] : [{ r, f, m, segment }]
      }),
    ),
  )
}

/** Checks that cells partition the 5 × 5 × 5 grid: no gap, no overlap, nothing outside it. */
export function schemeCoverage(cells: readonly SegmentCell[]): SchemeCoverage {
  const found = new Map<string, number>()
  const invalid: string[] = []
  for (const { r, f, m, segment } of cells) {
    const cell = `${r}${f}${m}`
    const isOnGrid = [r, f, m].every((score) => SCORES.some((known) => known === score))
    if (isOnGrid && /^[a-z][a-z0-9_]*$/.test(segment)) found.set(cell, (found.get(cell) ?? 0) + 1)
    else invalid.push(`${cell} ${segment}`)
  }
  const grid = cellsOf(() => '').map(({ r, f, m }) => `${r}${f}${m}`)
  return {
    gaps: grid.filter((cell) => !found.has(cell)),
    overlaps: grid.filter((cell) => (found.get(cell) ?? 0) > 1),
    invalid,
  }
}

/** What a scheme of one's own (segment by `rf`, as `{"55": "champion", …}`) lacks; gaps and the like as `rf`. */
export function customSchemeCoverage(scheme: NonNullable<Settings['custom_scheme']>): SchemeCoverage {
  const cells = Object.entries(scheme).map(([cell, segment]) => ({
    r: cell.length === 2 ? Number(cell[0]) : Number.NaN,
    f: Number(cell[1]),
    m: 1,
    segment,
  }))
  const { gaps, overlaps } = schemeCoverage(cells)
  return {
    gaps: gaps.filter((cell) => cell.endsWith('1')).map((cell) => cell.slice(0, 2)),
    overlaps: overlaps.map((cell) => cell.slice(0, 2)),
    invalid: Object.entries(scheme)
      .filter((_entry, index) => schemeCoverage([cells[index]!]).invalid.length > 0)
      .map(([cell, segment]) => `${cell} ${segment}`),
  }
}

/** All cells of the scheme in force. Throws a RangeError where a scheme of one's own is missing or does not partition the grid. */
export function schemeCells(settings: Pick<Settings, 'scheme' | 'custom_scheme'>): SegmentCell[] {
  if (settings.scheme !== 'custom') return cellsOf(shipped[settings.scheme])
  const own = settings.custom_scheme ?? {}
  const { gaps, invalid } = customSchemeCoverage(own)
  if (gaps.length > 0) throw new RangeError(`custom_scheme has no segment for the cells ${gaps.join(', ')}`)
  if (invalid.length > 0) throw new RangeError(`custom_scheme cannot use ${invalid.join(', ')}`)
  return cellsOf((r, f) => own[`${r}${f}`])
}

/** The segments of the scheme in force, from the cell of the highest scores down. */
export function schemeSegments(settings: Pick<Settings, 'scheme' | 'custom_scheme'>): string[] {
  if (settings.scheme === 'default') return [...segments]
  return [
    ...new Set(
      schemeCells(settings)
        .reverse()
        .map(({ segment }) => segment),
    ),
  ]
}

/** Rows of the relation `segment_cells`: the segment of each (r, f, m). */
export function segmentCells(settings: Pick<Settings, 'scheme' | 'custom_scheme'>): (readonly Cell[])[] {
  return schemeCells(settings).map(({ r, f, m, segment }) => [r, f, m, segment])
}

/** The segment of each cell, by the number 100·r + 10·f + m that `int_customer_scores` gives it. */
export function segmentsByCell(settings: Pick<Settings, 'scheme' | 'custom_scheme'>): ReadonlyMap<number, string> {
  return new Map(schemeCells(settings).map(({ r, f, m, segment }) => [100 * r + 10 * f + m, segment]))
}
