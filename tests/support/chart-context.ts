import { JSDOM } from 'jsdom'
import * as Plot from '@observablehq/plot'
import type { Chart, ChartContext } from '../../src/charts/chart.ts'
import { formatOf } from '../../src/i18n/format.ts'
import type { Language } from '../../src/i18n/locale.ts'
import type { MetricId, MetricRows } from '../../src/metrics/index.ts'
import { defaultSettings, type Settings } from '../../src/metrics/settings.ts'
import { REPORT_SCHEMA, type Report } from '../../src/report/report.ts'

/** Rows a test gives to some metrics; the others have none. */
export type GivenRows = { readonly [Id in MetricId]?: readonly MetricRows[Id][] }

/** A chart's context on given rows, in won unless told. */
export function chartContext(
  language: Language,
  given: GivenRows,
  options: {
    readonly settings?: Partial<Settings>
    readonly currency?: string | null
    readonly basis?: Report['basis']
  } = {},
): ChartContext {
  const settings: Settings = { ...defaultSettings, as_of: '2026-07-01', ...options.settings }
  const currency = options.currency === undefined ? 'KRW' : options.currency
  const report = {
    schema: REPORT_SCHEMA,
    asOf: settings.as_of,
    currency,
    basis: options.basis ?? 'revenue',
    dataset: { from: '2024-07-01', to: '2026-06-30', tables: [] },
    settings,
    metrics: {},
  } as unknown as Report
  return {
    language,
    format: formatOf(language, currency),
    t: (word) => word[language],
    report,
    rows: <Id extends MetricId>(id: Id) => (given[id] ?? []) as readonly MetricRows[Id][],
  }
}

/** The SVG that a chart draws at a width; null where it draws none. */
export function draw(chart: Chart, context: ChartContext, width: number): string | null {
  const options = chart.plot?.(context, width) ?? null
  if (!options) return null
  return svgOf(options)
}

/** The SVG of a plot's options, drawn without a browser. */
export function svgOf(options: Plot.PlotOptions): string {
  return Plot.plot({ ...options, document: new JSDOM('').window.document }).outerHTML
}
