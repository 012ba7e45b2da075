import type { RowOf } from '../metric.ts'
import { monthOf } from '../months.ts'
import { segmentsByCell } from '../segment-schemes.ts'
import type { Settings } from '../settings.ts'
import type { Badge } from './badge.ts'
import type { valueColumns } from './columns.ts'
import type { Fits } from './fit-study.ts'
import { forecastSpend, GroupSum, type Forecast, type Horizon } from './forecast.ts'
import type { People } from './people.ts'

type ValueRow = RowOf<typeof valueColumns>

/** What the rows of `predicted_value` are made of. */
export interface Valued {
  readonly fits: Fits
  readonly people: People
  /** Null where the default model could not be fitted. */
  readonly forecast: Forecast | null
  readonly horizon: Horizon
  readonly badge: Badge
  readonly channels: ReadonlyMap<number, string>
  readonly settings: Pick<Settings, 'scheme' | 'custom_scheme'>
}

/** Adds up what is expected, in total and by segment, cohort and channel. Yields now and then, so that a caller may pause. */
export function* addingUp({
  fits,
  people,
  forecast,
  horizon,
  badge,
  channels,
  settings,
}: Valued): Generator<void, ValueRow[]> {
  const { length } = people.x
  const ending = { horizon_months: horizon.months, verdict: badge.verdict }
  if (!forecast) {
    const nothing = { alive: null, expected_orders: null, expected_value: null, low: null, high: null }
    return [{ kind: 'total', name: null, customers: length, ...nothing, ...ending }]
  }
  const { spending } = fits
  const spend = spending.fit && spending.reason === null ? forecastSpend(spending.fit, people) : null
  const segments = segmentsByCell(settings)
  const hasChannels = people.channel.some((channel) => channels.has(channel))
  const newSum = () => new GroupSum(forecast, spend)
  const total = newSum()
  const bySegment = new Groups<string | null>(newSum)
  const byCohort = new Groups<number>(newSum)
  const byChannel = new Groups<string | null>(newSum)
  for (let at = 0; at < length; at++) {
    if (at % 8192 === 0) yield
    total.add(at)
    bySegment.add(segments.get(people.cell[at]!) ?? null, at)
    if (!Number.isNaN(people.cohort[at]!)) byCohort.add(people.cohort[at]!, at)
    if (hasChannels) byChannel.add(channels.get(people.channel[at]!) ?? null, at)
  }
  const rowOf = (kind: string, name: string | null, sum: GroupSum): ValueRow => {
    const { customers, alive, orders, value, low, high } = sum.result()
    return { kind, name, customers, alive, expected_orders: orders, expected_value: value, low, high, ...ending }
  }
  return [
    rowOf('total', null, total),
    ...bySegment.sums.map(([name, sum]) => rowOf('segment', name, sum)),
    ...byCohort.sums.map(([month, sum]) => rowOf('cohort', monthOf(month), sum)),
    ...byChannel.sums.map(([name, sum]) => rowOf('channel', name, sum)),
  ]
}

/** One sum a group. */
class Groups<K> {
  readonly #sums = new Map<K, GroupSum>()
  readonly #newSum: () => GroupSum

  constructor(newSum: () => GroupSum) {
    this.#newSum = newSum
  }

  add(key: K, at: number): void {
    const sum = this.#sums.get(key) ?? this.#newSum()
    this.#sums.set(key, sum)
    sum.add(at)
  }

  get sums(): (readonly [K, GroupSum])[] {
    return [...this.#sums]
  }
}
