import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { keyMovement, movementOf } from './movement.ts'
import type { FindPage } from './page-findings.ts'
import { paretoHeadline } from './pareto-headline.ts'
import { goodPeople, NOT_YET, segmentOf } from './segments.ts'
import { capital, FEW, isShared, ko, say, strongKo, tooFew, valueWord } from './words.ts'

/** What the best segments hold of all value. */
function goodFinding(context: ChartContext): Sentence | null {
  const rows = context.rows('rfm_segments')
  const good = rows.filter((row) => row.segment !== null && segmentOf(row.segment).level === 'good' && row.customers)
  const share = good.reduce((sum, row) => sum + (row.customer_share ?? 0), 0)
  const held = good.reduce((sum, row) => sum + (row.value_share ?? 0), 0)
  if (!(held > 0)) return null
  const { format, language, t } = context
  const who = goodPeople(
    good.map((row) => row.segment!),
    language,
  )
  const [part, value] = [format.percent(share), t(valueWord(context))]
  if (language === 'ko')
    return say(
      `${ko(who, '은/는')} 전체의 ${part}${held > share ? '지만' : '이고'} ${value}의 `,
      strongKo(format.percent(held), '을/를'),
      ' 냈습니다.',
    )
  return say(`${capital(who)}, ${part} of all customers, brought `, strong(format.percent(held)), ` of ${value}.`)
}

/** Who slipped (or rose) and who came since the earlier date. */
function customersSub(context: ChartContext): Sentence | null {
  const movement = movementOf(context)
  if (!movement || isShared(context)) return null
  const { format, language } = context
  const isKo = language === 'ko'
  const key = keyMovement(movement)
  const came = movement.before(NOT_YET)
  const newcomers = isKo
    ? ko(format.customers(came), '이/가')
    : `${format.count(came)} ${came === 1 ? 'person' : 'people'} bought for the first time`
  const span = isKo ? `지난 ${movement.days}일 동안` : `In the last ${movement.days} days`
  const found = key?.[key.kind] ?? 0
  if (!key || found === 0) {
    if (came === 0) return null
    return isKo ? say(`${span} ${newcomers} 처음 왔습니다.`) : say(`${span} ${newcomers}.`)
  }
  const also = came === 0 ? null : isKo ? `, ${newcomers} 처음 왔습니다.` : `, and ${newcomers}.`
  if (isKo)
    return key.kind === 'rose'
      ? say(
          `${span} 다른 세그먼트에서 `,
          strongKo(format.customers(found), '이/가'),
          also ? ` 올라섰고${also}` : ' 올라섰습니다.',
        )
      : say(
          `${span} 그 고객 가운데 `,
          strong(format.customers(found)),
          also ? `의 발길이 뜸해졌고${also}` : '의 발길이 뜸해졌습니다.',
        )
  return say(
    `${span} `,
    strong(format.count(found)),
    key.kind === 'rose' ? ' rose to them from other segments' : ' of them slipped',
    also ?? '.',
  )
}

/** Customers: what the best ones hold, and how many of them slipped or rose to them. */
export const customersFinding: FindPage = (context) => {
  const customers = context.rows('rfm_segments').reduce((sum, row) => sum + (row.customers ?? 0), 0)
  if (customers > 0 && customers < FEW) return { headline: tooFew(context, customers), sub: null }
  const finding = goodFinding(context) ?? paretoHeadline(context)
  return finding ? { headline: finding, sub: customersSub(context) } : null
}
