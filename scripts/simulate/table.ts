import type { Sign } from '../../src/metrics/signs/sign.ts'
import { faults, plantings, type Fault } from './faults.ts'
import type { Outcome } from './outcomes.ts'

/** How many of how many. */
export interface Share {
  readonly count: number
  readonly of: number
}

/** One light at one size: alarms and watches about healthy shops, and how often its fault was found in time. */
export interface LightTally {
  readonly sign: Sign
  readonly fault: Fault
  readonly size: number
  readonly falseAlarms: Share
  readonly watches: Share
  readonly found: Share
}

/** Counts the outcomes by light and size. */
export function tally(outcomes: readonly Outcome[]): LightTally[] {
  const sizes = [...new Set(outcomes.map(({ size }) => size))].sort((a, b) => a - b)
  return sizes.flatMap((size) => {
    const own = outcomes.filter((outcome) => outcome.size === size)
    const healthy = own.flatMap((outcome) => outcome.healthy ?? [])
    return faults.map((fault) => {
      const { sign } = plantings[fault]
      const said = healthy.map((last) => last[sign])
      const planted = own.flatMap(({ found }) => found[fault] ?? [])
      return {
        sign,
        fault,
        size,
        falseAlarms: share(said.map((status) => status === 'alarm')),
        watches: share(said.map((status) => status === 'watch')),
        found: share(planted),
      }
    })
  })
}

function share(hits: readonly boolean[]): Share {
  return { count: hits.filter(Boolean).length, of: hits.length }
}

/** The tallies as a table in Markdown: a light and planted fault a line, sizes side by side. */
export function markdown(tallies: readonly LightTally[]): string {
  const sizes = [...new Set(tallies.map(({ size }) => size))]
  const title = (words: string) => sizes.map((size) => `${words}, ${size.toLocaleString('en')} a month`)
  const lines = [
    ['light', 'planted fault', 'found within', ...title('false alarms'), ...title('watches'), ...title('found')],
    ...faults.map((fault) => {
      const { sign, name, periods } = plantings[fault]
      const own = tallies.filter((line) => line.fault === fault)
      const cells = (key: 'falseAlarms' | 'watches' | 'found') =>
        own.map((line) => `${line[key].count} of ${line[key].of}`)
      return [`\`${sign}\``, name, periods, ...cells('falseAlarms'), ...cells('watches'), ...cells('found')]
    }),
  ]
  const [head, ...body] = lines.map((cells) => `| ${cells.join(' | ')} |`)
  return [head, `|${' --- |'.repeat(lines[0]!.length)}`, ...body].join('\n')
}
