import type { OrderField } from '../ingest/canonical.ts'
import type { FieldRecognition, Question } from '../ingest/columns.ts'
import { dateEvidence } from '../ingest/dates.ts'
import { sourceColumns, type DateOrder, type Mapping } from '../ingest/mapping.ts'
import type { Inspected } from '../worker/protocol.ts'

/** Why a mapping cannot be loaded yet. */
export type Open =
  | { readonly reason: 'field'; readonly fields: readonly OrderField[] }
  | { readonly reason: 'date_order'; readonly column: string }

/** The confirm step's own state: the mapping as the person has it now, and what is still open. */
export class MappingDraft {
  readonly inspected: Inspected
  /** The columns of the file, by the names that mappings know. */
  readonly columns: readonly string[]
  /** True where the mapping was used before for files of this shape, or came from a mapping file. */
  isRemembered = $state(false)
  mapping = $state.raw<Mapping>()!
  /** The orders among which a person must choose; none: the dates leave no doubt. */
  dateOrders = $state.raw<readonly DateOrder[]>([])
  isDateOrderChosen = $state(false)

  constructor(inspected: Inspected, remembered: Mapping | null) {
    this.inspected = inspected
    this.columns = sourceColumns(inspected.sample.headers)
    this.mapping = inspected.recognition.mapping
    const asked = inspected.recognition.questions.find((question) => question.code === 'date_order')
    this.dateOrders = asked?.options ?? []
    if (remembered) this.adopt(remembered)
  }

  /** Takes a mapping over, as far as its columns are in the file. Says whether all of them are. */
  adopt(mapping: Mapping): boolean {
    const named = Object.values(mapping.columns).filter((column) => column !== undefined)
    if (!named.every((column) => this.columns.includes(column))) return false
    this.mapping = mapping
    this.dateOrders = []
    this.isRemembered = true
    const column = mapping.columns.ordered_at
    const orders = column === undefined ? [] : this.#ordersOf(column).orders
    if (orders.length > 0 && !orders.includes(mapping.date.order)) this.#readDates(column!)
    return true
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
  recognised(field: OrderField): FieldRecognition | null {
    const found = this.inspected.recognition.fields.find((item) => item.field === field)
    return found && found.column === (this.mapping.columns[field] ?? null) ? found : null
  }

  /** Maps a field to a column, or to none. */
  setColumn(field: OrderField, column: string | null): void {
    const columns = { ...this.mapping.columns }
    if (column === null) delete columns[field]
    else columns[field] = column
    this.mapping = { ...this.mapping, columns }
    if (field === 'amount') this.set({ amount_from: column === null ? this.#otherAmount() : 'amount' })
    if (field === 'ordered_at' && column !== null) this.#readDates(column)
  }

  /** Changes what is not a column. */
  set(change: Partial<Mapping>): void {
    this.mapping = { ...this.mapping, ...change }
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
    return this.inspected.recognition.questions.filter(
      (question) => question.code !== 'date_order' && (!('column' in question) || mapped.includes(question.column)),
    )
  }

  /** Does the amount have what it is made of? */
  get hasAmount(): boolean {
    const { columns, amount_from } = this.mapping
    if (amount_from === 'amount') return columns.amount !== undefined
    return columns.quantity !== undefined && columns.unit_price !== undefined
  }

  /** What stands between this mapping and its results. */
  get open(): Open | null {
    const { columns } = this.mapping
    const fields: OrderField[] = []
    if (columns.customer_id === undefined) fields.push('customer_id')
    if (columns.ordered_at === undefined) fields.push('ordered_at')
    if (!this.hasAmount) fields.push('amount')
    if (fields.length > 0) return { reason: 'field', fields }
    return this.isDateOrderOpen ? { reason: 'date_order', column: columns.ordered_at! } : null
  }

  #otherAmount(): Mapping['amount_from'] {
    const { quantity, unit_price } = this.mapping.columns
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
    const type = this.inspected.sample.types?.[this.columns.indexOf(column)] ?? 'string'
    return dateEvidence(type === 'string' || type === 'integer' ? this.#cellsOf(column) : [])
  }

  #cellsOf(column: string): string[] {
    const index = this.columns.indexOf(column)
    return this.inspected.sample.rows.flatMap((row) => row[index] ?? [])
  }
}
