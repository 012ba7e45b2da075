/** A name as an SQL identifier: in double quotes, those inside doubled; NUL, which no engine takes, is dropped. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`
}

/** A text as an SQL literal: in single quotes, those inside doubled; NUL is dropped. */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`
}
