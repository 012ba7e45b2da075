import type { Database } from '../engine/database.ts'
import { fieldsOf, type FieldName, type FieldType, type TableName } from './canonical.ts'
import { currencyAt, currencyExpression } from './currencies.ts'
import { castExpressions } from './expressions.ts'
import type { SourceType, TableMapping } from './mapping.ts'
import { quoteIdentifier } from './sql.ts'

/** A column of a file that a load reads: its place in the file, and the name under which the casts know it. */
export interface SourceColumn {
  readonly index: number
  readonly name: string
}

/** How the files of one shape are read: their mapping, and the column that names the currency of each row, if any does. */
export interface Reading {
  readonly mapping: TableMapping
  readonly currencyColumn: string | null
}

/** What the relations that loads fill are called: a view of the table's own name stands over the one in use. */
export function rowsPrefix(table: TableName): string {
  return `${table.replace(/s$/, '')}_rows_`
}

/**
 * The table that a load fills: only the columns that are mapped, cast, in the order of the files' rows. What stands where
 * is arithmetic on the engine's row ids, so that numbering ten million rows takes no memory.
 */
export class RawTable {
  readonly table: TableName
  readonly name: string
  /** The canonical columns that any of the files fills. */
  readonly fields: readonly FieldName[]
  readonly #database: Database
  readonly #types: Readonly<Partial<Record<FieldName, FieldType>>>
  readonly #hasFileNo: boolean
  readonly #hasCurrency: boolean
  readonly #rowsBefore: number[] = []

  private constructor(database: Database, table: TableName, readings: readonly Reading[], fileCount: number) {
    this.#database = database
    this.table = table
    this.name = rowsPrefix(table) + crypto.randomUUID().replaceAll('-', '')
    this.#types = fieldsOf(table)
    this.#hasFileNo = fileCount > 1
    this.#hasCurrency = readings.some(({ currencyColumn }) => currencyColumn !== null)
    const expressions = readings.map(({ mapping }) => castExpressions(mapping))
    this.fields = this.#all.filter((field) => expressions.some((one) => one[field] !== undefined))
  }

  static async create(
    database: Database,
    table: TableName,
    readings: readonly Reading[],
    fileCount: number,
  ): Promise<RawTable> {
    const raw = new RawTable(database, table, readings, fileCount)
    const columns = raw.fields.map((field) => `"${field}" ${raw.#types[field]}`)
    if (raw.#hasCurrency) columns.unshift('currency_place utinyint')
    if (raw.#hasFileNo) columns.unshift('file_no usmallint')
    await database.execute(`create table ${raw.name} (${columns.join(', ')})`)
    return raw
  }

  get #all(): FieldName[] {
    return Object.keys(this.#types) as FieldName[]
  }

  /** Begins the next file. */
  async beginFile(): Promise<void> {
    this.#rowsBefore.push(await this.count())
  }

  /** Rows of the files before the present one. */
  get rowsBefore(): number {
    return this.#rowsBefore.at(-1) ?? 0
  }

  /**
   * The statement that appends rows of the present file from a relation whose columns bear the names of the source
   * columns. `types` as `castExpressions` takes them.
   */
  insertFrom(
    { mapping, currencyColumn }: Reading,
    relation: string,
    types: Readonly<Record<string, SourceType>> = {},
  ): string {
    const expressions = castExpressions(mapping, types)
    const columns = this.fields.map((field) => expressions[field] ?? 'null')
    if (this.#hasCurrency) columns.unshift(currencyColumn === null ? 'null' : currencyExpression(currencyColumn))
    if (this.#hasFileNo) columns.unshift(String(this.#rowsBefore.length))
    return `insert into ${this.name} select ${columns.join(', ')} from ${relation}`
  }

  async count(): Promise<number> {
    const [row] = await this.#database.query(`select cast(count(*) as double) as n from ${this.name}`)
    return Number(row?.['n'])
  }

  /** Places, from 0 within the present file, of the first rows from `from` on where a field is empty. */
  async emptyRows(field: FieldName, from: number, limit: number): Promise<number[]> {
    const before = this.rowsBefore
    const rows = await this.#database.query(
      `select cast(rowid as double) as n from ${this.name} where rowid >= ${before + from} and "${field}" is null ` +
        `order by rowid limit ${limit}`,
    )
    return rows.map((row) => Number(row['n']) - before)
  }

  /** How many rows name each currency; none where no column names any. */
  async currencies(): Promise<readonly { readonly currency: string; readonly rows: number }[]> {
    if (!this.#hasCurrency) return []
    const rows = await this.#database.query(
      `select cast(currency_place as double) as place, cast(count(*) as double) as n from ${this.name} ` +
        'where currency_place is not null group by currency_place order by currency_place',
    )
    return rows.map((row) => ({ currency: currencyAt(Number(row['place'])), rows: Number(row['n']) }))
  }

  /** The query that makes `raw_<table>` of it: every canonical column, those without a source null. */
  viewQuery(): string {
    const fields = this.#all.map((field) =>
      this.fields.includes(field) ? `"${field}"` : `cast(null as ${this.#types[field]}) as "${field}"`,
    )
    const before = this.#hasFileNo ? `[${this.#rowsBefore.join(', ')}][file_no]` : '0'
    const numbers = [
      `cast(${this.#hasFileNo ? 'file_no' : '1'} as integer) as file_no`,
      `cast(rowid + 1 - ${before} as bigint) as row_no`,
    ]
    return `select ${[...numbers, ...fields].join(', ')} from ${this.name}`
  }
}

/** A relation of the source columns under their own names, from one whose columns are `c<index>`. */
export function named(relation: string, columns: readonly SourceColumn[]): string {
  return `(select ${columns.map(({ index, name }) => `c${index} as ${quoteIdentifier(name)}`).join(', ')} from ${relation})`
}
