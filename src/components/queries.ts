const texts = import.meta.glob<string>(
  ['../metrics/*.sql', '../metrics/signs/*.sql', '../metrics/acquisition/*.sql', '../metrics/prediction/*.sql'],
  { query: '?raw', import: 'default' },
)

const acquisition = ['months', 'sizes', 'spend', 'cohorts', 'steps'].map((name) => `acquisition/${name}`)
const fits = ['span', 'histories', 'calibration', 'holdout', 'spending'].map((name) => `prediction/${name}`)
const predicted = [...fits, 'prediction/people', 'prediction/channels']

/** Questions of the metrics that share their answers with others; a warning sign is known by its own id. */
const shared: Readonly<Record<string, readonly string[]>> = {
  acquisition_cost: acquisition,
  ltv_to_cac: [...acquisition, ...predicted, 'prediction/margins'],
  value_curve: acquisition,
  payback: acquisition,
  ageing_buyers: ['signs/ageing-buyers', 'signs/ageing-coverage'],
  ltv_below_cac: acquisition,
  predicted_models: fits,
  backtest: fits,
  backtest_summary: predicted,
  predicted_value: predicted,
  alive_distribution: predicted,
  alive_grid: predicted,
  customer_equity: [...predicted, 'prediction/margins', 'prediction/referrers', 'customer-equity'],
}

/** The SQL of a metric or of a warning sign, fetched when somebody asks for it; empty where it has none. */
export async function queryOf(id: string): Promise<string> {
  const name = id.replaceAll('_', '-')
  const names = shared[id] ?? [texts[`../metrics/signs/${name}.sql`] ? `signs/${name}` : name]
  const found = await Promise.all(names.map((path) => texts[`../metrics/${path}.sql`]?.()))
  return found.filter((text) => text !== undefined).join('\n')
}
