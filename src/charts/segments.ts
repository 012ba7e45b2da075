import type { Language, Word } from '../i18n/locale.ts'
import { particle } from '../i18n/sentence.ts'

/** How a segment stands towards the shop: buying well, on the way, quietening, or long silent. */
export type SegmentLevel = 'good' | 'growing' | 'slipping' | 'gone'

/** A segment as the page writes and paints it. */
export interface Segment {
  readonly id: string
  /** Its name on a mark or in a table. */
  readonly name: Word
  /** Its people in a sentence. */
  readonly people: Word
  /** A CSS colour, the same in every chart and theme. */
  readonly color: string
  /** Null where a scheme of one's own gives no hint. */
  readonly level: SegmentLevel | null
}

type Written = readonly [
  id: string,
  color: string,
  level: SegmentLevel | null,
  name: readonly [ko: string, en: string],
  people: readonly [ko: string, en: string],
]

const segment = ([id, color, level, name, people]: Written): Segment => ({
  id,
  color: `var(--${color})`,
  level,
  name: { ko: name[0], en: name[1] },
  people: { ko: people[0], en: people[1] },
})

const written: readonly Written[] = [
  ['champion', 'seg-champion', 'good', ['최우수 고객', 'Champions'], ['최우수 고객', 'champions']],
  ['high', 'seg-champion', 'good', ['점수 상위', 'High score'], ['점수 상위 고객', 'high-score customers']],
  ['loyal', 'seg-loyal', 'good', ['충성고객', 'Loyal'], ['충성고객', 'loyal customers']],
  ['potential_loyalist', 'seg-potential', 'growing', ['충성 가능 고객', 'Potential loyalists'], ['충성 가능 고객', 'potential loyalists']],
  ['recent_first', 'seg-new', 'growing', ['최근 첫 구매', 'Recent first'], ['최근에 처음 산 고객', 'recent first-time buyers']],
  ['new_customers', 'seg-new', 'growing', ['최근 고객', 'New customers'], ['최근 고객', 'recent customers']],
  ['promising', 'seg-promising', 'growing', ['두 번째 구매 유도 대상', 'Promising'], ['두 번째 구매 유도 대상', 'promising customers']],
  ['rfm_promising', 'seg-promising', 'growing', ['유망 고객', 'Promising'], ['유망 고객', 'promising customers']],
  ['medium', 'seg-potential', 'growing', ['점수 중간', 'Medium score'], ['점수 중간 고객', 'medium-score customers']],
  ['needs_attention', 'seg-attention', 'slipping', ['관심 필요', 'Needs attention'], ['관심이 필요한 고객', 'customers needing attention']],
  ['about_to_sleep', 'seg-sleep', 'slipping', ['구매 뜸해짐', 'About to sleep'], ['구매가 뜸해진 고객', 'customers about to sleep']],
  ['at_risk', 'seg-risk', 'slipping', ['이탈 우려', 'At risk'], ['이탈 우려 고객', 'at-risk customers']],
  ['cant_lose', 'seg-cantlose', 'slipping', ['이탈 우려 우수고객', 'Can’t lose'], ['이탈 우려 우수고객', 'customers not to lose']],
  ['hibernating', 'seg-hibernating', 'gone', ['장기 미구매', 'Hibernating'], ['장기 미구매 고객', 'hibernating customers']],
  ['one_and_gone', 'seg-lost', 'gone', ['첫 구매 후 미구매', 'One and gone'], ['첫 구매 후 미구매 고객', 'one-and-gone customers']],
  ['lost', 'seg-lost', 'gone', ['오래전 고객', 'Lost'], ['오래전 고객', 'lost customers']],
  ['low', 'seg-lost', 'gone', ['점수 하위', 'Low score'], ['점수 하위 고객', 'low-score customers']],
  ['others', 'unknown', null, ['나머지', 'Others'], ['나머지 고객', 'other customers']],
] // prettier-ignore

/** Ids of the R rfm scheme that are written and painted like one of the default scheme. */
const alike: Readonly<Record<string, string>> = {
  champions: 'champion',
  loyal_customers: 'loyal',
  rfm_potential_loyalist: 'potential_loyalist',
  need_attention: 'needs_attention',
  rfm_about_to_sleep: 'about_to_sleep',
  rfm_at_risk: 'at_risk',
  cant_lose_them: 'cant_lose',
}

/** The segments of every shipped scheme, best first. Those that mean alike in two schemes share a colour. */
const known = written.flatMap((row) => [
  segment(row),
  ...Object.keys(alike).flatMap((id) => (alike[id] === row[0] ? [{ ...segment(row), id }] : [])),
])

/** Not a segment: where a customer stood before their first order. */
export const NOT_YET = 'not_yet_a_customer'

const notYet = segment([
  NOT_YET,
  'hairline-2',
  null,
  ['첫 구매 전', 'No order yet'],
  ['첫 구매 전 고객', 'people without an order'],
])

const byId = new Map([...known, notYet].map((item) => [item.id, item]))

/** The segment of an id. An id of a person's own scheme is its own name, in grey. */
export function segmentOf(id: string): Segment {
  return (
    byId.get(id) ?? { id, name: { ko: id, en: id }, people: { ko: id, en: id }, color: 'var(--unknown)', level: null }
  )
}

/** The order of a list of segments: best first, unknown ids after the known, "not yet a customer" last. */
export function inSegmentOrder(ids: Iterable<string>): string[] {
  const place = (id: string) => {
    if (id === NOT_YET) return known.length + 1
    const index = known.findIndex((item) => item.id === id)
    return index < 0 ? known.length : index
  }
  return [...new Set(ids)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

/** A segment's pale background behind text, mixed for the theme. */
export function wash(color: string): string {
  return `color-mix(in oklab, ${color} var(--seg-wash), var(--surface))`
}

/** The good segments among `ids` as people in a sentence: 최우수 고객과 충성고객, champions and loyal customers. */
export function goodPeople(ids: Iterable<string>, language: Language): string {
  const good = inSegmentOrder(ids)
    .map(segmentOf)
    .filter((item) => item.level === 'good')
  const names = good.map((item) => item.people[language])
  if (language === 'en') return names.join(' and ')
  return names.map((name, index) => (index < names.length - 1 ? name + particle(name, '과/와') + ' ' : name)).join('')
}
