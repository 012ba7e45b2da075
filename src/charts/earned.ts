import { strong, type Sentence } from '../i18n/sentence.ts'
import { channelName, unitMoney } from './channel-words.ts'
import type { ChartContext } from './chart.ts'
import { ko, say, strongKo } from './words.ts'

/** What a channel earned for each unit spent. `channel` null: all channels together. */
export interface Earned {
  readonly channel: string | null
  readonly ratio: number
  /** The interval's upper end. */
  readonly high: number | null
}

/** 소셜 광고는 1원을 써서 0.79원을 벌었습니다. Says so where even the interval's end is below break-even. */
export function earnedSentence(context: ChartContext, { channel, ratio, high }: Earned): Sentence {
  const [one, earned] = [unitMoney(context, 1), unitMoney(context, ratio)]
  const isBelow = high !== null && high < 1
  if (context.language === 'ko')
    return say(
      channel === null ? '광고비 전체로 보면 ' : `${ko(channel, '은/는')} `,
      `${ko(one, '을/를')} 써서 `,
      strongKo(earned, '을/를'),
      ` 벌었습니다.${isBelow ? ' 구간의 위 끝도 본전에 못 미칩니다.' : ''}`,
    )
  return say(
    channel === null ? 'All channels together earned ' : `${channel} earned `,
    strong(earned),
    ` for each ${one} spent${isBelow ? '; even the top of the interval is below break-even.' : '.'}`,
  )
}

/** The lowest channel, where even that one earned more than it cost. */
export function lowestSentence(context: ChartContext, { channel, ratio }: Earned): Sentence {
  if (channel === null) return earnedSentence(context, { channel, ratio, high: null })
  const [one, earned] = [unitMoney(context, 1), unitMoney(context, ratio)]
  if (context.language === 'ko')
    return say(`가장 낮은 경로인 ${channel}도 ${ko(one, '을/를')} 써서 `, strongKo(earned, '을/를'), ' 벌었습니다.')
  return say(`Even the lowest channel, ${channel}, earned `, strong(earned), ` for each ${one} spent.`)
}

/** Money spent on a channel that brought nobody. */
export function nobodySentence(context: ChartContext, channel: string | null, spend: number): Sentence {
  const sum = context.format.money(spend)
  const name = channelName(context, null, channel)
  return context.language === 'ko'
    ? say(`${name}에 `, strongKo(sum, '을/를'), ' 썼지만 새로 온 고객이 없습니다.')
    : say(`${name} cost `, strong(sum), ' and brought no new customer.')
}
