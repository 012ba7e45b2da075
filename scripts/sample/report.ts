import { join } from 'node:path'
import sampleMapping from '../../sample-data/mapping.json'
import sideMappings from '../../sample-data/mappings.json'
import { parseTableMapping } from '../../src/ingest/mapping.ts'
import type { Report } from '../../src/report/report.ts'
import { makeReport, type Making } from '../report/make.ts'

/** The sample shop's report, of all seven tables in a folder, each read by its own mapping. */
export function makeSampleReport(folder: string, making: Omit<Making, 'decide'> = {}): Promise<Report> {
  const mappings = [sampleMapping, ...sideMappings].map(parseTableMapping)
  return makeReport(
    mappings.map(({ table }) => join(folder, `${table}.parquet`)),
    {
      ...making,
      decide: ({ files: [file] }) => mappings.find(({ table }) => file?.name === `${table}.parquet`) ?? null,
    },
  )
}
