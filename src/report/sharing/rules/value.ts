import type { Count } from '../counts.ts'
import { quotient, significantOrNull } from '../rounding.ts'
import { groupsOf, nameIn, type Rule, type Sharing, toldOf, totalOf } from '../rule.ts'
import { customersOf } from './customers.ts'
import { cohortOf, comparedCount } from './months.ts'

interface OfGroup {
  readonly kind: string | null
  readonly channel: string | null
}

/** New customers of a month, of a channel or of several. */
export function acquiredOf(
  sharing: Sharing,
  month: string | null,
  { kind, channel }: OfGroup,
  customers: number | null,
): Count | null {
  if (kind === 'blended') return cohortOf(sharing, month, customers)
  return sharing.counts.of(`cohort ${month} ${kind} ${channel ?? ''}`, customers)
}

/** The customers of the cohorts that value and cost are compared on. */
function comparedOf(
  sharing: Sharing,
  row: OfGroup & { cohort_from: string | null; cohort_to: string | null; customers: number | null },
) {
  const { rows, counts } = sharing
  const count = comparedCount(sharing, row.kind, row.channel, row.customers)
  const months = rows('acquisition_cost').filter(
    ({ month, kind, channel }) =>
      kind === row.kind && channel === row.channel && month! >= row.cohort_from! && month! <= row.cohort_to!,
  )
  if (count && !count.relations.some(({ terms }) => terms.length > 2))
    counts.sum(
      count,
      months.map((each) => acquiredOf(sharing, each.month, each, each.new_customers)),
    )
  return count
}

/** What one cost, so that the sum behind it has three digits and what it is divided by is told. */
function costPerHead(each: number | null, count: Count): number | null {
  return each === null ? null : significantOrNull(quotient(significantOrNull(each * count.value), count.told))
}

/** What one brought, as what one cost; null where one of them may have brought more than half of it. */
function perHead({ amounts }: Sharing, each: number | null, count: Count): number | null {
  return each === null || amounts.isDominated(each * count.value) ? null : costPerHead(each, count)
}

export const acquisitionCost: Rule = (sharing) => {
  const { rows, counts } = sharing
  const told = rows('acquisition_cost').map((row) => ({
    row,
    count: acquiredOf(sharing, row.month, row, row.new_customers),
  }))
  for (const inMonth of groupsOf(told, ({ row }) => row.month ?? '')) {
    const of = (kind: string) => inMonth.filter(({ row }) => row.kind === kind).map(({ count }) => count)
    for (const whole of ['blended', 'paid']) counts.sum(of(whole)[0] ?? null, of('channel'))
    counts.share(of('paid')[0] ?? null, of('blended')[0] ?? null)
  }
  return () =>
    told.flatMap(({ row, count }) => {
      const channel = nameIn(sharing, row.channel)
      if (channel === undefined) return []
      const spend = significantOrNull(row.spend)
      const cac = row.cac === null ? null : significantOrNull(quotient(spend, toldOf(count)))
      return [{ ...row, channel, spend, new_customers: toldOf(count), cac }]
    })
}

export const valueCurve: Rule = (sharing) => {
  const told = sharing.rows('value_curve').map((row) => ({ row, count: comparedOf(sharing, row) }))
  return () =>
    told.flatMap(({ row, count }) => {
      const channel = nameIn(sharing, row.channel)
      if (channel === undefined || !count || count.isHidden) return []
      const margin = perHead(sharing, row.margin_per_customer, count)
      return [{ ...row, channel, customers: count.told, margin_per_customer: margin, cac: costPerHead(row.cac, count) }]
    })
}

/** What the last three months were spent on, with those who came in them. */
function recentOf(sharing: Sharing, group: OfGroup) {
  const { rows, counts } = sharing
  const months = rows('acquisition_cost').filter(
    ({ kind, channel }) => kind === group.kind && channel === group.channel,
  )
  const recent = months.toSorted((a, b) => (a.month! < b.month! ? -1 : 1)).slice(-3)
  const count = counts.of(`recent ${group.kind} ${group.channel ?? ''}`, totalOf(recent, 'new_customers'))
  counts.sum(
    count,
    recent.map((each) => acquiredOf(sharing, each.month, each, each.new_customers)),
  )
  return { count, spend: recent.length === 3 ? totalOf(recent, 'spend') : null }
}

