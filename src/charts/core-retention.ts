import * as Plot from '@observablehq/plot'
import type { Word } from '../i18n/locale.ts'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { drawing, haloText, NARROW } from './marks.ts'
import { textWidth } from './text-size.ts'
import { addDays, churnUnknown, FEW, hiddenText, ko, say, tooFew, valueWord } from './words.ts'

const names: Readonly<Record<string, Word>> = {
  core: { ko: '아직 핵심고객', en: 'still core' },
  active: { ko: '핵심에서 내려옴', en: 'no longer core' },
  churned: { ko: '이탈', en: 'churned' },
}

interface Outcome {
  readonly id: string
  readonly name: string
  readonly customers: number
  readonly share: number
  /** Null where it is not known, or hidden. */
  readonly before: number | null
  readonly after: number | null
}

/** The outcomes in the order core, active, churned, those with nobody too; none without rows, and where one is hidden. */
function outcomesOf(context: ChartContext): Outcome[] {
  const rows = context.rows('core_retention')
  if (rows.some((row) => row.customers === null)) return []
  const total = rows.reduce((sum, row) => sum + (row.customers ?? 0), 0)
  if (total === 0) return []
  return Object.entries(names).map(([id, name]) => {
    const row = rows.find((row) => row.outcome === id)
    const customers = row?.customers ?? 0
    return {
      id,
      name: context.t(name),
      customers,
      share: customers / total,
      before: row ? row.value_before : 0,
      after: row ? row.value_after : 0,
    }
  })
}

const total = (outcomes: readonly Outcome[]) => outcomes.reduce((sum, outcome) => sum + outcome.customers, 0)

function headline(context: ChartContext): Sentence | null {
  const outcomes = outcomesOf(context)
  const n = total(outcomes)
  if (n === 0) return null
  if (n < FEW) return tooFew(context, n)
  const { format, language, t } = context
  const isKo = language === 'ko'
  const gone = outcomes.find((outcome) => outcome.id === 'churned')!
  const kept = outcomes.find((outcome) => outcome.id === 'core')!
  if (gone.customers === 0) {
    const share = strong(format.percent(kept.share))
    return isKo
      ? say(`12개월 전 핵심고객 ${format.customers(n)} 가운데 떠난 고객은 없고, `, share, '가 아직 핵심고객입니다.')
      : say(`Of ${format.count(n)} core customers 12 months ago none have churned; `, share, ' are still core.')
  }
  const number = strong(`${format.customers(gone.customers)}(${format.percent(gone.share)})`)
  const value = t(valueWord(context))
  const { before, after } = gone
  const fell = before !== null && after !== null && before > after
  if (isKo)
    return say(
      `12개월 전 핵심고객 ${format.customers(n)} 가운데 `,
      number,
      '이 떠났습니다.',
      fell
        ? ` 이들의 한 해 ${ko(value, '은/는')} ${format.money(before)}에서 ${ko(format.money(after), '으로/로')} 줄었습니다.`
        : '',
    )
  return say(
    `Of ${format.count(n)} core customers 12 months ago, `,
    strong(`${format.count(gone.customers)} (${format.percent(gone.share)})`),
    ' have churned',
    fell ? `; their yearly ${value} fell from ${format.shortMoney(before)} to ${format.shortMoney(after)}.` : '.',
  )
}

const ROW = 46

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const outcomes = outcomesOf(context)
  const n = total(outcomes)
  if (n === 0) return null
  const { format, language, t } = context
  const isNarrow = width < NARROW
  const rows = outcomes.map((outcome, index) => ({ ...outcome, y: 26 + index * (isNarrow ? ROW + 14 : ROW) }))
  type Line = (typeof rows)[number]
  const nameWidth = isNarrow ? 0 : Math.max(...rows.map((row) => textWidth(row.name, 12))) + 16
  const sum = (value: number | null) => (value === null ? '–' : format.shortMoney(value))
  const moneyOf = (row: Line) => `${sum(row.before)} → ${sum(row.after)}`
  const moneyWidth = Math.max(...rows.map((row) => textWidth(moneyOf(row), 12)), 70) + 8
  const countOf = (row: Line) =>
    `${language === 'ko' ? format.customers(row.customers) : format.count(row.customers)} · ${format.percent(row.share)}`
  const countWidth = Math.max(...rows.map((row) => textWidth(countOf(row), 12))) + 14
  const room = width - nameWidth - moneyWidth - countWidth
  const end = (row: Line) => nameWidth + Math.max(1, row.share * room)
  const isKey = (row: Line) =>
    n >= FEW && row.id === (rows.find((row) => row.id === 'churned')!.customers > 0 ? 'churned' : 'core')
  const barTop = (row: Line) => row.y + (isNarrow ? 20 : 8)
  const height = rows.at(-1)!.y + (isNarrow ? 48 : 36)
  const place = { y: (row: Line) => barTop(row) + 8, textAnchor: 'start' } as const
  const toned = (text: (row: Line) => string, x: (row: Line) => number) =>
    [false, true].map((key) =>
      haloText(
        rows.filter((row) => isKey(row) === key),
        { ...place, x, text, tone: key ? 'accent' : 'label' },
      ),
    )

  return drawing(width, height, t(coreRetention.title), [
    Plot.rect(rows, {
      x1: nameWidth,
      x2: end,
      y1: barTop,
      y2: (row: Line) => barTop(row) + 16,
      fill: {
        value: (row: Line) => (isKey(row) ? 'var(--accent)' : n < FEW ? 'var(--hairline)' : 'var(--hairline-2)'),
        scale: null,
      },
      title: (row: Line) => `${row.name}: ${countOf(row)}, ${moneyOf(row)}`,
    }),
    haloText(rows, {
      x: 0,
      y: (row: Line) => (isNarrow ? row.y + 8 : barTop(row) + 8),
      text: 'name',
      textAnchor: 'start',
      tone: 'label',
    }),
    ...toned(countOf, (row) => end(row) + 8),
    haloText(rows, { ...place, x: width, textAnchor: 'end', text: moneyOf }),
    haloText([width], {
      x: (x) => x,
      y: 10,
      textAnchor: 'end',
      tone: 'axis',
      text: () =>
        language === 'ko'
          ? `한 해 ${t(valueWord(context))}, 전 → 후`
          : `yearly ${t(valueWord(context))}, before → since`,
    }),
  ])
}

/** What became of those who were core customers a year ago. */
export const coreRetention: Chart = {
  id: 'core_retention',
  title: { ko: '핵심고객 유지', en: 'Core customers kept' },
  definition: {
    ko: '365일 전에 핵심고객이던 사람이 지금 핵심고객인지, 핵심은 아니지만 이탈하지 않았는지, 이탈했는지 셉니다. 금액은 그 날 앞 365일과 그 뒤 365일의 합입니다.',
    en: 'Those who were core customers 365 days ago, by whether they are core now, still active but not core, or churned. The sums are their value in the 365 days before that date and in the 365 days since.',
  },
  headline,
  unknown: (context) =>
    churnUnknown(context) ??
    hiddenText(context) ??
    context.t({ ko: '12개월 전에는 핵심고객이 없었습니다.', en: 'There were no core customers 12 months ago.' }),
  notes(context) {
    const outcomes = outcomesOf(context)
    if (outcomes.length === 0) return []
    const { format, language, report } = context
    const from = format.date(addDays(report.asOf, -365))
    const to = format.date(report.asOf)
    const n = format.customers(total(outcomes))
    return [language === 'ko' ? `12개월 전 핵심고객 ${n}` : `${n} core 12 months ago`, `${from} → ${to}`]
  },
  plot,
}
