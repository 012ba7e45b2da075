import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { beforeName, monthPair, type Month } from './months.ts'
import { changeText, ko, monthName, say } from './words.ts'

/** Can the month show who left? */
export const showsChurn = (row: Month) => row.churned !== null && row.is_settled !== false

/** What the headline and the key mark are about: who came; where nobody did, who left, or who bought again. */
export function keyOf(row: Month): 'new' | 'churned' | 'returning' {
  if (row.new) return 'new'
  return showsChurn(row) && row.churned ? 'churned' : 'returning'
}

/** A month without a first-time buyer: who left and came back, or who bought again. */
function nobodyNew(context: ChartContext, row: Month): Sentence {
  const { format, language } = context
  const month = monthName(context, row.month)
  const isKo = language === 'ko'
  if (keyOf(row) === 'churned') {
    const [left, back] = [format.customers(row.churned!), row.reactivated ? format.customers(row.reactivated) : null]
    if (isKo)
      return say(
        `${month}에 처음 온 고객은 없고, `,
        strong(left),
        back === null ? '이 떠났습니다.' : `이 떠나고 ${ko(back, '이/가')} 돌아왔습니다.`,
      )
    return say(
      `Nobody came for the first time in ${month}; `,
      strong(left),
      back === null ? ' left.' : ` left and ${back} came back.`,
    )
  }
  const again = strong(format.customers(row.buyers!))
  return isKo
    ? say(`${month}에 처음 온 고객은 없고, 전에 사던 고객 `, again, '이 다시 샀습니다.')
    : say(`Nobody came for the first time in ${month}; `, again, ' bought again.')
}

/** Who came for the first time in the last complete month; where nobody did, who left or bought again. */
export function headline(context: ChartContext): Sentence | null {
  const pair = monthPair(context, { firsts: true })
  if (!pair || pair.last.new === null || !pair.last.buyers) return null
  const { format, language } = context
  const isKo = language === 'ko'
  if (pair.last.new === 0) return nobodyNew(context, pair.last)
  const now = pair.last.new
  const month = monthName(context, pair.last.month)
  const count = strong(isKo ? format.customers(now) : now === 1 ? '1 person' : `${format.count(now)} people`)
  const came = isKo
    ? say(`${month}에 `, count, '이 처음 왔습니다.')
    : say(count, ` came for the first time in ${month}`)
  if (!pair.before?.new) return isKo ? came : say(came, '.')
  const change = now / pair.before.new - 1
  const against = beforeName(context, pair.before, pair.isYear)
  if (Math.abs(change) < 0.005)
    return isKo ? say(came, ` ${against}과 비슷합니다.`) : say(came, `, about as many as in ${against}.`)
  const size = changeText(context, change)
  return isKo
    ? say(came, ` ${against}보다 ${size} ${change > 0 ? '많습니다' : '적습니다'}.`)
    : say(came, `, ${size} ${change > 0 ? 'more' : 'fewer'} than in ${against}.`)
}
