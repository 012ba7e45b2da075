import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Report } from '../../src/report/report.ts'
import { packSnapshot, unpackSnapshot } from '../../src/report/sharing/link.ts'
import { shareReport } from '../../src/report/sharing/share.ts'
import { parseSharedReport, SharedProblem, type SharedReport } from '../../src/report/sharing/shared-report.ts'
import { Dice, mutateBytes } from './mutations.ts'

/** Longer than this for one link is a hang. */
export const SLOWEST = 200

/** Good reports and their links, which are broken. */
export interface SharedSeeds {
  readonly reports: readonly SharedReport[]
  readonly links: readonly string[]
}

/** A small report, which is quick to read, and a page of the sample's. */
export async function sharedSeeds(): Promise<SharedSeeds> {
  const path = resolve(import.meta.dirname, '../../sample-data/report.json')
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report
  const choices = { madeOn: '2026-07-01', threshold: 10 } as const
  const small = ['overview', 'lifecycle', 'rfm_segments', 'repeat_rate', 'customer_equity', 'warning_signs'] as const
  const whole = await shareReport(report, choices)
  const only = (ids: readonly string[]) => ({
    ...whole,
    metrics: Object.fromEntries(Object.entries(whole.metrics).filter(([id]) => ids.includes(id))) as Report['metrics'],
  })
  const reports = [only(small), only(['overview', 'customers_monthly', 'acquisition_cost', 'alive_grid'])]
  return { reports, links: await Promise.all(reports.map((each) => packSnapshot(each))) }
}

/** What became of one broken link or report. */
export interface SharedVerdict {
  readonly name: string
  readonly outcome: 'read' | SharedProblem['code']
  readonly milliseconds: number
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const ODD = [
  0, -0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 31, 5000, 5001, 1e9, 'NaN', 'Infinity', '-1', '1e9', '', '9'.repeat(400),
  null, true, false, [], {}, [[]], '<script>alert(1)</script>', '__proto__', 'constructor', 'toString', '\u0000', '\ud800',
  'dangol.report/2', 'dangol.report/1', '2026-02-30', '9999-12-31', '-000001-01-01',
] as const // prettier-ignore

/**
 * Reads one broken link or report, the same for the same seed and index. Throws where anything but a report that passes the
 * check, or a `SharedProblem`, comes of it.
 */
export async function judgeShared(seeds: SharedSeeds, seed: number, index: number): Promise<SharedVerdict> {
  const dice = new Dice(seed * 1_000_003 + index)
  const [name, read] = broken(seeds, dice)
  const start = process.cpuUsage()
  let outcome: SharedVerdict['outcome']
  try {
    const report = await read()
    outcome = 'read'
    parseSharedReport(JSON.parse(JSON.stringify(report)))
  } catch (error) {
    if (!(error instanceof SharedProblem)) throw new Error(`seed ${seed}, index ${index} (${name})`, { cause: error })
    outcome = error.code
  }
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {})
    throw new Error(`seed ${seed}, index ${index} (${name}): the prototype of all was added to`)
  const { user, system } = process.cpuUsage(start)
  return { name, outcome, milliseconds: (user + system) / 1000 }
}

function broken({ reports, links }: SharedSeeds, dice: Dice): [string, () => unknown] {
  const at = dice.below(links.length)
  const [link, report] = [links[at]!, reports[at]!]
  const packed = () => JSON.parse(inflateRawSync(Buffer.from(link.slice(2), 'base64url')).toString()) as unknown
  const repack = (value: string | Buffer) => `1.${deflateRawSync(value).toString('base64url')}`
  // Deep ones and bombs are slow to make, and much alike.
  switch (dice.chance(0.02) ? dice.pick([5, 6]) : dice.pick([0, 1, 2, 3, 4, 7, 8, 8])) {
    case 0:
      return ['letters', () => unpackSnapshot(letters(link, dice))]
    case 1: {
      const bytes = mutateBytes(
        Buffer.from(link.slice(2), 'base64url'),
        dice,
        Buffer.from(links[0]!.slice(2), 'base64url'),
      )
      return ['packed bytes', () => unpackSnapshot(`1.${Buffer.from(bytes).toString('base64url')}`)]
    }
    case 2: {
      const text = Buffer.from(JSON.stringify(packed()))
      return ['text inside', () => unpackSnapshot(repack(Buffer.from(mutateBytes(text, dice, text))))]
    }
    case 3:
    case 4:
      return ['values inside', () => unpackSnapshot(repack(JSON.stringify(changed(packed(), dice))))]
    case 5: {
      const depth = 10 ** (1 + dice.below(5))
      const open = dice.pick(['[', '{"a":', '[{"__proto__":'])
      return ['deep', () => unpackSnapshot(repack(open.repeat(depth)))]
    }
    case 6: {
      const size = 100_000 * (1 + dice.below(40))
      return [
        'bomb',
        () => unpackSnapshot(repack(dice.chance(0.5) ? Buffer.alloc(size) : `[{},[${'0,'.repeat(size / 2)}0]]`)),
      ]
    }
    case 7:
      return [
        'version',
        () => unpackSnapshot(`${dice.pick(['0', '2', '999', '01', '1.1', '', '-1', '1000'])}${link.slice(1)}`),
      ]
    default: {
      const value = JSON.parse(JSON.stringify(report)) as unknown
      return ['report', () => parseSharedReport(changed(value, dice))]
    }
  }
}

function letters(link: string, dice: Dice): string {
  const at = dice.below(link.length)
  const other = dice.below(link.length)
  switch (dice.below(6)) {
    case 0:
      return link.slice(0, at)
    case 1:
      return link.slice(0, at) + dice.pick([...LETTERS]) + link.slice(at + 1)
    case 2:
      return link.slice(0, at) + dice.pick(['%', '=', '+', '/', ' ', '\n', '\u0000', '가', '.', '<']) + link.slice(at)
    case 3:
      return link.slice(0, at) + link.slice(other)
    case 4:
      return link + link.slice(at).repeat(1 + dice.below(3))
    default:
      return (
        link.slice(0, at) + (link[other] ?? '') + link.slice(at + 1, other) + (link[at] ?? '') + link.slice(other + 1)
      )
  }
}

/** A value of JSON with one or two of what is in it put in place by something else, left out, doubled or named otherwise. */
function changed(value: unknown, dice: Dice): unknown {
  for (let times = 1 + dice.below(2); times > 0; times--) {
    let place = value as Record<string, unknown>
    while (typeof place === 'object' && place !== null) {
      const keys = Object.keys(place)
      const key = keys.length > 0 ? dice.pick(keys) : '0'
      const inside = place[key]
      if (typeof inside === 'object' && inside !== null && dice.chance(0.85)) {
        place = inside as Record<string, unknown>
        continue
      }
      const act = dice.below(6)
      if (act === 0) delete place[key]
      else if (act === 1)
        Object.defineProperty(place, dice.pick(['__proto__', 'constructor', 'prototype', 'x']), { value: { polluted: true }, enumerable: true, configurable: true, writable: true }) // prettier-ignore
      else if (act === 2 && Array.isArray(place)) place.push(structuredClone(inside), structuredClone(dice.pick(ODD)))
      else if (act === 3 && typeof inside === 'number') place[key] = inside * dice.pick([-1, 1e3, 1e300, 0.3])
      else place[key] = structuredClone(dice.pick(ODD))
      break
    }
  }
  return value
}
