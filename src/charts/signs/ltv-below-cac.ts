import type { PlotOptions } from '@observablehq/plot'
import type { Sentence } from '../../i18n/sentence.ts'
import { signNames } from '../../i18n/sign-words.ts'
import { channelName } from '../channel-words.ts'
import type { ChartContext } from '../chart.ts'
import { dearerSentence, desertedSentence, earnedSentence, lowestSentence } from '../earned.ts'
import { lightOf } from '../lights.ts'
import { ratioCaption, ratioDots } from '../ratio-dots.ts'
import { say } from '../words.ts'
import { figureOf, seriesOf, type EvidenceRow } from './evidence.ts'
import { signNotes, type SignChart } from './sign-chart.ts'

const SIGN = 'ltv_below_cac'

/** Before a year was seen, nothing is certain. */
const YEAR = 365
const soFar = ({ format, language }: ChartContext, days: number) =>
  language === 'ko' ? ` 아직 ${format.days(days)}까지만 본 값입니다.` : ` So far only ${format.days(days)} were seen.`

const isBelow = (row: EvidenceRow) => row.high !== null && row.high < 1

/** The channel the light speaks of: the lowest of those that do not earn their cost, else the lowest of all. */
function keyRow(context: ChartContext): EvidenceRow | null {
  const known = seriesOf(context, SIGN, 'ratio').filter((row) => row.value !== null && row.low !== null)
  const below = known.filter(isBelow)
  return [...(below.length > 0 ? below : known)].sort((a, b) => a.value! - b.value!)[0] ?? null
}

function headline(context: ChartContext): Sentence | null {
  const light = lightOf(context, SIGN)
  if (!light || light.status === 'unknown') return null
  const row = keyRow(context)
  const deserted = light.status === 'alarm' && !(row && isBelow(row)) ? desertedSentence(context) : null
  if (deserted) return deserted
  if (!row) return null
  const isAbove = (row.low ?? row.value!) >= 1
  const dearer = light.status === 'watch' && isAbove ? dearerSentence(context) : null
  if (dearer) return dearer
  const earned = { channel: row.label, ratio: row.value!, low: row.low, high: row.high }
  const said = isAbove ? lowestSentence(context, earned) : earnedSentence(context, earned)
  const days = figureOf(context, SIGN, 'horizon')
  return days === null || days >= YEAR ? said : say(said, soFar(context, days))
}

function plot(context: ChartContext, width: number): PlotOptions | null {
  const key = keyRow(context)
  const order = [...seriesOf(context, SIGN, 'ratio')].sort(
    (a, b) => Number(a.label === null) - Number(b.label === null) || (b.value ?? -1) - (a.value ?? -1),
  )
  return ratioDots(
    context,
    width,
    context.t(ltvBelowCac.title),
    order.map((row) => ({
      name: channelName(context, null, row.label),
      ratio: row.value,
      low: row.low,
      high: row.high,
      customers: row.n,
      instead: row.value === null ? context.t(words.few) : null,
      isKey: row === key,
    })),
  )
}

const words = {
  few: { ko: '고객이 적음', en: 'too few' },
} as const

/** Sign 6: customers earn less than it cost to bring them. */
export const ltvBelowCac: SignChart = {
  id: 'warning_evidence',
  sign: SIGN,
  title: signNames[SIGN],
  definition: {
    ko: '최근 12개월까지의 코호트에서, 처음 온 고객의 누적 공헌이익(LTV)과 그들이 온 달에 쓴 광고비(CAC)를 같은 사람 수로 나누어 견줍니다. 365일을 지켜본 LTV의 구간 위 끝도 CAC에 못 미치면 경고, CAC가 구간 안에 들거나 최근 석 달의 CAC가 LTV보다 크면 주의입니다. 365일이 안 되면 주의까지만 켭니다. 고객을 데려오던 경로에 돈을 썼는데 석 달 동안 새 고객이 없으면 경고입니다.',
    en: 'The margin that the customers of up to twelve months have brought so far (LTV) against what was spent in the months they came (CAC), both per customer. Alarm: over 365 days even the upper end of LTV’s interval is below CAC. Watch: CAC lies inside the interval, or the last three months’ CAC is above LTV; with under 365 days never more than that. Spend on a channel that used to bring customers and brought none in three months is an alarm.',
  },
  formula: 'LTV ÷ CAC < 1',
  opens: {
    ko: '유입 경로마다 고객이 데려온 값을 벌어 오는지 보여 줍니다.',
    en: 'It tells by channel whether customers earn back what they cost.',
  },
  takes: {
    ko: '광고비가 적힌 달이 셋 넘게 지나고, 한 경로의 첫 구매 고객이 100명, 그 가운데 다시 산 고객이 30명은 되어야 판단합니다.',
    en: 'It takes more than three months with spend, and 100 first-time buyers of a channel, 30 of whom bought again.',
  },
  monthsTaken: () => 5,
  headline,
  notes(context) {
    const light = lightOf(context, SIGN)
    if (!light) return []
    const days = figureOf(context, SIGN, 'horizon')
    const { format, language } = context
    return signNotes(
      context,
      light,
      { ko: '새 고객', en: 'new customers' },
      days === null
        ? null
        : language === 'ko'
          ? `첫 구매 후 ${format.days(days)} 동안의 공헌이익`
          : `margin within ${format.days(days)} of the first order`,
    )
  },
  caption: (context) =>
    ratioCaption(
      context,
      seriesOf(context, SIGN, 'ratio').some((row) => row.value !== null && row.low === null),
    ),
  plot,
}
