import { strong, type Sentence } from '../i18n/sentence.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { Chart, ChartContext } from './chart.ts'
import { hiddenText, ko, say, tooFew } from './words.ts'

type Row = MetricRows['referral_value']

/** The whole network, in one row; null where nobody referred anybody. */
export const referralNetwork = (context: ChartContext): Row | null =>
  context.rows('referral_value').find((row) => row.scope === 'all' && (row.referred ?? 0) > 0) ?? null

/** The customers who referred most, by rank. They carry no id. */
export const topReferrers = (context: ChartContext): readonly Row[] =>
  context
    .rows('referral_value')
    .filter((row) => row.scope === 'top' && row.rank !== null)
    .sort((a, b) => a.rank! - b.rank!)

const FEW_REFERRED = 10

function headline(context: ChartContext): Sentence | null {
  const row = referralNetwork(context)
  if (!row || row.referrers === null || row.referred === null) return null
  if (row.referred < FEW_REFERRED) return tooFew(context, row.referred)
  const { format, language } = context
  const margin = row.referred_margin === null ? null : format.money(row.referred_margin)
  if (language === 'ko')
    return say(
      `고객 ${ko(format.customers(row.referrers), '이/가')} `,
      strong(format.customers(row.referred)),
      margin === null
        ? '을 데려왔습니다.'
        : `을 데려왔고, 그들은 첫 12개월에 공헌이익 ${ko(margin, '을/를')} 남겼습니다.`,
    )
  return say(
    `${format.customers(row.referrers)} brought `,
    strong(`${format.count(row.referred)} others`),
    margin === null ? '.' : `, who brought ${margin} of margin in their first 12 months.`,
  )
}

/** What those who came by a friend's word have brought, and how much of it is the friend's credit. */
export const referralValue: Chart = {
  id: 'referral_value',
  title: { ko: '고객추천가치(CRV)', en: 'Referral value (CRV)' },
  definition: {
    ko: '직접 추천만 셉니다. CRV = p × 추천으로 온 고객의 첫 12개월 공헌이익 + (1 − p) × 그 달의 유료 CAC. 양쪽에 준 보상은 파일에 없어 빼지 않습니다. p는 추천이 없었으면 오지 않았을 비율로, 50%를 쓰고 25%와 75%일 때를 함께 보입니다. 서로 추천한 고리는 먼저 가입한 쪽을 추천인으로 봅니다.',
    en: 'Direct referrals only. CRV = p × first-12-month margin of the referred + (1 − p) × the paid CAC of their month; rewards to either side are not in the files and not taken off. p is the share who would not have come otherwise: 50%, with 25% and 75% beside it. In a loop the earliest sign-up counts as the referrer.',
  },
  formula: 'CRV = p·M₁₂ + (1 − p)·CAC',
  headline,
  unknown: (context) =>
    hiddenText(context) ??
    context.t({ ko: '추천으로 온 고객이 아직 없습니다.', en: 'Nobody has come by referral yet.' }),
  notes: (context) => {
    const row = referralNetwork(context)
    if (!row) return []
    const { format, language } = context
    return [
      language === 'ko'
        ? `추천으로 온 고객 ${format.customers(row.referred ?? 0)}`
        : `${format.count(row.referred ?? 0)} referred customers`,
    ]
  },
  caption: (context) =>
    context.t({
      ko: '추천이 없었으면 오지 않았을 비율을 25–75%로 볼 때의 범위입니다. 앞자리 숫자는 50%일 때입니다.',
      en: 'The range is for 25–75% of the referred not having come otherwise; the figure itself is for 50%.',
    }),
}
