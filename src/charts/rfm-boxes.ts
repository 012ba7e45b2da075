import type { ChartContext } from './chart.ts'
import { SMALL_TEXT } from './marks.ts'
import { customersOf, type GridCell } from './rfm-grid.ts'
import { segmentOf } from './segments.ts'
import { wrap } from './text-size.ts'
import { valueWord } from './words.ts'

/** What a cell says when it is read. */
function reading(context: ChartContext, cell: GridCell, customers: number): string {
  const { format, language, t } = context
  const name = cell.segment === null ? '' : `, ${t(segmentOf(cell.segment).name)}`
  const who = language === 'ko' ? `고객 ${format.customers(cell.customers)}` : format.customers(cell.customers)
  const share = customers > 0 ? ` (${format.percent(cell.customers / customers)})` : ''
  return `R${cell.r} × F${cell.f}${name}: ${who}${share}${cell.value === null ? '' : `, ${t(valueWord(context))} ${format.money(cell.value)}`}`
}

/** Space between cells in CSS pixels: a hair inside a segment, a gap where another begins. */
const GAP = 1.25

/** A cell as it is drawn, in pixels. */
export interface Box extends GridCell {
  readonly x1: number
  readonly x2: number
  readonly y1: number
  readonly y2: number
  /** Where its text begins. */
  readonly left: number
  readonly top: number
  readonly color: string
  /** Name lines, on the first cell of each segment. */
  readonly name: readonly string[]
  readonly title: string
}

/** Every cell with its place, its colour and, on the first of a segment, its name. */
export function boxesOf(context: ChartContext, cells: readonly GridCell[], width: number, sizes: GridSizes): Box[] {
  const customers = customersOf(cells)
  const named = new Set<string>()
  const segmentAt = (r: number, f: number) => cells.find((cell) => cell.r === r && cell.f === f)?.segment
  const columnWidth = (width - sizes.left) / 5
  return cells.map((cell) => {
    const x = sizes.left + (cell.f - 1) * columnWidth
    const y = sizes.top + (5 - cell.r) * sizes.row
    const gap = (r: number, f: number) => (segmentAt(r, f) === cell.segment ? -0.3 : GAP)
    const segment = cell.segment === null ? null : segmentOf(cell.segment)
    const isFirst = segment !== null && !named.has(segment.id)
    if (segment) named.add(segment.id)
    const run = cell.f < 5 && segmentAt(cell.r, cell.f + 1) === cell.segment ? 2 : 1
    return {
      ...cell,
      x1: x + gap(cell.r, cell.f - 1),
      x2: x + columnWidth - gap(cell.r, cell.f + 1),
      y1: y + gap(cell.r + 1, cell.f),
      y2: y + sizes.row - gap(cell.r - 1, cell.f),
      left: x + sizes.pad,
      top: y,
      color: segment?.color ?? 'var(--hairline-2)',
      name: isFirst ? wrap(context.t(segment.name), columnWidth * run - sizes.pad * 1.5, sizes.name) : [],
      title: reading(context, cell, customers),
    }
  })
}

/** The measures of the grid at a width, in pixels. */
export interface GridSizes {
  readonly left: number
  readonly top: number
  readonly row: number
  readonly pad: number
  /** Text sizes of segment name and count. */
  readonly name: number
  readonly count: number
  /** From a cell's top to the middle of its count. */
  readonly countAt: number
  /** Value below the count instead of beside it. */
  readonly isSmall: boolean
}

/** The measures that fit a width; small cells are as high as the longest of the segments' names needs. */
export function gridSizes(context: ChartContext, cells: readonly GridCell[], width: number): GridSizes {
  if (width >= 700) return { left: 88, top: 28, row: 80, pad: 12, name: 12, count: 19, countAt: 50, isSmall: false }
  const [left, pad] = width < 460 ? [26, 6] : [76, 9]
  const sizes = { left, top: 24, pad, name: SMALL_TEXT, count: 15, isSmall: true }
  const boxes = boxesOf(context, cells, width, { ...sizes, row: 0, countAt: 0 })
  const lines = Math.max(1, ...boxes.map((box) => box.name.length))
  const countAt = 8 + lines * SMALL_TEXT * 1.15 + 14
  return { ...sizes, countAt, row: countAt + 37 }
}
