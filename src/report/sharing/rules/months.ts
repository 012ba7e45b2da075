import { wilson } from '../../../statistics/proportions.ts'
import type { Count } from '../counts.ts'
import { quotient, significantOrNull, toTenth } from '../rounding.ts'
import type { MetricRows } from '../../../metrics/index.ts'
import { toldOf, type Rule, type Sharing } from '../rule.ts'
import { customersOf, ordersOf, worthOf } from './customers.ts'

/** The customers of a cohort; where cohorts are months, also the new customers of the month. */
export function cohortOf({ counts }: Sharing, cohort: string | null, customers: number | null): Count | null {
  return counts.of(`cohort ${cohort}`, customers)
}

/** The counts of a month. */
function monthOf(sharing: Sharing, place: number) {
  const { rows, counts } = sharing
  const row = rows('customers_monthly')[place]!
  const of = (name: 'buyers' | 'returning' | 'reactivated' | 'churned' | 'active') =>
    counts.of(`${name} ${row.month}`, row[name])
  const buyers = of('buyers')
  return {
    row,
    buyers,
    orders: counts.of(`orders ${row.month}`, row.orders, buyers ? [buyers] : []),
    arrived: cohortOf(sharing, row.month, row.new),
    returning: of('returning'),
    reactivated: of('reactivated'),
    churned: of('churned'),
    active: row.is_settled ? of('active') : null,
  }
}

/** The buyers of the last month, and how many days it has; null where it is not over or the report does not end with it. */
export function lastMonthOf(sharing: Sharing): { readonly buyers: Count | null; readonly days: number } | null {
  const { rows, report } = sharing
  const place = rows('customers_monthly').length - 1
  const row = rows('customers_monthly')[place]
  if (!row?.is_complete || !report.asOf.endsWith('-01')) return null
  const days = (Date.parse(`${report.asOf}T00:00:00Z`) - Date.parse(`${row.month}T00:00:00Z`)) / 86_400_000
  return { buyers: monthOf(sharing, place).buyers, days }
}

/** How many are active is told of settled months: before, nobody can have churned. */
export const customersMonthly: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const told = rows('customers_monthly').map((row, place) => {
    const month = monthOf(sharing, place)
    return { ...month, value: amounts.of(`month ${row.month}`, row.value, month.buyers) }
  })
  let since: { readonly place: number; readonly active: readonly Count[] } = { place: 0, active: [] }
  for (const [place, { row, buyers, arrived, returning, reactivated, active }] of told.entries()) {
    // Where no churn limit is known, every buyer who is not new returns.
    counts.sum(buyers, row.reactivated === null ? [arrived, returning] : [arrived, returning, reactivated])
    if (!active) continue
    const between = told.slice(since.place, place + 1)
    counts.relate(
      [active, ...between.map(({ churned }) => churned)],
      [...since.active, ...between.flatMap((month) => [month.arrived, month.reactivated])],
    )
    since = { place: place + 1, active: [active] }
  }
  counts.sum(
    customersOf(sharing),
    told.map(({ arrived }) => arrived),
  )
  counts.sum(
    ordersOf(sharing),
    told.map(({ orders }) => orders),
  )
  amounts.sum(
    worthOf(sharing),
    told.map(({ value }) => value),
  )
  return () =>
    told.map(({ row, buyers, orders, value, arrived, returning, reactivated, churned, active }) => ({
      ...row,
      buyers: toldOf(buyers),
      orders: toldOf(orders),
      value: toldOf(value),
      new: toldOf(arrived),
      returning: toldOf(returning),
      reactivated: toldOf(reactivated),
      churned: toldOf(churned),
      active: toldOf(active),
    }))
}

/**
 * What lights rest on. Shares and their intervals are made of told counts; limits of cohorts, which are so many of the
 * cohort, go in steps that do not tell how many it is.
 */
