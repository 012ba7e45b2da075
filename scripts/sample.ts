import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeSampleReport } from './sample/report.ts'
import { makeShop, SEED } from './sample/shop.ts'
import { encodeTable, schemas, type TableName } from './sample/tables.ts'

/** Makes the sample shop anew: writes its tables to the folder given (`sample-data`), then its report. */
export async function main(args: readonly string[]): Promise<void> {
  const folder = args[0] ?? 'sample-data'
  const shop = makeShop(SEED)
  await mkdir(folder, { recursive: true })
  for (const name of Object.keys(schemas) as TableName[]) {
    const bytes = encodeTable(name, shop[name])
    await writeFile(join(folder, `${name}.parquet`), bytes)
    console.log(`${name}.parquet: ${shop[name].length} rows, ${Math.ceil(bytes.length / 1024)} KB`)
  }
  const report = await makeSampleReport(folder)
  await writeFile(join(folder, 'report.json'), JSON.stringify(report))
  console.log(`report.json: ${report.metrics.overview.rows[0]?.customers} customers`)
}
