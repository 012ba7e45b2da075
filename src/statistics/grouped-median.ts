/**
 * The value below which half the weight lies, of weights by class: class i holds values spread evenly from i to i + 1.
 * Interpolated within its class, so that whole years make no steps. NaN where there is no weight; none is negative.
 */
export function groupedMedian(weights: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < weights.length; index++) total += weights[index]!
  let below = 0
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!
    if (weight > 0 && below + weight >= total / 2) return index + (total / 2 - below) / weight
    below += weight
  }
  return NaN
}
