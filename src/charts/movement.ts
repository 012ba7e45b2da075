import type { ChartContext } from './chart.ts'
import { NOT_YET, segmentOf } from './segments.ts'
import { addDays, FEW } from './words.ts'

/** Customers who stood in one segment before and stand in another, or the same one, now. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly customers: number
}

/** Movement between segments over one span of days. */
export interface Movement {
  readonly days: number
  /** The two as-of dates, ISO. */
  readonly from: string
  readonly to: string
  readonly flows: readonly Flow[]
  /** Customers that the earlier date knows. */
  readonly known: number
  /** Customers of a segment then, and now. */
  before(id: string): number
  now(id: string): number
}

const spans = [90, 30, 365]

function flowsOver(context: ChartContext, days: number): Flow[] {
  return context
    .rows('segment_movement')
    .flatMap((row): Flow[] =>
      row.days === days && row.from_segment !== null && row.to_segment !== null && (row.customers ?? 0) > 0
        ? [{ from: row.from_segment, to: row.to_segment, customers: row.customers! }]
        : [],
    )
}

const knownOf = (flows: readonly Flow[]) =>
  flows.reduce((sum, flow) => sum + (flow.from === NOT_YET ? 0 : flow.customers), 0)

/** The most customers that any earlier date knows. */
export const knownCustomers = (context: ChartContext): number =>
  Math.max(...spans.map((days) => knownOf(flowsOver(context, days))))

/** The movement over 90 days, else 30, else 365: the first with at least 30 customers to compare; null without. */
export function movementOf(context: ChartContext): Movement | null {
  for (const days of spans) {
    const flows = flowsOver(context, days)
    const known = knownOf(flows)
    if (known < FEW) continue
    const sum = (side: 'from' | 'to', id: string) =>
      flows.reduce((total, flow) => total + (flow[side] === id ? flow.customers : 0), 0)
    return {
      days,
      from: addDays(context.report.asOf, -days),
      to: context.report.asOf.slice(0, 10),
      flows,
      known,
      before: (id) => sum('from', id),
      now: (id) => sum('to', id),
    }
  }
  return null
}

/** Did a flow lead from the good segments to those that buy less and less? */
const isSlip = (flow: Flow): boolean => {
  const to = segmentOf(flow.to).level
  return segmentOf(flow.from).level === 'good' && (to === 'slipping' || to === 'gone')
}

/** Did a flow lead from another segment to the good ones? */
const isRise = (flow: Flow): boolean =>
  flow.from !== NOT_YET && segmentOf(flow.from).level !== 'good' && segmentOf(flow.to).level === 'good'

/** What the movement is about, in headlines and in the picture. */
export interface KeyMovement {
  /** Good customers who slipped; where hardly any did and more rose, those who rose to the good segments. */
  readonly kind: 'slipped' | 'rose'
  readonly isKey: (flow: Flow) => boolean
  /** Customers in the good segments at the earlier date. */
  readonly good: number
  readonly slipped: number
  readonly rose: number
}

/** The finding of a movement; null with under 30 good customers at the earlier date. */
export function keyMovement(movement: Movement): KeyMovement | null {
  const count = (is: (flow: Flow) => boolean) =>
    movement.flows.filter(is).reduce((sum, flow) => sum + flow.customers, 0)
  const good = count((flow) => segmentOf(flow.from).level === 'good')
  if (good < FEW) return null
  const [slipped, rose] = [count(isSlip), count(isRise)]
  const kind = slipped < good * HARDLY_ANY && rose > slipped ? 'rose' : 'slipped'
  return { kind, isKey: kind === 'rose' ? isRise : isSlip, good, slipped, rose }
}

/** Under this share of the good customers, their slipping is no finding. */
const HARDLY_ANY = 0.01
