import { describe, expect, test } from 'vitest'
import { aliveGrid } from '../../src/charts/alive-grid.ts'
import { backtest } from '../../src/charts/backtest.ts'
import type { Chart } from '../../src/charts/chart.ts'
import { ltvToCac } from '../../src/charts/ltv-to-cac.ts'
import { predictedModels } from '../../src/charts/predicted-models.ts'
import { predictedPlot, predictedValue, type ValueSplit } from '../../src/charts/predicted-value.ts'
import { chartContext, draw, svgOf } from '../support/chart-context.ts'
import { expectGolden } from '../support/golden.ts'
import { judged, predictionRows, untestedRows } from '../support/prediction-rows.ts'
import { valueAheadRows } from '../support/value-rows.ts'

const charts: readonly Chart[] = [predictedValue, backtest, predictedModels, aliveGrid]
const rows = { ...valueAheadRows, ...predictionRows }
const unusable = judged('no', { reasons: 'total_off', months_needed: null, total_error: 0.31 })

/** One split as a chart of its own. */
const split = (id: ValueSplit): Chart => ({
  ...predictedValue,
  plot: (context, width) => predictedPlot(context, width, id),
})

describe.each(['ko', 'en'] as const)('pictures of predictions in %s', (language) => {
  const context = chartContext(language, rows)

  test.each(charts)('$id looks as it was approved', (chart) => {
    expectGolden(`${chart.id}-${language}-640`, draw(chart, context, 640)!)
    expectGolden(`${chart.id}-${language}-320`, draw(chart, context, 320)!)
  })

  test.each(['channel', 'cohort'] as const)('predicted value by %s looks as it was approved', (id) => {
    expectGolden(`predicted_value-${id}-${language}-640`, draw(split(id), context, 640)!)
    expectGolden(`predicted_value-${id}-${language}-320`, draw(split(id), context, 320)!)
  })

  test.each([predictedValue, aliveGrid])('$id that is not to be used looks as it was approved', (chart) => {
    expectGolden(`${chart.id}-unusable-${language}-640`, draw(chart, chartContext(language, unusable), 640)!)
  })

  test('LTV ÷ CAC with predictions looks as it was approved', () => {
    expectGolden(`ltv_to_cac-ahead-${language}-640`, draw(ltvToCac, context, 640)!)
    expectGolden(`ltv_to_cac-ahead-${language}-320`, draw(ltvToCac, context, 320)!)
  })

  test.each([...charts, split('channel'), split('cohort'), ltvToCac])(
    '$id follows the theme and stays readable at any width',
    (chart) => {
      for (const given of [rows, unusable, untestedRows])
        for (const width of [280, 440, 936]) {
          const svg = draw(chart, chartContext(language, given), width)
          if (svg === null) continue
          const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color!)
          expect(
            colors.filter((color) => !/^(none|transparent|currentColor|(var|url|color-mix)\(.*\))$/.test(color)),
          ).toEqual([])
          const sizes = [...svg.matchAll(/<(?:g|text)[^>]* font-size="([\d.]+)/g)].map((match) => Number(match[1]))
          expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
          expect(svg).not.toMatch(/NaN|undefined|Infinity/)
        }
    },
  )
})

test('intervals, n and the value of one are in the reading of a mark', () => {
  const svg = svgOf(predictedPlot(chartContext('en', rows), 640, 'segment')!)
  expect(svg).toContain('Champions: ₩390m · 95% interval ₩370m–₩411m · n 1,508 · each ₩258,603 · to buy again 1,418')
  expect(svg).toContain('8,647 purchase days')
})

test('the back-test of a short hold-out is dated by its first and last day', () => {
  const short = {
    ...predictionRows,
    backtest: predictionRows.backtest!.filter((row) => row.week! <= 4).map((row) => ({ ...row, ends_on: `2026-06-${String(row.week! * 7).padStart(2, '0')}` })),
  } // prettier-ignore
  const svg = draw(backtest, chartContext('en', short), 640)!
  expect(svg).toContain('28 June 2026')
})

test('a model without predictions has no line', () => {
  const without = predictionRows.backtest!.map((row) =>
    row.model === 'pareto_nbd' ? { ...row, predicted: null } : row,
  )
  const svg = draw(backtest, chartContext('en', { ...predictionRows, backtest: without }), 640)!
  expect(svg).not.toContain('Pareto/NBD')
  expect(svg).toContain('what came')
})
