import type { Flow } from './movement.ts'

/** A segment's bar on one side of the picture, in pixels. */
export interface Node {
  readonly id: string
  readonly customers: number
  readonly top: number
  readonly height: number
}

/** A flow as it leaves and arrives: the tops of its two ends and its thickness, in pixels. */
export interface Ribbon extends Flow {
  readonly left: number
  readonly right: number
  readonly size: number
  readonly isKey: boolean
}

/** Where the bars begin, below the dates. */
export const TOP = 24

/** The bars of one side from the top down, `scale` pixels a customer, `gap` apart. */
export function nodesOf(ids: readonly string[], count: (id: string) => number, scale: number, gap: number): Node[] {
  let top = TOP
  return ids
    .filter((id) => count(id) > 0)
    .map((id) => {
      const node = { id, customers: count(id), top, height: count(id) * scale }
      top += node.height + gap
      return node
    })
}

/** The flows between two sides, `isKey` those of the finding, laid so that ribbons cross as little as the order of segments allows. */
export function ribbonsOf(
  flows: readonly Flow[],
  ids: readonly string[],
  left: readonly Node[],
  right: readonly Node[],
  scale: number,
  isKey: (flow: Flow) => boolean,
): Ribbon[] {
  const place = (id: string) => ids.indexOf(id)
  const start = new Map(left.map((node) => [node.id, node.top]))
  const end = new Map(right.map((node) => [node.id, node.top]))
  const take = (tops: Map<string, number>, id: string, size: number) => {
    const top = tops.get(id)!
    tops.set(id, top + size)
    return top
  }
  return [...flows]
    .sort((a, b) => place(a.to) - place(b.to) || place(a.from) - place(b.from))
    .map((flow) => {
      const size = flow.customers * scale
      return { ...flow, size, right: take(end, flow.to, size), left: 0, isKey: isKey(flow) }
    })
    .sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to))
    .map((ribbon) => ({ ...ribbon, left: take(start, ribbon.from, ribbon.size) }))
}
