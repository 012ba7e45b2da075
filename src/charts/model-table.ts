import type { Word } from '../i18n/locale.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { ChartContext } from './chart.ts'
import {
  horizonText,
  meanAlive,
  PURCHASE_MODELS,
  signedPercent,
  summaryOf,
  verdictWords,
  type PurchaseModelId,
  type Verdict,
} from './prediction-words.ts'

type ModelRow = MetricRows['predicted_models']

/** An estimate and its standard error, as they are written. */
export interface ParameterText {
  readonly text: string
  readonly error: string | null
}

/** A line of the table with a cell for each of the three models; null where nothing is known. */
export interface ModelLine {
  readonly name: string
  readonly cells: readonly (string | null)[]
}

/** How a parameter is written, and its unit where it has one. */
const symbols: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β' }
const WEEKS = ['alpha', 'beta']

const rowsOf = (context: ChartContext, model: string): readonly ModelRow[] =>
  context.rows('predicted_models').filter((row) => row.model === model)

/** Three figures that count: 0.243, 4.41, 78.4. */
function figure({ format }: ChartContext, value: number): string {
  const size = Math.abs(value)
  return format.number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
}

/** α 4.41 weeks ± 0.38. */
function parameterText(context: ChartContext, row: ModelRow): ParameterText | null {
  if (row.estimate === null || row.parameter === null) return null
  const unit = WEEKS.includes(row.parameter) ? context.t({ ko: '주', en: ' weeks' }) : ''
  return {
    text: `${symbols[row.parameter] ?? row.parameter} ${figure(context, row.estimate)}${unit}`,
    error: row.standard_error === null ? null : `± ${figure(context, row.standard_error)}`,
  }
}

/** The models side by side: what they say and how well they foretold. Empty where none was fitted. */
export function modelLines(context: ChartContext): readonly ModelLine[] {
  if (PURCHASE_MODELS.every((model) => rowsOf(context, model).every((row) => row.estimate === null))) return []
  const { format, report, t } = context
  const line = (name: Word | string, cell: (model: PurchaseModelId) => string | null): ModelLine => ({
    name: typeof name === 'string' ? name : t(name),
    cells: PURCHASE_MODELS.map(cell),
  })
  const percent = (value: number | null | undefined) =>
    value === null || value === undefined ? null : format.percent(value)
  const count = (value: number | null | undefined) =>
    value === null || value === undefined ? null : format.count(Math.round(value))
  const ahead = horizonText(context, report.settings.horizon_months)
  const lines = [
    line({ ko: '평균 재구매 가능성', en: 'Mean P(alive)' }, (model) => percent(meanAlive(context, model))),
    line(context.language === 'ko' ? `${ahead} 예상 구매` : `Purchases expected in ${ahead}`, (model) =>
      count(summaryOf(context, model)?.expected_orders),
    ),
    line({ ko: '끝까지 볼 때 예상 구매(DERT)', en: 'Purchases for ever, discounted (DERT)' }, (model) =>
      count(summaryOf(context, model)?.lifetime_orders),
    ),
    line({ ko: '로그 가능도', en: 'Log-likelihood' }, (model) => {
      const value = rowsOf(context, model)[0]?.log_likelihood ?? null
      return value === null ? null : format.number(value, 1).replace('-', '−')
    }),
    line({ ko: '검증: 합계 오차', en: 'Test: error of the total' }, (model) => {
      const value = summaryOf(context, model)?.total_error ?? null
      return value === null ? null : signedPercent(context, value)
    }),
    line({ ko: '검증: 주별 평균 오차(MAPE)', en: 'Test: weekly error (MAPE)' }, (model) =>
      percent(summaryOf(context, model)?.mape),
    ),
    line({ ko: '검증: 판정', en: 'Test: verdict' }, (model) => {
      const verdict = summaryOf(context, model)?.verdict
      const word = verdict ? verdictWords[verdict as Verdict] : undefined
      return word ? t(word) : null
    }),
  ]
  return lines.filter(({ cells }) => cells.some((cell) => cell !== null))
}

const ORDER: Readonly<Record<string, readonly string[]>> = {
  bg_nbd: ['r', 'alpha', 'a', 'b'],
  mbg_nbd: ['r', 'alpha', 'a', 'b'],
  pareto_nbd: ['r', 'alpha', 's', 'beta'],
  gamma_gamma: ['p', 'q', 'v'],
}

/** A model's parameters in the order they are written; empty where it was not fitted. */
export function modelParameters(context: ChartContext, model: string): readonly ParameterText[] {
  const rows = rowsOf(context, model)
  return ORDER[model]!.flatMap((parameter) => {
    const row = rows.find((row) => row.parameter === parameter)
    const text = row ? parameterText(context, row) : null
    return text ?? []
  })
}

/** From here on spend and frequency go together, which Gamma–Gamma takes for independent. */
const CORRELATED = 0.3

/** Gamma–Gamma: p 6.25 ± 1.19, … and whether spend and frequency go together. Empty where it was not fitted. */
export function spendSentences(context: ChartContext): readonly string[] {
  const rows = rowsOf(context, 'gamma_gamma')
  const first = rows[0]
  if (!first || first.reason !== null) return []
  const { format, language } = context
  const isKo = language === 'ko'
  const parameters = modelParameters(context, 'gamma_gamma')
    .map(({ text, error }) => (error ? `${text} ${error}` : text))
    .join(', ')
  const n = first.customers === null ? '' : isKo ? `(다시 산 고객 ${format.customers(first.customers)})` : ` (${format.count(first.customers)} repeat buyers)` // prettier-ignore
  return [`Gamma–Gamma${n}: ${parameters}.`, ...correlation(context, first.correlation)]
}

function correlation({ format, language }: ChartContext, value: number | null): readonly string[] {
  if (value === null) return []
  const text = format.number(value, 2).replace('-', '−')
  const isKo = language === 'ko'
  if (Math.abs(value) < CORRELATED)
    return [
      isKo
        ? `구매빈도와 금액은 거의 따로 움직입니다(상관 ${text}). 모형의 가정에 맞습니다.`
        : `Spend and frequency hardly go together (correlation ${text}), as the model assumes.`,
    ]
  if (value > 0)
    return [
      isKo
        ? `자주 사는 고객이 한 번에도 더 많이 삽니다(상관 ${text}). 둘이 따로라는 가정과 달라 금액 예측이 빗나갈 수 있습니다.`
        : `Spend and frequency go together (correlation ${text}): the model takes them for independent, so value may be off.`,
    ]
  return [
    isKo
      ? `자주 사는 고객이 한 번에는 더 적게 삽니다(상관 ${text}). 둘이 따로라는 가정과 달라 금액 예측이 빗나갈 수 있습니다.`
      : `Those who buy more often spend less each time (correlation ${text}): the model takes the two for independent, so value may be off.`,
  ]
}
