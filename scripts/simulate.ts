import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { outcomes, type Outcome } from './simulate/outcomes.ts'
import { markdown, tally } from './simulate/table.ts'

const USAGE = 'npm run simulate -- [--seeds 1-200] [--size 300]… [--jobs 2]'

/**
 * Judges healthy and faulty shops as the page would, and prints how many alarms were false and how many faults found.
 * Status 0; 1 where a mark is missed: at most 5% false alarms a light and size, at least 80% of faults found.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '1-200' },
      size: { type: 'string', multiple: true, default: ['300', '3000'] },
      jobs: { type: 'string', default: String(availableParallelism()) },
      part: { type: 'string' },
    },
  })
  const range = /^(\d+)-(\d+)$/.exec(values.seeds)
  if (!range) throw new Error(USAGE)
  const [from, to] = [Number(range[1]), Number(range[2])]
  const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const sizes = values.size.map(Number)
  if (values.part !== undefined) return send(sizes, seeds, values.part)
  const began = Date.now()
  const found = await collect(args, Number(values.jobs), sizes.length * seeds.length)
  const tallies = tally(found)
  console.log(markdown(tallies))
  console.error(`${found.length} shops in ${Math.round((Date.now() - began) / 1000)} s`)
  const isMet = tallies.every(
    ({ falseAlarms, found: planted }) =>
      falseAlarms.count <= 0.05 * falseAlarms.of && planted.count >= 0.8 * planted.of,
  )
  return isMet ? 0 : 1
}

/** In a child process: every so-manieth seed, each outcome sent as soon as it is there. */
async function send(sizes: readonly number[], seeds: readonly number[], part: string): Promise<number> {
  const [own, jobs] = part.split('/').map(Number) as [number, number]
  for await (const outcome of outcomes(
    sizes,
    seeds.filter((seed) => seed % jobs === own),
  ))
    process.send!(outcome)
  process.disconnect()
  return 0
}

/** Shares the seeds among child processes, since each shop keeps one core busy. */
async function collect(args: readonly string[], jobs: number, pairs: number): Promise<Outcome[]> {
  const found: Outcome[] = []
  const parts = Array.from({ length: jobs }, (_, part) => {
    const child = fork(process.argv[1]!, ['simulate', ...args, '--part', `${part}/${jobs}`])
    child.on('message', (outcome) => {
      found.push(outcome as Outcome)
      const healthy = found.filter((one) => one.healthy).length
      if ((outcome as Outcome).healthy && healthy % 20 === 0) console.error(`${healthy} of ${pairs} sizes and seeds`)
    })
    return new Promise<void>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a part ended with status ${code}`))))
    })
  })
  await Promise.all(parts)
  return found
}
