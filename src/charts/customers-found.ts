import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { horizonText } from './prediction-words.ts'
import { FEW, say, tooFew, valueWord } from './words.ts'

/** What the finding of the list rests on. */
export interface CustomersFound {
  readonly horizonMonths: number
  /** The tenth of all customers of whom most value is expected, and their share of it. */
  readonly topTenth: { readonly customers: number; readonly share: number } | null
}

/** How much of what is expected hangs on a tenth of the customers; null where no value is expected. */
export function customersFound(context: ChartContext, { horizonMonths, topTenth }: CustomersFound): Sentence | null {
  if (!topTenth) return null
  const { format, language, t } = context
  const [count, value, months] = [topTenth.customers, t(valueWord(context)), horizonText(context, horizonMonths)]
  if (count * 10 < FEW) return tooFew(context, count * 10)
  const part = strong(format.percent(topTenth.share, 0))
  if (language === 'ko')
    return say(
      `${months} 예상 ${value}의 `,
      part,
      `가 고객 ${format.customers(count)}(전체의 10%)에서 나올 것으로 보입니다.`,
    )
  return say(part, ` of the ${value} expected in ${months} hangs on ${format.customers(count)}, a tenth of all.`)
}
