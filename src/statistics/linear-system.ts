/**
 * The inverse of a small symmetric positive definite matrix, by Gauss and Jordan; null where it has none (two columns say
 * the same).
 */
export function inverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length
  const rows = matrix.map((row, index) => [...row, ...row.map((_, column) => (column === index ? 1 : 0))])
  for (let column = 0; column < size; column++) {
    const pivot = rows[column]!
    const lead = pivot[column]!
    if (!(lead > 1e-10 * matrix[column]![column]!)) return null
    for (let at = 0; at < 2 * size; at++) pivot[at]! /= lead
    for (const [index, row] of rows.entries()) {
      const factor = row[column]!
      if (index !== column) for (let at = 0; at < 2 * size; at++) row[at]! -= factor * pivot[at]!
    }
  }
  return rows.map((row) => row.slice(size))
}