export const ltvToCac: Rule = (sharing) => {
  const told = sharing
    .rows('ltv_to_cac')
    .map((row) => ({ row, count: comparedOf(sharing, row), recent: recentOf(sharing, row) }))
  return () =>
    told.flatMap(({ row, count, recent }) => {
      const channel = nameIn(sharing, row.channel)
      if (channel === undefined || !count || count.isHidden) return []
      const each = (value: number | null) => perHead(sharing, value, count)
      const cac = costPerHead(row.cac, count)
      const to = (value: number | null) => significantOrNull(quotient(value, cac))
      const [ltv, low, high] = [each(row.ltv), each(row.ltv_low), each(row.ltv_high)]
      const [predicted, predictedLow, predictedHigh] = [row.predicted_ltv, row.predicted_low, row.predicted_high].map(
        each,
      )
      return [
        {
          ...row,
          channel,
          customers: count.told,
          ltv,
          ltv_low: low,
          ltv_high: high,
          spend: significantOrNull(row.spend),
          cac,
          recent_cac:
            row.recent_cac === null
              ? null
              : significantOrNull(quotient(significantOrNull(recent.spend), toldOf(recent.count))),
          ratio: to(ltv),
          ratio_low: to(low),
          ratio_high: to(high),
          predicted_ltv: predicted!,
          predicted_low: predictedLow!,
          predicted_high: predictedHigh!,
          predicted_ratio: to(predicted!),
        },
      ]
    })
}

export const payback: Rule = (sharing) => {
  const told = sharing.rows('payback').map((row) => {
    const pooled = sharing.rows('value_curve').find(({ kind, channel }) => kind === row.kind && channel === row.channel)
    const count =
      row.cohort !== null
        ? acquiredOf(sharing, row.cohort, row, row.customers)
        : pooled
          ? comparedOf(sharing, { ...pooled, customers: row.customers })
          : comparedCount(sharing, row.kind, row.channel, row.customers)
    return { row, count }
  })
  return () =>
    told.flatMap(({ row, count }) => {
      const channel = nameIn(sharing, row.channel)
      if (channel === undefined || !count || count.isHidden) return []
      return [{ ...row, channel, customers: count.told, cac: costPerHead(row.cac, count) }]
    })
}

export const cohortValue: Rule = (sharing) => {
  const { rows, amounts } = sharing
  const told = rows('cohort_value').map((row) => {
    const count = cohortOf(sharing, row.cohort, row.customers)
    return { row, count, amount: amounts.of(`${row.window} days of ${row.cohort}`, row.value, count) }
  })
  return () =>
    told.map(({ row, count, amount }) => ({
      ...row,
      customers: toldOf(count),
      value: toldOf(amount),
      value_per_customer: significantOrNull(quotient(toldOf(amount), toldOf(count))),
    }))
}

/** All referrers together; the best ones are single customers. */
export const referralValue: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const told = rows('referral_value')
    .filter(({ scope }) => scope === 'all')
    .map((row) => {
      const referrers = counts.of('referrers', row.referrers)
      const referred = counts.of('referred', row.referred)
      counts.share(referrers, customersOf(sharing))
      return { row, referrers, referred, value: amounts.of('referred', row.referred_value, referrers, referred) }
    })
  return () =>
    told.map(({ row, referrers, referred, value }) => {
      const tell = (sum: number | null) => (toldOf(value) === null ? null : significantOrNull(sum))
      return {
        ...row,
        referrers: toldOf(referrers),
        referred: toldOf(referred),
        referred_value: toldOf(value),
        referred_margin: tell(row.referred_margin),
        crv_low: tell(row.crv_low),
        crv: tell(row.crv),
        crv_high: tell(row.crv_high),
      }
    })
}

export const customerEquity: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const told = rows('customer_equity').map((row) => {
    const count = counts.of(`quadrant ${row.quadrant}`, row.customers)
    return {
      row,
      count,
      clv: amounts.of(`clv of ${row.quadrant}`, row.clv, count),
      crv: amounts.of(`crv of ${row.quadrant}`, row.crv, count),
    }
  })
  // The median parts them in halves; who has referrals that are worth something is told as referrers.
  const both = (id: string, ...quadrants: readonly string[]) => {
    const inside = told.filter(({ row }) => quadrants.includes(row.quadrant!)).map(({ count }) => count)
    const [one, other] = inside
    if (one && other) counts.sum(counts.of(id, one.value + other.value), inside)
  }
  both('upper half', 'champions', 'affluents')
  both('lower half', 'misers', 'advocates')
  both('referrers', 'champions', 'advocates')
  counts.sum(
    customersOf(sharing),
    told.map(({ count }) => count),
  )
  return () =>
    told.map(({ row, count, clv, crv }) => ({
      ...row,
      customers: toldOf(count),
      clv: toldOf(clv),
      crv: toldOf(crv),
      clv_median: significantOrNull(row.clv_median, 2),
    }))
}
