import type { Count, Counts, Relation } from './counts.ts'
import { STEP } from './rounding.ts'

/** How many counts may hang on each other in a search, and its steps before it is given up: hiding one more is cheaper then. */
const DEPTHS = [2, 4, 6]
const EFFORT = 2_000
/** How many counts are tried, the smallest first, for one that is enough alone. */
const TRIED = 30

/**
 * Hides further counts until each hidden one under the threshold could still be anything from 1 to just under it, for
 * somebody who knows everything told, that it is rounded to 5, and every relation: for the ends of that range a whole other
 * set of true counts is found that tells the same. Counts and relations that are added only widen what is possible, so one
 * pass does. What is hidden does not depend on the order of rows.
 */
export function protect(counts: Counts): void {
  for (const { terms } of counts.relations) terms.sort((a, b) => byReach(a.count, b.count))
  const small = counts.all.filter(({ value }) => value > 0 && value < counts.threshold)
  for (const count of small.sort(byValue).filter(({ isHidden }) => isHidden))
    while (!isFree(count, counts.threshold - 1)) {
      const beside = toldBeside(count)
      if (beside.length === 0) break
      const isEnough = (next: Count) => {
        next.hide()
        return isFree(count, counts.threshold - 1) || (next.show(), false)
      }
      if (!beside.slice(0, TRIED).some(isEnough)) beside[0]!.hide()
    }
}

/** Could a hidden count be 1 and be `most`, as far as can be found? */
export function isFree(count: Count, most: number): boolean {
  return canBe(count, 1) && canBe(count, most)
}

function canBe(count: Count, wanted: number): boolean {
  const world = new World()
  const step = wanted > count.value ? 1 : -1
  for (let value = count.value; value !== wanted; value += step)
    if (!DEPTHS.some((depth) => world.move(count, step, depth))) return false
  return true
}

/** Other true counts under which the same is told, as far as they differ. */
class World {
  readonly #shifts = new Map<Count, number>()
  /** What was moved, one after the other, so that it can be taken back. */
  readonly #moves: (readonly [Count, 1 | -1])[] = []
  readonly #chain = new Set<Count>()
  #effort = 0

  /**
   * Moves a count by one, and others with it, so that every relation holds and nothing told changes: each relation is mended
   * by the count in it that hangs least on others, whose own relations are mended in turn, so many deep. Leaves everything
   * as it was where it cannot be done.
   */
  move(count: Count, step: 1 | -1, depth: number): boolean {
    this.#effort = EFFORT
    return this.#move(count, step, depth)
  }

  #move(count: Count, step: 1 | -1, depth: number): boolean {
    const before = this.#moves.length
    this.#shift(count, step)
    this.#moves.push([count, step])
    this.#chain.add(count)
    const isDone = count.relations.every((relation) => this.#mend(relation, depth))
    this.#chain.delete(count)
    if (!isDone) while (this.#moves.length > before) this.#shift(...undone(this.#moves.pop()!))
    return isDone
  }

  #mend({ terms }: Relation, depth: number): boolean {
    let gap = 0
    for (const { count, sign } of terms) gap += sign * (this.#shifts.get(count) ?? 0)
    if (gap === 0) return true
    if (depth === 0) return false
    for (const { count, sign } of terms) {
      if (this.#chain.has(count)) continue
      const step = gap > 0 === sign > 0 ? -1 : 1
      if (!isWithin(count, (this.#shifts.get(count) ?? 0) + step)) continue
      if (--this.#effort < 0) return false
      if (this.#move(count, step, depth - 1)) return true
    }
    return false
  }

  #shift(count: Count, step: number): void {
    this.#shifts.set(count, (this.#shifts.get(count) ?? 0) + step)
  }
}

function undone([count, step]: readonly [Count, 1 | -1]): [Count, number] {
  return [count, -step]
}

/** Could the true count differ by that much, for all that is told of it? */
function isWithin({ value, told, isImplied }: Count, by: number): boolean {
  const [low, high] = boundsOf(value, told, isImplied)
  return value + by >= low && value + by <= high
}

/** What a reader knows of a count: a told one is the nearest 5 to it, a hidden one is not 0, an implied one nothing. */
export function boundsOf(value: number, told: number | null, isImplied: boolean): readonly [number, number] {
  if (told === null) return [isImplied || value === 0 ? 0 : 1, Infinity]
  if (told === 0) return [0, 0]
  return [told - Math.floor(STEP / 2), told + Math.floor(STEP / 2)]
}

/** The told counts in a count's relations, the smallest first; where there are none, those beside the hidden ones in them. */
function toldBeside(count: Count): readonly Count[] {
  const seen = new Set<Count>([count])
  for (let ring: readonly Count[] = [count]; ring.length > 0;) {
    const beside = new Set(
      ring.flatMap(({ relations }) => relations.flatMap(({ terms }) => terms.map((term) => term.count))),
    )
    const fresh = [...beside].filter((each) => !seen.has(each))
    const told = fresh.filter(({ isHidden, value }) => !isHidden && value > 0)
    if (told.length > 0) return told.sort(byValue)
    for (const each of fresh) seen.add(each)
    ring = fresh
  }
  return []
}

/** Counts that hang least on others first, those with most room before the rest. */
function byReach(a: Count, b: Count): number {
  return a.relations.length - b.relations.length || Number(b.isHidden) - Number(a.isHidden) || byValue(b, a)
}

function byValue(a: Count, b: Count): number {
  return a.value - b.value || (a.id < b.id ? -1 : 1)
}
