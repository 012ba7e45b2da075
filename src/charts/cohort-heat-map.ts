import * as Plot from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import type { ChartContext } from './chart.ts'
import { cohortLabel, cohortName, periodName, periodUnit } from './cohort-names.ts'
import { frame, hatch, haloText, NARROW, SMALL_TEXT } from './marks.ts'
import { FEW } from './words.ts'

/** What a cell of the heat map counts: bought in the period, in it or later, or has come back by its end. */
export type CohortMode = 'rate' | 'rate_or_later' | 'rate_ever'

const MEAN_ROW = 'mean'
const ROW = 24
const STEPS = 7

interface Cell {
  readonly row: string
  readonly period: number
  readonly rate: number
  readonly text: string
  readonly title: string
}

/** Cohorts down, periods across, the pooled mean on top; the cell of `key` in period 1 is marked. Null without cohorts. */
export function cohortHeatMap(
  context: ChartContext,
  width: number,
  key: string | null,
  mode: CohortMode = 'rate',
): PlotOptions | null {
  const { format, report } = context
  const { grain } = report.settings
  const ko = format.language === 'ko'
  const narrow = width < NARROW
  const all = context.rows('cohort_retention')
  const sizes = all.filter((row) => row.period === 0)
  const shown = sizes.slice(narrow ? -12 : -24)
  const names = new Set(shown.map((row) => row.cohort))
  const rows = all.filter((row) => names.has(row.cohort) && row.period! > 0)
  const lastPeriod = Math.max(0, ...rows.map((row) => row.period!))
  if (shown.length === 0 || lastPeriod === 0) return null

  const left = narrow ? 96 : 116
  const room = width - left - 2
  const periods = Math.min(lastPeriod, Math.floor(room / 27), 24)
  const cell = Math.min(72, room / periods)
  const digits = cell >= 44 ? 1 : 0
  const mean = context.rows('cohort_retention_mean').filter((row) => row.period! > 0 && row.period! <= periods)

  const isColoured = (row: (typeof rows)[number]) =>
    row[mode] !== null && !row.is_left_edge && (row.eligible ?? 0) >= FEW
  const inView = rows.filter((row) => row.period! <= periods)
  const toCell = (row: (typeof rows)[number]): Cell => ({
    row: row.cohort!,
    period: row.period!,
    rate: row[mode] ?? 0,
    text: format.number((row[mode] ?? 0) * 100, digits),
    title: cellTitle(context, row, mode),
  })
  const coloured = inView.filter(isColoured).map(toCell)
  const plain = inView.filter((row) => row[mode] !== null && !isColoured(row)).map(toCell)
  const hatched = inView.filter((row) => row[mode] === null || row.is_left_edge).map(toCell)
  const means: Cell[] = mean.map((row) => ({
    row: MEAN_ROW,
    period: row.period!,
    rate: row[mode] ?? 0,
    text: format.number((row[mode] ?? 0) * 100, digits),
    title: `${ko ? '평균' : 'Mean'} · ${periodName(row.period!, grain, format)}: ${format.percent(row[mode] ?? 0)}`,
  }))

  const top = Math.max(1e-9, ...coloured.map((one) => one.rate), ...means.map((one) => one.rate))
  const step = (rate: number) => Math.min(STEPS - 1, Math.floor((rate / top) * STEPS))
  const ink = (one: Cell) => (step(one.rate) >= 5 ? 'var(--seq-ink-hi)' : 'var(--seq-ink-lo)')
  const keyCells = coloured.filter((one) => one.row === key && one.period === 1)
  const isKey = (one: Cell) => keyCells.includes(one)
  const place = { x: 'period', y: 'row', inset: 0.75 } as const
  const lines = hatch(`cohort-${mode.replaceAll('_', '-')}`)

  const labels = shown.map((row, index) => ({
    row: row.cohort!,
    text: cohortLabel(
      row.cohort!,
      grain,
      format,
      index === 0 || startsYear(row.cohort!, shown[index - 1]?.cohort ?? ''),
    ),
    size: format.count(row.eligible ?? 0),
    isKey: keyCells.some((one) => one.row === row.cohort),
  }))
  const meanSize = mean.find((row) => row.period === 1)?.eligible
  const margins = { top: 46, right: width - left - cell * periods, bottom: 4, left }
  const rowNames = [MEAN_ROW, ...shown.map((row) => row.cohort!)]
  const cut = shown.length < sizes.length || periods < lastPeriod
  const height = margins.top + rowNames.length * ROW + margins.bottom + (cut ? 22 : 0)
  const heading = { frameAnchor: 'top-left', tone: 'axis', lineAnchor: 'bottom' } as const

  return frame(
    width,
    height,
    { ...margins, bottom: margins.bottom + (cut ? 22 : 0) },
    {
      x: { type: 'band', domain: Array.from({ length: periods }, (_, index) => index + 1), padding: 0, round: false },
      y: { type: 'band', domain: rowNames, padding: 0, round: false },
      marks: [
        lines.defs,
        Plot.cell(means.concat(coloured), {
          ...place,
          fill: (one: Cell) => `var(--seq-${step(one.rate)})`,
          title: 'title',
        }),
        Plot.cell(hatched, { ...place, fill: lines.fill, title: 'title' }),
        Plot.text(means.concat(coloured.filter((one) => !isKey(one))), {
          x: 'period',
          y: 'row',
          text: 'text',
          fill: ink,
          fontSize: SMALL_TEXT,
          pointerEvents: 'none',
        }),
        haloText(plain, { x: 'period', y: 'row', text: 'text', tone: 'axis', fontSize: SMALL_TEXT, title: 'title' }),
        Plot.cell(keyCells, { ...place, inset: -0.5, fill: 'none', stroke: 'var(--surface)', strokeWidth: 5 }),
        Plot.cell(keyCells, { ...place, inset: -0.5, fill: 'none', stroke: 'var(--accent)', strokeWidth: 2.5 }),
        Plot.text(keyCells, {
          x: 'period',
          y: 'row',
          text: 'text',
          fill: ink,
          fontSize: SMALL_TEXT,
          fontWeight: 600,
          pointerEvents: 'none',
        }),
        Plot.ruleY([MEAN_ROW], { y: (row: string) => row, stroke: 'var(--hairline-2)', dy: ROW / 2, insetLeft: -left }),
        ...([false, true] as const).map((isOfKey) => {
          const some = labels.filter((label) => label.isKey === isOfKey)
          const tone = isOfKey ? 'accent' : 'label'
          return [
            haloText(some, {
              y: 'row',
              text: 'text',
              frameAnchor: 'left',
              textAnchor: ko ? 'end' : 'start',
              dx: ko ? 60 - left : -left,
              tone,
            }),
            haloText(some, {
              y: 'row',
              text: 'size',
              frameAnchor: 'left',
              textAnchor: 'end',
              dx: -8,
              tone: isOfKey ? 'accent' : 'axis',
            }),
          ]
        }),
        haloText([MEAN_ROW], {
          y: (row: string) => row,
          text: () => (ko ? '평균' : 'Mean'),
          frameAnchor: 'left',
          textAnchor: ko ? 'end' : 'start',
          dx: ko ? 60 - left : -left,
          tone: 'ink',
        }),
        haloText([MEAN_ROW], {
          y: (row: string) => row,
          text: () => (meanSize == null ? '' : format.count(meanSize)),
          frameAnchor: 'left',
          textAnchor: 'end',
          dx: -8,
          tone: 'axis',
        }),
        haloText([ko ? '첫 구매' : 'First order'], {
          ...heading,
          text: (word: string) => word,
          textAnchor: ko ? 'end' : 'start',
          dx: ko ? 60 - left : -left,
          dy: -6,
        }),
        haloText(['n'], { ...heading, text: (word: string) => word, textAnchor: 'end', dx: -8, dy: -6 }),
        haloText([acrossTitle(context, mode)], {
          ...heading,
          text: (word: string) => word,
          textAnchor: 'start',
          dy: -26,
        }),
        haloText(
          Array.from({ length: periods }, (_, index) => index + 1),
          {
            x: (period: number) => period,
            text: (period: number) => String(period),
            frameAnchor: 'top',
            lineAnchor: 'bottom',
            dy: -6,
            tone: 'axis',
          },
        ),
        cut
          ? haloText([cutNote(context, shown.length, periods)], {
              text: (word: string) => word,
              frameAnchor: 'bottom-left',
              textAnchor: 'start',
              lineAnchor: 'top',
              dx: -left,
              dy: 8,
              tone: 'axis',
            })
          : null,
      ],
    },
  )
}

