import type { Count } from './counts.ts'
import type { Figure, Relation } from './protect.ts'
import { significant } from './rounding.ts'

/** A hidden sum must be able to be so much less and more. */
const CLOSE = 0.1
/** Sums are weighed in parts of the largest, which solvers ask for. */
const SCALE = 100_000

/** A sum of money of some customers. Two figures that are the same sum are one of these. */
export class Amount implements Figure<Amount> {
  readonly id: string
  readonly value: number
  readonly goesWith: readonly Count[]
  readonly relations: Relation<Amount>[] = []
  readonly takesAlong: readonly Amount[] = []
  #isHidden: boolean

  constructor(id: string, value: number, goesWith: readonly Count[], isHidden: boolean) {
    this.id = id
    this.value = value
    this.goesWith = goesWith
    this.#isHidden = isHidden
  }

  get isHidden(): boolean {
    return this.#isHidden || this.goesWith.some((count) => count.isHidden)
  }

  hide(): void {
    this.#isHidden = true
  }

  /** The sum as it is told: three digits; null: hidden. */
  get told(): number | null {
    return this.isHidden ? null : significant(this.value)
  }

  get bounds(): readonly [low: number, high: number] {
    const { told } = this
    if (told === null) return [Math.min(0, this.value), Infinity]
    const off = told === 0 ? 0 : Number(`1e${told.toExponential().split('e')[1]}`) / 200
    return [told - off, told + off]
  }

  get mustReach(): readonly [low: number, high: number] | null {
    return this.isHidden && this.value > 0 ? [(1 - CLOSE) * this.value, (1 + CLOSE) * this.value] : null
  }
}

/** Every sum of money of a report that is about to be shared, and how they hang together. */
export class Amounts {
  /** What the customer with most holds: nobody can hold more than half of twice as much. Null: nobody knows. */
  readonly #largest: number | null
  readonly #amounts = new Map<string, Amount>()

  constructor(largest: number | null) {
    this.#largest = largest
  }

  get all(): readonly Amount[] {
    return [...this.#amounts.values()]
  }

  /** What the largest is divided by in linear programs. */
  get unit(): number {
    return Math.max(1, ...this.all.map(({ value }) => Math.abs(value))) / SCALE
  }

  /** The money of the customers counted: hidden with their number, and where one of them may hold more than half of it. */
  of(id: string, value: number | null, ...goesWith: readonly (Count | null)[]): Amount | null {
    if (value === null || !Number.isFinite(value)) return null
    const key = `${id} = ${value}`
    const known = this.#amounts.get(key)
    if (known) return known
    const counts = goesWith.filter((count) => count !== null)
    const amount = new Amount(key, value, counts, this.isDominated(value))
    this.#amounts.set(key, amount)
    return amount
  }

  /** Says that the parts add up to the whole, where they do. */
  sum(whole: Amount | null, parts: readonly (Amount | null)[]): void {
    const known = [...new Set(parts.filter((part) => part !== null && part !== whole))] as readonly Amount[]
    if (!whole || known.length === 0) return
    const total = known.reduce((sum, { value }) => sum + value, 0)
    if (Math.abs(total - whole.value) > 1e-6 * Math.max(1, Math.abs(whole.value))) return
    const terms = [{ figure: whole, sign: 1 as const }, ...known.map((figure) => ({ figure, sign: -1 as const }))]
    const relation = { terms }
    for (const { figure } of terms) figure.relations.push(relation)
  }

  /** May one customer hold more than half of it? */
  isDominated(value: number): boolean {
    return value !== 0 && this.#largest !== null && value < 2 * this.#largest
  }
}
