import type { Histories, PurchaseModel } from '../../statistics/buy-till-you-die.ts'

/** What a customer who is alive after T weeks with x repeat purchase days will do. */
export type OfTheLiving = (x: number, T: number) => number

/**
 * Adds up over all customers what each of the functions says of them while alive, times P(alive). It depends on x and T alone, so it
 * is worked out once for each pair of them. Yields now and then, so that a caller may pause.
 */
export function* addingUpLiving(
  model: PurchaseModel,
  theta: readonly number[],
  { x, tx, T, n }: Histories,
  functions: readonly OfTheLiving[],
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
  for (const ofTheLiving of functions) {
    yield
    let sum = 0
    for (const pair of alive.values()) sum += pair.count * ofTheLiving(pair.x, pair.T)
    sums.push(sum)
  }
  return sums
}

/** Expected purchase days of all customers together within each of the spans (weeks), in steps as `addingUpLiving`. */
export function expectingPurchases(
  model: PurchaseModel,
  theta: readonly number[],
  histories: Histories,
  spans: readonly number[],
): Generator<void, number[]> {
  return addingUpLiving(
    model,
    theta,
    histories,
    spans.map((t) => (x, T) => model.futureIfAlive(theta, t, x, T)),
  )
}
