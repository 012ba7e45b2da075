import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { outcomes, type Outcome } from './simulate/outcomes.ts'
import { recoveries, recoveryTable, tallyRecoveries, type Recovery } from './simulate/recovery.ts'
import { markdown, tally } from './simulate/table.ts'

const USAGE = 'npm run simulate -- [--what lights|parameters]… [--seeds 1-200] [--size 300]… [--jobs 2]'

/** What is tried on simulated data: one outcome after the other, and what they come to. */
interface Trial<T> {
  readonly seeds: string
  readonly sizes: readonly string[]
  run(sizes: readonly number[], seeds: readonly number[]): AsyncIterable<T> | Iterable<T>
  table(found: readonly T[]): string
  isMet(found: readonly T[]): boolean
}

/** Healthy and faulty shops, judged as the page would; a size is new customers a month. */
const lights: Trial<Outcome> = {
  seeds: '1-200',
  sizes: ['300', '3000'],
  run: outcomes,
  table: (found) => markdown(tally(found)),
  isMet: (found) =>
    tally(found).every(
      ({ falseAlarms, found: planted }) =>
        falseAlarms.count <= 0.05 * falseAlarms.of && planted.count >= 0.8 * planted.of,
    ),
}

/** The models of predicted value, fitted to customers whose parameters are known; a size is customers. */
const parameters: Trial<Recovery> = {
  seeds: '1-100',
  sizes: ['10000'],
  run: function* (sizes, seeds) {
    for (const size of sizes) yield* recoveries(size, seeds)
  },
  table: (found) => recoveryTable(tallyRecoveries(found)),
  isMet: (found) => tallyRecoveries(found).every(({ within, of }) => within >= 0.88 * of),
}

const trials: Readonly<Record<string, Trial<unknown>>> = { lights, parameters }

/**
 * Prints how many alarms of the lights were false and how many faults they found, and how often the models find the parameters
 * of their own data. Status 0; 1 where a mark is missed: at most 5% false alarms a light and size, at least 80% of faults
 * found, and each parameter within two standard errors for at least 88% of the seeds.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      what: { type: 'string', multiple: true, default: Object.keys(trials) },
      seeds: { type: 'string' },
      size: { type: 'string', multiple: true },
      jobs: { type: 'string', default: String(availableParallelism()) },
      part: { type: 'string' },
    },
  })
  let isMet = true
  for (const what of values.what) {
    const trial = trials[what]
    const range = /^(\d+)-(\d+)$/.exec(values.seeds ?? trial?.seeds ?? '')
    if (!trial || !range) throw new Error(USAGE)
    const sizes = values.size ?? trial.sizes
    if (values.part !== undefined) return send(trial, sizes.map(Number), seedsOf(range), values.part)
    const began = Date.now()
    const own = ['--what', what, '--seeds', range[0], ...sizes.flatMap((size) => ['--size', size])]
    const found = await collect(own, Number(values.jobs))
    console.log(`${trial.table(found)}\n`)
    console.error(`${what}: ${found.length} outcomes in ${Math.round((Date.now() - began) / 1000)} s`)
    isMet = trial.isMet(found) && isMet
  }
  return isMet ? 0 : 1
}

function seedsOf([, first, last]: readonly string[]): number[] {
  const [from, to] = [Number(first), Number(last)]
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** In a child process: every so-manieth seed, each outcome sent as soon as it is there. */
async function send(
  trial: Trial<unknown>,
  sizes: readonly number[],
  seeds: readonly number[],
  part: string,
): Promise<number> {
  const [own, jobs] = part.split('/').map(Number) as [number, number]
  for await (const outcome of trial.run(
    sizes,
    seeds.filter((seed) => seed % jobs === own),
  ))
    await new Promise((resolve) => process.send!(outcome, undefined, undefined, resolve))
  process.disconnect()
  return 0
}

/** Shares the seeds among child processes, since each outcome keeps one core busy. */
async function collect(args: readonly string[], jobs: number): Promise<unknown[]> {
  const found: unknown[] = []
  const parts = Array.from({ length: jobs }, (_, part) => {
    const child = fork(process.argv[1]!, ['simulate', ...args, '--part', `${part}/${jobs}`])
    child.on('message', (outcome) => {
      found.push(outcome)
      if (found.length % 100 === 0) console.error(`${found.length} outcomes`)
    })
    return new Promise<void>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a part ended with status ${code}`))))
    })
  })
  await Promise.all(parts)
  return found
}
