import type { MetricId } from '../../metrics/index.ts'
import type { Report } from '../report.ts'

/** The names of channels and categories that would leave the tab, in order. */
export function sharedNames(report: Report): readonly string[] {
  const { metrics, settings } = report
  const of = (id: MetricId) =>
    (metrics[id]?.status === 'ready' ? metrics[id].rows : []) as readonly Record<string, unknown>[]
  const channels = (['acquisition_cost', 'value_curve', 'ltv_to_cac', 'payback'] as const).flatMap((id) =>
    of(id).map(({ channel }) => channel),
  )
  const predicted = of('predicted_value').flatMap(({ kind, name }) => (kind === 'channel' ? [name] : []))
  const categories = of('gap_survival').flatMap(({ split, value }) => (split === 'category' ? [value] : []))
  const labels = of('warning_evidence').map(({ label }) => label)
  const all = [...channels, ...predicted, ...categories, ...labels, settings.channel, settings.category]
  return [...new Set(all.filter((name): name is string => typeof name === 'string'))]
}
