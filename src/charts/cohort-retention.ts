import { sentence, strong, type Sentence } from '../i18n/sentence.ts'
import { againstShare } from './against.ts'
import type { Chart, ChartContext } from './chart.ts'
import { cohortHeatMap } from './cohort-heat-map.ts'
import { cohortName, cohortsOfYear, periodName } from './cohort-names.ts'
import { capital, FEW, isShared, tooFew } from './words.ts'

/** The finding of the heat map: the newest cohort whose first period after the first order has ended. */
export interface CohortFinding {
  /** ISO date of the cohort. */
  readonly cohort: string
  readonly eligible: number
  /** Share of the cohort that bought in period 1. */
  readonly rate: number
  /** The mean of all complete cohorts; null where there is no other cohort to make one. */
  readonly mean: number | null
  /** The same season's cohort a year before; null where there is none. */
  readonly yearBefore: { readonly cohort: string; readonly rate: number } | null
}

/** The newest cohort of 30 customers or more, off the left edge, that can be judged on period 1; null where none can. */
export function cohortFinding(context: ChartContext): CohortFinding | null {
  const judged = context
    .rows('cohort_retention')
    .filter((row) => row.period === 1 && row.rate !== null && !row.is_left_edge)
  const newest = judged.filter((row) => (row.eligible ?? 0) >= FEW).at(-1)
  if (!newest) return null
  const mean = context.rows('cohort_retention_mean').find((row) => row.period === 1)
  const { grain } = context.report.settings
  const before = judged.filter((row) => seasonsApart(row.cohort!, newest.cohort!, grain) === cohortsOfYear[grain])
  const yearBefore = before.find((row) => (row.eligible ?? 0) >= FEW)
  /** What is shared is rounded: a small difference may be none, or the other way round. */
  const isApart = (rate: number | null) =>
    !isShared(context) || Math.abs((rate ?? 0) - newest.rate!) > 2.5 / newest.eligible! + MEAN_STEP
  return {
    cohort: newest.cohort!,
    eligible: newest.eligible!,
    rate: newest.rate!,
    mean: mean && (mean.cohorts ?? 0) > 1 && isApart(mean.rate) ? mean.rate : null,
    yearBefore: yearBefore && isApart(yearBefore.rate) ? { cohort: yearBefore.cohort!, rate: yearBefore.rate! } : null,
  }
}

/** How many cohorts lie between two first days. */
function seasonsApart(earlier: string, later: string, grain: keyof typeof cohortsOfYear): number {
  if (grain === 'week') return Math.round((Date.parse(later) - Date.parse(earlier)) / (7 * 86_400_000))
  const months = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7))
  return (months(later) - months(earlier)) / (grain === 'quarter' ? 3 : 1)
}

/** Where no single cohort is large enough: what all of them together did. */
function meanHeadline(context: ChartContext): Sentence | null {
  const mean = context.rows('cohort_retention_mean').find((row) => row.period === 1)
  if (!mean || mean.rate === null || (mean.eligible !== null && mean.eligible < FEW)) return null
  const { format, report } = context
  const rate = strong(format.percent(mean.rate))
  const when = periodName(1, report.settings.grain, format)
  const isSmall = context.rows('cohort_retention').every((row) => (row.eligible ?? 0) < FEW)
  if (format.language === 'ko')
    return sentence`처음 산 고객의 ${rate}\u2060가 ${when}에 다시 샀습니다.${isSmall ? ` 코호트 하나하나는 ${FEW}명이 안 되어 함께 셌습니다.` : ''}`
  return sentence`${rate} of first-time buyers bought again ${when}${isSmall ? `; each cohort alone has under ${FEW}.` : '.'}`
}

/** A cohort of whom nobody bought in the first period after. */
function nobodyHeadline({ format }: ChartContext, finding: CohortFinding, name: string, when: string): Sentence {
  const mean = finding.mean ? format.percent(finding.mean) : null
  if (format.language === 'ko')
    return sentence`${name}에 처음 산 고객 ${strong(format.customers(finding.eligible))} 가운데 ${when}에 다시 산 고객은 없습니다.${mean ? ` 전체 평균은 ${mean}입니다.` : ''}`
  return sentence`None of the ${strong(format.count(finding.eligible))} first-time buyers of ${name} bought again ${when}${mean ? `; the mean is ${mean}.` : '.'}`
}

