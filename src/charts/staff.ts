import type { SignStatus } from '../metrics/signs/sign.ts'
import { signNames, staffWords, statusWords } from '../i18n/sign-words.ts'
import type { ChartContext } from './chart.ts'
import { lightsOf, measureText, type Light } from './lights.ts'

/** A light at one month end. */
export interface Lamp {
  readonly month: string
  readonly status: SignStatus
  readonly statistic: number | null
  readonly limit: number | null
}

/** One line of the staff: a light and its lamp of each month; null: that month holds no judgement of it. */
export interface StaffLine {
  readonly light: Light
  readonly lamps: readonly (Lamp | null)[]
}

/** The lights' history: months across, a line for each sign, loudest first. */
export interface Staff {
  readonly months: readonly string[]
  readonly lines: readonly StaffLine[]
}

/** The last `months` months of every light. */
export function staffOf(context: ChartContext, months: number): Staff {
  const rows = context
    .rows('warning_history')
    .flatMap((row) => (row.month === null ? [] : [{ ...row, month: row.month.slice(0, 10) }]))
  const shown = [...new Set(rows.map((row) => row.month))].sort().slice(-months)
  const lines = lightsOf(context).map((light): StaffLine => {
    const own = new Map(rows.filter((row) => row.sign === light.sign).map((row) => [row.month, row]))
    const lamps = shown.map((month): Lamp | null => {
      const row = own.get(month)
      return row ? { month, status: row.status as SignStatus, statistic: row.statistic, limit: row.limit } : null
    })
    return { light, lamps }
  })
  return { months: shown, lines }
}

/** How a light stood at the end of a month, in words: for the reading line and for those who listen. */
export function staffReading(context: ChartContext, line: StaffLine, month: string): string {
  const { format, t } = context
  const lamp = line.lamps.find((lamp) => lamp?.month === month) ?? null
  const measure = lamp && measureText(context, line.light.sign, lamp)
  return [
    t(signNames[line.light.sign]),
    format.month(month),
    t(lamp ? statusWords[lamp.status] : staffWords.notJudged),
    ...(measure ? [measure] : []),
  ].join(' · ')
}
