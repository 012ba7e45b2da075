import * as Plot from '@observablehq/plot'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { Chart, ChartContext } from './chart.ts'
import { nodesOf, ribbonsOf, TOP, type Node, type Ribbon } from './flow-layout.ts'
import { drawing, haloText, NARROW, SMALL_TEXT, spread, type Tone } from './marks.ts'
import { keyMovement, knownCustomers, movementOf, type Flow, type KeyMovement, type Movement } from './movement.ts'
import { goodPeople, inSegmentOrder, segmentOf } from './segments.ts'
import { textWidth } from './text-size.ts'
import { isShared, ko, say, strongKo, tooFew } from './words.ts'

function headline(context: ChartContext): Sentence | null {
  const { format, language } = context
  const movement = movementOf(context)
  if (!movement) {
    const known = knownCustomers(context)
    return known > 0 ? tooFew(context, known) : null
  }
  // What is shared lacks the smallest flows: no sum over them is known.
  if (isShared(context)) return null
  const isKo = language === 'ko'
  const key = keyMovement(movement)
  if (!key) {
    const all = movement.known
    const stayed = movement.flows.reduce((sum, flow) => sum + (flow.from === flow.to ? flow.customers : 0), 0)
    const share = format.percent(stayed / all)
    return isKo
      ? say(
          `${movement.days}일 전 고객 ${format.customers(all)}의 `,
          strongKo(share, '이/가'),
          ' 같은 세그먼트에 있습니다.',
        )
      : say(strong(share), ` of the ${format.customers(all)} of ${movement.days} days ago are in the same segment.`)
  }
  if (key.kind === 'rose') return riseHeadline(context, movement, key)
  const who = goodPeople(
    movement.flows.map((flow) => flow.from),
    language,
  )
  if (key.slipped === 0)
    return isKo
      ? say(
          `${movement.days}일 전 ${who} `,
          strong(format.customers(key.good)),
          ' 가운데 발길이 뜸해진 고객은 없습니다.',
        )
      : say('None of the ', strong(format.count(key.good)), ` ${who} of ${movement.days} days ago slipped.`)
  const part = key.slipped / key.good
  const share = format.percent(part, part < 0.01 ? 1 : 0)
  return isKo
    ? say(
        `${movement.days}일 전 ${who} ${format.customers(key.good)} 가운데 `,
        strong(`${format.customers(key.slipped)}(${share})`),
        '의 발길이 뜸해졌습니다.',
      )
    : say(
        `Of ${format.count(key.good)} ${who} ${movement.days} days ago, `,
        strong(`${format.count(key.slipped)} (${share})`),
        ' slipped.',
      )
}

/** Hardly anyone slipped: how many rose to the good segments. */
function riseHeadline({ format, language }: ChartContext, movement: Movement, key: KeyMovement): Sentence {
  const who = goodPeople(
    movement.flows.flatMap((flow) => [flow.from, flow.to]),
    language,
  )
  const [rose, slipped, good] = [format.customers(key.rose), key.slipped, format.customers(key.good)]
  if (language === 'ko')
    return say(
      `${movement.days}일 사이 `,
      strongKo(rose, '이/가'),
      ` ${ko(who, '으로/로')} 올라섰습니다. 그때 있던 ${good} 가운데 발길이 뜸해진 고객은 ${slipped === 0 ? '없습니다' : `${format.customers(slipped)}뿐입니다`}.`,
    )
  return say(
    strong(rose),
    ` rose to ${who} in ${movement.days} days; of the ${good} there were, ${slipped === 0 ? 'none' : `only ${format.count(slipped)}`} slipped.`,
  )
}

const BAR = 8

