import type { Highs } from 'highs'
import type { Row } from '../../../src/engine/database.ts'
import type { Report } from '../../../src/report/report.ts'
import type { SharedReport } from '../../../src/report/sharing/shared-report.ts'

/** How far a count that is told may be from the true one: they are rounded to 5. */
const OFF = 2

type Term = readonly [factor: number, key: string]

interface Unknown {
  readonly truth: number
  low: number
  high: number
  isHidden: boolean
  /** What it must be able to be, if anything. */
  target: readonly [low: number, high: number] | null
}

/** What an attacker found out of a hidden count. */
export interface Found {
  readonly key: string
  readonly truth: number
  readonly target: readonly [low: number, high: number]
  readonly low: number
  readonly high: number
}

/**
 * Somebody who has shared reports and knows what their figures mean. Unknown are the true counts; each told figure and each
 * thing that must hold between them narrows what they can be. Nothing here is taken from the code that hides.
 */
export class Attacker {
  readonly #threshold: number
  readonly #unknowns = new Map<string, Unknown>()
  readonly #parts: { readonly whole: string; readonly parts: readonly string[] }[] = []
  readonly #rows: { readonly terms: readonly Term[]; readonly low: number; readonly high: number }[] = []

  constructor(threshold: number) {
    this.#threshold = threshold
  }

  /** A count of which this was published; null: hidden. Its truth is for judging, and for telling noughts that are hidden apart. */
  published(key: string, told: number | null, truth: number): void {
    const known = this.#find(key, truth)
    if (told === null) {
      known.isHidden = true
      if (truth > 0 && truth < this.#threshold) known.target = [1, this.#threshold - 1]
      if (truth > 0) known.low = Math.max(known.low, 1)
      return
    }
    const [low, high] = told === 0 ? [0, 0] : [Math.max(told - OFF, this.#threshold), told + OFF]
    known.low = Math.max(known.low, low)
    known.high = Math.min(known.high, high)
  }

  /** A sum of money, told to three digits, or hidden: then a tenth less and more must be possible. */
  worth(key: string, told: number | null, truth: number): void {
    const off = told === null || told === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(told))) - 2) / 2
    if (told !== null) this.within(key, truth, told - off - 1e-6 * Math.abs(told), told + off + 1e-6 * Math.abs(told))
    else {
      const known = this.#find(key, truth)
      known.isHidden = true
      if (truth > 0) known.target = [0.9 * truth, 1.1 * truth]
    }
  }

  /** A count known to lie between two numbers. */
  within(key: string, truth: number, low: number, high: number): void {
    const known = this.#find(key, truth)
    known.low = Math.max(known.low, low)
    known.high = Math.min(known.high, high)
  }

