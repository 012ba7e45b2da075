/**
 * Places of the largest values, the largest first, without those of the first `offset`; of equal values the first comes first.
 * `ascending` holds the same values in order: so no more than what lies near the wanted ones is sorted.
 */
export function largest(values: Float64Array, ascending: Float64Array, offset: number, limit: number): number[] {
  const { length } = values
  if (offset >= length || limit <= 0) return []
  const high = ascending[length - 1 - offset]!
  const low = ascending[Math.max(0, length - offset - limit)]!
  let above = 0
  const near: number[] = []
  for (let at = 0; at < length; at++) {
    if (values[at]! > high) above++
    else if (values[at]! >= low) near.push(at)
  }
  near.sort((left, right) => values[right]! - values[left]! || left - right)
  return near.slice(offset - above, offset - above + limit)
}
