import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'
import { FuzzCases } from '../support/fuzz-cases.ts'
import { FuzzJudge } from '../support/fuzz-judge.ts'
import { Dice } from '../support/mutations.ts'
import { fuzzSeeds } from '../support/fuzz-seeds.ts'

const SEED = 20261126
const FILES = 2_000
const LOADS = 0.012

let cases: FuzzCases
let database: Database
let judge: FuzzJudge
beforeAll(async () => {
  cases = new FuzzCases(await fuzzSeeds())
  database = await openWasmInNode()
  judge = new FuzzJudge(database)
})
afterAll(async () => {
  judge.close()
  await database.close()
})

test(`${FILES} broken files of every kind are read or refused, and change nothing`, { timeout: 300_000 }, async () => {
  const outcomes = new Map<string, number>()
  const kinds = new Map<string, number>()
  for (let index = 0; index < FILES; index++) {
    const fuzz = cases.make(SEED, index)
    const { outcome, load } = await judge.judge(fuzz, fuzz.dice.chance(LOADS)).catch((cause: unknown) => {
      throw new Error(`npm run fuzz -- --seed ${SEED} --from ${index} --cases 1 (${fuzz.name})`, { cause })
    })
    for (const key of [outcome, `load ${load}`]) outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
    kinds.set(fuzz.kind, (kinds.get(fuzz.kind) ?? 0) + 1)
  }
  // Broken too little, or too much, the files would show nothing.
  expect(outcomes.get('read')).toBeGreaterThan(FILES / 3)
  expect(outcomes.get('read')).toBeLessThan(FILES * 0.8)
  expect(outcomes.size).toBeGreaterThan(20)
  expect(outcomes.get('load loaded')).toBeGreaterThan((FILES * LOADS) / 5)
  expect([...kinds.values()].every((count) => count > FILES / 100 || count < 15)).toBe(true)
  expect(kinds.size).toBe(cases.kinds.length)
})

test('the good files are read still', async () => {
  const refused = ['zst-dictionary.zst', 'zst-window-28.zst', 'arrow-file-old.feather', ...['no-columns', 'no-groups', 'no-rows'].map((name) => `parquet-${name}.parquet`)] // prettier-ignore
  for (const { kind, name, bytes, password, isSlow } of await fuzzSeeds()) {
    if (isSlow) continue
    const file = {
      seed: SEED,
      index: -1,
      dice: new Dice(SEED),
      kind,
      name: `${kind}-${name}`,
      bytes: bytes.slice(),
      opening: password ? { password } : {},
    }
    const { outcome } = await judge.judge(file, false)
    expect([file.name, outcome === 'read']).toEqual([file.name, !refused.includes(file.name)])
  }
})
