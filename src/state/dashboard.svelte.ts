import { createContext } from 'svelte'
import type { ChartContext } from '../charts/chart.ts'
import type { Language } from '../i18n/locale.ts'
import type { Mapping } from '../ingest/mapping.ts'
import type { MetricId } from '../metrics/index.ts'
import type { Settings } from '../metrics/settings.ts'
import type { Dataset, LeftOutExample } from '../report/build.ts'
import type { MetricResult, Report } from '../report/report.ts'
import type { Analytics, Failure, Inspected, Listener, ProgressEvent, TableSlice } from '../worker/protocol.ts'
import { addressOf, pageOf, type PageId } from './address.ts'
import { contextOf } from './chart-context.ts'
import { failureOf } from './failure.ts'
import { Preferences } from './preferences.svelte.ts'
import { partialReport } from './partial-report.ts'
import { Requests } from './requests.svelte.ts'

/** What the page is doing, also written on `<html data-state>`. */
export type Stage = 'empty' | 'mapping' | 'loading' | 'ready' | 'failed'

/** Where a report's rows come from. */
export type Source =
  | { readonly kind: 'sample' }
  | { readonly kind: 'files'; readonly files: readonly File[]; readonly mapping: Mapping | null }

/** What is under way: the worker's last word on it, and when that step began (`performance.now()`). */
export interface Progress extends ProgressEvent {
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
  readonly examples: readonly LeftOutExample[]
}

/** What the worker holds: the files it inspected last, and the source it loaded last with what that holds. */
interface InWorker {
  inspected: readonly File[] | 'sample' | null
  loaded: Source | null
  dataset: Dataset | null
}

/** The page's only mutable state: what is shown, what is under way, and what the person chose. */
export class Dashboard {
  readonly preferences = new Preferences()
  readonly requests = new Requests()
  page = $state<PageId>(pageOf(location.hash))
  /** The finished report in view and where it comes from. */
  report = $state.raw<Report | null>(null)
  source = $state.raw<Source>({ kind: 'sample' })
  /** Files waiting for their confirm step. */
  inspected = $state.raw<Inspected | null>(null)
  progress = $state.raw<Progress | null>(null)
  failure = $state.raw<Failure | null>(null)
  isPasting = $state(false)
  /** The report under way: metrics appear in it as they are ready. */
  #arriving = $state.raw<Arriving | null>(null)

  /** Settings the person chose, and those of them that the report in view already follows. */
  #chosen: Partial<Settings> = {}
  #applied: Partial<Settings> = {}
  #files: readonly File[] = []
  #analytics: Promise<Analytics> | null = null
  #inWorker: InWorker = { inspected: null, loaded: null, dataset: null }
  /** Of the report in view; none for the sample until its rows are loaded. */
  #examples = $state.raw<readonly LeftOutExample[]>([])
  #run = 0

  readonly language: Language = $derived(this.preferences.language)
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

  /** Shows the finished report of the sample shop. Without it the page waits for files. */
  async showSample(url: string): Promise<void> {
    const response = await fetch(url).catch(() => null)
    if (!response?.ok || this.report) return
    const report = (await response.json()) as Report
    if (!this.report) this.report = report
  }

