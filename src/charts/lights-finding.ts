import { particle, strong, type Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { lightsOf, type Light } from './lights.ts'
import type { PageFinding } from './page-findings.ts'
import { outOfRange } from './signs/out-of-range.ts'
import { pointsOf, seriesOf } from './signs/evidence.ts'
import { capital, monthName, say } from './words.ts'

const COUNTS = ['', '한', '두', '세', '네', '다섯', '여섯']
const COUNTS_EN = ['no', 'one', 'two', 'three', 'four', 'five', 'six']

/** A clause that says what a light means, as it stands inside a sentence and at its end. */
type Clause = readonly [and: string, end: string]

const same = (text: string): Clause => [text, text]

/** Months, cohorts or channels in a row: 4월과 5월, April and May. */
function listed(names: readonly string[], language: ChartContext['language']): string {
  const [first, last] = [names.slice(0, -1).join(', '), names.at(-1) ?? '']
  if (names.length < 2) return last
  return language === 'ko' ? `${first}${particle(first, '과/와')} ${last}` : `${first} and ${last}`
}

function crossover({ language }: ChartContext, light: Light): Clause {
  const isAlarm = light.status === 'alarm'
  if (language === 'en') return same(isAlarm ? 'more customers leave than arrive' : 'as many customers leave as arrive')
  return isAlarm
    ? ['떠나는 고객이 들어오는 고객보다 많고', '떠나는 고객이 들어오는 고객보다 많습니다']
    : ['떠나는 고객이 들어오는 고객만큼 많고', '떠나는 고객이 들어오는 고객만큼 많습니다']
}

function retention(context: ChartContext): Clause {
  const { language } = context
  const cohorts = ['after_1', 'after_2', 'after_3']
    .flatMap((series) => pointsOf(context, 'retention_anomaly', series))
    .filter((point) => point.isFlagged)
    .map((point) => point.at)
  const names = [...new Set(cohorts)].sort().map((cohort) => monthName(context, cohort))
  const isNamed = names.length > 0 && names.length < 3
  if (language === 'en')
    return same(
      isNamed ? `fewer of ${listed(names, language)}’s new customers came back` : 'fewer new customers come back',
    )
  const who = isNamed ? `${listed(names, language)}에 처음 온 고객이` : '최근에 처음 온 고객이'
  return [`${who} 덜 돌아왔고`, `${who} 덜 돌아왔습니다`]
}

function cycleOrBasket(context: ChartContext, light: Light): Clause {
  const out = outOfRange(context, light)
  const { language } = context
  const words = {
    gap_up: ['구매 간격이 길어졌', 'the time between orders grew'],
    gap_down: ['구매 간격이 짧아졌', 'the time between orders shrank'],
    basket_up: ['객단가가 높아졌', 'baskets grew'],
    basket_down: ['객단가가 낮아졌', 'baskets shrank'],
  } as const
  const found = out.map(({ series, direction }) => words[`${series}_${direction}`])
  if (language === 'en') return same(found.map(([, en]) => en).join(' and ') || 'orders are out of their usual range')
  const stem = found.map(([ko]) => ko).join('고 ') || '구매주기나 객단가가 평소와 달라졌'
  return [`${stem}고`, `${stem}습니다`]
}

function ltvBelowCac(context: ChartContext, light: Light): Clause {
  const isKo = context.language === 'ko'
  if (light.status !== 'alarm')
    return isKo
      ? ['쓴 돈을 벌어 오는지 뚜렷하지 않은 유입 경로가 있고', '쓴 돈을 벌어 오는지 뚜렷하지 않은 유입 경로가 있습니다']
      : same('it is not clear that every channel earns what it costs')
  const names = seriesOf(context, 'ltv_below_cac', 'ratio')
    .filter((row) => row.is_flagged && row.label !== null)
    .map((row) => row.label!)
  const count = names.length
  const isNamed = count > 0 && count < 3
  if (!isKo) {
    const who = isNamed ? listed(names, 'en') : count > 0 ? `${COUNTS_EN[count] ?? count} channels` : 'new customers'
    return same(count === 1 ? `${who} earns less than it costs` : `${who} earn less than they cost`)
  }
  const who = isNamed ? listed(names, 'ko') : count > 0 ? `유입 경로 ${COUNTS[count] ?? count} 곳` : '새 고객'
  const topic = who + particle(who, '은/는')
  return [`${topic} 쓴 돈을 벌어 오지 못하고`, `${topic} 쓴 돈을 벌어 오지 못합니다`]
}

function clauseOf(context: ChartContext, light: Light): Clause {
  const isKo = context.language === 'ko'
  switch (light.sign) {
    case 'new_churned_crossover':
      return crossover(context, light)
    case 'retention_anomaly':
      return retention(context)
    case 'ageing_buyers':
      return isKo
        ? ['주 고객의 나이가 올라가고 있고', '주 고객의 나이가 올라가고 있습니다']
        : same('the main buyers are getting older')
    case 'abnormal_cycle_or_basket':
      return cycleOrBasket(context, light)
    case 'one_time_rising':
      return isKo
        ? ['한 번만 사고 마는 고객이 늘고 있고', '한 번만 사고 마는 고객이 늘고 있습니다']
        : same('more buyers stop after one order')
    case 'ltv_below_cac':
      return ltvBelowCac(context, light)
  }
}

/** The headline tells this many lights; where more are on, only the first two, and the sentence below the others. */
const TOLD = 3
const FIRST = 2

/** What some lights say, each a clause of one sentence. */
function clausesOf(context: ChartContext, lights: readonly Light[]): string[] {
  const told = lights.map((light) => clauseOf(context, light))
  const { language } = context
  return told.map(([and, end], index) => {
    const isLast = index === told.length - 1
    if (!isLast) return `${and},`
    return language === 'en' && index > 0 ? `and ${end}.` : `${end}.`
  })
}

/** How many lights can and cannot be judged, where none is on. */
function quietSub({ language }: ChartContext, ok: number, unknown: number): Sentence | null {
  if (ok === 0) return null
  const isKo = language === 'ko'
  if (unknown === 0) return isKo ? say('여섯 위험 신호가 모두 정상입니다.') : say('All six lights are OK.')
  return isKo
    ? say(`위험 신호 ${COUNTS[ok]} 가지는 정상이고, ${COUNTS[unknown]} 가지는 아직 판단할 수 없습니다.`)
    : say(
        `${capital(COUNTS_EN[ok]!)} of the six lights ${ok === 1 ? 'is' : 'are'} OK; ${COUNTS_EN[unknown]} cannot be judged yet.`,
      )
}

/** What the lights say of the whole shop. `quiet` is the page's finding where none of them is on. */
export function lightsFinding(context: ChartContext, quiet: PageFinding | null): PageFinding | null {
  const lights = lightsOf(context)
  const of = (status: Light['status']) => lights.filter((light) => light.status === status)
  const [alarms, watches] = [of('alarm'), of('watch')]
  const isKo = context.language === 'ko'
  const count = watches.length
  if (alarms.length > 0) {
    const on = alarms.length
    const head = isKo
      ? say('경고등 ', strong(on === 1 ? '하나' : `${COUNTS[on]} 개`), '가 켜졌습니다.')
      : say(strong(`${capital(COUNTS_EN[on]!)} ${on === 1 ? 'light is' : 'lights are'} on.`))
    const told = on > TOLD ? FIRST : on
    const [first, ...rest] = clausesOf(context, alarms.slice(0, told))
    const clauses = [head, say(isKo ? first! : capital(first!)), ...rest.map((clause) => say(clause))]
    const others = clausesOf(context, alarms.slice(told)).join(' ')
    const watching = clausesOf(context, watches).join(' ')
    const below = [
      ...(others === '' ? [] : [isKo ? others : capital(others)]),
      ...(count === 0
        ? []
        : [
            isKo
              ? `${COUNTS[count]} 가지는 지켜볼 만합니다. ${watching}`
              : `${capital(COUNTS_EN[count]!)} more ${count === 1 ? 'is' : 'are'} worth watching: ${watching}`,
          ]),
    ]
    const sub = below.length === 0 ? null : say(below.join(' '))
    return { headline: joined(clauses), clauses, sub }
  }
  if (count > 0) {
    const clauses = isKo
      ? [say('켜진 경고등은 없고,'), say(strong(`${COUNTS[count]} 가지`), '는 지켜볼 만합니다.')]
      : [
          say('No alarm is on;'),
          say(strong(COUNTS_EN[count]!), count === 1 ? ' light is worth watching.' : ' lights are worth watching.'),
        ]
    const told = clausesOf(context, watches).join(' ')
    return { headline: joined(clauses), clauses, sub: say(isKo ? told : capital(told)) }
  }
  if (!quiet) return null
  return { ...quiet, sub: quietSub(context, of('ok').length, of('unknown').length) ?? quiet.sub }
}

const joined = (clauses: readonly Sentence[]): Sentence =>
  say(...clauses.flatMap((clause, index) => (index > 0 ? [' ', clause] : [clause])))
