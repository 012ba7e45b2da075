import type { Figure, Relation as RelationOf } from './protect.ts'
import { STEP, toStep } from './rounding.ts'
import type { Threshold } from './shared-report.ts'

/** A count that a shared report tells, or would if it were larger. Two figures that are the same count are one of these. */
export class Count implements Figure<Count> {
  readonly id: string
  readonly value: number
  /** Counts that nobody is told, but that follow from those that are: who did not come back, of all who could. */
  readonly isImplied: boolean
  /** Hidden with these: what is told of some customers goes with their number. */
  readonly goesWith: readonly Count[]
  /** Those that are hidden with this one. */
  readonly takesAlong: Count[] = []
  readonly relations: Relation[] = []
  readonly #threshold: Threshold
  /** A part of a small whole: hidden with it even where it is none, so that nobody can tell the parts which are some. */
  isVague = false
  #isHidden: boolean

  constructor(id: string, value: number, isImplied: boolean, threshold: Threshold, goesWith: readonly Count[]) {
    this.id = id
    this.value = value
    this.isImplied = isImplied
    this.goesWith = goesWith
    this.#threshold = threshold
    this.#isHidden = isImplied || this.isSmall
    for (const count of goesWith) count.takesAlong.push(this)
  }

  get isHidden(): boolean {
    return this.#isHidden || this.goesWith.some((count) => count.isHidden)
  }

  /** Is it some, but too few to be told? */
  get isSmall(): boolean {
    return this.value > 0 && this.value < this.#threshold
  }

  hide(): void {
    this.#isHidden = true
  }

  /** The number as it is told: rounded to 5; null: hidden. */
  get told(): number | null {
    return this.isHidden ? null : toStep(this.value)
  }

  /** A told count is the nearest 5 to it and not small, a hidden one is some, an implied one anything. */
  get bounds(): readonly [low: number, high: number] {
    const { told, value } = this
    const off = Math.floor(STEP / 2)
    if (told === null) return [this.isImplied || this.isVague || value === 0 ? 0 : 1, Infinity]
    return told === 0 ? [0, 0] : [Math.max(this.#threshold, told - off), told + off]
  }

  get mustReach(): readonly [low: number, high: number] | null {
    return this.isHidden && this.isSmall ? [1, this.#threshold - 1] : null
  }
}

/** Counts of which some, with their signs, add up to nothing: a total and its parts. */
export type Relation = RelationOf<Count>

/** Every count of a report that is about to be shared, and how they hang together. */
export class Counts {
  readonly threshold: Threshold
  readonly #counts = new Map<string, Count>()
  readonly #parts = new Map<Count, Count[]>()
  /** Ids of counts that were asked for and are not there: in a shared report, those that are hidden. */
  readonly missing = new Set<string>()

  constructor(threshold: Threshold) {
    this.threshold = threshold
  }

  get all(): readonly Count[] {
    return [...this.#counts.values()]
  }

  /** The count of that id; a figure of the same id but another value is another count. Null: there is none, or it is no count. */
  of(id: string, value: number | null, goesWith: readonly Count[] = []): Count | null {
    if (value !== null && Number.isSafeInteger(value) && value >= 0) return this.#find(id, value, false, goesWith)
    this.missing.add(id)
    return null
  }

  /** Says that a share of the whole is told: who is not in it is a count too. */
  share(part: Count | null, whole: Count | null): void {
    if (!part || !whole || part === whole || part.value > whole.value) return
    const rest = this.#find(`${whole.id} without ${part.id}`, whole.value - part.value, true, [])
    if (rest.relations.length === 0) this.sum(whole, [part, rest])
  }

  /** Says that the parts add up to the whole, where they do. */
  sum(whole: Count | null, parts: readonly (Count | null)[]): void {
    if (whole) this.#parts.set(whole, [...(this.#parts.get(whole) ?? []), ...parts.filter((part) => part !== null)])
    this.relate([whole], parts)
  }

  /** Hides every part of the wholes that are small: else a whole could be no less than its parts that are some. */
  hideParts(): void {
    const wholes = this.all.filter(({ isSmall }) => isSmall)
    for (const whole of wholes)
      for (const part of this.#parts.get(whole) ?? []) {
        if (part.isVague || part.value > whole.value) continue
        part.isVague = true
        part.hide()
        wholes.push(part)
      }
  }

  /** Says that the counts of one side add up to those of the other, where they do. */
  relate(left: readonly (Count | null)[], right: readonly (Count | null)[]): void {
    const isKnown = (count: Count | null) => count !== null
    const signs = new Map<Count, number>()
    for (const count of left.filter(isKnown)) signs.set(count, (signs.get(count) ?? 0) + 1)
    for (const count of right.filter(isKnown)) signs.set(count, (signs.get(count) ?? 0) - 1)
    const terms = [...signs].filter(([, sign]) => sign !== 0).map(([figure, sign]) => ({ figure, sign }))
    if (terms.length < 2 || left.includes(null) || right.includes(null)) return
    if (
      terms.some(({ sign }) => Math.abs(sign) !== 1) ||
      terms.reduce((sum, { figure, sign }) => sum + sign * figure.value, 0)
    )
      return
    const relation = { terms: terms.map(({ figure, sign }) => ({ figure, sign: sign as 1 | -1 })) }
    for (const { figure } of terms) figure.relations.push(relation)
  }

  #find(id: string, value: number, isImplied: boolean, goesWith: readonly Count[]): Count {
    const isOther = this.#counts.has(id) && this.#counts.get(id)!.value !== value
    const key = isOther ? `${id} = ${value}` : id
    const known = this.#counts.get(key)
    if (known) return known
    const count = new Count(key, value, isImplied, this.threshold, goesWith)
    this.#counts.set(key, count)
    return count
  }
}
