import type { Highs, Model, Solution } from 'highs'

const ROUNDING = 1e-6

/** A figure that may be hidden, and what a reader knows of it. */
export interface Figure<F> {
  readonly id: string
  readonly value: number
  readonly isHidden: boolean
  readonly relations: readonly Relation<F>[]
  /** Those that are hidden with it. */
  readonly takesAlong: readonly F[]
  /** What it can be, for all that is told of itself. */
  readonly bounds: readonly [low: number, high: number]
  /** What it must be able to be, for all that is told of others; null: anything will do. */
  readonly mustReach: readonly [low: number, high: number] | null
  hide(): void
}

/** Figures of which some, with their signs, add up to nothing: a total and its parts. */
export interface Relation<F> {
  readonly terms: readonly { readonly figure: F; readonly sign: 1 | -1 }[]
}

type End = 'low' | 'high'

/**
 * Hides further figures until each hidden one can still be all that it must, for somebody who knows everything that is told,
 * how it is rounded, and every relation. Linear programs find out: the true figures are the unknowns. Where one is held too
 * closely, the smallest of the told ones that hold it (those with a price in the optimum) is hidden, a nought too; of several
 * those first that `isBetter`. What is told less only widens what is possible, so every figure is settled once. What is hidden
 * does not depend on the order of rows.
 */
export function protect<F extends Figure<F>>(
  figures: readonly F[],
  highs: Highs,
  { unit = 1, isBetter = () => false }: { readonly unit?: number; readonly isBetter?: (figure: F) => boolean } = {},
): void {
  const bySize = (a: F, b: F) => Number(isBetter(b)) - Number(isBetter(a)) || byValue(a, b)
  for (const part of partsOf(figures)) {
    if (part.length === 1 || part.every(({ mustReach }) => mustReach === null)) continue
    const range = new Range(part, unit, highs)
    try {
      for (const end of ['high', 'low'] as const) {
        const wanted = part.filter(({ mustReach }) => mustReach !== null).sort(byValue)
        for (const figure of range.notReaching(wanted, end))
          for (let held = range.holding(figure, end); held.length > 0; held = range.holding(figure, end)) {
            const [first] = [...held].sort(bySize)
            first!.hide()
            for (const hidden of [first!, ...first!.takesAlong]) range.update(hidden)
          }
      }
    } finally {
      range.dispose()
    }
  }
}

/** The linear program of some figures: how far can one of them be from what it is? */
class Range<F extends Figure<F>> {
  readonly #figures: readonly F[]
  readonly #places: ReadonlyMap<F, number>
  readonly #unit: number
  readonly #highs: Highs
  readonly #model: Model

  constructor(figures: readonly F[], unit: number, highs: Highs) {
    this.#figures = figures
    this.#places = new Map(figures.map((figure, place) => [figure, place]))
    this.#unit = unit
    this.#highs = highs
    this.#model = this.#start()
  }

  /** Those of the figures that were not seen at an end, many at a time: as many as can are brought there together. */
  notReaching(figures: readonly F[], end: End): readonly F[] {
    let left = figures
    for (;;) {
      const values = this.#solve(left, end).colValue
      const still = left.filter((figure) => !this.#isAt(values, figure, end))
      if (still.length === 0 || still.length === left.length) return still
      left = still
    }
  }

  /** The told figures that keep one from an end; none where it gets there, or where nothing told keeps it. */
  holding(figure: F, end: End): readonly F[] {
    const { colValue, colDual } = this.#solve([figure], end)
    if (this.#isAt(colValue, figure, end)) return []
    return this.#figures.filter(
      (each, place) => each !== figure && !each.isHidden && Math.abs(colDual[place]!) > ROUNDING,
    )
  }

  /** Takes in that a figure may have been hidden. */
  update(figure: F): void {
    const place = this.#places.get(figure)
    if (place !== undefined) this.#model.changeColBounds(place, ...this.#scaled(figure.bounds))
  }

  dispose(): void {
    this.#model.dispose()
  }

  /** Brings the sum of some figures as far up, or down, as it goes, none of them further than it must. */
  #solve(figures: readonly F[], end: End): Solution {
    const { maximize, minimize } = this.#highs.constants.objectiveSense
    for (const figure of figures) {
      const [low, high] = figure.bounds
      const [least, most] = figure.mustReach!
      const bounds = end === 'high' ? ([low, Math.min(high, most)] as const) : ([Math.max(low, least), high] as const)
      this.#model.changeColBounds(this.#places.get(figure)!, ...this.#scaled(bounds))
      this.#model.changeColCost(this.#places.get(figure)!, 1)
    }
    this.#model.changeObjectiveSense(end === 'high' ? maximize : minimize)
    this.#model.run()
    const solution = this.#model.getSolution()
    for (const figure of figures) {
      this.update(figure)
      this.#model.changeColCost(this.#places.get(figure)!, 0)
    }
    return solution
  }

  #isAt(values: ArrayLike<number>, figure: F, end: End): boolean {
    const wanted = figure.mustReach![end === 'high' ? 1 : 0] / this.#unit
    return Math.abs(values[this.#places.get(figure)!]! - wanted) <= ROUNDING * Math.max(1, Math.abs(wanted))
  }

  #scaled([low, high]: readonly [number, number]): [number, number] {
    const { infinity } = this.#highs
    return [low / this.#unit, high === Infinity ? infinity : high / this.#unit]
  }

  #start(): Model {
    // In an order of their own: which of several solutions is found must not hang on who spoke first.
    const relations = [...new Set(this.#figures.flatMap((figure) => figure.relations))]
      .map(({ terms }) => terms.map(({ figure, sign }) => [this.#places.get(figure)!, sign] as const))
      .map((terms) => terms.sort(([a], [b]) => a - b))
      .sort((a, b) => (String(a) < String(b) ? -1 : 1))
    const starts = [0]
    const indices: number[] = []
    const values: number[] = []
    for (const terms of relations) {
      indices.push(...terms.map(([place]) => place))
      values.push(...terms.map(([, sign]) => sign))
      starts.push(indices.length)
    }
    const bounds = this.#figures.map((figure) => this.#scaled(figure.bounds))
    const [numCols, numRows] = [this.#figures.length, relations.length]
    const off = this.#unit === 1 ? 0 : 10 * ROUNDING
    const model = this.#highs.createModel({
      numCols,
      numRows,
      colCost: this.#figures.map(() => 0),
      colLower: bounds.map(([low]) => low),
      colUpper: bounds.map(([, high]) => high),
      rowLower: relations.map(() => -off),
      rowUpper: relations.map(() => off),
      matrix: { format: 'csr', numCols, numRows, starts, indices, values },
    })
    model.options.set({ output_flag: false })
    return model
  }
}

/** Figures that hang together, directly or through others, by their ids. */
function partsOf<F extends Figure<F>>(figures: readonly F[]): readonly (readonly F[])[] {
  const seen = new Set<F>()
  const byId = (a: F, b: F) => (a.id < b.id ? -1 : 1)
  return [...figures].sort(byId).flatMap((first) => {
    if (seen.has(first)) return []
    const part = [first]
    seen.add(first)
    for (const each of part)
      for (const { terms } of each.relations)
        for (const { figure } of terms)
          if (!seen.has(figure)) {
            seen.add(figure)
            part.push(figure)
          }
    return [part.sort(byId)]
  })
}

function byValue<F extends Figure<F>>(a: F, b: F): number {
  return a.value - b.value || (a.id < b.id ? -1 : 1)
}
