import { createContext } from 'svelte'
import type { ChartContext } from '../charts/chart.ts'
import type { Language } from '../i18n/locale.ts'
import type { TableName } from '../ingest/canonical.ts'
import type { TableMapping } from '../ingest/mapping.ts'
import type { TextEncoding } from '../ingest/encoding.ts'
import type { Row } from '../engine/database.ts'
import type { CustomerLife } from '../metrics/customers/life.ts'
import type { MetricId } from '../metrics/index.ts'
import type { Settings } from '../metrics/settings.ts'
import type { MetricResult, Report } from '../report/report.ts'
import type {
  CustomerPage,
  CustomerQuestion,
  Given,
  GroupChoice,
  Inspected,
  InspectedGroup,
  Listener,
  Part,
  ProgressEvent,
  TableSlice,
} from '../worker/protocol.ts'
import {
  addressOf,
  pages,
  readAddress,
  sharedAddressOf,
  viewOf,
  viewSettingsOf,
  type Hosted,
  type PageId,
  type View,
} from './address.ts'
import { cardsOf, isPage, metricOfCard, type CardId } from './cards.ts'
import { contextOf } from './chart-context.ts'
import { failureOf, type PageFailure } from './failure.ts'
import { metricsOf } from './page-metrics.ts'
import { Preferences } from './preferences.svelte.ts'
import { partialReport } from './partial-report.ts'
import { rememberChannels, rememberedChannels } from './remembered-channels.ts'
import { Requests } from './requests.svelte.ts'
import { sourceWith, type Beside, type FileSources, type Source } from './source.ts'
import type { WorkerShop } from './worker-shop.ts'

/** What the page is doing, also written on `<html data-state>`. */
export type Stage = 'empty' | 'mapping' | 'loading' | 'ready' | 'failed'

/** What is under way: the worker's last word on it, and when that step began (`performance.now()`). */
export interface Progress extends Omit<ProgressEvent, 'step'> {
  readonly step: ProgressEvent['step'] | 'fetch'
  readonly task: 'inspect' | 'load' | 'report'
  readonly sinceMs: number
}

/** A metric as its card shows it. `result` null: asked for and not there yet; `isStale`: an earlier answer, about to change. */
export interface Shown {
  readonly context: ChartContext | null
  readonly result: MetricResult | null
  readonly isStale: boolean
}

/** A report under way. `replaces`: it is of other files than the report in view. */
interface Arriving {
  readonly report: Report
  readonly replaces: boolean
  readonly beside: Beside
  readonly source: Source
}

const SAMPLE: Source = { kind: 'sample' }
const NOTHING: Beside = { examples: [], unmatched: [] }

/** When the report under way was asked for, in the browser's performance time line; its page and the whole are measured there. */
const COMPUTING = 'dangol:computing'

/** The page's only mutable state: what is shown, what is under way, and what the person chose. */
export class Dashboard {
  readonly preferences: Preferences
  readonly requests = new Requests()
  page = $state<PageId>(viewOf(location.hash).page)
  /** How many months the pictures show; null: all. */
  months = $state<number | null>(viewOf(location.hash).months)
  /** The finished report in view and where it comes from. */
  report = $state.raw<Report | null>(null)
  source = $state.raw<Source>(SAMPLE)
  /** Files waiting for their confirm step. */
  inspected = $state.raw<Inspected | null>(null)
  /** Mappings hosted with those files; null: a person gave the files. */
  mappings = $state.raw<readonly TableMapping[] | null>(null)
  progress = $state.raw<Progress | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  isPasting = $state(false)
  /** Is the report laid out for paper? */
  isPrinting = $state(false)
  /** The report under way: metrics appear in it as they are ready. */
  #arriving = $state.raw<Arriving | null>(null)

  /** Settings the person chose, and those of them that the report in view already follows. */
  #chosen: Partial<Settings> = {}
  #applied: Partial<Settings> = {}
  /** The files that were looked at last, or that wait for a password. */
  #given: readonly Given[] = []
  /** The view of hosted files that was asked for and is not shown yet: being fetched, waiting for an answer, or failed. */
  #opening: View | null = null
  #fetching = new AbortController()
  /** Of the report in view; none for the sample until its rows are loaded. */
  #beside = $state.raw<Beside>(NOTHING)
  #run = 0
  /** What computes; null: nothing does. */
  readonly #shop: WorkerShop | null
  /** Of a shared report, which is where it comes from. */
  readonly #shared = readAddress(location.hash).source
  /** The card or page that is shown alone, in a frame of another page; null: the whole. */
  readonly embed = readAddress(location.hash).embed

