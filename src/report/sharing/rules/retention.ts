import { wilson } from '../../../statistics/proportions.ts'
import type { Count } from '../counts.ts'
import { quotient, toTenth } from '../rounding.ts'
import { groupsOf, type Rule, type Sharing, toldOf } from '../rule.ts'
import { boughtOnDays, customersOf, eligibleOf, repeatersOf } from './customers.ts'
import { cohortOf, wholeNumber } from './months.ts'

/** Who of a cohort bought in a period after. */
function activeOf(
  sharing: Sharing,
  row: { cohort: string | null; period: number | null; active: number | null },
  size: Count | null,
) {
  if (row.period === 0 && row.active === size?.value) return size
  const active = sharing.counts.of(`active ${row.cohort} ${row.period}`, row.active)
  sharing.counts.share(active, size)
  return active
}

/** In the period itself; "then or later" and "ever" would narrow small cells down from both sides. */
export const cohortRetention: Rule = (sharing) => {
  const { rows, counts, report } = sharing
  const told = rows('cohort_retention').map((row) => {
    const size = cohortOf(sharing, row.cohort, row.eligible)
    return { row, size, active: activeOf(sharing, row, size) }
  })
  counts.sum(
    customersOf(sharing),
    told.filter(({ row }) => row.period === 0).map(({ size }) => size),
  )
  if (report.settings.grain === 'month')
    for (const { month, buyers } of rows('customers_monthly'))
      counts.sum(
        counts.of(`buyers ${month}`, buyers),
        told.filter(({ row }) => monthAfter(row.cohort, row.period) === month).map(({ active }) => active),
      )
  return () =>
    told.map(({ row, size, active }) => ({
      ...row,
      eligible: toldOf(size),
      active: toldOf(active),
      rate: row.rate === null ? null : toTenth(quotient(toldOf(active), toldOf(size))),
      active_or_later: null,
      rate_or_later: null,
      active_ever: null,
      rate_ever: null,
    }))
}

/**
 * The mean of a told count in steps, so that it tells no more than that count, and not how many it is of: from one period to the next
 * that number changes by a single cohort. Means of few are left out.
 */
export const cohortRetentionMean: Rule = (sharing) => {
  const { rows, counts } = sharing
  const told = rows('cohort_retention_mean').map((row) => {
    const cells = rows('cohort_retention').filter(
      (cell) => cell.period === row.period && cell.rate !== null && !cell.is_left_edge,
    )
    const active = row.period === 0 ? null : counts.of(`mean of ${row.period}`, row.active)
    counts.sum(
      active,
      cells.map((cell) => activeOf(sharing, cell, cohortOf(sharing, cell.cohort, cell.eligible))),
    )
    const step = meanSteps.find(({ from }) => (row.eligible ?? 0) >= from)?.step ?? null
    return { row, active, step }
  })
  return () =>
    told.flatMap(({ row, active, step }) =>
      step === null
        ? []
        : [
            {
              ...row,
              eligible: null,
              active: null,
              rate:
                row.rate === null || active?.isHidden
                  ? null
                  : inSteps(active ? active.told! / row.eligible! : row.rate, step),
              rate_or_later: null,
              rate_ever: null,
            },
          ],
    )
}

function inSteps(share: number, step: number): number | null {
  return toTenth(Math.round(share / step) * step)
}

/** Half a step of so many customers is 2.5 of them or more. */
const meanSteps = [
  { from: 500, step: 0.01 },
  { from: 250, step: 0.02 },
  { from: 100, step: 0.05 },
] as const

