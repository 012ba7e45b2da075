import type { Histories, PurchaseModel } from '../../statistics/buy-till-you-die.ts'

/**
 * Expected purchase days of all customers together within each of the spans (weeks). What a customer does while alive depends
 * on x and T alone, so it is worked out once for each pair of them. Yields now and then, so that a caller may pause.
 */
export function* expectingPurchases(
  model: PurchaseModel,
  theta: readonly number[],
  { x, tx, T, n }: Histories,
  spans: readonly number[],
): Generator<void, number[]> {
  const alive = new Map<string, { readonly x: number; readonly T: number; count: number }>()
  for (let at = 0; at < n.length; at++) {
    if (at % 8192 === 0) yield
    const key = `${x[at]} ${T[at]}`
    const pair = alive.get(key) ?? { x: x[at]!, T: T[at]!, count: 0 }
    pair.count += n[at]! * model.alive(theta, x[at]!, tx[at]!, T[at]!)
    alive.set(key, pair)
  }
  const sums: number[] = []
  for (const t of spans) {
    yield
    let sum = 0
    for (const pair of alive.values()) sum += pair.count * model.futureIfAlive(theta, t, pair.x, pair.T)
    sums.push(sum)
  }
  return sums
}