export const warningEvidence: Rule = (sharing) => {
  const { rows, counts, nameOf } = sharing
  const months = rows('customers_monthly').map((_, place) => monthOf(sharing, place))
  const told = rows('warning_evidence').map((row) => {
    const place = months.findIndex(({ row: { month } }) => month === row.at)
    const season = place < 0 ? [] : months.slice(Math.max(0, place - 2), place + 1)
    const id = evidenceId(row)
    switch (row.series) {
      case 'arrived': {
        const n = counts.of(id, row.n)
        if (season.length === 3)
          counts.relate(
            [n],
            season.flatMap(({ arrived, reactivated }) => [arrived, reactivated]),
          )
        return { row, n, part: null, perMonth: quotientOf(row.n, row.value) }
      }
      case 'churned': {
        const n = counts.of(id, row.n)
        if (season.length === 3)
          counts.relate(
            [n],
            season.map(({ churned }) => churned),
          )
        return { row, n, part: null, perMonth: quotientOf(row.n, row.value) }
      }
      case 'basket':
        return {
          row,
          n: place < 0 ? counts.of(id, row.n) : counts.of(`orders ${row.at}`, row.n),
          part: null,
          perMonth: null,
        }
      case 'after_1':
      case 'after_2':
      case 'after_3': {
        const cohort = cohortOf(sharing, row.at, row.n)
        const period = Number(row.series.at(-1))
        const part = counts.of(`active ${row.at} ${period}`, wholeNumber(row.value, row.n))
        counts.share(part, cohort)
        return { row, n: cohort, part, perMonth: null }
      }
      case 'one_time': {
        const cohort = cohortOf(sharing, row.at, row.n)
        const part = counts.of(id, wholeNumber(row.value, row.n))
        counts.share(part, cohort)
        return { row, n: cohort, part, perMonth: null }
      }
      case 'ratio':
        return {
          row,
          n: comparedCount(sharing, row.label === null ? 'blended' : 'channel', row.label, row.n),
          part: null,
          perMonth: null,
        }
      default: {
        const isCount = row.n !== null && row.n >= 1 && Number.isInteger(row.n)
        return { row, n: isCount ? counts.of(id, row.n) : null, part: null, perMonth: null }
      }
    }
  })
  return () =>
    told.flatMap(({ row, n, part, perMonth }) => {
      const label = row.label === null ? null : nameOf(row.label)
      if (row.label !== null && label === null) return []
      const isHidden = n?.isHidden || part?.isHidden
      const value =
        perMonth !== null
          ? (n?.told ?? 0) / perMonth
          : part
            ? (part.told ?? 0) / Math.max(1, n?.told ?? 1)
            : (row.value ?? null)
      const isCohort = row.series?.startsWith('after_')
      const tell = (cell: number | null) => (isHidden ? null : isCohort ? toHalf(cell) : significantOrNull(cell))
      const told =
        row.series === 'one_time' && part && n ? wilson(Math.min(part.told ?? 0, n.told ?? 0), n.told ?? 0) : row
      const toldN = n ? n.told : row.n === null ? null : significantOrNull(row.n, 2)
      return [
        {
          ...row,
          label,
          value: isHidden ? null : significantOrNull(value),
          low: tell(told.low),
          high: tell(told.high),
          n: toldN,
        },
      ]
    })
}

const evidenceId = (row: Pick<MetricRows['warning_evidence'], 'sign' | 'series' | 'label' | 'at'>) =>
  `${row.sign} ${row.series} ${row.label} ${row.at}`

/** What a light compares is told to two digits where it could be judged; what it rests on, rounded. */
export const warningSigns: Rule = ({ rows, counts }) => {
  const evidence = (sign: string | null, series: string) =>
    rows('warning_evidence').filter((row) => row.sign === sign && row.series === series)
  const told = rows('warning_signs').map((row) => {
    const n = counts.of(`${row.sign} rests on`, row.n)
    const flows = ['churned', 'arrived'].map((series) => {
      const each = evidence(row.sign, series).find(({ at }) => at === row.month)
      return each ? counts.of(evidenceId(each), each.n) : null
    })
    if (row.sign === 'new_churned_crossover') counts.sum(n, flows)
    const cohorts = evidence(row.sign, 'one_time').toSorted((a, b) => (a.at! < b.at! ? -1 : 1))
    if (cohorts.length > 0)
      counts.sum(
        n,
        cohorts.slice(-3).map((each) => counts.of(`cohort ${each.at}`, each.n)),
      )
    return { row, n, flows }
  })
  return () =>
    told.map(({ row, n, flows: [churned, arrived] }) => {
      const isTold = toldOf(n) !== null && row.status !== 'unknown'
      const tell = (value: number | null) =>
        !isTold ? null : row.sign === 'retention_anomaly' ? toHalf(value) : significantOrNull(value, 2)
      return {
        ...row,
        statistic:
          row.sign === 'new_churned_crossover'
            ? isTold && row.statistic !== null
              ? significantOrNull(quotient(toldOf(churned ?? null), toldOf(arrived ?? null)), 2)
              : null
            : tell(row.statistic),
        limit: tell(row.limit),
        n: toldOf(n),
      }
    })
}

/** A share to half a percent. */
function toHalf(share: number | null): number | null {
  return share === null ? null : toTenth(Math.round(share * 200) / 200)
}

/** The customers that value and cost of a group are compared on. */
export function comparedCount(
  { counts }: Sharing,
  kind: string | null,
  channel: string | null,
  customers: number | null,
) {
  return counts.of(`compared ${kind} ${channel ?? ''}`, customers)
}

/** Since when each light is on: states alone. */
export const warningHistory: Rule =
  ({ rows }) =>
  () =>
    rows('warning_history').map((row) => ({ ...row, statistic: null, limit: null, n: null }))

/** Where a whole number is behind a share of n, that number. */
export function wholeNumber(share: number | null, n: number | null): number | null {
  return share === null || n === null ? null : Math.round(share * n)
}

function quotientOf(n: number | null, value: number | null): number | null {
  return n === null || !value ? null : n / value
}
