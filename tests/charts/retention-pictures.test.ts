import { describe, expect, it } from 'vitest'
import type { Chart } from '../../src/charts/chart.ts'
import { churnLimits } from '../../src/charts/churn-limits.ts'
import { cohortRetention } from '../../src/charts/cohort-retention.ts'
import { gapPlot, gapSurvival } from '../../src/charts/gap-survival.ts'
import { repeatRate } from '../../src/charts/repeat-rate.ts'
import { secondOrderByCohort } from '../../src/charts/second-order-by-cohort.ts'
import { secondOrderSurvival } from '../../src/charts/second-order-survival.ts'
import { chartContext, draw, svgOf } from '../support/chart-context.ts'
import { expectGolden } from '../support/golden.ts'
import { AS_OF_DATE, retentionRows } from '../support/retention-rows.ts'

const charts: readonly Chart[] = [
  cohortRetention,
  secondOrderSurvival,
  secondOrderByCohort,
  gapSurvival,
  churnLimits,
  repeatRate,
]
const shop = retentionRows()
const midLife = retentionRows({ leftEdge: 5 })
const widths = [280, 320, 640, 936]

describe.each(['ko', 'en'] as const)('pictures of retention in %s', (language) => {
  const context = chartContext(language, shop, { settings: { as_of: AS_OF_DATE } })
  const partial = chartContext(language, midLife, { settings: { as_of: AS_OF_DATE, history: 'partial' } })

  it.each(charts)('$id looks as it was approved', (chart) => {
    expectGolden(`${chart.id}-${language}-640`, draw(chart, context, 640)!)
  })

  it('the heat map of a phone and of a file that begins mid-life look as they were approved', () => {
    expectGolden(`cohort_retention-${language}-320`, draw(cohortRetention, context, 320)!)
    expectGolden(`cohort_retention-partial-${language}-640`, draw(cohortRetention, partial, 640)!)
  })

  it.each(['order_number', 'category'] as const)('the purchase cycle by %s looks as it was approved', (split) => {
    expectGolden(`gap_survival-${split}-${language}-640`, svgOf(gapPlot(context, 640, split)!))
  })

  it.each(charts)('$id sets no text under 11 px and draws no NaN at any width', (chart) => {
    for (const width of widths) {
      const svg = draw(chart, context, width)!
      expect(svg).not.toContain('NaN')
      const sizes = [...svg.matchAll(/<(?:g|text)[^>]* font-size="([\d.]+)/g)].map((match) => Number(match[1]))
      expect(sizes.length).toBeGreaterThan(0)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
    }
  })
})
