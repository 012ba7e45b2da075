/**
 * The value below which half the weight lies, of weights by class: class i holds values spread evenly from i to i + 1.
 * Interpolated within its class, so that whole years make no steps. Weights under 0 count as 0; NaN where there is none.
 */
export function groupedMedian(weights: Float64Array, from = 0, to = weights.length): number {
  let total = 0
  for (let index = from; index < to; index++) total += Math.max(0, weights[index]!)
  let below = 0
  for (let index = from; index < to; index++) {
    const weight = Math.max(0, weights[index]!)
    if (weight > 0 && below + weight >= total / 2) return index - from + (total / 2 - below) / weight
    below += weight
  }
  return NaN
}
