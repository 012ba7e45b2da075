import type { Count } from '../counts.ts'
import { quotient, significantOrNull, toTenth } from '../rounding.ts'
import { groupsOf, nameIn, type Rule, toldOf } from '../rule.ts'
import { boughtOnDays, customersOf, onceOf, repeatersOf, segmentOf } from './customers.ts'
import { cohortOf, lastMonthOf } from './months.ts'
import { acquiredOf } from './value.ts'

export const predictedModels: Rule = (sharing) => {
  const { rows, counts } = sharing
  const told = rows('predicted_models').map((row) => ({
    row,
    count:
      row.customers === customersOf(sharing)?.value
        ? customersOf(sharing)
        : counts.of(`fitted ${row.model}`, row.customers),
  }))
  return () =>
    told.map(({ row, count }) => {
      const tell = (value: number | null) => (toldOf(count) === null ? null : significantOrNull(value))
      return {
        ...row,
        estimate: tell(row.estimate),
        standard_error: tell(row.standard_error),
        log_likelihood: tell(row.log_likelihood),
        mean_alive: tell(row.mean_alive),
        customers: toldOf(count),
        correlation: toldOf(count) === null ? null : significantOrNull(row.correlation, 2),
      }
    })
}

/** Orders so far, week by week: a count under the threshold is hidden. */
export const backtest: Rule = ({ rows, counts }) => {
  const told = rows('backtest').map((row) => ({ row, actual: counts.of(`held out by ${row.ends_on}`, row.actual) }))
  return () =>
    told.map(({ row, actual }) => ({
      ...row,
      actual: toldOf(actual),
      predicted: significantOrNull(row.predicted),
    }))
}

export const backtestSummary: Rule = ({ rows, counts }) => {
  const told = rows('backtest_summary').map((row) => {
    const customers = counts.of('calibrated', row.customers)
    const repeaters = counts.of('calibrated, repeaters', row.repeaters)
    counts.share(repeaters, customers)
    const last = rows('backtest').findLast(({ model }) => model === row.model)
    return { row, customers, repeaters, actual: counts.of(`held out by ${last?.ends_on}`, row.actual) }
  })
  return () =>
    told.map(({ row, customers, repeaters, actual }) => {
      const predicted = significantOrNull(row.predicted)
      const error = quotient(predicted, toldOf(actual))
      return {
        ...row,
        customers: toldOf(customers),
        repeaters: toldOf(repeaters),
        actual: toldOf(actual),
        predicted,
        total_error: row.total_error === null || error === null ? null : toTenth(error - 1),
        mape: significantOrNull(row.mape, 2),
        expected_orders: significantOrNull(row.expected_orders),
        lifetime_orders: significantOrNull(row.lifetime_orders),
        spread: significantOrNull(row.spread, 2),
      }
    })
}

export const predictedValue: Rule = (sharing) => {
  const { rows, counts, amounts } = sharing
  const told = rows('predicted_value').map((row) => {
    const count =
      row.kind === 'total'
        ? customersOf(sharing)
        : row.kind === 'segment'
          ? segmentOf(sharing, row.name, row.customers)
          : row.kind === 'cohort'
            ? cohortOf(sharing, row.name, row.customers)
            : counts.of(`${row.kind} ${row.name}`, row.customers)
    return { row, count, value: amounts.of(`expected ${row.kind} ${row.name}`, row.expected_value, count) }
  })
  for (const parts of groupsOf(told, ({ row }) => row.kind ?? '')) {
    if (parts[0]!.row.kind !== 'total')
      counts.sum(
        customersOf(sharing),
        parts.map(({ count }) => count),
      )
    amounts.sum(
      told.find(({ row }) => row.kind === 'total')?.value ?? null,
      parts.map(({ value }) => value),
    )
  }
  for (const { row, count } of told.filter((each) => each.row.kind === 'channel')) {
    const months = rows('acquisition_cost').filter(({ kind, channel }) => kind === 'channel' && channel === row.name)
    if (months.length > 0)
      counts.sum(
        count,
        months.map((each) => acquiredOf(sharing, each.month, each, each.new_customers)),
      )
  }
  return () =>
    told.flatMap(({ row, count, value }) => {
      const name = row.kind === 'channel' ? nameIn(sharing, row.name) : row.name
      if (name === undefined || !count || count.isHidden) return []
      const tell = (figure: number | null) => (toldOf(value) === null ? null : significantOrNull(figure))
      return [
        {
          ...row,
          name,
          customers: count.told,
          alive: significantOrNull(row.alive),
          expected_orders: significantOrNull(row.expected_orders),
          expected_value: toldOf(value),
          low: tell(row.low),
          high: tell(row.high),
        },
      ]
    })
}

export const aliveDistribution: Rule = (sharing) => {
  const { rows, counts } = sharing
  const told = rows('alive_distribution').map((row) => ({
    row,
    count: counts.of(`alive ${row.model} ${row.alive_from}`, row.customers),
  }))
  for (const bins of groupsOf(told, ({ row }) => row.model ?? ''))
    counts.sum(
      customersOf(sharing),
      bins.map(({ count }) => count),
    )
  return () => told.map(({ row, count }) => ({ ...row, customers: toldOf(count) }))
}

export const aliveGrid: Rule = (sharing) => {
  const { rows, counts } = sharing
  const told = rows('alive_grid').map((row) => ({
    row,
    count: counts.of(`alive ${row.purchases_from} ${row.silent_from}`, row.customers),
  }))
  const sum = (whole: readonly (Count | null)[], is: (row: (typeof told)[number]['row']) => boolean) => {
    const inside = told.filter(({ row }) => is(row)).map(({ count }) => count)
    if (whole.length > 0 && inside.length > 0) counts.relate(whole, inside)
  }
  sum([customersOf(sharing)], () => true)
  sum([onceOf(sharing)], (row) => row.purchases_to === 1)
  sum([repeatersOf(sharing)], (row) => row.purchases_from! > 1)
  sum(boughtOnDays(sharing, 2), (row) => row.purchases_from === 2 && row.purchases_to === 2)
  const last = lastMonthOf(sharing)
  if (last && last.days === 30) sum([last.buyers], (row) => row.silent_from === 0)
  return () =>
    told.map(({ row, count }) => {
      const isTold = count !== null && !count.isHidden
      return {
        ...row,
        customers: toldOf(count),
        mean_alive: isTold ? significantOrNull(row.mean_alive) : null,
        expected_orders: isTold ? significantOrNull(row.expected_orders) : null,
      }
    })
}
