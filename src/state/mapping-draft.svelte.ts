import { missingFields, type FieldName, type TableName } from '../ingest/canonical.ts'
import type { Question } from '../ingest/columns.ts'
import { dateEvidence } from '../ingest/dates.ts'
import {
  mappedColumns,
  sourceColumns,
  type DateOrder,
  type KeyKind,
  type Mapping,
  type SideMapping,
  type TableMapping,
} from '../ingest/mapping.ts'
import type { FieldRecognition, TableRecognition } from '../ingest/recognition.ts'
import { daysIn, timeField } from '../ingest/side-values.ts'
import type { InspectedGroup } from '../worker/protocol.ts'

/** Why a mapping cannot be loaded yet. */
export type Open =
  | { readonly reason: 'field'; readonly table: TableName; readonly fields: readonly FieldName[] }
  | { readonly reason: 'date_order'; readonly column: string }

/** The confirm step's own state for files of one shape: which table they are, the mapping as the person has it now, and what is still open. */
export class MappingDraft {
  readonly group: InspectedGroup
  /** The columns of the file, by the names that mappings know. */
  readonly columns: readonly string[]
  /** Null: the files are left out. */
  table = $state<TableName | null>(null)
  /** True where the mapping was used before for files of this shape, or came from a mapping file. */
  isRemembered = $state(false)
  /** Of the table that was chosen last. */
  mapping = $state.raw<TableMapping>()!
  /** The orders among which a person must choose; none: the dates leave no doubt. */
  dateOrders = $state.raw<readonly DateOrder[]>([])
  isDateOrderChosen = $state(false)
  /** Places in the group of files that are left out. */
  leftOut = $state.raw<readonly number[]>([])

  /** `fallback`: the table that files are taken for that look like none. */
  constructor(group: InspectedGroup, remembered: TableMapping | null, fallback: TableName | null = null) {
    this.group = group
    this.columns = sourceColumns(group.sample.headers)
    this.setTable(group.table ?? fallback)
    if (remembered) this.adopt(remembered)
  }

  /** Says which table the files are, and reads their columns as that; null leaves them out. */
  setTable(table: TableName | null): void {
    this.table = table
    const { mapping, questions } = this.group.recognitions[table ?? 'orders']
    this.mapping = mapping
    this.isRemembered = false
    this.isDateOrderChosen = false
    this.dateOrders = questions.find((question) => question.code === 'date_order')?.options ?? []
  }

  /** Leaves one file of the group out, or takes it in. */
  setLeftOut(place: number, isLeftOut: boolean): void {
    this.leftOut = isLeftOut ? [...this.leftOut, place] : this.leftOut.filter((one) => one !== place)
  }

  /** Is nothing of the group loaded? */
  get isLeftOut(): boolean {
    return this.table === null || (this.leftOut.length > 0 && this.leftOut.length === this.group.files.length)
  }

  /** What was recognised in the files, taken for the table that is chosen. */
  get recognition(): TableRecognition {
    return this.group.recognitions[this.table ?? 'orders']
  }

  /** Every canonical column with what was recognised for it. */
  get fields(): readonly FieldRecognition<FieldName>[] {
    return this.recognition.fields
  }

  /** The mapping, where the files are orders. */
  get orders(): Mapping | null {
    return this.mapping.table === 'orders' ? this.mapping : null
  }

  /** Takes a mapping over, as far as its columns are in the file. Says whether all of them are. */
  adopt(mapping: TableMapping): boolean {
    if (!mappedColumns(mapping).every((column) => this.columns.includes(column))) return false
    this.table = mapping.table
    this.mapping = mapping
    this.dateOrders = []
    this.isRemembered = true
    const column = this.column(this.timeField)
    const orders = column === null ? [] : this.#ordersOf(column).orders
    if (orders.length > 0 && !orders.includes(mapping.date.order)) this.#readDates(column!)
    return true
  }

  /** The column that a field is mapped to. */
  column(field: FieldName): string | null {
    return (this.mapping.columns as SideMapping['columns'])[field] ?? null
  }

  /** The field whose dates tell the order of day and month. */
  get timeField(): FieldName {
    return this.mapping.table === 'orders' ? 'ordered_at' : timeField[this.mapping.table]
  }

  /** Up to three different values of a column, as in the file. */
  samplesOf(column: string): readonly string[] {
    return this.valuesOf(column).slice(0, 3)
  }

  /** The different values of a column in the head of the file. */
  valuesOf(column: string): readonly string[] {
    return this.#cellsOf(column).filter((cell, index, cells) => cells.indexOf(cell) === index)
  }

  /** What was recognised for a field, where its column is still the one that was. */
  recognised(field: FieldName): FieldRecognition<FieldName> | null {
    const found = this.fields.find((item) => item.field === field)
    return found && found.column === this.column(field) ? found : null
  }

