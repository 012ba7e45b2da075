import type { Count } from './counts.ts'
import { significant } from './rounding.ts'

/** A sum of money of some customers. */
export class Amount {
  readonly value: number
  readonly goesWith: readonly Count[]
  #isHidden: boolean

  constructor(value: number, goesWith: readonly Count[], isHidden: boolean) {
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
}

/** Every sum of money of a report that is about to be shared. */
export class Amounts {
  /** What the customer with most holds: nobody can hold more than half of twice as much. Null: nobody knows. */
  readonly #largest: number | null
  readonly #sums: (readonly Amount[])[] = []

  constructor(largest: number | null) {
    this.#largest = largest
  }

  /** The money of the customers counted: hidden with their number, and where one of them may hold more than half of it. */
  of(value: number | null, ...goesWith: readonly (Count | null)[]): Amount | null {
    if (value === null) return null
    return new Amount(
      value,
      goesWith.filter((count) => count !== null),
      value !== 0 && this.#isDominated(value),
    )
  }

  /** Says that parts add up to a told whole. */
  sum(parts: readonly (Amount | null)[]): void {
    this.#sums.push(parts.filter((part) => part !== null))
  }

  /** Hides further parts until what is hidden of a whole is at least two, together no one customer's; after the counts. */
  protect(): void {
    for (const parts of this.#sums) {
      const shown = parts.filter(({ isHidden, value }) => !isHidden && value !== 0).sort((a, b) => a.value - b.value)
      let hidden = parts.filter(({ isHidden }) => isHidden)
      while (hidden.length > 0 && (hidden.length < 2 || this.#isDominated(totalOf(hidden)))) {
        const next = shown.shift()
        if (!next) break
        next.hide()
        hidden = [...hidden, next]
      }
    }
  }

  #isDominated(value: number): boolean {
    return this.#largest !== null && value < 2 * this.#largest
  }
}

function totalOf(amounts: readonly Amount[]): number {
  return amounts.reduce((sum, { value }) => sum + value, 0)
}
