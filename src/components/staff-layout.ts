import type { ChartContext } from '../charts/chart.ts'
import { sinceText, type Light } from '../charts/lights.ts'
import type { Staff } from '../charts/staff.ts'
import { textWidth } from '../charts/text-size.ts'
import { signNames, statusWords } from '../i18n/sign-words.ts'

/** Below this width names stand above their lines, and fewer months are shown. */
const NARROW = 560
const MONTH = 25

/** Where everything of the staff stands, in CSS pixels. */
export interface StaffLayout {
  readonly isNarrow: boolean
  readonly height: number
  /** Left and right end of the months, and the room a month has. */
  readonly left: number
  readonly right: number
  readonly step: number
  x(index: number): number
  /** The middle of a line. */
  y(line: number): number
  readonly rowHeight: number
  /** Months that are named under the staff, with their place. */
  readonly months: readonly { readonly x: number; readonly text: string; readonly isFirst: boolean }[]
}

/** A light's word and since when: 경고 · 3월부터 / Alarm, since March. */
export function stateText(context: ChartContext, light: Light): string {
  const since = sinceText(context, light)
  const word = context.t(statusWords[light.status])
  return since === null ? word : `${word}${context.language === 'ko' ? ' · ' : ', '}${since}`
}

const sides = (context: ChartContext, lights: readonly Light[]) => ({
  names: Math.max(0, ...lights.map((light) => textWidth(context.t(signNames[light.sign]), 12.6))) + 18 + 24,
  states: Math.max(0, ...lights.map((light) => textWidth(stateText(context, light), 12.6))) + 22,
})

/** How many months a staff of this width shows. */
export function staffMonths(context: ChartContext, lights: readonly Light[], width: number): number {
  if (width < NARROW) return 12
  const { names, states } = sides(context, lights)
  return Math.max(12, Math.min(36, Math.floor((width - names - states) / MONTH)))
}

/** Lays a staff out. */
export function staffLayout(context: ChartContext, staff: Staff, width: number): StaffLayout {
  const isNarrow = width < NARROW
  const { names, states } = sides(
    context,
    staff.lines.map((line) => line.light),
  )
  const left = isNarrow ? 8 : names
  const right = isNarrow ? width - 8 : width - states
  const count = staff.months.length
  const step = (right - left) / Math.max(1, count - 1)
  const rowHeight = isNarrow ? 46 : 30
  const y = (line: number) => (isNarrow ? 32 : 16) + line * rowHeight
  const x = (index: number) => (count === 1 ? right : left + index * step)
  const { format, language } = context
  const months = staff.months.flatMap((month, index) => {
    const isFirst = index === 0
    const number = Number(month.slice(5, 7))
    // The first name carries its year and needs room before the next.
    if (!isFirst && (number % 3 !== 1 || x(index) - x(0) < 62)) return []
    const year = language === 'ko' ? `${month.slice(2, 4)}년 ` : ` ${month.slice(0, 4)}`
    const name = format.shortMonth(month)
    const text = !isFirst && number !== 1 ? name : language === 'ko' ? year + name : name + year
    return [{ x: x(index), text, isFirst }]
  })
  const height = y(staff.lines.length - 1) + (isNarrow ? 18 : 22) + 22
  return { isNarrow, height, left, right, step, x, y, rowHeight, months }
}
