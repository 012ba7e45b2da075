const texts = import.meta.glob<string>(['../metrics/*.sql', '../metrics/signs/*.sql', '../metrics/acquisition/*.sql'], {
  query: '?raw',
  import: 'default',
})

const acquisition = ['months', 'sizes', 'spend', 'cohorts', 'steps'].map((name) => `acquisition/${name}`)

/** Questions of the metrics that share their answers with others; a warning sign is known by its own id. */
const shared: Readonly<Record<string, readonly string[]>> = {
  acquisition_cost: acquisition,
  ltv_to_cac: acquisition,
  value_curve: acquisition,
  payback: acquisition,
  ageing_buyers: ['signs/ageing-buyers', 'signs/ageing-coverage'],
  ltv_below_cac: acquisition,
}

/** The SQL of a metric or of a warning sign, fetched when somebody asks for it; empty where it has none. */
export async function queryOf(id: string): Promise<string> {
  const name = id.replaceAll('_', '-')
  const names = shared[id] ?? [texts[`../metrics/signs/${name}.sql`] ? `signs/${name}` : name]
  const found = await Promise.all(names.map((path) => texts[`../metrics/${path}.sql`]?.()))
  return found.filter((text) => text !== undefined).join('\n')
}
