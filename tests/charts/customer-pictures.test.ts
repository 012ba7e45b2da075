import { describe, expect, test } from 'vitest'
import type { Chart } from '../../src/charts/chart.ts'
import { coreRetention } from '../../src/charts/core-retention.ts'
import { customersMonthly } from '../../src/charts/customers-monthly.ts'
import { lifecycle } from '../../src/charts/lifecycle.ts'
import { paretoCurve } from '../../src/charts/pareto-curve.ts'
import { rfmScores } from '../../src/charts/rfm-scores.ts'
import { segmentMovement } from '../../src/charts/segment-movement.ts'
import { chartContext, draw } from '../support/chart-context.ts'
import { customerRows } from '../support/customer-rows.ts'
import { expectGolden } from '../support/golden.ts'

const charts: readonly Chart[] = [customersMonthly, rfmScores, segmentMovement, lifecycle, coreRetention, paretoCurve]
const languages = ['ko', 'en'] as const

describe.each(languages)('pictures in %s', (language) => {
  const context = chartContext(language, customerRows)

  test.each(charts.map((chart) => [chart.id, chart] as const))('%s is drawn as before', (id, chart) => {
    expectGolden(`${id}-${language}-640`, draw(chart, context, 640)!)
  })

  test.each([customersMonthly, rfmScores].map((chart) => [chart.id, chart] as const))('%s on a phone', (id, chart) => {
    expectGolden(`${id}-${language}-320`, draw(chart, context, 320)!)
  })

  test.each(charts.map((chart) => [chart.id, chart] as const))(
    '%s follows the theme and stays readable',
    (_, chart) => {
      for (const width of [280, 560, 936]) {
        const svg = draw(chart, context, width)!
        const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color!)
        expect(colors.filter((color) => !/^(none|currentColor|(var|url|color-mix)\(.*\))$/.test(color))).toEqual([])
        const sizes = [...svg.matchAll(/<g[^>]*aria-label="text"[^>]*font-size="([\d.]+)"/g)].map(([, size]) =>
          Number(size),
        )
        expect(sizes.length).toBeGreaterThan(0)
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      }
    },
  )
})

test('without rows nothing is drawn', () => {
  for (const chart of charts) expect(draw(chart, chartContext('en', {}), 640)).toBeNull()
})

test('months that cannot show churn are hatched, and so have no outline', () => {
  const context = chartContext('en', customerRows)
  const svg = draw(customersMonthly, context, 936)!
  expect(svg.match(/fill="url\(#hatch-customers-monthly\)"/g)).toHaveLength(1)
  expect(svg).toContain('not known')
  expect(customersMonthly.caption?.(context)).toContain('Hatched')
})

test('unknown churn limits leave churn out of the picture', () => {
  const rows = customerRows.customers_monthly!.map((row) => ({
    ...row,
    churned: null,
    reactivated: null,
    active: null,
  }))
  const context = chartContext('en', { ...customerRows, customers_monthly: rows, churn_limits: [] })
  const svg = draw(customersMonthly, context, 640)!
  expect(svg).not.toContain('churned')
  expect(svg).not.toContain('reactivated')
  expect(customersMonthly.caption?.(context)).toContain('Churn is not drawn')
  expect(customersMonthly.notes(context)).toEqual(['July 2024–June 2026'])
})

test('a month under way is left out and said so', () => {
  const rows = [
    ...customerRows.customers_monthly!,
    { ...customerRows.customers_monthly![0]!, month: '2026-07-01', is_complete: false },
  ]
  const context = chartContext('en', { ...customerRows, customers_monthly: rows })
  expect(draw(customersMonthly, context, 640)).toBe(draw(customersMonthly, chartContext('en', customerRows), 640))
  expect(customersMonthly.caption?.(context)).toContain('July has not ended')
})

test('a cell of several segments takes the colour of the largest, and the caption says so', () => {
  const cell = { r: 5, f: 5, customers: 40, value: 1000 }
  const rows = [
    { ...cell, m: 4, segment: 'rfm_potential_loyalist', customers: 60 },
    { ...cell, m: 5, segment: 'champions' },
  ]
  const context = chartContext('en', { rfm_scores: rows })
  const svg = draw(rfmScores, context, 936)!
  expect(svg).toContain('Potential loyalists')
  expect(svg).not.toContain('Champions')
  expect(svg).toContain('R5 × F5, Potential loyalists: 100 customers (100.0%)')
  expect(rfmScores.caption?.(context)).toContain('largest segment')
})
