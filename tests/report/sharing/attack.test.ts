import loadHighs from 'highs'
import { describe, expect, test } from 'vitest'
import type { Row } from '../../../src/engine/database.ts'
import { Counts } from '../../../src/report/sharing/counts.ts'
import { protect } from '../../../src/report/sharing/protect.ts'
import { shareReport } from '../../../src/report/sharing/share.ts'
import type { SharedReport } from '../../../src/report/sharing/shared-report.ts'
import { Dice } from '../../support/mutations.ts'
import { Attacker, leaksOf, read, readMoney } from './attacker.ts'
import { sampleReport, withRows } from './reports.ts'

const madeOn = '2026-07-01'
const solver = loadHighs()
const highs = await solver

describe.each([5, 10, 50] as const)('the report of the sample, counts under %i hidden', (threshold) => {
  const report = sampleReport()
  const sharing = shareReport(report, { madeOn, threshold }, solver)

  test('every hidden count can be anything', async () => {
    const attacker = new Attacker(threshold)
    read(attacker, report, await sharing)
    const found = attacker.attack(highs)
    expect(found.length).toBeGreaterThan(threshold)
    expect(leaksOf(found)).toEqual([])
  })

  test('no hidden sum of money is known within a tenth', async () => {
    const attacker = new Attacker(threshold)
    readMoney(attacker, report, await sharing)
    expect(leaksOf(attacker.attack(highs))).toEqual([])
  })

  test('what is hidden does not hang on the order of rows', async () => {
    const dice = new Dice(threshold)
    // Curves, months and what is compared with the one before are in order by contract.
    const inOrder = /survival|second_order|monthly|warning|cohort|curve|backtest|payback|cost/
    const shuffled = withRows(report, (rows, id) => inOrder.test(id) ? rows : rows.map((row) => ({ row, at: dice.below(1e9) })).sort((a, b) => a.at - b.at).map(({ row }) => row)) // prettier-ignore
    const sorted = (shared: SharedReport) => withRows(shared, (rows) => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))) // prettier-ignore
    expect(sorted(await shareReport(shuffled, { madeOn, threshold }, solver))).toEqual(sorted(await sharing))
  })
})

test('the attacker finds what small counts alone would give away', async () => {
  const report = sampleReport()
  const shared = await shareReport(report, { madeOn, threshold: 10 }, solver)
  // As if only the small ones had been hidden.
  const column = { cohort_retention: 'active', alive_grid: 'customers', rfm_scores: 'customers' } as const
  const bare = withRows(shared, (rows, id) => {
    if (!(id in column)) return rows
    const name = column[id as keyof typeof column]
    const truths = report.metrics[id].rows as readonly Row[]
    const isSame = (a: Row, b: Row) => ['cohort', 'period', 'purchases_from', 'silent_from'].every((key) => a[key] === b[key]) // prettier-ignore
    return rows.map((row) => {
      if (id === 'rfm_scores' || row[name] !== null) return row
      const truth = truths.find((each) => isSame(each, row))![name] as number
      return { ...row, [name]: truth >= 10 ? Math.round(truth / 5) * 5 : null }
    })
  }) as SharedReport
  const attacker = new Attacker(10)
  read(attacker, report, bare)
  expect(leaksOf(attacker.attack(highs)).length).toBeGreaterThan(0)
})

/** Two tables of 8 by 6 that share the margin of their rows, with few in many cells. */
function tables(seed: number) {
  const dice = new Dice(seed)
  const size = () => (dice.chance(0.2) ? 0 : dice.chance(0.5) ? dice.below(12) : dice.below(60))
  const first = Array.from({ length: 8 }, () => Array.from({ length: 6 }, size))
  const second = first.map((row) => {
    let left = row.reduce((sum, each) => sum + each, 0)
    return Array.from({ length: 6 }, (_, place) => {
      const part = place === 5 ? left : dice.below(Math.min(left, 40) + 1)
      left -= part
      return part
    })
  })
  return { first, second }
}

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)

function attackTables(seed: number, isProtected: boolean) {
  const { first, second } = tables(seed)
  const counts = new Counts(10)
  const attacker = new Attacker(10)
  const named = [first, second].map((table, which) => table.map((row, r) => row.map((value, c) => counts.of(`${which} ${r} ${c}`, value)))) // prettier-ignore
  const rows = first.map((row, r) => counts.of(`row ${r}`, sum(row)))
  const all = counts.of('all', sum(first.map(sum)))
  named.forEach((table, which) => {
    table.forEach((row, r) => counts.sum(rows[r]!, row))
    const columns = [0, 1, 2, 3, 4, 5].map((c) => counts.of(`column ${which} ${c}`, sum(table.map((row) => row[c]!.value)))) // prettier-ignore
    columns.forEach((column, c) => counts.sum(column, table.map((row) => row[c]!))) // prettier-ignore
    counts.sum(all, columns)
  })
  counts.sum(all, rows)
  if (isProtected) {
    counts.hideParts()
    protect(counts.all, highs)
  }
  for (const { id, told, value } of counts.all) attacker.published(id, told, value)
  const cells = [0, 1, 2, 3, 4, 5, 6, 7]
  for (const which of [0, 1]) {
    for (const r of cells) attacker.sum(`row ${r}`, cells.slice(0, 6).map((c) => `${which} ${r} ${c}`)) // prettier-ignore
    for (const c of cells.slice(0, 6)) attacker.sum(`column ${which} ${c}`, cells.map((r) => `${which} ${r} ${c}`)) // prettier-ignore
    attacker.sum('all', cells.slice(0, 6).map((c) => `column ${which} ${c}`)) // prettier-ignore
  }
  attacker.sum('all', cells.map((r) => `row ${r}`)) // prettier-ignore
  return attacker.attack(highs)
}

test('in 500 pairs of tables with margins every hidden count can be anything', () => {
  let hidden = 0
  for (let seed = 1; seed <= 500; seed++) {
    const found = attackTables(seed, true)
    hidden += found.length
    expect({ seed, leaks: leaksOf(found) }).toEqual({ seed, leaks: [] })
  }
  expect(hidden).toBeGreaterThan(10_000)
  const bare = Array.from({ length: 20 }, (_, place) => leaksOf(attackTables(place + 1, false)))
  expect(bare.filter((leaks) => leaks.length > 0).length).toBeGreaterThan(10)
})
