const texts = import.meta.glob<string>('../metrics/*.sql', { query: '?raw', import: 'default' })

/** The SQL of a metric, fetched when somebody asks for it. */
export async function queryOf(id: string): Promise<string> {
  return (await texts[`../metrics/${id.replaceAll('_', '-')}.sql`]?.()) ?? ''
}
