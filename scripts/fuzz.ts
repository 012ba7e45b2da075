import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openWasmInNode } from '../src/engine/duckdb-wasm-node.ts'
import { FuzzCases } from '../tests/support/fuzz-cases.ts'
import { FuzzJudge } from '../tests/support/fuzz-judge.ts'
import { fuzzSeeds } from '../tests/support/fuzz-seeds.ts'
import { judgeShared, sharedSeeds, SLOWEST } from '../tests/support/fuzz-shared.ts'
import { judged, type Told } from './fuzz/runner.ts'
import { fuzzTable } from './fuzz/table.ts'

const USAGE =
  'npm run fuzz -- [--cases 30000] [--seed 1] [--kind parquet] [--from 0] [--loads 0.02] [--keep 1234], or --links [--cases 100000] [--seed 1] [--from 0]'

/**
 * Reads broken files of every kind, and prints what became of them: a table of kinds. Each is named by seed and index, and
 * `--keep` writes the one of an index as `fuzz-<seed>-<index>`. Status 0; 1 where a reader failed, with the seed and the
 * index on stderr. With `--links`, links and reports that were shared instead of files.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: '30000' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      loads: { type: 'string', default: '0.02' },
      kind: { type: 'string' },
      keep: { type: 'string' },
      part: { type: 'boolean' },
      links: { type: 'boolean' },
    },
  })
  const [seed, from, count, loads] = [values.seed, values.from, values.cases, values.loads].map(Number) as [number, number, number, number] // prettier-ignore
  if (values.links) return fuzzLinks(seed, from, count)
  const cases = new FuzzCases(await fuzzSeeds())
  if (![seed, from, count, loads].every(Number.isFinite) || (values.kind && !cases.kinds.includes(values.kind))) {
    console.error(`${USAGE}\nkinds: ${cases.kinds.join(', ')}`)
    return 2
  }
  if (values.keep !== undefined) {
    const { name, bytes, opening } = cases.make(seed, Number(values.keep))
    await writeFile(`fuzz-${seed}-${values.keep}`, bytes)
    console.log(`fuzz-${seed}-${values.keep}: ${name}, ${bytes.length} bytes, ${JSON.stringify(opening)}`)
    return 0
  }
  if (values.part) return runPart(cases, { seed, from, count, loads, kind: values.kind })
  const told: Told[] = []
  await judged(args, from, count, (one) => {
    told.push(one)
    if (one.failure !== null) console.error(`seed ${seed}, index ${one.index} (${one.name}): ${one.failure}`)
    if (told.length % 1000 === 0) console.error(`${told.length} files`)
  })
  console.log(fuzzTable(told))
  return told.some(({ failure }) => failure !== null) ? 1 : 0
}

/** Reads broken links and reports, and prints what became of them by how they were broken. */
async function fuzzLinks(seed: number, from: number, count: number): Promise<number> {
  const seeds = await sharedSeeds()
  const told = new Map<string, number>()
  let [slowest, memory] = [0, 0]
  for (let index = from; index < from + count; index++) {
    const { name, outcome, milliseconds } = await judgeShared(seeds, seed, index)
    told.set(`${name}: ${outcome}`, (told.get(`${name}: ${outcome}`) ?? 0) + 1)
    slowest = Math.max(slowest, milliseconds)
    if (index % 1000 === 0) memory = Math.max(memory, process.memoryUsage().rss)
    if (milliseconds > SLOWEST) console.error(`seed ${seed}, index ${index} (${name}): ${Math.round(milliseconds)} ms`)
  }
  for (const [what, times] of [...told].sort()) console.log(`${what} ${times}`)
  console.log(
    `${count} links and reports, slowest ${Math.round(slowest)} ms, memory at most ${Math.round(memory / 1e6)} MB`,
  )
  return slowest > SLOWEST ? 1 : 0
}

/** Judges cases in this process and tells the parent of each; ends at a failure, which may have left anything behind. */
async function runPart(
  cases: FuzzCases,
  {
    seed,
    from,
    count,
    loads,
    kind,
  }: { seed: number; from: number; count: number; loads: number; kind: string | undefined },
): Promise<number> {
  const judge = new FuzzJudge(loads > 0 ? await openWasmInNode() : null)
  const tell = (told: Told) => new Promise<void>((resolve) => process.send!(told, () => resolve()))
  let index = from
  for (let done = 0; done < count; index++) {
    if (kind && cases.kindOf(seed, index) !== kind) continue
    const fuzz = cases.make(seed, index)
    const base = { index, kind: fuzz.kind, name: fuzz.name, next: index + 1 }
    done++
    try {
      const verdict = await judge.judge(fuzz, fuzz.dice.chance(loads))
      await tell({ ...base, verdict, failure: null, rss: judge.memory, parquet: judge.parquetMemory })
    } catch (error) {
      const failure = error instanceof Error ? `${error.stack}${error.cause ? `\n${String((error.cause as Error).stack ?? error.cause)}` : ''}` : String(error) // prettier-ignore
      await tell({ ...base, verdict: null, failure, rss: 0, parquet: 0 })
      process.exit(3)
    }
  }
  process.exit(0)
}
