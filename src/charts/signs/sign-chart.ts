import type { Word } from '../../i18n/locale.ts'
import type { Sign } from '../../metrics/signs/sign.ts'
import type { Chart, ChartContext } from '../chart.ts'
import { measureText, type Light } from '../lights.ts'
import { completeMonths } from '../months.ts'

/** The card of one warning sign: its finding, its evidence with the limit drawn, and what it takes to judge it. */
export interface SignChart extends Chart {
  readonly id: 'warning_evidence'
  readonly sign: Sign
  /** What the light shows once its columns are there. */
  readonly opens: Word
  /** What the file must hold before it can be judged. */
  readonly takes: Word
  /** Whole months of orders that takes at least; null where it cannot be told. */
  monthsTaken(context: ChartContext): number | null
}

/** About when a light can be judged: 약 5개월 뒤부터 / in about 5 months; null where time alone does not tell. */
export function judgedLater(context: ChartContext, chart: SignChart): string | null {
  const taken = chart.monthsTaken(context)
  const months = completeMonths(context).length
  const left = taken === null || months === 0 ? 0 : taken - months
  if (left <= 0) return null
  return context.language === 'ko'
    ? `약 ${left}개월 뒤부터 판단할 수 있습니다.`
    : `It can be judged in about ${left} ${left === 1 ? 'month' : 'months'}.`
}

/** The lines under a picture: what was compared with which limit, and what it rests on. */
export function signNotes(context: ChartContext, light: Light, n: Word, ...more: readonly (string | null)[]): string[] {
  const { format, t } = context
  const measure = measureText(context, light.sign, light)
  return [
    ...(light.month === null ? [] : [format.month(light.month)]),
    ...(light.n === null ? [] : [`${t(n)} n ${format.count(light.n)}`]),
    ...(measure === null ? [] : [measure]),
    ...more.filter((line) => line !== null),
  ]
}
