import type { Database } from '../engine/database.ts'
import { orderFields, type OrderField } from './canonical.ts'
import { castExpressions } from './expressions.ts'
import type { Mapping, SourceType } from './mapping.ts'
import { quoteIdentifier } from './sql.ts'

const FIELDS = Object.keys(orderFields) as OrderField[]

/** A column of a file that a load reads: its place in the file, and the name under which the casts know it. */
export interface SourceColumn {
  readonly index: number
  readonly name: string
}

/**
 * The table that a load fills: only the columns that are mapped, cast, in the order of the files' rows. What stands where
 * is arithmetic on the engine's row ids, so that numbering ten million rows takes no memory.
 */
export class OrderTable {
  readonly name = `order_rows_${crypto.randomUUID().replaceAll('-', '')}`
  readonly fields: readonly OrderField[]
  readonly #database: Database
  readonly #mapping: Mapping
  readonly #hasFileNo: boolean
  readonly #rowsBefore: number[] = []

  private constructor(database: Database, mapping: Mapping, fileCount: number) {
    this.#database = database
    this.#mapping = mapping
    this.#hasFileNo = fileCount > 1
    const expressions = castExpressions(mapping)
    this.fields = FIELDS.filter((field) => expressions[field] !== undefined)
  }

  static async create(database: Database, mapping: Mapping, fileCount: number): Promise<OrderTable> {
    const table = new OrderTable(database, mapping, fileCount)
    const columns = table.fields.map((field) => `${field} ${orderFields[field]}`)
    if (table.#hasFileNo) columns.unshift('file_no usmallint')
    await database.execute(`create table ${table.name} (${columns.join(', ')})`)
    return table
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
  insertFrom(relation: string, types: Readonly<Record<string, SourceType>> = {}): string {
    const expressions = castExpressions(this.#mapping, types)
    const columns = this.fields.map((field) => expressions[field]!)
    if (this.#hasFileNo) columns.unshift(String(this.#rowsBefore.length))
    return `insert into ${this.name} select ${columns.join(', ')} from ${relation}`
  }

  async count(): Promise<number> {
    const [row] = await this.#database.query(`select cast(count(*) as double) as n from ${this.name}`)
    return Number(row?.['n'])
  }

  /** Places, from 0 within the present file, of the first rows from `from` on where a field is empty. */
  async emptyRows(field: OrderField, from: number, limit: number): Promise<number[]> {
    const before = this.rowsBefore
    const rows = await this.#database.query(
      `select cast(rowid as double) as n from ${this.name} where rowid >= ${before + from} and ${field} is null ` +
        `order by rowid limit ${limit}`,
    )
    return rows.map((row) => Number(row['n']) - before)
  }

  /** The query that makes `raw_orders` of it: every canonical column, those without a source null. */
  viewQuery(): string {
    const fields = FIELDS.map((field) =>
      this.fields.includes(field) ? field : `cast(null as ${orderFields[field]}) as ${field}`,
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
