import type { CustomerOrder } from '../metrics/customers/chosen.ts'
import type { CustomerPage } from '../worker/protocol.ts'
import type { Dashboard } from './dashboard.svelte.ts'
import { failureOf } from './failure.ts'

/** Rows of the list at once. */
export const CUSTOMERS_SHOWN = 10

/**
 * A list of customers as a person pages through it. It lives as long as its card: neither ids nor what is searched for are kept
 * anywhere else.
 */
export class CustomerList {
  order = $state<CustomerOrder>('value')
  search = $state('')
  offset = $state(0)
  /** The last answer; it stays, dimmed, until the next is there. */
  page = $state.raw<CustomerPage | null>(null)
  isStale = $state(false)
  hasFailed = $state(false)
  readonly #dashboard: Dashboard
  #run = 0

  constructor(dashboard: Dashboard) {
    this.#dashboard = dashboard
  }

  /** Are only those shown whose id holds a text? */
  get isSearch(): boolean {
    return this.search.trim() !== ''
  }

  orderBy(order: CustomerOrder): void {
    this.order = order
    this.offset = 0
  }

  find(text: string): void {
    this.search = text
    this.offset = 0
  }

  /** Asks for what is chosen now; an earlier question's answer is not heard any more. */
  async ask(): Promise<void> {
    const run = ++this.#run
    const { order, search, offset } = this
    this.isStale = true
    try {
      const page = await this.#dashboard.customers({ order, search, offset, limit: CUSTOMERS_SHOWN })
      if (run !== this.#run) return
      this.page = page
      this.isStale = this.hasFailed = false
    } catch (error) {
      // Ended by a load or a report: its result asks again.
      if (run === this.#run && failureOf(error).kind !== 'cancelled') this.hasFailed = true
    }
  }

  /** Another report is in view, or under way: its list begins anew, and of other files nobody of before is shown on. */
  follow(isReplacing: boolean): void {
    this.offset = 0
    if (!isReplacing) return
    this.#run++
    this.page = null
    this.search = ''
    this.hasFailed = false
  }
}
