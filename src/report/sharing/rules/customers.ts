import type { Amount } from '../amounts.ts'
import type { Count } from '../counts.ts'
import { quotient, significant, significantOrNull, toStep, toTenth } from '../rounding.ts'
import { groupsOf, totalOf, type Rule, type Sharing, toldOf } from '../rule.ts'

/** All customers of the report. */
export function customersOf({ rows, counts }: Sharing): Count | null {
  return counts.of('customers', rows('overview')[0]?.customers ?? null)
}

/** Those who bought on two days or more, out of all. */
export function repeatersOf(sharing: Sharing): Count | null {
  const { rows, counts } = sharing
  const repeaters = counts.of('repeaters', rows('overview')[0]?.repeat_customers ?? null)
  counts.share(repeaters, customersOf(sharing))
  return repeaters
}

/** Those who bought on one day only: what is left of all. */
export function onceOf(sharing: Sharing): Count | null {
  const { relations = [] } = repeatersOf(sharing) ?? {}
  return relations.flatMap(({ terms }) => terms).find(({ figure }) => figure.isImplied)?.figure ?? null
}

/** The cells of the score grid whose customers bought on just so many days. */
export function boughtOnDays(sharing: Sharing, days: number): readonly (Count | null)[] {
  const { rows } = sharing
  const score = rows('rfm_cutoffs').find(
    ({ dimension, low, high }) => dimension === 'f' && low === days && high === days,
  )
  return scoreCells(sharing).flatMap(({ f, count }) => (score && f === score.score ? [count] : []))
}

/** Recency by frequency, all monetary scores together: by all three scores most cells of most shops are too small. */
function scoreCells({ rows, counts, amounts }: Sharing) {
  return groupsOf(rows('rfm_scores'), ({ r, f, segment }) => `${r} ${f} ${segment}`).map((inside) => {
    const { r, f, segment } = inside[0]!
    const isKnown = inside.some(({ customers }) => customers !== null)
    const count = counts.of(`score ${r} ${f} ${segment}`, isKnown ? totalOf(inside, 'customers') : null)
    return { r, f, segment, count, amount: amounts.of(`score ${r} ${f} ${segment}`, totalOf(inside, 'value'), count) }
  })
}

/** What all customers brought. */
export function worthOf(sharing: Sharing): Amount | null {
  return sharing.amounts.of('all', sharing.rows('overview')[0]?.value ?? null, customersOf(sharing))
}

/** All orders of the report. */
export function ordersOf({ rows, counts }: Sharing): Count | null {
  return counts.of('orders', rows('overview')[0]?.orders ?? null)
}

/** The customers of a segment. */
export function segmentOf({ counts }: Sharing, segment: string | null, customers: number | null): Count | null {
  return counts.of(`segment ${segment}`, customers)
}

export const overview: Rule = (sharing) => {
  const { rows, amounts } = sharing
  const [customers, orders, repeaters] = [customersOf(sharing), ordersOf(sharing), repeatersOf(sharing)]
  const row = rows('overview')[0]
  const value = worthOf(sharing)
  const refunded = amounts.of('refunded', row?.refunded_value ?? null, customers)
  return () =>
    row
      ? [
          {
            ...row,
            customers: toldOf(customers),
            orders: toldOf(orders),
            value: toldOf(value),
            average_order_value: significantOrNull(quotient(toldOf(value), toldOf(orders))),
            value_per_customer: significantOrNull(quotient(toldOf(value), toldOf(customers))),
            orders_per_customer: significantOrNull(quotient(toldOf(orders), toldOf(customers))),
            repeat_customers: toldOf(repeaters),
            repeat_share: toTenth(quotient(toldOf(repeaters), toldOf(customers))),
            refunded_value: toldOf(refunded),
          },
        ]
      : []
}

/** Cut-offs without the ends, which are one customer's own, and money to two digits, since between scores it is one's too. */
export const rfmCutoffs: Rule = ({ rows, counts }) => {
  const ends: Readonly<Record<string, readonly string[]>> = { r: ['low', 'high'], f: ['high'], m: ['low', 'high'] }
  return () =>
    rows('rfm_cutoffs').map((row) => {
      const ofDimension = rows('rfm_cutoffs').filter(({ dimension }) => dimension === row.dimension)
      const [least, most] = [Math.min, Math.max].map((end) =>
        end(...ofDimension.flatMap(({ low, high }) => [low ?? 0, high ?? 0])),
      )
      const isEnd = (value: number | null, end: 'low' | 'high') =>
        !!ends[row.dimension ?? '']?.includes(end) && (end === 'low' ? value === least : value === most)
      const isMoney = row.dimension === 'm'
      const tell = (value: number | null, end: 'low' | 'high') =>
        isEnd(value, end) || (row.customers ?? 0) < counts.threshold
          ? null
          : isMoney
            ? significantOrNull(value, 2)
            : value
      return { ...row, low: tell(row.low, 'low'), high: tell(row.high, 'high'), customers: null }
    })
}

