/** `part` ÷ `whole`; null where either is unknown or the whole is not above zero. */
export function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : part / whole
}

/** The sum of one column; null cells count nothing. */
export function total<K extends string>(rows: readonly { readonly [Key in K]: number | null }[], column: K): number {
  return rows.reduce((sum, row) => sum + (row[column] ?? 0), 0)
}
