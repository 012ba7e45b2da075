/** How the cells of a text table are written. */
export interface Dialect {
  /** What stands between two cells: one character or several. */
  readonly delimiter: string
  /** Any further delimiters behind one belong to it: columns lined up with spaces. */
  readonly repeats?: true
  /** The mark in front of cells that hold a delimiter or a line break; null: there is none. */
  readonly quote: string | null
  /** The mark behind such cells, where it is another one. */
  readonly closing?: string
  /** What stands before a quote inside a quoted cell: another one, or a backslash. */
  readonly escape: string | null
}

/** Is it a dialect that the engine reads as we do? Its parts are then loaded as they stand. */
export function isPlain({ delimiter, repeats, quote, closing, escape }: Dialect): boolean {
  return (
    /^[\t!-~]$/.test(delimiter) &&
    !/["\w\\.]/.test(delimiter) &&
    !repeats &&
    closing === undefined &&
    (quote === null || quote === '"') &&
    (quote === null || escape === '"')
  )
}
