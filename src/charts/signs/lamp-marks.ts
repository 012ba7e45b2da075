import * as Plot from '@observablehq/plot'
import type { Markish } from '@observablehq/plot'
import type { SignStatus } from '../../metrics/signs/sign.ts'

/** The part of a canvas path that a symbol draws with. */
interface Path {
  arc(x: number, y: number, radius: number, start: number, end: number): void
  closePath(): void
}

/** The right half of a disc, as wide as Plot's circle of the same size. */
const halfDisc = {
  draw(path: Path, size: number) {
    path.arc(0, 0, Math.sqrt(size / Math.PI), -Math.PI / 2, Math.PI / 2)
    path.closePath()
  },
}

/** A lamp in a picture: full for an alarm, half for a watch, an empty ring otherwise. */
export function lampMarks(x: number, y: number, status: SignStatus): Markish[] {
  const color = `var(--${status})`
  const place = { x: [x], y: [y], r: 5.5 }
  if (status === 'alarm') return [Plot.dot([0], { ...place, fill: color })]
  return [
    Plot.dot([0], { ...place, fill: 'var(--surface)', stroke: color, strokeWidth: 1.5 }),
    ...(status === 'watch' ? [Plot.dot([0], { ...place, fill: color, stroke: 'none', symbol: halfDisc })] : []),
  ]
}
