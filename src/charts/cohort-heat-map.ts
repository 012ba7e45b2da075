import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import type { Format } from '../i18n/format.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { ChartContext } from './chart.ts'
import { acrossTitle, cellReading, cutNote, type CohortMode } from './cohort-heat-map-words.ts'
import { cohortLabel, periodName } from './cohort-names.ts'
import { frame, hatch, haloText, NARROW, SMALL_TEXT, TEXT, type Tone } from './marks.ts'
import { textWidth } from './text-size.ts'
import { FEW } from './words.ts'

type CohortRow = MetricRows['cohort_retention']

interface Cell {
  readonly row: string
  readonly period: number
  readonly rate: number
  readonly text: string
  readonly title: string
}

const MEAN_ROW = 'mean'
const ROW_HEIGHT = 24
const LEAST_CELL = 27
const WIDEST_CELL = 72
const STEPS = 7
const FLIP = 5

/** Room for a cohort's name at the left, in CSS pixels. */
const NAME_WIDTH = { month: 60, quarter: 66, week: 84 } as const

/** The line under a map that is too narrow for more. */
const REST = { ko: '나머지는 표에 있습니다.', en: 'The rest is in the table.' }

/** Cohorts down, periods across, the pooled mean on top; the cell of `key` in period 1 is marked. Null without cohorts. */
export function cohortHeatMap(
  context: ChartContext,
  width: number,
  key: string | null,
  mode: CohortMode = 'rate',
): PlotOptions | null {
  const { format, report, t } = context
  const { grain } = report.settings
  const narrow = width < NARROW
  const all = context.rows('cohort_retention')
  const sizes = all.filter((row) => row.period === 0)
  const shown = sizes.slice(narrow ? -12 : -24)
  const names = new Set(shown.map((row) => row.cohort))
  const rows = all.filter((row) => names.has(row.cohort) && row.period! > 0)
  const lastPeriod = Math.max(0, ...rows.map((row) => row.period!))
  if (lastPeriod === 0) return null

  const everyone = context.rows('cohort_retention_mean').find((row) => row.period === 1)?.eligible ?? null
  const counts = [everyone, ...shown.map((row) => row.eligible)].map((count) => counted(format, count))
  const countWidth = Math.max(...counts.map((count) => textWidth(count, TEXT)))
  const left = Math.ceil(NAME_WIDTH[grain] + countWidth * 1.06 + (narrow ? 18 : 26))
  const periods = Math.min(lastPeriod, Math.floor((width - left) / LEAST_CELL), 24)
  const cellWidth = Math.min(WIDEST_CELL, (width - left) / periods)
  const isCut = shown.length < sizes.length || periods < lastPeriod

  const number = (rate: number | null) => format.percent(rate ?? 0, cellWidth >= 44 ? 1 : 0).replace('%', '')
  const cellOf = (row: CohortRow): Cell => ({
    row: row.cohort!,
    period: row.period!,
    rate: row[mode] ?? 0,
    text: number(row[mode]),
    title: cellReading(context, row, mode),
  })
  const inView = rows.filter((row) => row.period! <= periods)
  const isHatched = (row: CohortRow) => row[mode] === null || row.is_left_edge === true
  const isFew = (row: CohortRow) => (row.eligible ?? 0) < FEW
  const hatched = inView.filter(isHatched)
  const open = inView.filter((row) => !isHatched(row))
  const judged = open.filter((row) => !isFew(row)).map(cellOf)
  const meanRows = context
    .rows('cohort_retention_mean')
    .filter((row) => row.period! > 0 && row.period! <= periods && row[mode] !== null)
  const meanOf = (row: (typeof meanRows)[number]): Cell => ({
    row: MEAN_ROW,
    period: row.period!,
    rate: row[mode] ?? 0,
    text: number(row[mode]),
    title: `${t(MEAN)} · ${periodName(row.period!, grain, format)}: ${format.percent(row[mode] ?? 0)}${row.eligible === null ? '' : ` (n ${format.count(row.eligible)})`}`,
  })

  const isFewBehind = (row: (typeof meanRows)[number]) => row.eligible !== null && row.eligible < FEW
  const means = meanRows.filter((row) => !isFewBehind(row)).map(meanOf)
  const few = [...meanRows.filter(isFewBehind).map(meanOf), ...open.filter(isFew).map(cellOf)]
  const coloured = [...means, ...judged]
  const top = Math.max(...coloured.map((cell) => cell.rate))
  const step = ({ rate }: Cell) => (top > 0 ? Math.min(STEPS - 1, Math.floor((rate / top) * STEPS)) : 0)
  const keyCells = judged.filter((cell) => cell.row === key && cell.period === 1)
  const lines = hatch(`cohort-${mode.replaceAll('_', '-')}`)
  const place = { x: 'period', y: 'row', inset: 0.75 } as const
  const text = { x: 'period', y: 'row', text: 'text', fontSize: SMALL_TEXT, pointerEvents: 'none' } as const
  const outline = { ...place, inset: -0.5, fill: 'none' } as const
  const ink = (cell: Cell) => (step(cell) >= FLIP ? 'var(--seq-ink-hi)' : 'var(--seq-ink-lo)')

  const margins = { top: 46, right: width - left - cellWidth * periods, bottom: isCut ? 26 : 4, left }
  const domain = [MEAN_ROW, ...shown.map((row) => row.cohort!)]
  const periodNumbers = Array.from({ length: periods }, (_, index) => index + 1)
  const note = cutNote(context, shown.length, periods)
  const title = acrossTitle(context, mode)
  const above = { frameAnchor: 'top', lineAnchor: 'bottom', tone: 'axis' } as const
  return frame(width, margins.top + domain.length * ROW_HEIGHT + margins.bottom, margins, {
    ariaLabel: title,
    x: { type: 'band', domain: periodNumbers, padding: 0, round: false },
    y: { type: 'band', domain, padding: 0, round: false },
    marks: [
      lines.defs,
      Plot.cell(coloured, { ...place, fill: (cell: Cell) => `var(--seq-${step(cell)})`, title: 'title' }),
      Plot.cell(few, { ...place, fill: 'transparent', title: 'title' }),
      Plot.cell(hatched.map(cellOf), { ...place, fill: lines.fill, title: 'title' }),
      Plot.text(
        coloured.filter((cell) => !keyCells.includes(cell)),
        { ...text, fill: ink },
      ),
      haloText([...few, ...hatched.filter((row) => row[mode] !== null).map(cellOf)], { ...text, tone: 'axis' }),
      Plot.cell(keyCells, { ...outline, stroke: 'var(--surface)', strokeWidth: 5 }),
      Plot.cell(keyCells, { ...outline, stroke: 'var(--accent)', strokeWidth: 2.5 }),
      Plot.text(keyCells, { ...text, fill: ink, fontWeight: 600 }),
      Plot.ruleY([MEAN_ROW], {
        y: (row: string) => row,
        stroke: 'var(--hairline-2)',
        dy: ROW_HEIGHT / 2,
        insetLeft: -left,
      }),
      ...rowLabels(context, rowsOf(context, shown, keyCells[0]?.row ?? null, everyone), left),
      haloText(periodNumbers, { ...above, x: (period: number) => period, text: String, dy: -6 }),
      haloText([title], {
        ...above,
        text: String,
        frameAnchor: 'top-left',
        textAnchor: 'start',
        dx: textWidth(title, TEXT) > width - left ? -left : 0,
        dy: -26,
      }),
      isCut
        ? haloText([textWidth(note, TEXT) > width ? t(REST) : note], {
            text: String,
            frameAnchor: 'bottom-left',
            textAnchor: 'start',
            lineAnchor: 'top',
            dx: -left,
            dy: 8,
            tone: 'axis',
          })
        : null,
    ],
  })
}

