import { describe, expect, test } from 'vitest'
import { signCharts } from '../../src/charts/signs/index.ts'
import { signs } from '../../src/metrics/signs/sign.ts'
import { chartContext, draw } from '../support/chart-context.ts'
import { expectGolden } from '../support/golden.ts'
import { evidenceOf, lightRows, longGapEvidence, sign, withSign } from '../support/sign-rows.ts'

/** The made-up shop with the ages of its buyers. */
const rows = {
  ...lightRows,
  warning_signs: lightRows.warning_signs!.map((row) =>
    row.sign === 'ageing_buyers' ? sign('ageing_buyers', 'alarm', { statistic: 0.97, limit: 0.25, n: 5200 }) : row,
  ),
}

describe.each(['ko', 'en'] as const)('pictures of the signs in %s', (language) => {
  const context = chartContext(language, rows)

  test.each(signs)('%s looks as it was approved', (id) => {
    expectGolden(`sign-${id}-${language}-640`, draw(signCharts[id], context, 640)!)
    expectGolden(`sign-${id}-${language}-320`, draw(signCharts[id], context, 320)!)
  })

  test.each(signs)('%s follows the theme and stays readable at any width', (id) => {
    for (const width of [280, 440, 936]) {
      const svg = draw(signCharts[id], context, width)!
      const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color!)
      expect(
        colors.filter((color) => !/^(none|transparent|currentColor|(var|url|color-mix)\(.*\))$/.test(color)),
      ).toEqual([])
      const sizes = [...svg.matchAll(/<(?:g|text)[^>]* font-size="([\d.]+)/g)].map((match) => Number(match[1]))
      expect(sizes.length).toBeGreaterThan(0)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  test.each(signs)('%s says what its picture shows', (id) => {
    expect(signCharts[id].caption!(context)).toMatch(/\.$/)
    expect(signCharts[id].notes(context).length).toBeGreaterThan(2)
  })
})

const texts = (svg: string) => [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text)

test('a month that left the usual range is drawn first', () => {
  const given = withSign(sign('abnormal_cycle_or_basket', 'alarm', { statistic: 7, limit: 3.5 }), longGapEvidence)
  expect(texts(draw(signCharts.abnormal_cycle_or_basket, chartContext('en', given), 440)!)[0]).toBe('Median gap')
})

test('where a light came on is marked; a light that is off has no mark', () => {
  const id = 'new_churned_crossover'
  const drawn = (status: 'ok' | 'watch' | 'alarm') =>
    draw(signCharts[id], chartContext('en', withSign(sign(id, status, { statistic: 1.1, limit: 1 }))), 440)!
  expect(texts(drawn('alarm'))).toContain('on in March')
  expect(drawn('watch')).toContain('var(--watch)')
  expect(texts(drawn('ok'))).not.toContain('on in March')
})

test('an interval that leaves the picture goes on with an arrow', () => {
  const wide = evidenceOf.ltv_below_cac.map((row) => (row.label === '검색' ? { ...row, high: 40 } : row))
  const given = withSign(sign('ltv_below_cac', 'alarm', { statistic: 0.79, limit: 1 }), wide)
  expect(texts(draw(signCharts.ltv_below_cac, chartContext('ko', given), 440)!)).toContain('→')
})
