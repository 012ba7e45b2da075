import { mappedColumns, sourceColumns, type TableMapping } from '../ingest/mapping.ts'
import type { GroupChoice, Inspected, InspectedGroup } from '../worker/protocol.ts'
import { MappingDraft, type Open } from './mapping-draft.svelte.ts'
import { rememberedMapping } from './remembered-mappings.ts'

/** Why what was dropped cannot be loaded yet. */
export type ConfirmOpen =
  | Open
  /** Nothing is left to load. */
  | { readonly reason: 'nothing' }
  /** Tables beside orders, and no orders for them to lie beside. */
  | { readonly reason: 'no_orders' }
  /** Orders in two shapes: one of them must be left out. */
  | { readonly reason: 'two_orders' }

/** The confirm step's own state for everything that was dropped together. */
export class ConfirmDraft {
  readonly drafts: readonly MappingDraft[]
  readonly #hasOrders: boolean

  /**
   * `hasOrders`: a person's own orders are loaded, beside which other tables can be put. `given`: mappings that came with
   * the files, in the place of those that this device remembers.
   */
  constructor(inspected: Inspected, hasOrders: boolean, given: readonly TableMapping[] | null = null) {
    this.#hasOrders = hasOrders
    const isAlone = inspected.groups.length === 1
    this.drafts = inspected.groups.map(
      (group) =>
        new MappingDraft(
          group,
          given ? mappingFor(group, given) : rememberedMapping(group.shape),
          isAlone ? 'orders' : null,
        ),
    )
  }

  /** What will be loaded. */
  get chosen(): readonly MappingDraft[] {
    return this.drafts.filter(({ isLeftOut }) => !isLeftOut)
  }

  /** Whether orders are among it: then a new report begins. */
  get isNew(): boolean {
    return this.chosen.some(({ table }) => table === 'orders')
  }

  /** What is loaded of each group; null leaves it out. */
  get choices(): readonly (GroupChoice | null)[] {
    return this.drafts.map(({ isLeftOut, mapping, leftOut }) => (isLeftOut ? null : { mapping, leftOut }))
  }

  /** What stands between this and its results. */
  get open(): ConfirmOpen | null {
    if (this.chosen.length === 0) return { reason: 'nothing' }
    const first = this.chosen.find(({ open }) => open !== null)
    if (first) return first.open
    const orders = this.chosen.filter(({ table }) => table === 'orders').length
    if (orders > 1) return { reason: 'two_orders' }
    return orders === 0 && !this.#hasOrders ? { reason: 'no_orders' } : null
  }
}

/** The mapping whose columns the files have, and best that of the table that they were taken for. */
function mappingFor({ sample, table }: InspectedGroup, given: readonly TableMapping[]): TableMapping | null {
  const columns = sourceColumns(sample.headers)
  const fitting = given.filter((mapping) => mappedColumns(mapping).every((column) => columns.includes(column)))
  return fitting.find((mapping) => mapping.table === table) ?? fitting[0] ?? null
}