interface Point {
  readonly day: number | null
  readonly at_risk: number | null
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

/** A curve on its way out: whom it began with, and of each told day how many had come. */
function curveOf(
  { counts }: Sharing,
  id: string,
  points: readonly Point[],
  isTold: (day: number) => boolean,
  all: Count | null = counts.of(`${id} all`, points[0]?.at_risk ?? null),
) {
  const told = points
    .filter(({ day }, place) => isTold(day!) || place === points.length - 1)
    .map((point) => {
      const came = counts.of(`${id} ${point.day} came`, wholeNumber(point.share, all?.value ?? null))
      counts.share(came, all)
      return { point, came }
    })
  return { all, told }
}

type Curve = ReturnType<typeof curveOf>

/** The day that headlines ask for: half of those who come back within the curve's horizon have come. */
function halfPoint(points: readonly Point[]): number | null {
  const end = points.findLast(({ day, share }) => day! <= 365 && share !== null)
  const half = (end?.share ?? 0) / 2
  return half === 0 ? null : (points.find(({ share }) => (share ?? 0) >= half - 1e-12)?.day ?? null)
}

/**
 * Shares of whole numbers of 5; around them the interval, its sides rounded up so far that they tell no count. At the half
 * point the share is at least half of the last one, which headlines look for.
 */
function pointsOf({ all, told }: Curve, half: number | null = null) {
  const end = told.findLast(({ point, came }) => point.day! <= 365 && came && !came.isHidden)?.came?.told ?? 0
  const side = (all?.value ?? 0) >= 1000 ? 0.001 : 0.01
  return told.map(({ point, came }, place) => {
    const least = point.day === half ? end / 2 : 0
    const arrived = toldOf(came)
    const share = arrived === null ? null : quotient(Math.max(arrived, least), toldOf(all))
    const around = (bound: number | null) => {
      if (share === null || bound === null || point.share === null) return null
      const away = bound - point.share
      return toTenth(clamp(share + Math.sign(away) * Math.ceil(Math.abs(away) / side) * side))
    }
    return {
      at_risk: place === 0 ? toldOf(all) : null,
      share: toTenth(share),
      low: around(point.low),
      high: around(point.high),
    }
  })
}

const clamp = (share: number) => Math.min(1, Math.max(0, share))
/** Every 30 days, and the days by which headlines speak. */
const isMonthly = (half: number | null) => (day: number) => day % 30 === 0 || [7, 14, 365, half].includes(day)

export const secondOrderSurvival: Rule = (sharing) => {
  const points = sharing.rows('second_order_survival')
  const all = customersOf(sharing)
  const half = halfPoint(points)
  const isAll = points[0]?.at_risk === all?.value
  const curve = curveOf(sharing, 'second order', points, isMonthly(half), isAll ? all : undefined)
  return () => {
    const shown = pointsOf(curve, half)
    return curve.told.map(({ point }, place) => ({ day: point.day, reordered: null, ...shown[place]! }))
  }
}

export const secondOrderByCohort: Rule = (sharing) => {
  const curves = groupsOf(sharing.rows('second_order_by_cohort'), ({ cohort }) => cohort ?? '').map((points) => {
    const { cohort, customers } = points[0]!
    const all = cohortOf(sharing, cohort, customers)
    const early = points.filter(({ day }) => day! <= 90)
    return { points, curve: curveOf(sharing, `second order of ${cohort}`, early, () => true, all) }
  })
  return () =>
    curves.flatMap(({ points, curve }) => {
      const shown = pointsOf(curve)
      return curve.told.map(({ point }, place) => ({
        cohort: points[0]!.cohort,
        day: point.day,
        is_left_edge: points[0]!.is_left_edge,
        customers: toldOf(curve.all),
        ...shown[place]!,
        at_risk: null,
      }))
    })
}

/** Products are left out: their names are the shop's own text. */
export const gapSurvival: Rule = (sharing) => {
  const { rows, counts, nameOf } = sharing
  const kept = rows('gap_survival').filter(({ split }) => split !== 'product')
  const curves = groupsOf(kept, ({ split, value }) => `${split} ${value}`).map((points) => {
    const { split, value } = points[0]!
    const half = split === 'all' ? halfPoint(points) : null
    const isTold = split === 'all' ? isMonthly(half) : (day: number) => day % 28 === 0
    return { split, value, half, curve: curveOf(sharing, `gaps ${split} ${value}`, points, isTold) }
  })
  const all = curves.find(({ split }) => split === 'all')?.curve.all ?? null
  const later = curves.filter(({ split, value }) => split === 'order_number' && value !== '1')
  if (later.length > 0)
    counts.sum(
      all,
      later.map(({ curve }) => curve.all),
    )
  const ofNumber = (number: string) =>
    curves.find(({ split, value }) => split === 'order_number' && value === number)?.curve.all ?? null
  counts.sum(customersOf(sharing), [ofNumber('1')])
  counts.sum(repeatersOf(sharing), [ofNumber('2')])
  const twice = boughtOnDays(sharing, 2)
  if (twice.length > 0) counts.sum(repeatersOf(sharing), [ofNumber('3'), ...twice])
  return () =>
    curves.flatMap(({ split, value, half, curve }) => {
      const name = split === 'category' ? nameOf(value ?? '') : value
      if (name === null || !curve.all || curve.all.isHidden) return []
      const shown = pointsOf(curve, half)
      return curve.told.map(({ point }, place) => {
        const { low, high, ...rest } = shown[place]!
        const isDrawn = split === 'all'
        return { split, value: name, day: point.day, ...rest, low: isDrawn ? low : null, high: isDrawn ? high : null }
      })
    })
}

export const churnLimits: Rule = (sharing) => {
  const { rows, counts } = sharing
  const all = customersOf(sharing)
  const told = rows('churn_limits').map((row) => {
    const id = row.wait === 'first' ? 'second order' : 'gaps all all'
    const waits = row.waits === all?.value ? all : counts.of(`${id} all`, row.waits)
    const again = counts.of(row.wait === 'first' ? 'repeaters' : 'gaps ended', row.reordered)
    counts.share(again, waits)
    if (row.wait !== 'first') counts.sum(waits, [again, repeatersOf(sharing)])
    return { row, waits, again }
  })
  return () =>
    told.map(({ row, waits, again }) => ({
      ...row,
      waits: toldOf(waits),
      reordered: toldOf(again),
      share_at_horizon: toldOf(again) === null ? null : toTenth(row.share_at_horizon),
      median_days: toldOf(again) === null ? null : row.median_days,
    }))
}

export const repeatRate: Rule = (sharing) => {
  const { rows, counts, report } = sharing
  const told = rows('repeat_rate').map((row) => {
    const eligible = eligibleOf(sharing, row.days)
    const youngest = isoDay(Date.parse(report.asOf) - (row.days ?? 0) * 86_400_000)
    if (youngest?.endsWith('-01'))
      counts.sum(
        eligible,
        rows('customers_monthly')
          .filter(({ month }) => month! < youngest)
          .map((each) => cohortOf(sharing, each.month, each.new)),
      )
    const repeated = counts.of(`repeated within ${row.days}`, row.repeated)
    counts.share(repeated, eligible)
    return { row, eligible, repeated }
  })
  return () =>
    told.map(({ row, eligible, repeated }) => {
      const [n, count] = [toldOf(eligible), toldOf(repeated)]
      const { share, low, high } = n === null || count === null ? NOTHING : wilson(Math.min(count, n), n)
      return { ...row, eligible: n, repeated: count, rate: toTenth(share), low: toTenth(low), high: toTenth(high) }
    })
}

const NOTHING = { share: null, low: null, high: null }

/** The month so many months after a cohort's; of nonsense null. */
function monthAfter(cohort: string | null, period: number | null): string | null {
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(cohort ?? '') ?? []
  return isoDay(Date.UTC(Number(year), Number(month) - 1 + (period ?? 0), 1))
}

function isoDay(time: number): string | null {
  return new Date(time).toJSON()?.slice(0, 10) ?? null
}
