import type { Highs, Model, Solution } from 'highs'
import type { Count, Counts } from './counts.ts'
import { STEP } from './rounding.ts'

const ROUNDING = 1e-6

/**
 * Hides further counts until each hidden one under the threshold could still be anything from 1 to just under it, for
 * somebody who knows everything that is told, that it is rounded to 5, and every relation. Linear programs find out: the true
 * counts are the unknowns. Where one is held too closely, the smallest of the told counts that hold it (those with a price in
 * the optimum) is hidden, a nought too. What is told less only widens what is possible, so every count is settled once. What is hidden does
 * not depend on the order of rows.
 */
export function protect(counts: Counts, highs: Highs): void {
  counts.hideParts()
  const most = counts.threshold - 1
  const isSmall = (count: Count) => count.isHidden && counts.isSmall(count)
  for (const part of partsOf(counts.all)) {
    if (part.length === 1 || !part.some(isSmall)) continue
    const model = modelOf(part, counts.threshold, highs)
    try {
      const range = new Range(model, part, counts.threshold, highs)
      for (const end of [most, 1]) {
        const wanted = part.filter(isSmall).sort(byValue)
        for (const count of range.notReaching(wanted, end))
          for (let held = range.holding(count, end); held.length > 0; held = range.holding(count, end))
            for (const each of hide(held)) range.update(each)
      }
    } finally {
      model.dispose()
    }
  }
}

/** Hides the smallest; what is hidden with it is among the returned. */
function hide(held: readonly Count[]): readonly Count[] {
  const [smallest] = [...held].sort(byValue)
  smallest!.hide()
  return [smallest!, ...smallest!.takesAlong]
}

/** The linear program of some counts: how far can one of them be from what it is? */
class Range {
  readonly #model: Model
  readonly #counts: readonly Count[]
  readonly #places: ReadonlyMap<Count, number>
  readonly #threshold: number
  readonly #highs: Highs

  constructor(model: Model, counts: readonly Count[], threshold: number, highs: Highs) {
    this.#model = model
    this.#counts = counts
    this.#places = new Map(counts.map((count, place) => [count, place]))
    this.#threshold = threshold
    this.#highs = highs
  }

  /** Those of the counts that were not seen at `end`, many at a time: as many as can are brought there together. */
  notReaching(counts: readonly Count[], end: number): readonly Count[] {
    let left = counts
    for (;;) {
      this.#bound(left, end)
      const { colValue } = this.#solve(left, end)
      for (const count of left) this.update(count)
      const still = left.filter((count) => !isAt(colValue[this.#places.get(count)!]!, end))
      if (still.length === 0 || still.length === left.length) return still
      left = still
    }
  }

  /** The told counts that keep one from `end`; none where it gets there, or where nothing told keeps it. */
  holding(count: Count, end: number): readonly Count[] {
    this.#bound([count], end)
    const { colValue, colDual } = this.#solve([count], end)
    this.update(count)
    if (isAt(colValue[this.#places.get(count)!]!, end)) return []
    return this.#counts.filter(
      (each, place) => each !== count && !each.isHidden && Math.abs(colDual[place]!) > ROUNDING,
    )
  }

  /** Takes in that a count may have been hidden. */
  update(count: Count): void {
    const place = this.#places.get(count)
    if (place !== undefined) this.#model.changeColBounds(place, ...boundsOf(count, this.#threshold, this.#highs))
  }

  #bound(counts: readonly Count[], end: number): void {
    for (const count of counts) {
      const [low, high] = boundsOf(count, this.#threshold, this.#highs)
      const bounds = end > 1 ? ([low, Math.min(high, end)] as const) : ([Math.max(low, end), high] as const)
      this.#model.changeColBounds(this.#places.get(count)!, ...bounds)
    }
  }

  /** Brings the sum of some counts as far up, or down, as it goes. */
  #solve(counts: readonly Count[], end: number): Solution {
    const { maximize, minimize } = this.#highs.constants.objectiveSense
    this.#model.changeObjectiveSense(end > 1 ? maximize : minimize)
    for (const count of counts) this.#model.changeColCost(this.#places.get(count)!, 1)
    this.#model.run()
    const solution = this.#model.getSolution()
    for (const count of counts) this.#model.changeColCost(this.#places.get(count)!, 0)
    return solution
  }
}

function isAt(value: number, end: number): boolean {
  return Math.abs(value - end) <= ROUNDING
}

/** What a reader knows of a count: a told one is the nearest 5 to it and not small, a hidden one is some, an implied one nothing. */
function boundsOf(
  { value, told, isImplied, isVague }: Count,
  threshold: number,
  { infinity }: Highs,
): [low: number, high: number] {
  const off = Math.floor(STEP / 2)
  if (told === null) return [isImplied || isVague || value === 0 ? 0 : 1, infinity]
  return told === 0 ? [0, 0] : [Math.max(threshold, told - off), told + off]
}

function modelOf(counts: readonly Count[], threshold: number, highs: Highs): Model {
  const places = new Map(counts.map((count, place) => [count, place]))
  const relations = [...new Set(counts.flatMap((count) => count.relations))]
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { terms } of relations) {
    for (const { count, sign } of terms) {
      indices.push(places.get(count)!)
      values.push(sign)
    }
    starts.push(indices.length)
  }
  const bounds = counts.map((count) => boundsOf(count, threshold, highs))
  const model = highs.createModel({
    numCols: counts.length,
    numRows: relations.length,
    colCost: counts.map(() => 0),
    colLower: bounds.map(([low]) => low),
    colUpper: bounds.map(([, high]) => high),
    rowLower: relations.map(() => 0),
    rowUpper: relations.map(() => 0),
    matrix: { format: 'csr', numCols: counts.length, numRows: relations.length, starts, indices, values },
  })
  model.options.set({ output_flag: false })
  return model
}

/** Counts that hang together, directly or through others, by their ids. */
function partsOf(counts: readonly Count[]): readonly (readonly Count[])[] {
  const seen = new Set<Count>()
  const byId = (a: Count, b: Count) => (a.id < b.id ? -1 : 1)
  return [...counts].sort(byId).flatMap((first) => {
    if (seen.has(first)) return []
    const part = [first]
    seen.add(first)
    for (const count of part)
      for (const { terms } of count.relations)
        for (const term of terms)
          if (!seen.has(term.count)) {
            seen.add(term.count)
            part.push(term.count)
          }
    return [part.sort(byId)]
  })
}

function byValue(a: Count, b: Count): number {
  return a.value - b.value || (a.id < b.id ? -1 : 1)
}
