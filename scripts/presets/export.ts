import { orders, type Order } from './shop.ts'

/** A cell as a file holds it: text, a number, a time (as `2026-01-03 10:12:05`) that a workbook keeps as a date, or nothing. */
export type Cell = string | number | { readonly time: string } | null

/** An example file: what a shop system would write of the made-up shop. */
export interface Export {
  /** The id of the preset that must recognise it. */
  readonly id: string
  readonly format: 'xlsx' | 'csv' | 'tsv'
  readonly encoding: 'utf-8' | 'cp949'
  readonly headers: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

type Values = Readonly<Record<string, Cell>>

/** An export of which each row tells of one line of an order. */
export function byLine(
  about: Omit<Export, 'rows' | 'headers'> & { readonly headers: string },
  row: (order: Order, place: number, rowNumber: number) => Values | null,
): Export {
  let count = 0
  return made(
    about,
    orders.flatMap((order) => order.lines.map((_, place) => row(order, place, ++count))).filter((one) => one !== null),
  )
}

/** An export of which each row tells of one order. */
export function byOrder(
  about: Omit<Export, 'rows' | 'headers'> & { readonly headers: string },
  row: (order: Order) => Values,
): Export {
  return made(about, orders.map(row))
}

/** An export of rows given. Throws where a row names a header that the system does not write. */
export function made(
  about: Omit<Export, 'rows' | 'headers'> & { readonly headers: string },
  rows: readonly Values[],
): Export {
  const headers = about.headers.split('|')
  for (const name of rows.flatMap(Object.keys))
    if (!headers.includes(name)) throw new Error(`${about.id} has no ${name}`)
  return { ...about, headers, rows: rows.map((row) => headers.map((name) => row[name] ?? null)) }
}

/** A cell as text, as a reader gives it. */
export function textOf(cell: Cell): string | null {
  if (cell === null) return null
  return typeof cell === 'object' ? cell.time : String(cell)
}

/** The day of an order as its numbers begin with it. */
export function dayNumber(order: Order): string {
  return order.at.slice(0, 10).replaceAll('-', '')
}

/** The words of a mall for orders that stand, were cancelled and were refunded in full. */
export function stateIn({ state }: Order, words: readonly [done: string, cancelled: string, refunded: string]): string {
  return state === 'cancelled' ? words[1] : state === 'refunded' ? words[2] : words[0]
}