const MEAN = { ko: '평균', en: 'Mean' } as const
const FIRST_ORDER = { ko: '첫 구매', en: 'First order' } as const

interface RowLabel {
  readonly row: string
  readonly text: string
  readonly size: string
  readonly tone: Tone
}

/** A number of people; a hidden one is no number. */
const counted = (format: Format, count: number | null) => (count === null ? '–' : format.count(count))

function rowsOf(
  { format, report, t }: ChartContext,
  shown: readonly CohortRow[],
  key: string | null,
  meanSize: number | null,
): RowLabel[] {
  const cohorts = shown.map((row, index): RowLabel => {
    const startsYear = row.cohort!.slice(0, 4) !== shown[index - 1]?.cohort?.slice(0, 4)
    return {
      row: row.cohort!,
      text: cohortLabel(row.cohort!, report.settings.grain, format, startsYear),
      size: counted(format, row.eligible),
      tone: row.cohort === key ? 'accent' : 'label',
    }
  })
  const size = meanSize === null ? '' : format.count(meanSize)
  return [{ row: MEAN_ROW, text: t(MEAN), size, tone: 'ink' }, ...cohorts]
}

/** Names (months aligned: at their end in Korean, at their start in English) and sizes left of the rows. */
function rowLabels({ language, report, t }: ChartContext, labels: readonly RowLabel[], left: number): Markish[] {
  const name =
    language === 'ko'
      ? ({ frameAnchor: 'left', textAnchor: 'end', dx: NAME_WIDTH[report.settings.grain] - left } as const)
      : ({ frameAnchor: 'left', textAnchor: 'start', dx: -left } as const)
  const size = { frameAnchor: 'left', textAnchor: 'end', dx: -8 } as const
  const head = { text: String, frameAnchor: 'top-left', lineAnchor: 'bottom', dy: -6, tone: 'axis' } as const
  return [
    haloText([t(FIRST_ORDER)], { ...name, ...head }),
    haloText(['n'], { ...size, ...head }),
    ...(['label', 'ink', 'accent'] as const).flatMap((tone) => {
      const some = labels.filter((label) => label.tone === tone)
      return [
        haloText(some, { ...name, y: 'row', text: 'text', tone }),
        haloText(some, { ...size, y: 'row', text: 'size', tone: tone === 'accent' ? 'accent' : 'axis' }),
      ]
    }),
  ]
}
