import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { lightsFinding } from './lights-finding.ts'
import { beforeName, completeMonths, monthPair } from './months.ts'
import type { FindPage } from './page-findings.ts'
import { capital, changeText, FEW, ko, monthName, say, strongKo, tooFew, valueWord } from './words.ts'

/** How the last complete month went: value, and who came for the first time. */
function monthFinding(context: ChartContext): Sentence | null {
  const pair = monthPair(context)
  if (!pair || pair.last.value === null || !pair.last.buyers) return null
  const { format, language, t } = context
  const isKo = language === 'ko'
  const month = monthName(context, pair.last.month)
  const word = t(valueWord(context))
  const value = format.money(pair.last.value)
  const before = pair.before
  const growth = before?.value && before.value > 0 ? pair.last.value / before.value - 1 : null
  if (growth === null || before === null)
    return isKo
      ? say(`${month}에 고객 ${ko(format.customers(pair.last.buyers), '이/가')} `, strong(value), '어치를 샀습니다.')
      : say(`${capital(format.customers(pair.last.buyers))} spent `, strong(value), ` in ${month}.`)
  const firsts = monthPair(context, { firsts: true })!
  const isSame = firsts.before?.month === before.month
  const arrivals = isSame && before.new && pair.last.new !== null ? pair.last.new / before.new - 1 : null
  const against = beforeName(context, before, pair.isYear)
  const isUp = growth >= 0
  const size = changeText(context, growth)
  if (isKo) {
    const first = say(`${month} ${ko(word, '은/는')} `, strongKo(value, '으로/로'), ` ${against}보다 ${size} `)
    if (arrivals === null || Math.abs(arrivals) < 0.005) return say(first, isUp ? '늘었습니다.' : '줄었습니다.')
    const joined = isUp === arrivals > 0 ? (isUp ? '늘었고' : '줄었고') : isUp ? '늘었지만' : '줄었지만'
    return say(
      first,
      `${joined}, 처음 온 고객은 ${changeText(context, arrivals)} ${arrivals > 0 ? '늘었습니다' : '줄었습니다'}.`,
    )
  }
  const first = say(
    `${capital(word)} in ${month} was `,
    strong(value),
    `, ${size} ${isUp ? 'above' : 'below'} ${against}`,
  )
  if (arrivals === null || Math.abs(arrivals) < 0.005) return say(first, '.')
  const joined = isUp === arrivals > 0 ? 'and' : 'but'
  return say(
    first,
    `, ${joined} first-time customers ${arrivals > 0 ? 'rose' : 'fell'} by ${changeText(context, arrivals)}.`,
  )
}

/** Without a month to speak of: everyone and everything so far. */
function wholeFinding(context: ChartContext): Sentence | null {
  const row = context.rows('overview')[0]
  if (!row?.customers) return null
  if (row.customers < FEW) return tooFew(context, row.customers)
  const { format, language } = context
  const value = strong(format.money(row.value ?? 0))
  return language === 'ko'
    ? say(`지금까지 고객 ${ko(format.customers(row.customers), '이/가')} `, value, '어치를 샀습니다.')
    : say(`So far ${format.customers(row.customers)} have spent `, value, '.')
}

/** Who left and who came over the last three months; where churn is unknown, who bought more than once. */
function healthSub(context: ChartContext): Sentence | null {
  const { format, language } = context
  const isKo = language === 'ko'
  const months = completeMonths(context).slice(-3)
  const known = months.filter((row) => row.is_settled !== false && row.churned !== null && row.new !== null)
  if (months.length === 3 && known.length === 3) {
    const mean = (read: (row: (typeof known)[number]) => number) =>
      Math.round(known.reduce((sum, row) => sum + read(row), 0) / 3)
    const gone = format.customers(mean((row) => row.churned!))
    const came = format.customers(mean((row) => row.new! + (row.reactivated ?? 0)))
    return isKo
      ? say(
          '최근 석 달 동안 한 달에 ',
          strongKo(gone, '이/가'),
          ` 떠나고 ${ko(came, '이/가')} 새로 오거나 돌아왔습니다.`,
        )
      : say('Over the last three months ', strong(gone), ` a month left, and ${came} came or came back.`)
  }
  const row = context.rows('overview')[0]
  if (!row?.customers || row.customers < FEW || row.repeat_share === null) return null
  const share = format.percent(row.repeat_share)
  return isKo
    ? say(`고객 ${format.customers(row.customers)} 가운데 `, strongKo(share, '이/가'), ' 두 번 이상 샀습니다.')
    : say(strong(share), ` of ${format.customers(row.customers)} have bought at least twice.`)
}

/** Health: which lights are on; where none is, how the last complete month went. */
export const healthFinding: FindPage = (context) => {
  const customers = context.rows('overview')[0]?.customers ?? null
  const finding =
    customers !== null && customers < FEW ? wholeFinding(context) : (monthFinding(context) ?? wholeFinding(context))
  return lightsFinding(context, finding ? { headline: finding, sub: healthSub(context) } : null)
}
