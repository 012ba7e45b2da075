import type { Database } from '../../src/engine/database.ts'
import { createRawTables } from '../../src/ingest/canonical.ts'
import type { ParquetOpener } from '../../src/ingest/formats/columnar/parquet.ts'
import type { Inspection } from '../../src/ingest/inspect.ts'
import { loadTable } from '../../src/ingest/load.ts'
import type { Mapping } from '../../src/ingest/mapping.ts'
import { mappingOf } from '../ingest/loading.ts'
import { check, codeOf } from './fuzz-checks.ts'
import type { Dice } from './mutations.ts'

/** Loads broken files into one database and checks that those which fail leave it as it was. */
export class FuzzLoads {
  readonly #database: Database
  readonly #openParquet: ParquetOpener
  /** What the database holds since the last load that went well. */
  #loaded: string | null = null

  /** `database`: an empty one. */
  constructor(database: Database, openParquet: ParquetOpener) {
    this.#database = database
    this.#openParquet = openParquet
  }

  /**
   * Loads a shape in the place of what was loaded before, with any columns for the customer, the time and the amount.
   * `kept`: the rows that each file should keep, where that is known. Returns `loaded`, or the code of the problem.
   */
  async load(inspection: Inspection, kept: readonly (number | null)[], dice: Dice): Promise<string> {
    const database = this.#database
    if (this.#loaded === null) await createRawTables(database)
    this.#loaded ??= await contentsOf(database)
    const { columns } = inspection.files[0]!
    const mapping = anyMapping(() => dice.pick(columns))
    if (!mapping) return 'no mapping'
    try {
      const { files } = await loadTable(database, [{ inspection, mapping }], { openParquet: this.#openParquet })
      for (const [index, file] of files.entries()) {
        const aside = Object.values(file.setAside ?? {}).reduce((sum, count) => sum + count, 0)
        check(kept[index] === null || file.kept === kept[index], `${file.kept} rows loaded of ${kept[index]} read`)
        check(file.kept + aside === file.records, `${file.records} records, ${file.kept} kept, ${aside} set aside`)
      }
      const rows = await countOf(database)
      check(rows === files.reduce((sum, file) => sum + file.kept, 0), `${rows} rows in the table`)
    } catch (error) {
      const code = codeOf(error)
      check((await contentsOf(database)) === this.#loaded, `${code} changed what was loaded`)
      return code
    }
    this.#loaded = await contentsOf(database)
    return 'loaded'
  }
}

function anyMapping(column: () => string): Mapping | null {
  try {
    return mappingOf({ customer_id: column(), ordered_at: column(), amount: column() })
  } catch {
    // A name that no mapping may hold: the page offers none such.
    return null
  }
}

async function countOf(database: Database): Promise<number> {
  const [row] = await database.query('select cast(count(*) as double) as n from raw_orders')
  return Number(row!['n'])
}

/** A sum over everything that a load may change. */
async function contentsOf(database: Database): Promise<string> {
  const sum = (relation: string) =>
    `select '${relation}' as name, cast(count(*) as varchar) as n, cast(bit_xor(hash(all_of)) as varchar) as sum from ${relation} as all_of`
  const relations = ['raw_orders', 'raw_files', 'raw_rejected_rows', 'raw_set_aside', 'raw_columns', 'raw_currencies', 'raw_mapping'] // prettier-ignore
  const found = await database.query(relations.map(sum).join(' union all ') + ' order by name')
  const names = await database.query('select table_name as name from information_schema.tables order by name')
  return JSON.stringify([found, names])
}