  /** Something linear that must hold; it must hold of the truth too, else the attacker is mistaken. */
  holds(terms: readonly Term[], low = 0, high = low): void {
    const truth = terms.reduce((sum, [factor, key]) => sum + factor * this.#find(key, null).truth, 0)
    const off =
      1e-6 + 1e-9 * terms.reduce((sum, [factor, key]) => sum + Math.abs(factor * this.#find(key, null).truth), 0)
    if (truth < low - off || truth > high + off)
      throw new Error(`mistaken: ${low} <= ${terms.map(([factor, key]) => `${factor} ${key}`).join(' + ')} = ${truth} <= ${high}`) // prettier-ignore
    this.#rows.push({ terms, low: low - off, high: high + off })
  }

  /** Parts of a whole that cover it. */
  sum(whole: string, parts: readonly string[]): void {
    if (!this.knows(whole) || parts.length === 0 || !parts.every((part) => this.knows(part))) return
    this.#parts.push({ whole, parts })
    this.holds([[1, whole], ...parts.map((part): Term => [-1, part])])
  }

  /** The first is no more than the second. */
  atMost(part: string, whole: string): void {
    if (part === whole || !this.knows(part) || !this.knows(whole)) return
    this.#parts.push({ whole, parts: [part] })
    this.holds([[1, whole], [-1, part]], 0, Infinity) // prettier-ignore
  }

  /** Two names of one count. */
  same(one: string, other: string): void {
    if (one !== other && this.knows(one) && this.knows(other)) this.holds([[1, one], [-1, other]]) // prettier-ignore
  }

  knows(key: string): boolean {
    return this.#unknowns.has(key)
  }

  get keys(): readonly string[] {
    return [...this.#unknowns.keys()]
  }

  get hidden(): number {
    return [...this.#unknowns.values()].filter(({ isHidden }) => isHidden).length
  }

  /**
   * Of the parts of a hidden whole that is small all are hidden, noughts too: which of them are some cannot be told. Where a
   * nought is told after all, the rest are known to be some.
   */
  #forgetWhichAreSome(): void {
    const isVague = new Set<string>()
    for (let size = -1; size < isVague.size;) {
      size = isVague.size
      for (const { whole, parts } of this.#parts) {
        const { truth, isHidden } = this.#unknowns.get(whole)!
        const isSmall = isHidden && truth > 0 && truth < this.#threshold
        if (!isSmall && !isVague.has(whole)) continue
        const all = parts.map((part) => this.#unknowns.get(part)!)
        if (all.every((part) => part.isHidden || part.high === Infinity)) for (const part of parts) isVague.add(part)
      }
    }
    for (const key of isVague) this.#unknowns.get(key)!.low = 0
  }

  /** Of every hidden count under the threshold, the least and the most that it can be, as far as it matters. */
  attack(highs: Highs): readonly Found[] {
    this.#forgetWhichAreSome()
    const { infinity, constants } = highs
    const keys = [...this.#unknowns.keys()]
    const places = new Map(keys.map((key, place) => [key, place]))
    const all = [...this.#unknowns.values()]
    const starts = [0]
    const indices: number[] = []
    const values: number[] = []
    for (const { terms } of this.#rows) {
      const row = new Map<number, number>()
      for (const [factor, key] of terms) row.set(places.get(key)!, (row.get(places.get(key)!) ?? 0) + factor)
      for (const [place, factor] of row) {
        indices.push(place)
        values.push(factor)
      }
      starts.push(indices.length)
    }
    const bound = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * infinity)
    const model = highs.createModel({
      numCols: keys.length,
      numRows: this.#rows.length,
      colCost: keys.map(() => 0),
      colLower: all.map(({ low }) => bound(low)),
      colUpper: all.map(({ high }) => bound(high)),
      rowLower: this.#rows.map(({ low }) => bound(low)),
      rowUpper: this.#rows.map(({ high }) => bound(high)),
      matrix: { format: 'csr', numCols: keys.length, numRows: this.#rows.length, starts, indices, values },
    })
    model.options.set({ output_flag: false })
    const { minimize, maximize } = constants.objectiveSense
    // As many as can are brought to an end together; those that do not get there are tried alone.
    const solve = (places: readonly number[], isUp: boolean): readonly number[] => {
      for (const place of places) {
        const { low, high, target } = all[place]!
        const [least, most] = target!
        model.changeColCost(place, 1)
        if (isUp) model.changeColBounds(place, bound(low), Math.max(low, Math.min(high, most)))
        else model.changeColBounds(place, Math.max(low, Math.min(high, least)), bound(high))
      }
      model.changeObjectiveSense(isUp ? maximize : minimize)
      const status = model.run()
      const { colValue } = model.getSolution()
      for (const place of places) {
        if (Number.isNaN(colValue[place])) throw new Error(`no solution: ${JSON.stringify(status)}`)
        model.changeColCost(place, 0)
        model.changeColBounds(place, bound(all[place]!.low), bound(all[place]!.high))
      }
      return places.map((place) => colValue[place]!)
    }
    const reach = (places: readonly number[], isUp: boolean): ReadonlyMap<number, number> => {
      const reached = new Map<number, number>()
      const isThere = (place: number, value: number) => {
        const [least, most] = all[place]!.target!
        return isUp ? value > most - 1e-6 * (1 + most) : value < least + 1e-6 * (1 + least)
      }
      for (let left = places; left.length > 0;) {
        const values = solve(left, isUp)
        const still = left.filter((place, at) =>
          isThere(place, values[at]!) ? (reached.set(place, values[at]!), false) : true,
        )
        if (still.length === left.length) {
          for (const place of still) reached.set(place, solve([place], isUp)[0]!)
          break
        }
        left = still
      }
      return reached
    }
    try {
      const places = keys.flatMap((_, place) => {
        return all[place]!.target ? [place] : []
      })
      const [lows, highest] = [reach(places, false), reach(places, true)]
      return places.map((place) => {
        const { truth, target } = all[place]!
        return { key: keys[place]!, truth, target: target!, low: lows.get(place)!, high: highest.get(place)! }
      })
    } finally {
      model.dispose()
    }
  }

  #find(key: string, truth: number | null): Unknown {
    const known = this.#unknowns.get(key)
    if (known) {
      if (truth !== null && Math.abs(known.truth - truth) > 1e-6 * Math.abs(truth))
        throw new Error(`${key} is ${known.truth} and ${truth}`)
      return known
    }
    if (truth === null) throw new Error(`nothing is known of ${key}`)
    const fresh = { truth, low: Math.min(0, truth), high: Infinity, isHidden: false, target: null }
    this.#unknowns.set(key, fresh)
    return fresh
  }
}

/** Those of the found that cannot be all that they must. */
export function leaksOf(found: readonly Found[]): readonly Found[] {
  return found.filter(({ low, high, target: [least, most] }) => low > least + 1e-5 * (1 + least) || high < most - 1e-5 * (1 + most)) // prettier-ignore
}

type Cell = Readonly<Record<string, number | string | boolean | null>>

/** All that an attacker knows of one report, under names that begin with `of`. Its truth is beside it, cell by cell. */
export function read(attacker: Attacker, truth: Report, shared: SharedReport, of = ''): void {
  const {
    as_of: asOf,
    grain,
    channel: filter,
  } = truth.settings as { as_of: string | null; grain: string; channel: string | null }
  const end = asOf ?? truth.asOf
  const rows = (id: keyof Report['metrics'], ...keys: readonly string[]) => {
    if (!shared.metrics[id] || truth.metrics[id].status !== 'ready') return []
    const named = (row: Row) => keys.map((key) => String(row[key])).join('|')
    const outside = new Map(shared.metrics[id].rows.map((row) => [named(row), row as Cell]))
    return (truth.metrics[id].rows as readonly Row[]).map((row) => ({
      row: row as Cell,
      told: outside.get(named(row)),
    }))
  }
  const tell = (key: string, told: Cell | undefined, row: Cell, column: string): string => {
    const name = `${of}${key}`
    if (typeof row[column] === 'number')
      attacker.published(name, (told?.[column] as number | undefined) ?? null, row[column])
    return name
  }
  const isPlain = truth.settings.category === null
  // A category chooses orders: who bought it twice, and how often, is another count than who came back.
  const repeatersName = isPlain ? 'repeaters' : 'repeaters in the category'
  const all = `${of}customers`
  const repeaters = `${of}${repeatersName}`
  const orders = `${of}orders`
  for (const { row, told } of rows('overview')) {
    tell('customers', told, row, 'customers')
    tell(repeatersName, told, row, 'repeat_customers')
    tell('orders', told, row, 'orders')
    attacker.within(`${of}once`, (row['customers'] as number) - (row['repeat_customers'] as number), 0, Infinity)
    attacker.sum(all, [repeaters, `${of}once`])
    if (isPlain) attacker.atMost(all, orders)
  }

  // Months: buyers, and the stock of active ones with what flows in and out.
  const months = rows('customers_monthly', 'month')
  let before: string | null = null
  for (const { row, told } of months) {
    const { month } = row as { month: string }
    const of5 = (['buyers', 'returning', 'reactivated', 'churned', 'orders'] as const).map((name) =>
      tell(`${name} ${month}`, told, row, name),
    )
    const [buyers, returning, reactivated, churned, ordersOfMonth] = of5 as [string, string, string, string, string]
    const arrived = tell(`cohort ${month}`, told, row, 'new')
    if (row['reactivated'] !== null) attacker.sum(buyers, [arrived, returning, reactivated])
    else attacker.sum(buyers, [arrived, returning])
    if (isPlain) attacker.atMost(buyers, ordersOfMonth)
    if (row['active'] !== null) {
      const active = `${of}active ${month}`
      if (row['is_settled']) tell(`active ${month}`, told, row, 'active')
      else attacker.within(active, row['active'] as number, 0, Infinity)
      const flows: Term[] = [[1, active], [1, churned], [-1, arrived], [-1, reactivated]] // prettier-ignore
      attacker.holds(before === null ? flows : [...flows, [-1, before]])
      before = active
      attacker.atMost(buyers, all)
    }
  }
  if (isPlain) {
    attacker.sum(all, months.map(({ row }) => `${of}cohort ${row['month']}`)) // prettier-ignore
    attacker.sum(orders, months.map(({ row }) => `${of}orders ${row['month']}`)) // prettier-ignore
  }

  // Segments, their scores and how they moved.
  const segments = rows('rfm_segments', 'segment')
  for (const { row, told } of segments) {
    const segment = tell(`segment ${row['segment']}`, told, row, 'customers')
    if (isPlain) attacker.atMost(segment, tell(`orders of ${row['segment']}`, told, row, 'orders'))
  }
  attacker.sum(all, segments.map(({ row }) => `${of}segment ${row['segment']}`)) // prettier-ignore
  if (isPlain) attacker.sum(orders, segments.map(({ row }) => `${of}orders of ${row['segment']}`)) // prettier-ignore
  const cells = new Map<string, { r: number; f: number; segment: string; customers: number }>()
  for (const { row } of rows('rfm_scores', 'r', 'f', 'm', 'segment')) {
    const key = `score ${row['r']} ${row['f']} ${row['segment']}`
    const known = cells.get(key) ?? { r: row['r'] as number, f: row['f'] as number, segment: row['segment'] as string, customers: 0 } // prettier-ignore
    cells.set(key, { ...known, customers: known.customers + (row['customers'] as number) })
  }
  for (const [key, cell] of cells) {
    const told = shared.metrics.rfm_scores?.rows.find(({ r, f, segment }) => key === `score ${r} ${f} ${segment}`)
    attacker.published(`${of}${key}`, told?.customers ?? null, cell.customers)
  }
  const keysOf = (is: (cell: { r: number; f: number; segment: string }) => boolean) =>
    [...cells].filter(([, cell]) => is(cell)).map(([key]) => `${of}${key}`)
  for (const { row } of segments) attacker.sum(`${of}segment ${row['segment']}`, keysOf(({ segment }) => segment === row['segment'])) // prettier-ignore
  attacker.sum(
    all,
    keysOf(() => true),
  )
  const classes = rows('rfm_cutoffs', 'dimension', 'score')
  const frequency = classes.filter(({ row }) => row['dimension'] === 'f')
  // A class of the frequency whose both ends are told counts those who bought so often.
  const exactly = (times: number) =>
    frequency.find(({ row, told }) => row['score'] !== null && row['low'] === times && row['high'] === times && told?.['high'] === times)?.row['score'] // prettier-ignore
  if (isPlain && exactly(1) !== undefined)
    attacker.sum(
      `${of}once`,
      keysOf(({ f }) => f === exactly(1)),
    )
  // Classes of the recency hold a fifth each, as far as ties allow.
  for (const [score] of new Map([...cells.values()].map(({ r }) => [r, true]))) {
    const size = [...cells.values()].filter(({ r }) => r === score).reduce((sum, { customers }) => sum + customers, 0)
    const off = Math.max(3, Math.abs(size - [...cells.values()].reduce((sum, { customers }) => sum + customers, 0) / 5))
    attacker.within(`${of}score r ${score}`, size, size - off, size + off)
    attacker.sum(
      `${of}score r ${score}`,
      keysOf(({ r }) => r === score),
    )
  }
  // Who is new to a look-back is who was too young for its window.
  const windows = new Map(rows('repeat_rate', 'days').map(({ row, told }) => {
    const eligible = tell(`eligible ${row['days']}`, told, row, 'eligible')
    const repeated = tell(`repeated ${row['days']}`, told, row, 'repeated')
    attacker.atMost(repeated, eligible)
    if (isPlain) attacker.atMost(repeated, repeaters)
    attacker.atMost(eligible, all)
    return [row['days'] as number, eligible]
  })) // prettier-ignore
  const isWhole =
    attacker.knows(all) && months.every(({ row }) => row['is_left_edge'] !== true) && isFromTheFirst(truth)
  for (const days of [30, 90, 365]) {
    const moves = rows('segment_movement', 'days', 'from_segment', 'to_segment').filter(
      ({ row }) => row['days'] === days,
    )
    const isShared = shared.metrics.segment_movement?.rows.some((row) => row.days === days)
    if (!isShared) continue
    for (const { row, told } of moves)
      tell(`moved ${days} ${row['from_segment']} ${row['to_segment']}`, told, row, 'customers')
    const key = (row: Cell) => `${of}moved ${days} ${row['from_segment']} ${row['to_segment']}`
    for (const { row } of segments)
      attacker.sum(`${of}segment ${row['segment']}`, moves.filter(({ row: move }) => move['to_segment'] === row['segment']).map(({ row: move }) => key(move))) // prettier-ignore
    const fresh = moves.filter(({ row }) => row['from_segment'] === 'not_yet_a_customer').map(({ row }) => key(row))
    if (isWhole && windows.has(days) && fresh.length > 0) attacker.sum(all, [windows.get(days)!, ...fresh])
  }
  // The youngest for a window are whole months where the days fit.
  if (isWhole && grain === 'month')
    for (const [days, eligible] of windows) {
      const first = new Date(Date.parse(`${end}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
      if (!first.endsWith('-01')) continue
      attacker.sum(eligible, months.map(({ row }) => row['month'] as string).filter((month) => month < first).map((month) => `${of}cohort ${month}`)) // prettier-ignore
    }

  const stages = rows('lifecycle', 'stage').filter(({ row }) => row['stage'] !== 'potential')
  for (const { row, told } of stages) tell(`stage ${row['stage']}`, told, row, 'customers')
  attacker.sum(all, stages.map(({ row }) => `${of}stage ${row['stage']}`)) // prettier-ignore
  const isMonthEnd = end.endsWith('-01') && months.at(-1)?.row['is_complete'] === true
  if (isMonthEnd && before !== null)
    attacker.sum(before, stages.filter(({ row }) => row['stage'] !== 'churned').map(({ row }) => `${of}stage ${row['stage']}`)) // prettier-ignore
  const core = rows('core_retention', 'outcome')
  for (const { row, told } of core) {
    tell(`core ${row['outcome']}`, told, row, 'customers')
    if (row['outcome'] === 'core') attacker.atMost(`${of}core core`, `${of}stage core`)
    if (row['outcome'] === 'churned') attacker.atMost(`${of}core churned`, `${of}stage churned`)
  }
  for (const { row, told } of rows('pareto_summary')) {
    attacker.atMost(tell('holders', told, row, 'customers_for_80'), all)
    attacker.atMost(tell('without', told, row, 'customers_without_value'), all)
  }

  // Cohorts: who came back when; the diagonals are the buyers of a month.
  const retention = rows('cohort_retention', 'cohort', 'period')
  const activeKey = (row: Cell) => (row['period'] === 0 && row['active'] === row['eligible'] ? `${of}cohort ${row['cohort']}` : `${of}back ${row['cohort']} ${row['period']}`) // prettier-ignore
  for (const { row, told } of retention) {
    const size = tell(`cohort ${row['cohort']}`, told, row, 'eligible')
    attacker.published(activeKey(row), (told?.['active'] as number | undefined) ?? null, row['active'] as number)
    attacker.atMost(activeKey(row), size)
    if (isNumber(told?.['rate']) && (told['active'] === null || told['eligible'] === null))
      throw new Error('a rate is told without its counts')
  }
  attacker.sum(all, retention.filter(({ row }) => row['period'] === 0).map(({ row }) => `${of}cohort ${row['cohort']}`)) // prettier-ignore
  if (grain === 'month' && isPlain)
    for (const { row: { month } } of months) // prettier-ignore
      attacker.sum(`${of}buyers ${month}`, retention.filter(({ row }) => monthsAfter(row['cohort'] as string, row['period'] as number) === month).map(({ row }) => activeKey(row))) // prettier-ignore
  for (const { row, told } of rows('cohort_retention_mean', 'period')) {
    const rate = told?.['rate'] as number | null | undefined
    const inside = retention.filter(
      ({ row: cell }) => cell['period'] === row['period'] && cell['rate'] !== null && cell['is_left_edge'] !== true,
    )
    if (!isNumber(rate) || inside.length === 0 || row['period'] === 0) continue
    // The steps are public: of few customers they are wide.
    const eligible = inside.reduce((sum, { row: cell }) => sum + (cell['eligible'] as number), 0)
    const half = eligible >= 500 ? 0.005 : eligible >= 250 ? 0.01 : 0.025
    const terms = (around: number) =>
      inside.flatMap(({ row: cell }): Term[] => [
        [1, activeKey(cell)],
        [-around, `${of}cohort ${cell['cohort']}`],
      ])
    attacker.holds(terms(rate - half), -OFF, Infinity)
    attacker.holds(terms(rate + half), -Infinity, OFF)
  }
  for (const { row, told } of rows('cohort_value', 'cohort', 'window'))
    tell(`cohort ${row['cohort']}`, told, row, 'customers')

  // Curves: how many had come by a day, of those that all could be seen so long.
  const curve = (id: 'second_order_by_cohort', keyOf: (row: Cell) => string, size: (row: Cell) => string) => {
    const points = rows(id, 'cohort', 'day')
    const until = new Map<string, string>()
    for (const { row, told } of points) {
      const share = told?.['share'] as number | null | undefined
      const isSeen = monthsAfter(row['cohort'] as string, 1) <= new Date(Date.parse(`${end}T00:00:00Z`) - (row['day'] as number) * 86_400_000).toISOString().slice(0, 10) // prettier-ignore
      if (row['share'] === null || !isSeen) continue
      const came = Math.round((row['share'] as number) * (row['customers'] as number))
      const key = `${of}${keyOf(row)}`
      attacker.within(key, came, 0, Infinity)
      if (isNumber(share) && isNumber(told?.['customers'])) {
        const ofFive = [...Array(400).keys()].map((place) => 5 * place).filter((count) => Math.round((count / (told['customers'] as number)) * 1000) / 1000 === share) // prettier-ignore
        for (const count of ofFive.slice(0, 1)) attacker.published(key, count, came)
      } else if ((row['day'] as number) <= 90) attacker.published(key, null, came)
      attacker.atMost(key, size(row))
      const last = until.get(row['cohort'] as string)
      if (last) attacker.atMost(last, key)
      until.set(row['cohort'] as string, key)
    }
    const lasts = [...until.values()]
    if (isPlain && lasts.length > 0 && attacker.knows(repeaters)) attacker.holds([[1, repeaters], ...lasts.map((key): Term => [-1, key])], 0, Infinity) // prettier-ignore
  }
  if (grain === 'month') curve('second_order_by_cohort', (row) => `came ${row['cohort']} ${row['day']}`, (row) => `${of}cohort ${row['cohort']}`) // prettier-ignore
  // Limits are the whole shop's, whoever is chosen.
  const isChosen = filter !== null || truth.settings.segment !== null
  for (const { row, told } of rows('churn_limits', 'wait')) {
    const isFirst = row['wait'] === 'first'
    const first = truth.metrics.overview.rows[0]
    const isAll =
      !isChosen && isPlain && row['waits'] === first?.customers && row['reordered'] === first?.repeat_customers
    const [waits, ended] = isFirst ? (isAll ? ['customers', 'repeaters'] : ['first waits', 'first waits ended']) : isChosen ? ['all gaps', 'all gaps ended'] : ['gaps', 'gaps ended'] // prettier-ignore
    tell(waits!, told, row, 'waits')
    tell(ended!, told, row, 'reordered')
    attacker.atMost(`${of}${ended}`, `${of}${waits}`)
    if (!isFirst && !isChosen && isWhole && isPlain) attacker.sum(`${of}gaps`, [`${of}gaps ended`, repeaters])
  }
  const gapsAt0 = rows('gap_survival', 'split', 'value', 'day').filter(
    ({ row }) => row['day'] === 0 && row['split'] !== 'product',
  )
  for (const { row, told } of gapsAt0) {
    const key = row['split'] === 'all' ? 'gaps' : `gaps ${row['split']} ${row['value']}`
    tell(key, told, row, 'at_risk')
  }
  const numbers = gapsAt0
    .filter(({ row }) => row['split'] === 'order_number')
    .map(({ row }) => `${of}gaps order_number ${row['value']}`)
  attacker.sum(`${of}gaps`, numbers.length === 4 ? numbers.filter((key) => !key.endsWith(' 1')) : [])
  if (isWhole && isPlain && attacker.knows(`${of}gaps order_number 1`)) attacker.holds([[1, all], [-1, `${of}gaps order_number 1`]]) // prettier-ignore
  if (isWhole && isPlain && attacker.knows(`${of}gaps order_number 2`)) attacker.holds([[1, repeaters], [-1, `${of}gaps order_number 2`]]) // prettier-ignore
  const score2 = exactly(2)
  if (isWhole && isPlain && score2 !== undefined && attacker.knows(`${of}gaps order_number 3`))
    attacker.holds([[1, repeaters], [-1, `${of}gaps order_number 3`], ...keysOf(({ f }) => f === score2).map((key): Term => [-1, key])]) // prettier-ignore

  // What customers cost: months by channel, and the cohorts that are compared.
  // Costs know no segments: under one they are the whole shop's.
  const ofCost = truth.settings.segment === null ? of : ''
  const cost = rows('acquisition_cost', 'month', 'kind', 'channel')
  const costKey = ({ kind, channel }: Cell, month: unknown) => kind === 'blended' ? `${ofCost}cohort ${month}` : filter !== null && channel === filter ? `${ofCost}cohort ${month}` : `${ofCost}new ${month} ${kind} ${channel}` // prettier-ignore
  for (const { row, told } of cost) attacker.published(costKey(row, row['month']), (told?.['new_customers'] as number | undefined) ?? null, row['new_customers'] as number) // prettier-ignore
  for (const month of new Set(cost.map(({ row }) => row['month']))) {
    const channels = cost
      .filter(({ row }) => row['month'] === month && row['kind'] === 'channel')
      .map(({ row }) => costKey(row, month))
    const paid = `${ofCost}new ${month} paid null`
    if (filter === null) {
      attacker.sum(paid, channels)
      attacker.atMost(paid, `${ofCost}cohort ${month}`)
    }
  }
  const compared = (row: Cell, told: Cell | undefined, months: readonly unknown[]) => {
    const key = `${ofCost}compared ${row['kind']} ${row['channel']}`
    attacker.published(key, (told?.['customers'] as number | undefined) ?? null, row['customers'] as number)
    attacker.sum(key, months.map((month) => costKey(row, month))) // prettier-ignore
  }
  const horizon = (row: Cell) => cost.filter(({ row: each }) => each['kind'] === row['kind'] && each['channel'] === row['channel'] && (each['month'] as string) >= (row['cohort_from'] as string) && (each['month'] as string) <= (row['cohort_to'] as string)).map(({ row: each }) => each['month']) // prettier-ignore
  for (const { row, told } of rows('ltv_to_cac', 'kind', 'channel')) compared(row, told, horizon(row))
  for (const { row, told } of rows('value_curve', 'kind', 'channel', 'day')) compared(row, told, horizon(row))
  for (const { row, told } of rows('payback', 'kind', 'channel', 'cohort'))
    if (row['cohort'] === null) attacker.published(`${ofCost}compared ${row['kind']} ${row['channel']}`, (told?.['customers'] as number | undefined) ?? null, row['customers'] as number) // prettier-ignore
    else attacker.published(costKey(row, row['cohort']), (told?.['customers'] as number | undefined) ?? null, row['customers'] as number) // prettier-ignore

  // Prediction.
  for (const kind of ['segment', 'cohort', 'channel']) {
    const parts = rows('predicted_value', 'kind', 'name').filter(({ row }) => row['kind'] === kind)
    const names = parts.map(({ row, told }) => tell(`${kind} ${row['name']}`, told, row, 'customers'))
    attacker.sum(all, names)
    const covered = new Set(cost.map(({ row }) => row['month']))
    if (kind === 'channel' && filter === null && months.every(({ row }) => covered.has(row['month'] as string)))
      for (const { row } of parts) {
        const each = [...covered].map((month) => `${of}new ${month} channel ${row['name']}`)
        attacker.sum(`${of}channel ${row['name']}`, each)
      }
  }
  const bins = rows('alive_distribution', 'model', 'alive_from')
  for (const { row, told } of bins) tell(`alive ${row['model']} ${row['alive_from']}`, told, row, 'customers')
  for (const model of new Set(bins.map(({ row }) => row['model'])))
    attacker.sum(all, bins.filter(({ row }) => row['model'] === model).map(({ row }) => `${of}alive ${model} ${row['alive_from']}`)) // prettier-ignore
  const grid = rows('alive_grid', 'purchases_from', 'silent_from')
  for (const { row, told } of grid) tell(`grid ${row['purchases_from']} ${row['silent_from']}`, told, row, 'customers')
  const gridKeys = (is: (row: Cell) => boolean) => grid.filter(({ row }) => is(row)).map(({ row }) => `${of}grid ${row['purchases_from']} ${row['silent_from']}`) // prettier-ignore
  attacker.sum(
    all,
    gridKeys(() => true),
  )
  if (grid.length > 0 && isPlain) {
    attacker.sum(
      `${of}once`,
      gridKeys((row) => row['purchases_to'] === 1),
    )
    const silent = gridKeys((row) => row['silent_from'] === 0)
    const lastMonth = months.at(-1)?.row['month'] as string | undefined
    if (isMonthEnd && lastMonth && Date.parse(`${end}T00:00:00Z`) - Date.parse(`${lastMonth}T00:00:00Z`) === 30 * 86_400_000) attacker.sum(`${of}buyers ${lastMonth}`, silent) // prettier-ignore
    const two = gridKeys((row) => row['purchases_from'] === 2 && row['purchases_to'] === 2)
    if (score2 !== undefined && two.length > 0)
      attacker.holds([...two.map((key): Term => [1, key]), ...keysOf(({ f }) => f === score2).map((key): Term => [-1, key])]) // prettier-ignore
    const more = gridKeys((row) => (row['purchases_from'] as number) >= 2)
    attacker.sum(repeaters, more)
  }

  // Referrals.
  const quadrants = rows('customer_equity', 'quadrant')
  for (const { row, told } of quadrants) tell(`quadrant ${row['quadrant']}`, told, row, 'customers')
  attacker.sum(all, quadrants.map(({ row }) => `${of}quadrant ${row['quadrant']}`)) // prettier-ignore
  for (const { row, told } of rows('referral_value', 'scope', 'rank').filter(({ row }) => row['scope'] === 'all')) {
    const referrers = tell('referrers', told, row, 'referrers')
    const referred = tell('referred', told, row, 'referred')
    if (isChosen) continue
    attacker.atMost(referrers, referred)
    attacker.atMost(referred, all)
    const worth = ['champions', 'advocates'].map((name) => `${of}quadrant ${name}`).filter((key) => attacker.knows(key))
    if (worth.length === 2) attacker.holds([[1, referrers], ...worth.map((key): Term => [-1, key])], 0, Infinity) // prettier-ignore
  }
  const above = ['champions', 'affluents'].map((name) => `${of}quadrant ${name}`).filter((key) => attacker.knows(key))
  const below = ['misers', 'advocates'].map((name) => `${of}quadrant ${name}`).filter((key) => attacker.knows(key))
  if (above.length === 2 && below.length === 2)
    attacker.holds([...above.map((key): Term => [1, key]), ...below.map((key): Term => [-1, key])], 0, Infinity) // prettier-ignore

  // What lights rest on.
  for (const { row, told } of rows('warning_evidence', 'sign', 'series', 'label', 'at')) {
    const place = months.findIndex(({ row: { month } }) => month === row['at'])
    const season = place >= 2 ? months.slice(place - 2, place + 1).map(({ row: { month } }) => month) : []
    const n = row['n'] as number
    if (row['series'] === 'arrived' || row['series'] === 'churned') {
      if (n === null) continue
      const key = `${of}${row['series']} by ${row['at']}`
      attacker.published(key, (told?.['n'] as number | undefined) ?? null, n)
      const flows = season.flatMap((month) =>
        row['series'] === 'churned' ? [`${of}churned ${month}`] : [`${of}cohort ${month}`, `${of}reactivated ${month}`],
      )
      if (flows.length > 0 && isFlowOf(truth, season as string[], row['series'], n)) attacker.sum(key, flows)
    }
    if (/^after_\d$/.test(row['series'] as string)) {
      attacker.published(`${of}cohort ${row['at']}`, (told?.['n'] as number | undefined) ?? null, n)
      const active = Math.round((row['value'] as number) * n)
      const key = `${of}back ${row['at']} ${(row['series'] as string).at(-1)}`
      if (isNumber(told?.['value']) && told['n'] === null) throw new Error('a share is told without its counts')
      if (!isNumber(told?.['value']) && active > 0) attacker.published(key, null, active)
    }
    if (row['series'] === 'one_time')
      attacker.published(`${of}cohort ${row['at']}`, (told?.['n'] as number | undefined) ?? null, n)
    if (row['series'] === 'ratio')
      attacker.published(`${ofCost}compared ${row['label'] === null ? 'blended' : 'channel'} ${row['label']}`, (told?.['n'] as number | undefined) ?? null, n) // prettier-ignore
    if (row['series'] === 'basket' && row['at'] !== null)
      attacker.published(`${of}orders ${row['at']}`, (told?.['n'] as number | undefined) ?? null, n)
  }
}

/** Does the file go back to the first order, so that nobody is left out of rates? */
function isFromTheFirst({ settings }: Report): boolean {
  return (settings as { history: string | null }).history !== 'partial'
}

function isFlowOf(truth: Report, season: readonly string[], series: unknown, n: number): boolean {
  const rows = truth.metrics.customers_monthly.rows.filter(({ month }) => season.includes(month!))
  const sum = rows.reduce(
    (total, row) => total + (series === 'churned' ? row.churned! : row.new! + row.reactivated!),
    0,
  )
  return sum === n
}

function monthsAfter(month: string, months: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + months, 1))
    .toISOString()
    .slice(0, 10)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

/** What is known of a report by a filter, whose names begin with `of`, beside the whole shop's. */
export function besideWhole(attacker: Attacker, { settings: { channel, segment } }: Report, of: string): void {
  for (const key of attacker.keys.filter((name) => name.startsWith(of))) {
    const same = key.slice(of.length)
    // Those chosen are some of all; what is worked out anew for them need not be.
    const isPart = /^(cohort|back|buyers|orders \d|came|eligible|repeated|customers$|repeaters$|grid|gaps)/.test(same)
    if (isPart) attacker.atMost(key, same)
    const [, month] = /^cohort (\d{4}-\d{2}-01)$/.exec(same) ?? []
    attacker.same(key, month && channel ? `new ${month} channel ${channel}` : key)
    if (same === 'customers' && channel) attacker.same(key, `channel ${channel}`)
    if (same === 'customers' && segment) attacker.same(key, `segment ${segment}`)
  }
}

/** What is known of a report of an earlier day, whose names begin with `of`, beside a later one: months that were over stay. */
export function besideLater(attacker: Attacker, { asOf }: Report, of: string): void {
  for (const key of attacker.keys.filter((name) => name.startsWith(of))) {
    const same = key.slice(of.length)
    const [, what, month, period = '0'] =
      /^(cohort|back|buyers|orders|new) (\d{4}-\d{2}-01)(?: (\d+))?/.exec(same) ?? []
    if (month && monthsAfter(month, 1 + (what === 'back' ? Number(period) : 0)) <= asOf) attacker.same(key, same)
    if (same === 'customers' || same === 'repeaters') attacker.atMost(key, same)
  }
}

/** All that an attacker knows of the money in a report: what all brought, and how it is parted. In parts of the whole, which the solver likes. */
export function readMoney(attacker: Attacker, { metrics }: Report, shared: SharedReport): void {
  const unit = metrics.overview.rows[0]!.value! / 100_000
  type Valued = 'customers_monthly' | 'rfm_segments' | 'lifecycle' | 'predicted_value'
  const parts = (id: Valued, column: string, keys: readonly string[], isIn: (row: Row) => boolean = () => true) =>
    (metrics[id].rows as readonly Row[]).flatMap((row) => {
      if (!isIn(row) || row[column] === null) return []
      const told = (shared.metrics[id].rows as readonly Row[]).find((each) =>
        keys.every((key) => each[key] === row[key]),
      )
      const key = `${id} ${keys.map((name) => String(row[name])).join(' ')}`
      const figure = told?.[column]
      attacker.worth(key, isNumber(figure) ? figure / unit : null, (row[column] as number) / unit)
      return [key]
    })
  const whole = metrics.overview.rows[0]!.value!
  const told = shared.metrics.overview.rows[0]!.value
  attacker.worth('all', told === null ? null : told / unit, whole / unit)
  attacker.sum('all', parts('customers_monthly', 'value', ['month']))
  attacker.sum('all', parts('rfm_segments', 'value', ['segment']))
  attacker.sum(
    'all',
    parts('lifecycle', 'value', ['stage'], (row) => row['stage'] !== 'potential'),
  )
  const total = parts('predicted_value', 'expected_value', ['kind', 'name'], (row) => row['kind'] === 'total')
  for (const kind of ['segment', 'cohort', 'channel'])
    for (const each of total)
      attacker.sum(
        each,
        parts('predicted_value', 'expected_value', ['kind', 'name'], (row) => row['kind'] === kind),
      )
  const cells = new Map<string, number>()
  for (const { r, f, segment, value } of metrics.rfm_scores.rows)
    cells.set(`${r}|${f}|${segment}`, (cells.get(`${r}|${f}|${segment}`) ?? 0) + value!)
  const inSegment = new Map<string, string[]>()
  for (const [key, value] of cells) {
    const cell = shared.metrics.rfm_scores.rows.find(({ r, f, segment }) => `${r}|${f}|${segment}` === key)
    attacker.worth(`score ${key}`, isNumber(cell?.value) ? cell.value / unit : null, value / unit)
    const segment = key.split('|')[2]!
    inSegment.set(segment, [...(inSegment.get(segment) ?? []), `score ${key}`])
  }
  for (const [segment, inside] of inSegment) attacker.sum(`rfm_segments ${segment}`, inside)
}