  /** Goes to a page, as a link does. */
  go(page: PageId): void {
    if (pageOf(location.hash) !== page || location.hash === '') location.hash = addressOf(page)
    this.page = page
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

  /** The first row of each file left out for each reason, of the report that `current` is. */
  get examples(): readonly LeftOutExample[] {
    return this.#arriving?.examples ?? this.#examples
  }

  /** True while the report under way is of other files than the one in view. */
  get isReplacing(): boolean {
    return this.#arriving?.replaces ?? false
  }

  /** Looks into files and opens the confirm step. */
  async open(files: readonly File[]): Promise<void> {
    if (files.length === 0) return
    this.inspected = null
    this.#chosen = this.#applied
    this.go('data')
    await this.#attempt('inspect', null, async (analytics, listener, isLatest) => {
      const inspected = await this.#inspect(analytics, files, listener)
      if (!isLatest()) return
      this.#files = files
      this.inspected = inspected
    })
  }

  /** Loads the inspected files as the person said and makes their report. */
  async confirm(mapping: Mapping): Promise<void> {
    if (!this.inspected) return
    const source: Source = { kind: 'files', files: this.#files, mapping }
    await this.#attempt('load', null, async (analytics, listener, isLatest) => {
      const dataset = await this.#load(analytics, source, listener, isLatest)
      if (!dataset || !isLatest()) return
      this.#chosen = {}
      this.#arriving = { report: partialReport(dataset, {}), replaces: true, examples: dataset.examples }
      this.inspected = null
      scrollTo(0, 0)
      await this.#compute(analytics, source, isLatest)
    })
  }

  /** Changes settings and computes the report anew; what is shown stays, dimmed, until its answer is there. */
  async change(settings: Partial<Settings>): Promise<void> {
    const { report, source } = this
    if (!report) return
    const wanted = { ...this.#chosen, ...settings }
    this.#chosen = wanted
    const next: Report = {
      ...report,
      asOf: wanted.as_of ?? report.asOf,
      settings: { ...report.settings, ...wanted },
      metrics: {} as Report['metrics'],
    }
    await this.#attempt(
      'report',
      { report: next, replaces: false, examples: this.#examples },
      async (analytics, listener, isLatest) => {
        if (this.#inWorker.loaded !== source) await this.#load(analytics, source, listener, isLatest)
        if (isLatest()) await this.#compute(analytics, source, isLatest)
      },
    )
  }

  /** Stops what is under way; the page shows what it showed before. */
  async cancel(): Promise<void> {
    this.#run++
    this.#settle()
    this.inspected = null
    // An engine that never came, or died, has nothing left to stop.
    await (await this.#analytics?.catch(() => null))?.cancel().catch(() => {})
  }

  /** Closes the confirm step without loading. */
  dismiss(): void {
    this.inspected = null
    this.failure = null
  }

  /** The relations that can be looked at. */
  async relations(): Promise<readonly { readonly name: string; readonly rows: number }[]> {
    return this.hasTables ? (await this.#connect()).relations() : []
  }

  async slice(relation: string, offset: number, limit: number): Promise<TableSlice> {
    return (await this.#connect()).slice(relation, offset, limit)
  }

  /** The engine is asked for only now: it is not part of the first load. */
  #connect(): Promise<Analytics> {
    if (!this.#analytics) {
      const analytics = import('../worker/client.ts').then(({ createAnalytics }) => createAnalytics())
      analytics.catch(() => (this.#analytics = null))
      this.#analytics = analytics
    }
    return this.#analytics
  }

  async #inspect(analytics: Analytics, files: readonly File[] | 'sample', listener: Listener): Promise<Inspected> {
    this.#inWorker.inspected = null
    const inspected = await (files === 'sample'
      ? analytics.inspectSample(listener)
      : analytics.inspect(files, listener))
    this.#inWorker.inspected = files
    return inspected
  }

  /** Loads a source, inspecting its files first where the worker has seen others since. Null where a later task took over. */
  async #load(
    analytics: Analytics,
    source: Source,
    listener: Listener,
    isLatest: () => boolean,
  ): Promise<Dataset | null> {
    const files = source.kind === 'sample' ? 'sample' : source.files
    let { mapping } = source.kind === 'sample' ? { mapping: null } : source
    if (this.#inWorker.inspected !== files || mapping === null) {
      const inspected = await this.#inspect(analytics, files, listener)
      mapping ??= inspected.recognition.mapping
    }
    // A call to the worker cancels the one under way, which is the later task's.
    if (!isLatest()) return null
    const dataset = await analytics.load(mapping, listener)
    this.#inWorker.loaded = source
    this.#inWorker.dataset = dataset
    this.hasTables = false
    return dataset
  }

  async #compute(analytics: Analytics, source: Source, isLatest: () => boolean): Promise<void> {
    const report = await analytics.report(this.#chosen, {
      progress: (event) => isLatest() && this.#tell('report', event),
      ready: (id, result) => isLatest() && this.#arrive(id, result),
    })
    if (!isLatest()) return
    this.report = report
    this.source = source
    this.#examples = this.#inWorker.dataset?.examples ?? []
    this.hasTables = true
    this.#applied = this.#chosen
  }

  #arrive(id: MetricId, result: MetricResult): void {
    const arriving = this.#arriving
    if (!arriving) return
    const metrics = { ...arriving.report.metrics, [id]: result }
    this.#arriving = { ...arriving, report: { ...arriving.report, metrics } }
  }

  #tell(task: Progress['task'], event: ProgressEvent): void {
    const { progress } = this
    const isSame = progress?.step === event.step && progress.task === task
    this.progress = { ...event, task, sinceMs: isSame ? progress.sinceMs : performance.now() }
  }

  #settle(): void {
    this.#chosen = this.#applied
    this.progress = null
    this.#arriving = null
  }

  /** Runs a task as the latest one: an earlier one's answers are not heard any more. */
  async #attempt(
    task: Progress['task'],
    arriving: Arriving | null,
    work: (analytics: Analytics, listener: Listener, isLatest: () => boolean) => Promise<void>,
  ): Promise<void> {
    const run = ++this.#run
    const isLatest = () => run === this.#run
    this.failure = null
    this.#arriving = arriving
    this.#tell(task, { step: 'engine', name: null, fraction: null, rows: null })
    try {
      await work(await this.#connect(), { progress: (event) => isLatest() && this.#tell(task, event) }, isLatest)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'engine' && !failure.restarted)
        this.#inWorker = { inspected: null, loaded: null, dataset: null }
      if (isLatest() && failure.kind !== 'cancelled') this.failure = failure
    }
    if (!isLatest()) return
    // What the worker told on its way may come after its answer.
    this.#run++
    this.#settle()
  }
}

/** Hands the dashboard down to every component. */
export const [getDashboard, setDashboard] = createContext<Dashboard>()
