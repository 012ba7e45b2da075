import type { Word } from '../i18n/locale.ts'
import type { FieldName, OrderField, SideTable, TableName } from './canonical.ts'
import type { DateOrder, Mapping, SideMapping, SourceType } from './mapping.ts'

/** The head of a table as text, to recognise its columns from. */
export interface TableSample {
  /** As in the file; SQL and mappings know the columns by their `sourceColumns` names. */
  readonly headers: readonly string[]
  /** Text cells as in the file; null: no value. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Types of the columns of a Parquet file; absent: all text. */
  readonly types?: readonly SourceType[]
}

/**
 * Why a column was taken for a field: the export of a known shop system has it there; its header says so, its values look
 * so, both; it was the only column left that could be; the field is computed from others (quantity × unit price); or
 * there is none.
 */
export type Why = 'preset' | 'header' | 'values' | 'both' | 'only_candidate' | 'derived' | 'not_found'

/** A column that could serve, with a confidence from 0 to 1. */
export interface Candidate {
  readonly column: string
  readonly confidence: number
}

/** What was recognised for one canonical column. */
export interface FieldRecognition<Field extends FieldName = OrderField> {
  readonly field: Field
  readonly required: boolean
  /** Null: none was found, or the field is derived. */
  readonly column: string | null
  readonly confidence: number
  readonly why: Why
  /** Other columns that could serve, best first, at most three. */
  readonly runnersUp: readonly Candidate[]
  /** Up to three different values of the column, as in the file. */
  readonly samples: readonly string[]
  /** Of the amount: columns that resemble one and were not taken. */
  readonly passedOver?: readonly PassedOver[]
}

/** A column that looks like the amount and is something else. */
export interface PassedOver {
  readonly column: string
  readonly because: 'shipping' | 'tax' | 'discount' | 'points' | 'fee' | 'refund' | 'settlement'
}

/** A value that shows that an order was only a test. */
export interface TestValue {
  readonly column: string
  readonly value: string
  readonly rows: number
}

/** An order with the amounts of its rows as in the file (null: empty). */
export interface ExampleOrder {
  readonly orderId: string
  readonly amounts: readonly (string | null)[]
}

/**
 * A choice for a person. The mapping holds the best guess, save for `date_order`, which must never be guessed: until
 * it is answered the mapping must not be loaded (`isBlocking`).
 */
export type Question =
  | {
      readonly code: 'date_order'
      readonly column: string
      readonly options: readonly DateOrder[]
      readonly examples: readonly string[]
    }
  | {
      readonly code: 'customer_id' | 'ordered_at' | 'amount'
      readonly column: string
      readonly options: readonly string[]
      /** `close`: another column is as likely; `weak`: little speaks for it; `name`: people share names. */
      readonly reason: 'close' | 'weak' | 'name'
    }
  | {
      readonly code: 'amount_from'
      /** Mapped as the amount; with the second option it is the unit price instead. */
      readonly column: string
      readonly options: readonly ['amount', 'quantity_x_unit_price']
    }
  | {
      readonly code: 'amount_is'
      readonly column: string
      readonly options: readonly ['order_total', 'line']
      /** Stands the amount on every row of the order, or on the first only? */
      readonly pattern: 'every_row' | 'first_row'
      readonly examples: readonly ExampleOrder[]
    }
  | {
      readonly code: 'decimal'
      readonly column: string
      readonly options: readonly ['.', ',']
      readonly examples: readonly string[]
    }
  | {
      readonly code: 'time_zone'
      readonly column: string
      /** Null: leave times as written. Any other IANA zone is an answer too. */
      readonly options: readonly (string | null)[]
      /** Times count from 1970, are all in UTC, or carry different offsets. */
      readonly reason: 'epoch' | 'utc' | 'offsets'
      readonly examples: readonly string[]
    }
  | {
      readonly code: 'currencies'
      /** The column that names them. */
      readonly column: string
      /** Most rows first; `share` is of all rows of the sample. Those other than the mapping's own may be given a rate. */
      readonly currencies: readonly { readonly currency: string; readonly rows: number; readonly share: number }[]
    }
  | {
      /** The mapping leaves the rows out (`test_where`); kept, it does not name them. */
      readonly code: 'test_orders'
      readonly options: readonly ['leave_out', 'keep']
      readonly values: readonly TestValue[]
    }
  | { readonly code: 'history'; readonly options: readonly ['complete', 'partial'] }

/** What `recognise` found. */
export interface Recognition {
  /** The best guess; not whole (`parseMapping` refuses it) while a required field is missing. */
  readonly mapping: Mapping
  /** One for each canonical column, in their order. */
  readonly fields: readonly FieldRecognition[]
  readonly questions: readonly Question[]
  /** Required fields for which no column was found. */
  readonly missing: readonly OrderField[]
  /** The shop system whose export this is; null: none that is known. */
  readonly preset: RecognisedPreset | null
}

/** A known export, as the confirm step tells of it. */
export interface RecognisedPreset {
  readonly id: string
  readonly name: Word
  readonly notes: Word
}

/** What was recognised in files taken for a table beside the orders. */
export interface SideRecognition {
  /** The best guess; not whole (`parseTableMapping` refuses it) while a required field is missing. */
  readonly mapping: SideMapping
  readonly fields: readonly FieldRecognition<FieldName>[]
  readonly questions: readonly Question[]
  readonly missing: readonly FieldName[]
}

/** What was recognised in files taken for some table. */
export type TableRecognition = Recognition | SideRecognition

/** Which table files of one shape are; null: none that is known. And how they would be read as each of them. */
export interface TableGuess {
  readonly table: TableName | null
  readonly recognitions: { readonly orders: Recognition } & Readonly<Record<SideTable, SideRecognition>>
}

/** Must a person answer before the mapping may be used? */
export function isBlocking(question: Question): boolean {
  return question.code === 'date_order'
}
