import * as Plot from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import type { MetricRows } from '../metrics/index.ts'
import type { ChartContext } from './chart.ts'
import { cohortLabel } from './cohort-names.ts'
import { frame, hatch, haloText, NARROW, SMALL_TEXT, TEXT } from './marks.ts'
import { textWidth } from './text-size.ts'
import { FEW } from './words.ts'

type Row = MetricRows['cohort_value']

const ROW_HEIGHT = 24
const STEPS = 7
const FLIP = 5

/** Cohorts down, elapsed windows across, value per customer in the cell; `key` is marked. Null without cohorts. */
export function cohortValueGrid(context: ChartContext, width: number, key: Row | null): PlotOptions | null {
  const { format, language, t } = context
  const isNarrow = width < NARROW
  const all = context.rows('cohort_value').filter((row) => row.cohort !== null && row.window !== null)
  const cohorts = [...new Set(all.map((row) => row.cohort!))].slice(isNarrow ? -12 : -24)
  const windows = [...new Set(all.map((row) => row.window!))].sort((a, b) => a - b)
  if (cohorts.length === 0) return null
  const rows = all.filter((row) => cohorts.includes(row.cohort!))
  const isOpen = (row: Row) => row.value_per_customer === null
  const isFew = (row: Row) => (row.customers ?? 0) < FEW
  const known = rows.filter((row) => !isOpen(row))
  const coloured = known.filter((row) => !isFew(row) && row.is_left_edge !== true)
  const range = new Map(
    windows.map((window) => {
      const values = coloured.filter((row) => row.window === window).map((row) => row.value_per_customer!)
      return [window, [Math.min(...values), Math.max(...values)] as const]
    }),
  )
  const step = (row: Row) => {
    const [low, high] = range.get(row.window!)!
    return high > low ? Math.min(STEPS - 1, Math.floor(((row.value_per_customer! - low) / (high - low)) * STEPS)) : 2
  }
  const text = (row: Row) => format.shortMoney(row.value_per_customer!)
  const title = (row: Row) =>
    [
      `${format.month(row.cohort!)} · ${format.days(row.window!)}`,
      isOpen(row) ? t({ ko: '아직 모름', en: 'not known yet' }) : format.money(row.value_per_customer!),
      `n ${format.count(row.customers ?? 0)}`,
    ].join(' · ')
  const isKey = (row: Row) => row.cohort === key?.cohort && row.window === key?.window
  const sizes = new Map(rows.map((row) => [row.cohort!, row.customers ?? 0]))
  const names = cohorts.map((cohort, index) => ({
    cohort,
    text: cohortLabel(cohort, 'month', format, cohort.slice(0, 4) !== cohorts[index - 1]?.slice(0, 4)),
    size: format.count(sizes.get(cohort) ?? 0),
    isKey: cohort === key?.cohort,
  }))
  const nameWidth = Math.max(...names.map((name) => textWidth(name.text, TEXT)))
  const sizeWidth = Math.max(...names.map((name) => textWidth(name.size, TEXT)), 12)
  const left = Math.ceil(nameWidth + sizeWidth + 28)
  const cellWidth = Math.min(132, (width - left) / windows.length)
  const margins = { top: 28, right: Math.max(0, width - left - cellWidth * windows.length), bottom: 4, left }
  const lines = hatch('cohort-value')
  const place = { x: 'window', y: 'cohort', inset: 0.75 } as const
  const inCell = { x: 'window', y: 'cohort', text, fontSize: SMALL_TEXT, pointerEvents: 'none' } as const
  const plain = [...known.filter((row) => !coloured.includes(row))]
  const above = { text: String, frameAnchor: 'top', lineAnchor: 'bottom', dy: -8, tone: 'axis' } as const

  return frame(width, margins.top + cohorts.length * ROW_HEIGHT + margins.bottom, margins, {
    ariaLabel: t({ ko: '첫 구매월과 기간별 인당 누적 금액', en: 'Value per customer by cohort and elapsed days' }),
    x: { type: 'band', domain: windows, padding: 0, round: false },
    y: { type: 'band', domain: cohorts, padding: 0, round: false },
    marks: [
      lines.defs,
      Plot.cell(coloured, { ...place, fill: (row: Row) => `var(--seq-${step(row)})`, title }),
      Plot.cell(
        plain.filter((row) => row.is_left_edge === true),
        { ...place, fill: lines.fill, title },
      ),
      Plot.cell(
        plain.filter((row) => row.is_left_edge !== true),
        { ...place, fill: 'transparent', title },
      ),
      Plot.cell(rows.filter(isOpen), { ...place, fill: lines.fill, title }),
      Plot.text(coloured, {
        ...inCell,
        fill: (row: Row) => (step(row) >= FLIP ? 'var(--seq-ink-hi)' : 'var(--seq-ink-lo)'),
      }),
      haloText(plain, { ...inCell, tone: 'axis' }),
      Plot.cell(rows.filter(isKey), { ...place, inset: -0.5, fill: 'none', stroke: 'var(--surface)', strokeWidth: 5 }),
      Plot.cell(rows.filter(isKey), { ...place, inset: -0.5, fill: 'none', stroke: 'var(--accent)', strokeWidth: 2.5 }),
      ...[false, true].flatMap((isTheKey) => {
        const some = names.filter((name) => name.isKey === isTheKey)
        const tone = isTheKey ? 'accent' : 'label'
        return [
          haloText(some, {
            y: 'cohort',
            text: 'text',
            frameAnchor: 'left',
            textAnchor: 'end',
            dx: nameWidth - left,
            tone,
          }),
          haloText(some, {
            y: 'cohort',
            text: 'size',
            frameAnchor: 'left',
            textAnchor: 'end',
            dx: -10,
            tone: isTheKey ? 'accent' : 'axis',
          }),
        ]
      }),
      haloText(windows, {
        ...above,
        x: (window: number) => window,
        text: (window: number) => (language === 'ko' || !isNarrow ? format.days(window) : String(window)),
      }),
      haloText(['n'], { ...above, frameAnchor: 'top-left', textAnchor: 'end', dx: -10 }),
      haloText([t({ ko: '첫 구매', en: 'First order' })], {
        ...above,
        frameAnchor: 'top-left',
        textAnchor: 'start',
        dx: -left,
      }),
    ],
  })
}
