import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { Report } from '../../src/report/report.ts'
import { reportFile } from '../../src/report/report-file.ts'
import { shareReport, type ShareChoices } from '../../src/report/sharing/share.ts'
import { sharedNames } from '../../src/report/sharing/shared-names.ts'
import {
  parseSharedReport,
  SharedProblem,
  type SharedReport,
  type Threshold,
} from '../../src/report/sharing/shared-report.ts'
import { hostedPath } from '../../src/state/hosted-path.ts'
import { metricsOf } from '../../src/state/page-metrics.ts'
import { buildReportViewer } from '../report-viewer.ts'
import { Refusal } from './refusal.ts'

/** The options of `npm run report` that say what is shared; each needs `--share`. */
export const shareOptions = {
  threshold: { type: 'string' },
  'made-on': { type: 'string' },
  only: { type: 'string' },
  rename: { type: 'string', multiple: true },
  'leave-out': { type: 'string', multiple: true },
  html: { type: 'string' },
} as const

/** What was said with them. */
export interface ShareValues {
  readonly threshold?: string | undefined
  readonly 'made-on'?: string | undefined
  readonly only?: string | undefined
  readonly rename?: string[] | undefined
  readonly 'leave-out'?: string[] | undefined
}

const THRESHOLDS: readonly Threshold[] = [5, 10, 50]
const PAGES = ['health', 'customers', 'retention', 'value'] as const
const LONGEST_NAME = 200

/** A choice of what is shared that is sound in itself; names can be judged beside the report only. */
export interface Sharing {
  readonly choices: Pick<ShareChoices, 'madeOn' | 'threshold' | 'metrics'>
  readonly renames: readonly string[]
  readonly leftOut: readonly string[]
  /** After `#`; null: the file will not lie where the page is built from. */
  readonly link: string | null
  /** The report that stands where this one goes: what it hides stays hidden. */
  readonly before: SharedReport | null
}

/** Reads the options before anything is computed. Throws `Refusal`. */
export async function readSharing(values: ShareValues, out: string | undefined): Promise<Sharing> {
  const threshold = THRESHOLDS.find((one) => String(one) === (values.threshold ?? '10'))
  if (!threshold) throw new Refusal(`--threshold is 5, 10 or 50, not "${values.threshold}"`)
  const madeOn = values['made-on'] ?? today()
  if (!isDay(madeOn)) throw new Refusal(`--made-on is a day such as 2026-07-01, not "${madeOn}"`)
  const metrics = values.only === undefined ? undefined : values.only.split(',').flatMap(metricsNamed)
  return {
    choices: metrics ? { madeOn, threshold, metrics } : { madeOn, threshold },
    renames: values.rename ?? [],
    leftOut: values['leave-out'] ?? [],
    link: out === undefined ? null : linkTo(out),
    before: out === undefined ? null : await reportAt(out),
  }
}

/** The suppressed report; nothing else of a report may be written where it is to be shared. Throws `Refusal`. */
export async function share(report: Report, { choices, renames, leftOut, before }: Sharing): Promise<SharedReport> {
  const names = namesOf(sharedNames(report), renames, leftOut)
  const all = { ...choices, names, ...(before ? { before } : {}) }
  const shared: SharedReport = await shareReport(report, all)
  return parseSharedReport(JSON.parse(JSON.stringify(shared)))
}

/** What is published, for the person who does it. */
export function sayShared({ shared, asOf, ...report }: SharedReport, { link, before }: Sharing): string {
  const count = (value: number) => value.toLocaleString('en')
  const { customers, threshold, hidden, madeOn } = shared
  const names = sharedNames({ ...report, asOf })
  return [
    `shared: from ${customers === null ? 'an untold number of' : `about ${count(customers)}`} customers, as of ${asOf}, made on ${madeOn}`,
    `hidden: ${count(hidden)} figures (counts under ${threshold}, and what would give them away)`,
    `names in it: ${names.length > 0 ? names.join(', ') : 'none'}`,
    ...(before ? [`before it: the report of ${before.shared.madeOn}; what that hides stays hidden`] : []),
    link === null
      ? 'link: none; write it below public/, and there is one (--out public/reports/2026-q3.json)'
      : `link: ${link}`,
  ].join('\n')
}

/** The report as one file that opens from disk. */
export async function htmlOf(report: SharedReport): Promise<string> {
  return reportFile(report, await buildReportViewer())
}

function metricsNamed(name: string) {
  const page = PAGES.find((one) => one === name.trim())
  if (!page) throw new Refusal(`--only names pages of ${PAGES.join(', ')}, not "${name}"`)
  return metricsOf(page)
}

/** The link to a file that is published with the page: by its path below `public`, or `dist` where it is put after the build. */
function linkTo(out: string): string | null {
  const steps = resolve(out).split(sep)
  const root = Math.max(steps.lastIndexOf('public'), steps.lastIndexOf('dist'))
  if (root < 0) return null
  const path = relative(steps.slice(0, root + 1).join(sep), resolve(out)).replaceAll(sep, '/')
  if (hostedPath(path) === null)
    throw new Refusal(`no link can name ${path}: letters, digits, and . _ - between them are what a path may hold`)
  return `#report=${path}`
}

async function reportAt(path: string): Promise<SharedReport | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Refusal(`${path} cannot be read: ${error.code}`)
  })
  if (text === null) return null
  try {
    return parseSharedReport(JSON.parse(text))
  } catch (error) {
    const why =
      error instanceof SharedProblem && error.code === 'newer' ? 'a report of a newer Dangol' : 'no shared report'
    throw new Refusal(
      `${path} is there and is ${why}, so that what it tells cannot be weighed: put it elsewhere, or choose another --out`,
    )
  }
}

/** By name what it is called outside, null where it is left out. A name that is not there would be told under its own. */
function namesOf(
  known: readonly string[],
  renames: readonly string[],
  leftOut: readonly string[],
): Readonly<Record<string, string | null>> {
  const absent = (option: string, name: string) =>
    new Refusal(`${option} "${name}": no channel or category of the report has that name`)
  const names = new Map<string, string | null>()
  const say = (option: string, from: string, to: string | null) => {
    if (names.has(from)) throw new Refusal(`${option} "${from}": that name was dealt with before`)
    names.set(from, to)
  }
  for (const text of renames) {
    const from = known.find((name) => text.startsWith(`${name}=`))
    if (from === undefined) throw absent('--rename', text.split('=')[0]!)
    const to = text.slice(from.length + 1).trim()
    if (to === '' || to.length > LONGEST_NAME) throw new Refusal(`--rename "${text}": say it as "name=new name"`)
    say('--rename', from, to)
  }
  for (const name of leftOut) {
    if (!known.includes(name)) throw absent('--leave-out', name)
    say('--leave-out', name, null)
  }
  const outside = known.flatMap((name) => (names.has(name) ? (names.get(name) ?? []) : name))
  const twice = outside.find((name, place) => outside.indexOf(name) !== place)
  if (twice !== undefined) throw new Refusal(`--rename: two names would be "${twice}"`)
  return Object.fromEntries(names)
}

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** By the clock on the wall, as a person would write it. */
function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
