import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as portable from '../../src/statistics/portable.ts'
import { Random } from '../../src/statistics/random.ts'

const names = ['exp', 'log', 'log1p', 'expm1'] as const
type Name = (typeof names)[number]

/** Where each function is asked, with the whole range and what lies around its seams. */
const draws: Readonly<Record<Name, (random: Random) => number>> = {
  exp: (random) => random.pick([random.uniform() * 1500 - 760, random.uniform() * 4 - 2, random.uniform() * 1e-8]),
  log: (random) => random.pick([random.uniform() * 1e3, random.uniform() * 1e-310, 1 + random.uniform() * 1e-7, 1e300 * random.uniform()]),
  log1p: (random) => random.pick([random.uniform() * 1e3 - 1, random.uniform() * 2 - 1, random.uniform() * 1e-9, 1e17 * random.uniform()]),
  expm1: (random) => random.pick([random.uniform() * 800 - 60, random.uniform() * 4 - 2, random.uniform() * 1e-9 - 5e-10]),
} // prettier-ignore

const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)

/** One number for the bits of many. */
function fingerprint(values: readonly number[]): number {
  return values.reduce((sum, value) => {
    bits[0] = value
    return (Math.imul(sum, 31) + words[0]! + Math.imul(words[1]!, 17)) >>> 0
  }, 0)
}

const drawn = (name: Name) => {
  const random = new Random(7, names.indexOf(name))
  return Array.from({ length: 40_000 }, () => draws[name](random))
}

describe('the same bits everywhere', () => {
  // From the C library of which these are ports, as Node 20 builds it in.
  test.each<[Name, number]>([
    ['exp', 707976857],
    ['log', 248522512],
    ['log1p', 3590328080],
    ['expm1', 256072042],
  ])('%s', (name, expected) => {
    expect(fingerprint(drawn(name).map((x) => portable[name](x)))).toBe(expected)
  })

  test.each(names)('%s is the platform’s to the last bit or two', (name) => {
    for (const x of drawn(name)) {
      const [ours, theirs] = [portable[name](x), Math[name](x)]
      if (ours !== theirs) expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(Math.abs(theirs) * 4.5e-16 + 5e-324)
    }
  })

  test.each<[Name, number, number]>([
    ['exp', Infinity, Infinity], ['exp', -Infinity, 0], ['exp', 0, 1], ['exp', 710, Infinity], ['exp', -746, 0], ['exp', NaN, NaN],
    ['log', 0, -Infinity], ['log', -1, NaN], ['log', Infinity, Infinity], ['log', 1, 0], ['log', NaN, NaN],
    ['log1p', -1, -Infinity], ['log1p', -2, NaN], ['log1p', Infinity, Infinity], ['log1p', 0, 0], ['log1p', NaN, NaN],
    ['expm1', Infinity, Infinity], ['expm1', -Infinity, -1], ['expm1', 0, 0], ['expm1', 709.5, Math.expm1(709.5)], ['expm1', NaN, NaN],
  ])('%s(%d) = %d', (name, x, expected) => expect(portable[name](x)).toBe(expected)) // prettier-ignore
})

test('nothing that reaches a report asks the platform for them', () => {
  const floors = ['statistics', 'metrics', 'report', 'models'].map((floor) =>
    resolve(import.meta.dirname, '../../src', floor),
  )
  const files = floors.flatMap((floor) =>
    readdirSync(floor, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('portable.ts'))
      .map((name) => join(floor, name)),
  ) // prettier-ignore
  expect(files.length).toBeGreaterThan(100)
  const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  const asks = /Math\.(?!abs|ceil|floor|max|min|round|sign|sqrt|trunc|imul|PI|fround|clz32)\w+|\*\*/
  expect(files.filter((file) => asks.test(code(readFileSync(file, 'utf8'))))).toEqual([])
})
