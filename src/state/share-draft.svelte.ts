import type { Report } from '../report/report.ts'
import { packSnapshot } from '../report/sharing/link.ts'
import { sealSnapshot } from '../report/sharing/seal.ts'
import { sharedMetrics, type SharedReport, type Threshold } from '../report/sharing/shared-report.ts'
import type { PageId } from './address.ts'
import { metricsOf } from './page-metrics.ts'

/** Pages that can be shared. */
export const sharedPages = ['health', 'customers', 'retention', 'value'] as const

/** A page that can be shared. */
export type SharedPage = (typeof sharedPages)[number]

/** From here on some systems cut an address: chat programs, and checkers of addresses in wikis. */
export const LONG = 2_000
/** Beyond this no address is offered: a file takes its place. */
export const TOO_LONG = 8_000

/** What a person is about to share: choices, the report that follows from them, and its address. */
export class ShareDraft {
  readonly report: Report
  threshold = $state<Threshold>(10)
  /** Names of channels and categories as they will be called; null: left out. */
  names = $state<Record<string, string | null>>({})
  pages = $state<readonly SharedPage[]>(sharedPages)
  phrase = $state('')
  /** All that may be shared, under the threshold and names; null until it is found out. */
  #whole = $state.raw<SharedReport | null>(null)
  isWorking = $state(false)
  hasFailed = $state(false)
  /** What stands after `#s=`, or after `#e=` with a pass phrase. */
  payload = $state.raw<string | null>(null)
  #asked = new AbortController()

  constructor(report: Report) {
    this.report = report
  }

  /** The report as viewers will have it. */
  readonly shared: SharedReport | null = $derived.by(() => {
    return this.#whole && onlyPages(this.#whole, this.pages)
  })

  /** Finds out what must be hidden; a later call takes the place of one under way. */
  async make(): Promise<void> {
    this.#asked.abort(new DOMException('asked again', 'AbortError'))
    const asked = (this.#asked = new AbortController())
    this.isWorking = true
    this.hasFailed = false
    try {
      const { shareInWorker } = await import('../worker/share-client.ts')
      const choices = { madeOn: today(), threshold: this.threshold, names: { ...this.names } }
      const whole = await shareInWorker($state.snapshot(this.report) as Report, choices, asked.signal)
      if (!asked.signal.aborted) this.#whole = whole
    } catch (error) {
      if (!asked.signal.aborted) {
        this.hasFailed = true
        console.error('the report to share could not be made', error)
      }
    }
    if (!asked.signal.aborted) this.isWorking = false
  }

  /** Packs what is chosen into an address. */
  async pack(shared: SharedReport, phrase: string): Promise<void> {
    this.payload = null
    const payload = phrase === '' ? await packSnapshot(shared) : await sealSnapshot(shared, phrase)
    if (this.shared === shared && this.phrase === phrase) this.payload = payload
  }

  /** Chooses as many pages, the first first, as an address can hold; none where not even one fits. */
  async takeWhatFits(): Promise<readonly SharedPage[]> {
    const whole = this.#whole
    if (!whole) return []
    const fitting: SharedPage[] = []
    for (const page of sharedPages) {
      const payload = await packSnapshot(onlyPages(whole, [...fitting, page]))
      if (payload.length <= TOO_LONG) fitting.push(page)
    }
    this.pages = fitting
    return fitting
  }

  /** Stops what is under way. */
  close(): void {
    this.#asked.abort(new DOMException('closed', 'AbortError'))
  }
}

/** The report with what the pages' cards and their headlines rest on. */
function onlyPages(whole: SharedReport, pages: readonly PageId[]): SharedReport {
  const wanted = pages.flatMap(metricsOf)
  const metrics = sharedMetrics.filter((id) => wanted.includes(id)).map((id) => [id, whole.metrics[id]])
  return { ...whole, metrics: Object.fromEntries(metrics) as Report['metrics'] }
}

/** The person's own day, ISO. */
function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