  /** Maps a field to a column, or to none. */
  setColumn(field: FieldName, column: string | null): void {
    const columns: { [field in FieldName]?: string | undefined } = { ...this.mapping.columns }
    if (column === null) delete columns[field]
    else columns[field] = column
    this.mapping = { ...this.mapping, columns } as TableMapping
    if (field === 'amount' && this.orders)
      this.setOrders({ amount_from: column === null ? this.#otherAmount() : 'amount' })
    if (field === this.timeField && column !== null) this.#readDates(column)
  }

  /** Changes what every mapping says beside its columns. */
  set(change: Partial<Pick<TableMapping, 'date' | 'decimal' | 'time_zone' | 'currency'>>): void {
    this.mapping = { ...this.mapping, ...change }
  }

  /** Changes what only a mapping of orders says. */
  setOrders(change: Partial<Pick<Mapping, 'amount_from' | 'amount_is' | 'cancelled' | 'history'>>): void {
    if (this.orders) this.mapping = { ...this.orders, ...change }
  }

  /** How the column that tells customers apart is compared; null: there is none. */
  get keyKind(): KeyKind | null {
    const column = this.column('customer_id')
    return column === null ? null : (this.mapping.customer_key?.[column] ?? 'id')
  }

  /** Compares customers in another way. */
  setKeyKind(kind: KeyKind): void {
    const column = this.column('customer_id')
    if (column !== null)
      this.mapping = { ...this.mapping, customer_key: { ...this.mapping.customer_key, [column]: kind } }
  }

  /** Turns amounts of other currencies into one; without rates they stay as they are written. */
  setRates(currency: string, column: string, rates: NonNullable<Mapping['rates']>): void {
    if (!this.orders) return
    const { rates: _, ...others } = this.orders
    this.mapping =
      Object.keys(rates).length > 0 ? { ...others, currency, currency_column: column, rates } : { ...others, currency }
  }

  /** Test orders are left out as recognised, or kept. */
  get keepsTests(): boolean {
    return this.orders?.test_where === undefined
  }

  setKeepsTests(keeps: boolean): void {
    if (!this.orders) return
    const { test_where: _, ...others } = this.orders
    const recognised = this.group.recognitions.orders.mapping.test_where
    this.mapping = keeps || !recognised ? others : { ...others, test_where: recognised }
  }

  /** What a row of spend covers, where no column says so; null: a column does, or the files are no spend. */
  get period(): NonNullable<SideMapping['period']> | null {
    const { mapping } = this
    if (mapping.table !== 'spend' || mapping.columns.period || mapping.columns.until) return null
    return mapping.period ?? 'day'
  }

  /** Says what a row of spend covers. */
  setPeriod(period: NonNullable<SideMapping['period']>): void {
    if (this.mapping.table === 'spend') this.mapping = { ...this.mapping, period }
  }

  setDateOrder(order: DateOrder): void {
    this.isDateOrderChosen = true
    this.set({ date: { ...this.mapping.date, order } })
  }

  /** Must the order of the dates still be chosen? */
  get isDateOrderOpen(): boolean {
    return this.dateOrders.length > 1 && !this.isDateOrderChosen
  }

  /** The questions of this file whose column is still mapped as it was recognised. */
  get questions(): readonly Question[] {
    const mapped: readonly (string | undefined)[] = Object.values(this.mapping.columns)
    return this.recognition.questions.filter(
      (question) =>
        question.code !== 'date_order' &&
        (question.code === 'currencies' || !('column' in question) || mapped.includes(question.column)),
    )
  }

  /** Does the amount of orders have what it is made of? */
  get hasAmount(): boolean {
    const { columns, amount_from } = this.orders ?? { columns: { amount: '' }, amount_from: 'amount' }
    if (amount_from === 'amount') return columns.amount !== undefined
    const { quantity, unit_price } = columns as Mapping['columns']
    return quantity !== undefined && unit_price !== undefined
  }

  /** What stands between this mapping and its results; nothing where the files are left out. */
  get open(): Open | null {
    if (this.table === null || this.isLeftOut) return null
    const fields = missingFields(this.mapping.table, this.mapping.columns)
    if (!this.hasAmount) fields.push('amount')
    if (fields.length > 0) return { reason: 'field', table: this.table, fields }
    return this.isDateOrderOpen ? { reason: 'date_order', column: this.column(this.timeField)! } : null
  }

  #otherAmount(): Mapping['amount_from'] {
    const { quantity, unit_price } = this.orders!.columns
    return quantity !== undefined && unit_price !== undefined ? 'quantity_x_unit_price' : 'amount'
  }

  #readDates(column: string): void {
    const { orders, unit } = this.#ordersOf(column)
    this.dateOrders = orders.length > 1 ? orders : []
    this.isDateOrderChosen = false
    this.set({ date: { order: orders[0] ?? 'ymd', unit } })
  }

  /** The orders of day, month and year that the values of a column allow. */
  #ordersOf(column: string): ReturnType<typeof dateEvidence> {
    const type = this.group.sample.types?.[this.columns.indexOf(column)] ?? 'string'
    const cells = type === 'string' || type === 'integer' ? this.#cellsOf(column) : []
    return dateEvidence(this.mapping.table === 'spend' ? daysIn(cells) : cells)
  }

  #cellsOf(column: string): string[] {
    const index = this.columns.indexOf(column)
    return this.group.sample.rows.flatMap((row) => row[index] ?? [])
  }
}
