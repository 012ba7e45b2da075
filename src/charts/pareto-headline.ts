import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { FEW, say, strongKo, tooFew, valueWord } from './words.ts'

/** What the top 20% hold and how many customers 80% takes; null where nobody has bought for more than zero. */
export function paretoHeadline(context: ChartContext): Sentence | null {
  const row = context.rows('pareto_summary')[0]
  if (!row?.customers) return null
  if (row.customers < FEW) return tooFew(context, row.customers)
  if (row.top20_value_share === null || row.customers_for_80_share === null) return null
  const { format, language, t } = context
  const share = format.percent(row.top20_value_share)
  const needed = format.percent(row.customers_for_80_share)
  const value = t(valueWord(context))
  return language === 'ko'
    ? say(
        `상위 20% 고객이 ${value}의 `,
        strongKo(share, '을/를'),
        ` 냈습니다. ${value}의 80%를 채우는 데는 고객의 `,
        strongKo(needed, '이/가'),
        ' 필요합니다.',
      )
    : say(
        'The top 20% of customers hold ',
        strong(share),
        ` of ${value}; it takes `,
        strong(needed),
        ' of them to reach 80%.',
      )
}