function plot(context: ChartContext, width: number): Plot.PlotOptions | null {
  const movement = movementOf(context)
  if (!movement) return null
  const { format, t, language } = context
  const isNarrow = width < NARROW
  const height = isNarrow ? 520 : 480
  const ids = inSegmentOrder(movement.flows.flatMap((flow) => [flow.from, flow.to]))
  const gap = isNarrow ? 6 : 5
  const customers = movement.flows.reduce((sum, flow) => sum + flow.customers, 0)
  const scale = (height - TOP - 8 - gap * (ids.length - 1)) / customers
  const left = nodesOf(ids, movement.before, scale, gap)
  const right = nodesOf(ids, movement.now, scale, gap)
  const finding = keyMovement(movement)
  const all = ribbonsOf(movement.flows, ids, left, right, scale, finding?.isKey ?? (() => false))
  const key = all.filter((ribbon) => ribbon.isKey)
  const keyIds = new Set(key.flatMap((ribbon) => [ribbon.from, ribbon.to]))

  const size = isNarrow ? SMALL_TEXT : 12
  const nameWidth = Math.max(...ids.map((id) => textWidth(t(segmentOf(id).name), size))) + 4
  const side = nameWidth + (isNarrow ? 8 : textWidth('00,000', size) + 26)
  const [x1, x2] = [side, width - side]
  const name = ({ from, to }: Flow) => `${t(segmentOf(from).name)} → ${t(segmentOf(to).name)}`
  const points = (some: readonly Ribbon[]) =>
    some.flatMap((ribbon) => [
      { ribbon, x: x1 + BAR, top: ribbon.left, title: `${name(ribbon)}: ${format.customers(ribbon.customers)}` },
      { ribbon, x: x2 - BAR, top: ribbon.right, title: `${name(ribbon)}: ${format.customers(ribbon.customers)}` },
    ])
  type Point = ReturnType<typeof points>[number]
  const band = (some: readonly Ribbon[], fill: string, fillOpacity: number) =>
    Plot.areaY(points(some), {
      x: 'x',
      y1: 'top',
      y2: (point: Point) => point.top + point.ribbon.size,
      z: (point: Point) => `${point.ribbon.from} ${point.ribbon.to}`,
      curve: 'bump-x',
      fill,
      fillOpacity,
      title: 'title',
    })
  const bars = (some: readonly Node[], x: number) =>
    Plot.rect(some, {
      x1: x,
      x2: x + BAR,
      y1: 'top',
      y2: (node: Node) => node.top + Math.max(1, node.height),
      fill: (node: Node) => segmentOf(node.id).color,
    })
  const names = (some: readonly Node[], isLeft: boolean) => {
    const placed = spread(
      some.map((node) => node.top + node.height / 2),
      size + 3,
      TOP,
      height - 6,
    )
    const items = some.map((node, index) => ({
      ...node,
      y: placed[index]!,
      tone: (keyIds.has(node.id) ? 'ink' : 'label') as Tone,
    }))
    return (['label', 'ink'] as const).flatMap((tone) => {
      const ofTone = items.filter((item) => item.tone === tone)
      const common = { y: 'y', fontSize: size, tone } as const
      const text = (node: Node) => t(segmentOf(node.id).name)
      const count = (node: Node) => format.count(node.customers)
      if (ofTone.length === 0) return []
      // What is shared lacks the smallest flows: the sums would be too small.
      if (isNarrow || isShared(context))
        return [
          haloText(ofTone, { ...common, x: isLeft ? x1 - 6 : x2 + 6, text, textAnchor: isLeft ? 'end' : 'start' }),
        ]
      return [
        haloText(ofTone, { ...common, x: isLeft ? 0 : x2 + 10, text, textAnchor: 'start' }),
        haloText(ofTone, { ...common, x: isLeft ? x1 - 10 : width, text: count, textAnchor: 'end' }),
      ]
    })
  }
  const [thickest] = [...key].sort((a, b) => b.customers - a.customers)
  const found = isShared(context) ? 0 : (finding?.[finding.kind] ?? 0)
  const heads = [
    {
      x: isNarrow ? x1 + BAR : 0,
      text: language === 'ko' ? `${movement.days}일 전` : `${movement.days} days ago`,
      anchor: isNarrow ? 'end' : 'start',
    },
    { x: isNarrow ? x2 - BAR : x2 + 10, text: t({ ko: '지금', en: 'now' }), anchor: 'start' },
  ] as const

  return drawing(width, height, t(segmentMovement.title), [
    band(
      all.filter((ribbon) => !ribbon.isKey && ribbon.from === ribbon.to),
      'var(--hairline)',
      0.8,
    ),
    band(
      all.filter((ribbon) => !ribbon.isKey && ribbon.from !== ribbon.to),
      'var(--hairline)',
      0.45,
    ),
    band(key, 'var(--accent)', 0.8),
    bars(left, x1),
    bars(right, x2 - BAR),
    ...names(left, true),
    ...names(right, false),
    ...heads.map((head) => haloText([head], { x: 'x', y: 10, text: 'text', textAnchor: head.anchor, tone: 'axis' })),
    ...(thickest && found > 0
      ? [
          haloText([thickest], {
            x: (x1 + x2) / 2,
            y: (ribbon: Ribbon) => ribbon.left + (ribbon.right - ribbon.left + ribbon.size) / 2,
            text: () => (language === 'ko' ? format.customers(found) : format.count(found)),
            textAnchor: isNarrow ? 'middle' : 'start',
            dx: isNarrow ? 0 : 10,
            dy: -8,
            fontSize: 14,
            tone: 'accent',
          }),
        ]
      : []),
  ])
}

/** Who moved from which segment to which: a flow picture between two dates. */
export const segmentMovement: Chart = {
  id: 'segment_movement',
  title: { ko: '세그먼트 이동', en: 'Movement' },
  definition: {
    ko: '두 날짜에 각각 그 날의 기준으로 RFM 점수를 매겨, 고객이 어느 세그먼트에서 어느 세그먼트로 옮겼는지 셉니다. 그 사이 처음 산 고객은 ‘첫 구매 전’에서 옵니다.',
    en: 'RFM scores are computed at both dates, each with that date’s cut-offs, and customers are counted by the segment they left and the one they are in. Those who first bought in between come from “no order yet”.',
  },
  headline,
  notes(context) {
    const movement = movementOf(context)
    if (!movement) return []
    const { format, language } = context
    return [
      `${format.date(movement.from)} → ${format.date(movement.to)}`,
      ...(isShared(context)
        ? []
        : [
            language === 'ko'
              ? `그때 고객 ${format.customers(movement.known)}`
              : `${format.customers(movement.known)} then`,
          ]),
    ]
  },
  caption(context) {
    const movement = movementOf(context)
    const key = movement && keyMovement(movement)
    if (isShared(context))
      return context.t({
        ko: '가장 작은 이동은 가려서 그리지 않았습니다.',
        en: 'The smallest moves are hidden and not drawn.',
      })
    if (!key?.[key.kind]) return null
    return context.t({
      ko: '제목과 같은 색의 띠가 그 고객입니다. 굵기는 고객 수에 비례합니다.',
      en: 'The bands in the headline’s colour are its customers. Thickness is proportional to customers.',
    })
  },
  plot,
}