/** Rows of segments that are too small are left out: that a row is there says that it counts somebody. */
export const rfmScores: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const cells = scoreCells(sharing)
  for (const inside of groupsOf(cells, ({ segment }) => segment ?? '')) {
    const { segment } = inside[0]!
    const size = rows('rfm_segments').find((row) => row.segment === segment)?.customers ?? null
    counts.sum(
      segmentOf(sharing, segment, size),
      inside.map(({ count }) => count),
    )
    const worth = rows('rfm_segments').find((row) => row.segment === segment)?.value ?? null
    amounts.sum(
      amounts.of(`segment ${segment}`, worth, segmentOf(sharing, segment, size)),
      inside.map(({ amount }) => amount),
    )
  }
  counts.sum(onceOf(sharing), boughtOnDays(sharing, 1))
  for (const inside of groupsOf(cells, ({ r }) => String(r)))
    counts.sum(
      // A fifth of all, as far as customers fall on the same days.
      counts.of(
        `recency ${inside[0]!.r}`,
        totalOf(
          inside.map(({ count }) => ({ size: count?.value ?? 0 })),
          'size',
        ),
      ),
      inside.map(({ count }) => count),
    )
  return () =>
    cells
      .filter(({ count }) => !count?.isVague)
      .map(({ r, f, segment, count, amount }) => ({
        r,
        f,
        m: null,
        segment,
        customers: toldOf(count),
        value: toldOf(amount),
      }))
}

export const rfmSegments: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const all = customersOf(sharing)
  const whole = worthOf(sharing)
  const told = rows('rfm_segments').map((row) => {
    const count = segmentOf(sharing, row.segment, row.customers)
    const orders = counts.of(`orders of ${row.segment}`, row.orders, count ? [count] : [])
    return { row, count, orders, amount: amounts.of(`segment ${row.segment}`, row.value, count) }
  })
  counts.sum(
    all,
    told.map(({ count }) => count),
  )
  counts.sum(
    ordersOf(sharing),
    told.map(({ orders }) => orders),
  )
  amounts.sum(
    whole,
    told.map(({ amount }) => amount),
  )
  return () =>
    told.map(({ row, count, orders, amount }) => ({
      ...row,
      customers: toldOf(count),
      value: toldOf(amount),
      orders: toldOf(orders),
      customer_share: toTenth(quotient(toldOf(count), toldOf(all))),
      value_share: toTenth(quotient(toldOf(amount), toldOf(whole))),
    }))
}

/** Flows of the span that the picture shows, without money; those that are too small are left out. */
export const segmentMovement: Rule = (sharing) => {
  const { rows, counts } = sharing
  const all = rows('segment_movement')
  const span = SPANS.find((days) => all.some((row) => row.days === days && (row.customers ?? 0) > 0))
  const told = all
    .filter(({ days }) => days === span)
    .map((row) => ({ row, count: counts.of(`moved ${row.from_segment} ${row.to_segment}`, row.customers) }))
  for (const same of groupsOf(told, ({ row }) => row.to_segment ?? '')) {
    const { to_segment } = same[0]!.row
    const size = rows('rfm_segments').find(({ segment }) => segment === to_segment)?.customers ?? null
    counts.sum(
      segmentOf(sharing, to_segment, size),
      same.map(({ count }) => count),
    )
  }
  const fresh = told.filter(({ row }) => row.from_segment === 'not_yet_a_customer').map(({ count }) => count)
  if (span !== undefined) counts.sum(customersOf(sharing), [eligibleOf(sharing, span), ...fresh])
  return () =>
    told
      .filter(({ count }) => count && !count.isHidden)
      .map(({ row, count }) => ({ ...row, customers: toldOf(count), value: null }))
}

/** Spans of movement, those first that say most. */
const SPANS = [90, 30, 365]

/** Those whose first purchase lies at least so many days back. */
export function eligibleOf({ rows, counts }: Sharing, days: number | null): Count | null {
  const row = rows('repeat_rate').find((each) => each.days === days)
  return counts.of(`eligible within ${days}`, row?.eligible ?? null)
}

