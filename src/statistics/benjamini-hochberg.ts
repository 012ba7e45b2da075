/**
 * Benjamini and Hochberg's (1995) step-up rule: which of the hypotheses to reject so that at most the share `q` of the
 * rejected ones is expected to be wrong. In the order of the p-values given.
 */
export function benjaminiHochberg(pValues: readonly number[], q: number): boolean[] {
  const threshold = pValues
    .toSorted((a, b) => a - b)
    .reduce((highest, p, index) => (p <= ((index + 1) / pValues.length) * q ? p : highest), -1)
  return pValues.map((p) => p <= threshold)
}