function startsYear(cohort: string, before: string): boolean {
  return cohort.slice(0, 4) !== before.slice(0, 4)
}

function acrossTitle(context: ChartContext, mode: CohortMode): string {
  const { format, report } = context
  const unit = periodUnit(report.settings.grain, format)
  const [ko, en] = {
    rate: ['뒤에 산 고객(%)', 'after the first order: % who bought'],
    rate_or_later: ['뒤나 그 뒤에 산 고객(%)', 'after the first order: % who bought then or later'],
    rate_ever: ['안에 돌아온 고객(%)', 'after the first order: % who had come back'],
  }[mode] as [string, string]
  const counted = report.settings.grain === 'month' ? '몇 개월' : `몇 ${unit}`
  return format.language === 'ko' ? `${counted} ${ko}` : `${unit[0]!.toUpperCase()}${unit.slice(1)} ${en}`
}

function cutNote(context: ChartContext, cohorts: number, periods: number): string {
  const { format, report } = context
  const unit = periodUnit(report.settings.grain, format)
  return format.language === 'ko'
    ? `최근 코호트 ${cohorts}개, ${periods}${unit} 뒤까지. 나머지는 표에 있습니다.`
    : `Newest ${cohorts} cohorts, ${periods} ${unit}; the table has the rest.`
}

function cellTitle(
  context: ChartContext,
  row: { cohort: string | null; period: number | null; eligible: number | null } & Readonly<
    Record<CohortMode, number | null>
  >,
  mode: CohortMode,
): string {
  const { format, report } = context
  const { grain } = report.settings
  const ko = format.language === 'ko'
  const rate = row[mode]
  const value = rate === null ? (ko ? '아직 모름' : 'not known yet') : format.percent(rate)
  return `${cohortName(row.cohort!, grain, format)} · ${periodName(row.period!, grain, format)}: ${value} (n ${format.count(row.eligible ?? 0)})`
}