export const lifecycle: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const all = customersOf(sharing)
  const whole = worthOf(sharing)
  const told = rows('lifecycle').map((row) => {
    const count = counts.of(`stage ${row.stage}`, row.customers)
    return { row, count, amount: amounts.of(`stage ${row.stage}`, row.value, count) }
  })
  const buyers = told.filter(({ row }) => row.stage !== 'potential')
  counts.sum(
    all,
    buyers.map(({ count }) => count),
  )
  amounts.sum(
    whole,
    buyers.map(({ amount }) => amount),
  )
  const last = rows('customers_monthly').findLast((row) => row.is_complete)
  if (last)
    counts.sum(
      counts.of(`active ${last.month}`, last.active),
      buyers.filter(({ row }) => row.stage !== 'churned').map(({ count }) => count),
    )
  return () =>
    told.map(({ row, count, amount }) => ({
      ...row,
      customers: toldOf(count),
      value: toldOf(amount),
      customer_share: row.customer_share === null ? null : toTenth(quotient(toldOf(count), toldOf(all))),
      value_share: row.value_share === null ? null : toTenth(quotient(toldOf(amount), toldOf(whole))),
    }))
}

export const coreRetention: Rule = ({ rows, counts, amounts }) => {
  const all = counts.of('core before', totalOf(rows('core_retention'), 'customers'))
  const told = rows('core_retention').map((row) => {
    const count = counts.of(`core before, now ${row.outcome}`, row.customers)
    return {
      row,
      count,
      before: amounts.of(`core before, now ${row.outcome}`, row.value_before, count),
      after: amounts.of(`core since, now ${row.outcome}`, row.value_after, count),
    }
  })
  counts.sum(
    all,
    told.map(({ count }) => count),
  )
  return () =>
    told.map(({ row, count, before, after }) => ({
      ...row,
      customers: toldOf(count),
      share: toTenth(quotient(toldOf(count), toldOf(all))),
      value_before: toldOf(before),
      value_after: toldOf(after),
    }))
}

export const paretoSummary: Rule = (sharing) => {
  const { rows, counts } = sharing
  const all = customersOf(sharing)
  const row = rows('pareto_summary')[0]
  const holders = counts.of('holders of 80%', row?.customers_for_80 ?? null)
  counts.share(holders, all)
  const without = counts.of('without value', row?.customers_without_value ?? null)
  counts.share(without, all)
  const value = worthOf(sharing)
  return () => {
    if (!row) return []
    const customers = toldOf(all)
    const isTold = customers !== null && toldOf(value) !== null
    return [
      {
        ...row,
        customers,
        value: toldOf(value),
        top20_customers: customers === null ? null : toStep(customers / 5),
        top20_value_share:
          isTold && (row.top20_customers ?? 0) >= counts.threshold ? toTenth(row.top20_value_share) : null,
        customers_for_80: toldOf(holders),
        customers_for_80_share: toTenth(quotient(toldOf(holders), customers)),
        gini: isTold && row.gini !== null ? significant(row.gini, 2) : null,
        customers_without_value: toldOf(without),
        largest_value: null,
      },
    ]
  }
}

/** Every second percent at most, so that enough customers stand between two points and no one holds most of what lies there. */
export const paretoCurve: Rule = (sharing) => {
  const all = customersOf(sharing)
  const { rows, counts, amounts } = sharing
  const whole = rows('pareto_summary')[0]?.value ?? null
  const points = rows('pareto_curve').filter(({ value_share }) => value_share !== null)
  let before = points[0]
  const inside = points.slice(1, -1).filter((point) => {
    const between = (point.customers ?? 0) - (before?.customers ?? 0)
    const after = (all?.value ?? 0) - (point.customers ?? 0)
    const value = whole === null ? null : amounts.of(`top ${point.customers}`, whole * point.value_share!, all)
    const isTold =
      Math.round((point.customer_share ?? 0) * 100) % 2 === 0 &&
      Math.min(between, after) >= counts.threshold &&
      !value?.isHidden
    if (isTold) before = point
    return isTold
  })
  const ends = points.length > 1 ? [points[0]!, ...inside, points.at(-1)!] : points
  return () =>
    ends.map((row) => {
      const customers = toldOf(all)
      return {
        ...row,
        customers: customers === null ? null : toStep((row.customer_share ?? 0) * customers),
        value_share: customers === null ? null : toTenth(row.value_share),
      }
    })
}