  /** Without a shop there is nothing to compute with: the dashboard shows a finished report and changes nothing. */
  constructor(shop: WorkerShop | null, preferences = new Preferences(readAddress(location.hash))) {
    this.#shop = shop
    this.preferences = preferences
    if (shop) shop.requested = (timings) => this.requests.add('worker', timings)
  }

  get #worker(): WorkerShop {
    if (!this.#shop) throw new Error('nothing is computed for a shared report')
    return this.#shop
  }

  /** True where a report is shown as somebody shared it, or on paper: nothing can be opened, filtered or set. */
  get isReadOnly(): boolean {
    return this.#shop === null || this.embed !== null || this.isPrinting
  }

  /** Can rows be written as Parquet? What writes it is no part of a shared report. */
  get writesParquet(): boolean {
    return this.#shop !== null
  }

  /** The pages that can be gone to: of a shared report, those with a card. */
  readonly pages: readonly PageId[] = $derived.by(() =>
    this.#shop ? pages : pages.filter((page) => cardsOf(page).some((card) => this.#isThere(card))),
  )

  #isThere(card: CardId): boolean {
    return this.#shop !== null || this.report?.metrics[metricOfCard(card)]?.status === 'ready'
  }

  /** Is this card shown? Of a shared report, where its metric was shared; in a frame, where the frame is its own or its page's. */
  hasCard(card: CardId): boolean {
    if (this.embed !== null && !isPage(this.embed) && card !== this.embed) return false
    return this.#isThere(card)
  }

  /** Is what the frame names there? */
  get hasEmbed(): boolean {
    const { embed } = this
    if (embed === null || isPage(embed)) return embed !== null && this.pages.includes(embed)
    return this.pages.some((page) => cardsOf(page).some((card) => card === embed && this.#isThere(card)))
  }

  /** Does a page begin with its finding? A card that stands alone says its own. */
  get hasLead(): boolean {
    return this.embed === null || isPage(this.embed)
  }

  /** Can a card lead to this one? */
  leadsTo(card: CardId): boolean {
    return this.embed === null && this.#isThere(card)
  }

  /** Shows a report that was shared, at the page that the address names. */
  show(report: Report): void {
    this.report = report
    if (!this.pages.includes(this.page)) this.page = this.pages[0] ?? this.page
  }

  readonly language: Language = $derived.by(() => this.preferences.language)
  readonly context: ChartContext | null = $derived(this.report && contextOf(this.report, this.language))
  readonly #arrivingContext = $derived(this.#arriving && contextOf(this.#arriving.report, this.language))
  readonly stage: Stage = $derived.by(() => {
    if (this.failure) return 'failed'
    if (this.progress) return 'loading'
    if (this.inspected) return 'mapping'
    return this.report ? 'ready' : 'empty'
  })

  /** The word, or phrase, of the person's language. */
  t = <T>(word: { readonly ko: T; readonly en: T }): T => word[this.language]

  /** True once the worker holds the rows of the report in view, so that its tables can be looked at. */
  hasTables = $state(false)

  /** Shows what the address names: files hosted beside the page, else the sample shop. */
  async start(sampleUrl: string): Promise<void> {
    const view = viewOf(location.hash)
    await (view.hosted ? this.#openHosted(view, view.hosted) : this.showSample(sampleUrl))
  }

  /** Shows the finished report of the sample shop. Without it the page waits for files. */
  async showSample(url: string): Promise<void> {
    const response = await fetch(url).catch(() => null)
    if (!response?.ok || this.report) return
    const report = (await response.json()) as Report
    if (this.report) return
    this.report = report
    this.follow()
  }

  /** The address of a page, or of a card on it, with what is chosen now. */
  address(page: PageId, card: string | null = null): string {
    if (this.#shared.kind !== 'live' && this.#shared.kind !== 'damaged')
      return sharedAddressOf(this.#shared, { page, card })
    return addressOf({ page, card, months: this.months, settings: this.#viewSettings, hosted: this.#hosted })
  }

  /** Goes to a page, as a link does. */
  go(page: PageId): void {
    const isElsewhere = viewOf(location.hash).page !== page || location.hash === ''
    if (isElsewhere && this.embed === null) location.hash = this.address(page)
    this.page = page
  }

  /** Shows what the address names: its page, and the settings in it. Says whether the page is another one. */
  follow(): boolean {
    const view = viewOf(location.hash)
    const page = this.pages.includes(view.page) ? view.page : (this.pages[0] ?? this.page)
    const isOther = page !== this.page
    this.page = page
    this.months = view.months
    if (view.hosted && !isSame({ hosted: view.hosted }, { hosted: this.#hosted })) {
      void this.#openHosted(view, view.hosted)
      return isOther
    }
    const { current } = this
    if (!current || this.isReplacing || this.#opening || !this.#shop) return isOther
    const end = dayAfter(current.dataset.to)
    const wanted = {
      as_of: end,
      basis: 'revenue',
      channel: null,
      segment: null,
      category: null,
      ...settingsWithin(view, current.dataset),
    } as const
    if (
      !isSame({ settings: viewSettingsOf({ ...current.settings, ...wanted }, end) }, { settings: this.#viewSettings })
    )
      void this.change(wanted)
    // An address that names no files is of those in view.
    else if (!view.hosted && this.#hosted) history.replaceState(null, '', this.address(view.page, view.card))
    return isOther
  }

  /** Chooses how many months the pictures show; nothing is computed anew. */
  showMonths(months: number | null): void {
    this.months = months
    this.#writeAddress()
  }

  get #viewSettings(): View['settings'] {
    const { current } = this
    if (this.#opening && !this.#arriving) return this.#opening.settings
    return current ? viewSettingsOf(current.settings, dayAfter(current.dataset.to)) : viewOf(location.hash).settings
  }

  /** The hosted files that the page speaks of. */
  get #hosted(): Hosted | null {
    if (this.#opening) return this.#opening.hosted
    if (!this.current) return viewOf(location.hash).hosted
    const source = this.#arriving?.source ?? this.source
    return source.kind === 'files' ? (source.hosted ?? null) : null
  }

  /** Writes what is chosen into the address, as a step that the browser's back button takes back. A frame keeps its own. */
  #writeAddress(): void {
    if (this.embed !== null) return
    const address = this.address(this.page)
    if (addressOf({ ...viewOf(location.hash), card: null }) !== address) location.hash = address
  }

  /** What a card shows of a metric now. */
  shown(id: MetricId): Shown {
    const arriving = this.#arriving
    const arrived = arriving?.report.metrics[id]
    if (arrived) return { context: this.#arrivingContext, result: arrived, isStale: false }
    if (arriving?.replaces || !this.report) return { context: null, result: null, isStale: false }
    return { context: this.context, result: this.report.metrics[id] ?? null, isStale: arriving !== null }
  }

  /** The report whose data set and settings the page speaks of: the one under way, else the one in view. */
  get current(): Report | null {
    return this.#arriving?.report ?? this.report
  }

  /** What stands beside the report that `current` is. */
  get beside(): Beside {
    return this.#arriving?.beside ?? this.#beside
  }

  /** Are the orders of the report in view a person's own, so that other tables can be put beside them? */
  get hasOwnOrders(): boolean {
    return this.source.kind === 'files'
  }

  /** True while the report under way is of other files than the one in view. */
  get isReplacing(): boolean {
    return this.#arriving?.replaces ?? false
  }

  /** Looks into files and opens the confirm step. Files that waited for their orders are looked at with them. */
  async open(files: readonly File[]): Promise<void> {
    if (files.length === 0) return
    const waits = this.inspected !== null && !this.hasOwnOrders && !hasOrders(this.inspected)
    const given = files.map((file): Given => ({ file }))
    this.#opening = null
    this.mappings = null
    await this.#inspect(waits ? [...this.#given, ...given] : given)
  }

  /** Looks at the same files again, a table of one of them (null: the file itself) in the encoding that the person says. */
  async reopen(place: number, inner: string | null, encoding: TextEncoding): Promise<void> {
    const openings = this.#given.map(({ opening = {} }) => opening)
    const said = inner === null ? { encoding } : { encodings: { ...openings[place]!.encodings, [inner]: encoding } }
    await this.#inspect(
      this.#given.map((one, index) => (index === place ? { ...one, opening: { ...openings[place], ...said } } : one)),
    )
  }

  /** Looks at the same files again with a password: files that come together are mostly locked with the same. */
  async unlock(password: string): Promise<void> {
    await this.#inspect(this.#given.map((one) => ({ ...one, opening: { ...one.opening, password } })))
  }

  async #inspect(given: readonly Given[]): Promise<void> {
    this.inspected = null
    this.#chosen = this.#applied
    this.#given = given
    this.go('data')
    await this.#attempt('inspect', null, async (listener, isLatest) => {
      const inspected = await this.#worker.inspect(given, listener)
      if (isLatest()) this.inspected = inspected
    })
  }

  /** Fetches hosted files and shows the view of them. Asks nothing that the files, or a mapping beside them, answer. */
  async #openHosted(view: View, hosted: Hosted): Promise<void> {
    this.#opening = view
    this.inspected = null
    await this.#attempt('inspect', null, async (listener, isLatest) => {
      const { signal } = (this.#fetching = new AbortController())
      const { fetchHosted, hostedChoices } = await import('./hosted.ts')
      const tell = (fraction: number | null) =>
        isLatest() && this.#tell('inspect', { step: 'fetch', name: null, fraction, rows: null })
      const { files, mappings } = await fetchHosted(hosted, tell, signal)
      if (!isLatest()) return
      this.#given = files.map((file): Given => ({ file }))
      this.mappings = mappings
      const inspected = await this.#worker.inspect(this.#given, listener)
      if (!isLatest()) return
      const choices = hostedChoices(inspected, mappings, hosted.mapping)
      if (choices) return this.#take(inspected, choices, listener, isLatest)
      this.inspected = inspected
      this.go('data')
    })
  }

  /**
   * Loads the inspected files as the person said, a choice for each group (null: left out), and makes the report. Orders
   * begin a new one; other tables change the one in view.
   */
  async confirm(choices: readonly (GroupChoice | null)[]): Promise<void> {
    const { inspected } = this
    if (!inspected) return
    await this.#attempt('load', null, (listener, isLatest) => this.#take(inspected, choices, listener, isLatest))
  }

  async #take(
    inspected: Inspected,
    choices: readonly (GroupChoice | null)[],
    listener: Listener,
    isLatest: () => boolean,
  ): Promise<void> {
    const opening = this.#opening
    const before = opening ? SAMPLE : this.source
    const parts = inspected.groups.flatMap((group, index) => partOf(group, choices[index] ?? null, this.#given))
    const source: FileSources = { ...sourceWith(before, parts), ...(opening ? { hosted: opening.hosted } : {}) }
    const replaces = parts.some(({ mapping }) => mapping.table === 'orders')
    const dataset = await this.#worker.take({ inspected, choices }, before, source, listener)
    this.hasTables = false
    if (!isLatest()) return
    // What this device remembers is no part of an address.
    if (replaces) this.#chosen = opening ? settingsWithin(opening, dataset) : rememberedChannels()
    const report = partialReport(dataset, this.#chosen)
    this.#arriving = { report, replaces, beside: dataset, source }
    this.inspected = null
    scrollTo(0, 0)
    await this.#compute(source, isLatest)
  }

  /** Changes settings and computes the report anew; what is shown stays, dimmed, until its answer is there. */
  async change(settings: Partial<Settings>): Promise<void> {
    const { report, source } = this
    if (!report) return
    const wanted = { ...this.#chosen, ...settings }
    this.#opening = null
    this.#chosen = wanted
    const next: Report = {
      ...report,
      asOf: wanted.as_of ?? report.asOf,
      settings: { ...report.settings, ...wanted },
      metrics: {} as Report['metrics'],
    }
    await this.#attempt(
      'report',
      { report: next, replaces: false, beside: this.#beside, source },
      async (listener, isLatest) => {
        // Where a later task took over, the worker is left to it.
        if (!this.#worker.holds(source) && isLatest()) {
          await this.#worker.load(source, listener)
          this.hasTables = false
        }
        if (isLatest()) await this.#compute(source, isLatest)
      },
    )
  }

  /** Says which of the customers' channels the channels of spend are, now and for the next files on this device. */
  async matchChannels(names: Settings['channel_names']): Promise<void> {
    rememberChannels(names)
    await this.change({ channel_names: names })
  }

  /** Stops what is under way; the page shows what it showed before. */
  async cancel(): Promise<void> {
    this.#run++
    this.#fetching.abort()
    if (this.report) this.#opening = null
    this.#settle()
    this.inspected = null
    await this.#worker.cancel()
  }

  /** Closes the confirm step without loading. */
  dismiss(): void {
    if (this.report) this.#opening = null
    this.inspected = null
    this.failure = null
  }

  /** The relations that can be looked at. */
  async relations(): Promise<readonly { readonly name: string; readonly rows: number }[]> {
    return this.hasTables ? (await this.#worker.connect()).relations() : []
  }

  async slice(relation: string, offset: number, limit: number): Promise<TableSlice> {
    return (await this.#worker.connect()).slice(relation, offset, limit)
  }

  /** A list of the customers of the report in view. */
  async customers(question: CustomerQuestion): Promise<CustomerPage> {
    return (await this.#worker.connect()).customers(question)
  }

  /** One of them; null where nobody among them has the id. */
  async customer(id: string): Promise<CustomerLife | null> {
    return (await this.#worker.connect()).customer(id)
  }

  /** All of them, as a file for the shop's owner. */
  async customersFile(format: 'csv' | 'parquet'): Promise<Blob> {
    return (await this.#worker.connect()).customersFile(format)
  }

  /** All rows of a table that were left out, as a file. */
  async leftOutCsv(table: TableName): Promise<Blob> {
    return (await this.#worker.connect()).leftOutCsv(table, this.language)
  }

  /** Rows as a Parquet file; the writer is fetched for it. */
  async parquetOf(columns: MetricResult['columns'], rows: readonly Row[]): Promise<Blob> {
    return this.#worker.parquetOf(columns, rows)
  }

  async cancelFile(): Promise<void> {
    await (await this.#worker.connect()).cancelFile()
  }

  async #compute(source: Source, isLatest: () => boolean): Promise<void> {
    const analytics = await this.#worker.connect()
    performance.mark(COMPUTING)
    const report = await analytics.report(this.#chosen, metricsOf(this.page), {
      progress: (event) => isLatest() && this.#tell('report', event),
      ready: (id, result) => isLatest() && this.#arrive(id, result),
    })
    if (!isLatest()) return
    performance.measure('dangol:report', COMPUTING)
    this.report = report
    this.source = source
    this.#opening = null
    this.#beside = this.#worker.dataset ?? NOTHING
    this.hasTables = true
    this.#applied = this.#chosen
  }

  #arrive(id: MetricId, result: MetricResult): void {
    const arriving = this.#arriving
    if (!arriving) return
    const metrics = { ...arriving.report.metrics, [id]: result }
    this.#arriving = { ...arriving, report: { ...arriving.report, metrics } }
    const shown = metricsOf(this.page)
    if (shown.includes(id) && shown.every((each) => each in metrics)) performance.measure('dangol:page', COMPUTING)
  }

  #tell(task: Progress['task'], event: Omit<Progress, 'task' | 'sinceMs'>): void {
    const { progress } = this
    const isSame = progress?.step === event.step && progress.task === task
    this.progress = { ...event, task, sinceMs: isSame ? progress.sinceMs : performance.now() }
  }

  #settle(): void {
    this.#chosen = this.#applied
    this.progress = null
    this.#arriving = null
    if (this.report) this.#writeAddress()
  }

  /** Runs a task as the latest one: an earlier one's answers are not heard any more. */
  async #attempt(
    task: Progress['task'],
    arriving: Arriving | null,
    work: (listener: Listener, isLatest: () => boolean) => Promise<void>,
  ): Promise<void> {
    const run = ++this.#run
    const isLatest = () => run === this.#run
    this.#fetching.abort()
    this.failure = null
    this.#arriving = arriving
    if (arriving) this.#writeAddress()
    this.#tell(task, { step: 'engine', name: null, fraction: null, rows: null })
    try {
      await this.#worker.connect()
      await work({ progress: (event) => isLatest() && this.#tell(task, event) }, isLatest)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'engine' && !failure.restarted) this.#worker.forget()
      if (isLatest() && failure.kind !== 'cancelled') this.failure = failure
    }
    if (!isLatest()) return
    // What the worker told on its way may come after its answer.
    this.#run++
    this.#settle()
  }
}

/** The given files behind what is taken of a group, each with the tables in it that are meant. */
function partOf({ files, places }: InspectedGroup, choice: GroupChoice | null, given: readonly Given[]): Part[] {
  if (!choice) return []
  const taken = places.flatMap((place, index) =>
    choice.leftOut?.includes(index) ? [] : [{ place, inner: files[index]!.inner }],
  )
  const sources = [...new Set(taken.map(({ place }) => place))].map((place): Given => {
    const inner = taken.flatMap((one) => (one.place === place && one.inner !== null ? [one.inner] : []))
    return { ...given[place]!, ...(inner.length > 0 ? { inner } : {}) }
  })
  return [{ files: sources, mapping: choice.mapping }]
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** What a view chooses of a data set: a day outside of it is none. */
function settingsWithin({ settings }: View, { from, to }: Report['dataset']): View['settings'] {
  const { as_of, ...others } = settings
  return as_of !== undefined && as_of > from && as_of <= dayAfter(to) ? settings : others
}

function isSame(left: Partial<View>, right: Partial<View>): boolean {
  return addressOf({ ...left, page: 'health' }) === addressOf({ ...right, page: 'health' })
}

function hasOrders({ groups }: Inspected): boolean {
  return groups.some(({ table }) => table === 'orders')
}

/** Hands the dashboard down to every component. */
export const [getDashboard, setDashboard] = createContext<Dashboard>()
