import { strong, type Sentence } from '../i18n/sentence.ts'
import { channelName, unitMoney } from './channel-words.ts'
import type { ChartContext } from './chart.ts'
import { ko, say, strongKo } from './words.ts'

/** What a channel earned for each unit spent. `channel` null: all channels together. */
export interface Earned {
  readonly channel: string | null
  readonly ratio: number
  /** The interval's ends. */
  readonly low: number | null
  readonly high: number | null
}

/** 소셜 광고는 1원을 써서 0.79원을 벌었습니다. Says where break-even lies, unless the whole interval is above it. */
export function earnedSentence(context: ChartContext, { channel, ratio, low, high }: Earned): Sentence {
  const [one, earned] = [unitMoney(context, 1), unitMoney(context, ratio)]
  const isBelow = high !== null && high < 1
  const isUnsure = !isBelow && low !== null && low < 1
  if (context.language === 'ko')
    return say(
      channel === null ? '광고비 전체로 보면 ' : `${ko(channel, '은/는')} `,
      `${ko(one, '을/를')} 써서 `,
      strongKo(earned, '을/를'),
      ` 벌었습니다.${isBelow ? ' 구간의 위 끝도 본전에 못 미칩니다.' : isUnsure ? ' 본전이 구간 안에 있습니다.' : ''}`,
    )
  return say(
    channel === null ? 'All channels together earned ' : `${channel} earned `,
    strong(earned),
    ` for each ${one} spent${isBelow ? '; even the top of the interval is below break-even.' : isUnsure ? '; break-even lies inside the interval.' : '.'}`,
  )
}

/** The lowest channel, where even that one earned more than it cost. */
export function lowestSentence(context: ChartContext, { channel, ratio }: Earned): Sentence {
  if (channel === null) return earnedSentence(context, { channel, ratio, low: null, high: null })
  const [one, earned] = [unitMoney(context, 1), unitMoney(context, ratio)]
  if (context.language === 'ko')
    return say(`가장 낮은 경로인 ${channel}도 ${ko(one, '을/를')} 써서 `, strongKo(earned, '을/를'), ' 벌었습니다.')
  return say(`Even the lowest channel, ${channel}, earned `, strong(earned), ` for each ${one} spent.`)
}

/** Money spent over three months on a channel that brought nobody in them; null where there is none. */
export function desertedSentence(context: ChartContext): Sentence | null {
  const channels = context.rows('ltv_to_cac').flatMap((row) => {
    if (row.kind !== 'channel' || row.verdict !== 'no_customers' || row.channel === null) return []
    const own = context
      .rows('acquisition_cost')
      .filter((cost) => cost.kind === 'channel' && cost.channel === row.channel)
    const last = own.slice(-3)
    const spend = last.reduce((sum, cost) => sum + (cost.spend ?? 0), 0)
    return spend > 0 && last.every((cost) => !cost.new_customers) ? [{ channel: row.channel, spend }] : []
  })
  const most = channels.sort((a, b) => b.spend - a.spend)[0]
  if (!most) return null
  const sum = context.format.money(most.spend)
  return context.language === 'ko'
    ? say(`최근 석 달 동안 ${most.channel}에 `, strongKo(sum, '을/를'), ' 썼지만 새로 온 고객이 없습니다.')
    : say(`${most.channel} cost `, strong(sum), ' over the last three months and brought no new customer.')
}

/** A channel whose customers lately cost more than one brings, the furthest beyond; null where there is none. */
export function dearerSentence(context: ChartContext): Sentence | null {
  const dearer = context
    .rows('ltv_to_cac')
    .filter((row) => row.kind !== 'paid' && row.ltv !== null && row.recent_cac !== null && row.recent_cac > row.ltv)
    .sort((a, b) => b.recent_cac! / b.ltv! - a.recent_cac! / a.ltv!)[0]
  if (!dearer) return null
  const name = channelName(context, dearer.kind, dearer.channel)
  const [cost, brought] = [context.format.money(dearer.recent_cac!), context.format.money(dearer.ltv!)]
  return context.language === 'ko'
    ? say(`${name}의 최근 석 달 CAC는 `, strongKo(cost, '으로/로'), ` 한 사람이 벌어 온 ${brought}보다 큽니다.`)
    : say(
        `${name} cost `,
        strong(cost),
        ` a new customer over the last three months, more than the ${brought} one brought.`,
      )
}
