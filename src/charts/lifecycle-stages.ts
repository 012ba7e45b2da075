import type { Word } from '../i18n/locale.ts'
import { strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { FEW, say, strongKo, tooFew, valueWord } from './words.ts'

/** A stage of the life cycle as the page writes it, nearest to the first order first. */
const stages: readonly { readonly id: string; readonly name: Word; readonly people: Word; readonly fill: string }[] = [
  {
    id: 'potential',
    name: { ko: '잠재고객', en: 'potential' },
    people: { ko: '잠재고객', en: 'potential customers' },
    fill: 'var(--surface-2)',
  },
  {
    id: 'new',
    name: { ko: '신규고객', en: 'new' },
    people: { ko: '신규고객', en: 'new customers' },
    fill: 'var(--hairline)',
  },
  {
    id: 'existing',
    name: { ko: '기존고객', en: 'existing' },
    people: { ko: '기존고객', en: 'existing customers' },
    fill: 'var(--hairline-2)',
  },
  {
    id: 'core',
    name: { ko: '핵심고객', en: 'core' },
    people: { ko: '핵심고객', en: 'core customers' },
    fill: 'var(--ink-2)',
  },
  {
    id: 'churned',
    name: { ko: '이탈고객', en: 'churned' },
    people: { ko: '이탈고객', en: 'churned customers' },
    fill: 'none',
  },
]

/** A stage that somebody is in. */
export interface Stage {
  readonly id: string
  readonly name: string
  readonly fill: string
  readonly customers: number
  readonly value: number
}

/** The stages with customers, in the order of a life. */
export const stagesOf = (context: ChartContext): Stage[] =>
  stages.flatMap(({ id, name, fill }) => {
    const row = context.rows('lifecycle').find((row) => row.stage === id)
    if (!row?.customers) return []
    return [{ id, name: context.t(name), fill, customers: row.customers, value: Math.max(0, row.value ?? 0) }]
  })

/** Customers or value of some stages together. */
export const sum = (items: readonly Stage[], side: 'customers' | 'value') =>
  items.reduce((total, item) => total + item[side], 0)

/** The stage that the headline and the picture's key mark are about: core, else churned, else the largest. */
export function keyOf(items: readonly Stage[]): Stage | undefined {
  const value = sum(items, 'value')
  const core = items.find((item) => item.id === 'core' && item.value > 0 && value > 0)
  return core ?? items.find((item) => item.id === 'churned') ?? [...items].sort((a, b) => b.customers - a.customers)[0]
}

/** What the core brings and how many have churned; without a core, how many are in the stage that matters most. */
export function lifecycleHeadline(context: ChartContext): Sentence | null {
  const items = stagesOf(context)
  const customers = sum(items, 'customers')
  const key = keyOf(items)
  if (!key) return null
  if (customers < FEW) return tooFew(context, customers)
  const { format, language, t } = context
  const isKo = language === 'ko'
  const part = format.percent(key.customers / customers)
  const churned = items.find((item) => item.id === 'churned')
  if (key.id === 'core') {
    const share = format.percent(key.value / sum(items, 'value'))
    const value = t(valueWord(context))
    const gone = churned ? format.percent(churned.customers / customers) : null
    return isKo
      ? say(
          `고객의 ${part}인 핵심고객이 ${value}의 `,
          strongKo(share, '을/를'),
          ' 냈습니다.',
          gone === null ? '' : ` 고객의 ${gone}는 떠났습니다.`,
        )
      : say(
          `Core customers, ${part} of all, brought `,
          strong(share),
          ` of ${value}`,
          gone === null ? '.' : `; ${gone} of all have churned.`,
        )
  }
  const people = t(stages.find((stage) => stage.id === key.id)!.people)
  return isKo
    ? say(
        `고객 ${format.customers(customers)} 가운데 ${people}은 `,
        strong(`${format.customers(key.customers)}(${part})`),
        '입니다.',
      )
    : say(
        'Of ',
        format.customers(customers),
        ', ',
        strong(`${format.count(key.customers)} (${part})`),
        ` are ${people}.`,
      )
}
