import customersUrl from '../../sample-data/customers.parquet?url'
import eventsUrl from '../../sample-data/events.parquet?url'
import ordersMapping from '../../sample-data/mapping.json'
import sideMappings from '../../sample-data/mappings.json'
import ordersUrl from '../../sample-data/orders.parquet?url'
import rewardsUrl from '../../sample-data/rewards.parquet?url'
import sendsUrl from '../../sample-data/sends.parquet?url'
import spendUrl from '../../sample-data/spend.parquet?url'
import surveysUrl from '../../sample-data/surveys.parquet?url'
import type { TableName } from '../ingest/canonical.ts'
import { parseTableMapping } from '../ingest/mapping.ts'
import type { SourcePart } from './analytics.ts'

const urls: Readonly<Record<TableName, string>> = {
  orders: ordersUrl,
  customers: customersUrl,
  spend: spendUrl,
  events: eventsUrl,
  sends: sendsUrl,
  surveys: surveysUrl,
  rewards: rewardsUrl,
}

/** The sample shop's seven tables, fetched from beside the page, with their mappings. */
export function fetchSample(signal: AbortSignal): Promise<SourcePart[]> {
  return Promise.all(
    [ordersMapping, ...sideMappings].map(async (json): Promise<SourcePart> => {
      const mapping = parseTableMapping(json)
      const response = await fetch(urls[mapping.table], { signal })
      if (!response.ok) throw new Error(`the sample could not be read: ${response.status}`)
      return { files: [{ name: `${mapping.table}.parquet`, blob: await response.blob() }], mapping }
    }),
  )
}