/** Cohorts as a heat map: who bought again, by period since the first order. */
export const cohortRetention: Chart = {
  id: 'cohort_retention',
  title: { ko: '코호트 리텐션', en: 'Cohort retention' },
  definition: {
    ko: '첫 주문을 한 달(설정에 따라 주·분기)이 같은 고객을 한 코호트로 묶습니다. 칸은 그 가운데 N개월 뒤의 달력 기간에 주문한 고객의 비율입니다. 기간이 끝나지 않은 칸은 비워 두고, 평균은 끝난 칸만 고객 수로 가중합니다.',
    en: 'A cohort is everyone whose first order fell in the same month (or week or quarter, by setting). A cell is the share of them with an order in the calendar period that many periods later. Cells whose period has not ended stay empty; the mean is weighted over complete cells only.',
  },
  headline(context) {
    const { format, report } = context
    const { grain } = report.settings
    const rows = context.rows('cohort_retention')
    if (rows.length === 0) return null
    const finding = cohortFinding(context)
    if (!finding) {
      const mean = meanHeadline(context)
      if (mean) return mean
      const sizes = rows.filter((row) => row.period === 1 && row.rate !== null && !row.is_left_edge)
      return sizes.length > 0 ? tooFew(context, sizes.at(-1)!.eligible ?? 0) : null
    }
    const name = cohortName(finding.cohort, grain, format, report.asOf)
    const when = periodName(1, grain, format)
    if (finding.rate === 0) return nobodyHeadline(context, finding, name, when)
    const rate = strong(format.percent(finding.rate))
    const against = finding.mean === null ? null : againstShare(finding.rate, finding.mean, context.t(MEAN), format)
    if (format.language === 'ko')
      return sentence`${name}에 처음 산 고객의 ${rate}\u2060가 ${when}에 다시 샀습니다.${against ? ` ${against}` : ''}`
    return sentence`${rate} of first-time buyers of ${name} bought again ${when}${against ? `, ${against}` : '.'}`
  },
  notes(context) {
    const { format, report } = context
    const sizes = context.rows('cohort_retention').filter((row) => row.period === 0)
    if (sizes.length === 0) return []
    const { grain } = report.settings
    const isWhole = sizes.every((row) => row.eligible !== null)
    const all = context.rows('overview')[0]?.customers ?? null
    const count = isWhole ? sizes.reduce((sum, row) => sum + row.eligible!, 0) : all
    const name = (cohort: string) => cohortName(cohort, grain, format)
    const buyers = (n: number) =>
      format.language === 'ko' ? `첫 구매 고객 ${format.customers(n)}` : `${format.count(n)} first-time buyers`
    return [
      ...(count === null ? [] : [buyers(count)]),
      sizes.length === 1 ? name(sizes[0]!.cohort!) : `${name(sizes[0]!.cohort!)}–${name(sizes.at(-1)!.cohort!)}`,
    ]
  },
  caption(context) {
    const { format, report } = context
    const rows = context.rows('cohort_retention')
    if (rows.length === 0) return null
    const ko = format.language === 'ko'
    const finding = cohortFinding(context)
    const lines: string[] = []
    if (finding?.yearBefore) {
      const { cohort, rate } = finding.yearBefore
      const against = againstShare(finding.rate, rate, cohortName(cohort, report.settings.grain, format), format)
      lines.push(capital(against))
    }
    if (isShared(context))
      lines.push(
        ko
          ? '빈 빗금은 아직 끝나지 않은 기간이거나 가린 칸입니다.'
          : 'Empty hatching: the period has not ended, or the cell is hidden.',
      )
    else lines.push(ko ? '빈 빗금은 아직 끝나지 않은 기간입니다.' : 'Empty hatching: the period has not ended.')
    if (rows.some((row) => row.is_left_edge))
      lines.push(
        ko
          ? '숫자 있는 빗금은 자료가 시작하기 전에 이미 샀을 수 있는 고객이라 평균에서 뺐습니다.'
          : 'Hatched with a number: these may have bought before the file begins, so the mean leaves them out.',
      )
    if (rows.some((row) => (row.eligible ?? 0) < FEW))
      lines.push(ko ? `색 없는 칸은 ${FEW}명 미만입니다.` : `Cells without colour: under ${FEW} customers.`)
    return lines.join(' ')
  },
  plot: (context, width) => cohortHeatMap(context, width, cohortFinding(context)?.cohort ?? null),
}

/** Means of what is shared are told in steps of up to twice this. */
const MEAN_STEP = 0.025

const MEAN = { ko: '전체 평균', en: 'the mean' }
