import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { purchaseModels } from '../../src/metrics/prediction/fits.ts'
import { forecasting, forecastSpend, GroupSum } from '../../src/metrics/prediction/forecast.ts'
import { mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import { fitPurchases, fitSpending } from '../../src/statistics/fit-models.ts'
import { gammaGamma } from '../../src/statistics/gamma-gamma.ts'
import type { Fit } from '../../src/statistics/maximum-likelihood.ts'
import { finish } from '../../src/statistics/steps.ts'
import { cdnowShop, simulatedShop, type BenchShop } from './buyers.ts'

/** How many simulated customers, over how many years. */
const CUSTOMERS = 1_000_000
const WEEKS = 3 * 52

const CDNOW = '../shared/reference/cdnow_master.csv'

/** After so many seconds another program's fit is given up. */
const PATIENCE = 300

interface TimedFit {
  readonly id: string
  readonly fit: Fit
  readonly seconds: number
}

/** Fits the models of predicted value and predicts with them, as the worker does, and beside the Python package lifetimes. */
export function benchModels(runs: number): void {
  const shop = simulatedShop({
    model: mbgNbd,
    purchases: [0.52, 6.2, 0.89, 1.6],
    spend: [6.25, 3.74, 15.4],
    customers: CUSTOMERS,
    weeks: WEEKS,
  })
  const fits = fitAll(shop, runs)
  const predicting = best(runs, () => predict(shop, fits)).seconds
  const small = existsSync(CDNOW) ? cdnowShop(readFileSync(CDNOW, 'utf8')) : null
  const smallFits = small && fitAll(small, runs)

  console.log(`models: best of ${runs}, in this process; seconds of the processor\n`)
  console.log('| work | customers | distinct histories | seconds | mark |\n|---|---|---|---|---|')
  const line = (work: string, of: BenchShop, seconds: number, mark: number) => {
    const counts = [of.buyers.x.length, of.histories.n.length].map((count) => count.toLocaleString('en'))
    console.log(`| ${[work, ...counts, seconds.toFixed(2), `under ${mark}`].join(' | ')} |`)
  }
  const usual = fits.filter(({ id }) => id === mbgNbd.id || id === gammaGamma.id)
  line('MBG/NBD and Gamma–Gamma', shop, total(usual), 5)
  line('all four models', shop, total(fits), 30)
  line('predictions, one by one, and their sum', shop, predicting, 2)
  if (small) line('all four models (CDNOW)', small, total(smallFits!), 2)

  console.log(
    '\n| customers | model | here (s) | lifetimes (s) | ratio | log-likelihood, here − lifetimes |\n|---|---|---|---|---|---|',
  )
  if (small) compare(small, smallFits!)
  compare(shop, fits)
}

function fitAll({ histories, spending }: BenchShop, runs: number): TimedFit[] {
  return [
    ...purchaseModels.map((model) => ({ id: model.id, ...best(runs, () => fitPurchases(model, histories)) })),
    { id: gammaGamma.id, ...best(runs, () => fitSpending(spending)) },
  ].map(({ id, result, seconds }) => ({ id, fit: result, seconds }))
}

function predict({ buyers }: BenchShop, fits: readonly TimedFit[]) {
  const fitOf = (id: string) => fits.find((each) => each.id === id)!.fit
  const expected = finish(forecasting(mbgNbd, fitOf(mbgNbd.id), buyers, { months: 12, discountRate: 0.1 }))
  const sum = new GroupSum(expected, forecastSpend(fitOf(gammaGamma.id), buyers))
  for (let at = 0; at < buyers.x.length; at++) sum.add(at)
  return sum.result()
}

/** The last result, and the least processor time of so many: what else runs on the machine does not count. */
function best<T>(runs: number, work: () => T): { readonly result: T; readonly seconds: number } {
  for (let run = 1, shortest = Infinity; ; run++) {
    const start = process.cpuUsage()
    const result = work()
    const { user, system } = process.cpuUsage(start)
    shortest = Math.min(shortest, (user + system) / 1e6)
    if (run >= runs) return { result, seconds: shortest }
  }
}

function total(fits: readonly TimedFit[]): number {
  return fits.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** Has lifetimes fit the same histories, distinct ones with their counts. */
function compare({ buyers, histories, spending }: BenchShop, fits: readonly TimedFit[]): void {
  mkdirSync('.bench', { recursive: true })
  write('.bench/histories.csv', [histories.x, histories.tx, histories.T, histories.n])
  write('.bench/spending.csv', [spending.x, spending.m, spending.n])
  for (const { id, fit, seconds } of fits) {
    const model = purchaseModels.find((each) => each.id === id)
    const theirs = inPython(id, model ? '.bench/histories.csv' : '.bench/spending.csv')
    const cells = [buyers.x.length.toLocaleString('en'), id, seconds.toFixed(2)]
    if (typeof theirs === 'string') cells.push(theirs, '', '')
    else {
      const { estimates } = theirs
      const likelihood = model
        ? model.logLikelihood(estimates, histories)
        : gammaGamma.logLikelihood(estimates, spending)
      const gained = (fit.logLikelihood - likelihood).toFixed(3)
      cells.push(theirs.seconds.toFixed(2), (seconds / theirs.seconds).toFixed(3), gained)
    }
    console.log(`| ${cells.join(' | ')} |`)
  }
}

function write(path: string, columns: readonly Float64Array[]): void {
  const lines = Array.from(columns[0]!, (_, at) => columns.map((column) => column[at]).join())
  writeFileSync(path, lines.join('\n'))
}

/** What Python makes of a file, or why there is nothing. `PYTHON` names the interpreter. */
function inPython(model: string, path: string): { readonly seconds: number; readonly estimates: number[] } | string {
  const run = spawnSync(process.env['PYTHON'] ?? 'python3', ['scripts/bench/reference.py', model, path], {
    encoding: 'utf8',
    timeout: PATIENCE * 1000,
  })
  if (run.status === 0) return JSON.parse(run.stdout.trim().split('\n').at(-1)!)
  if (run.status === null && run.signal) return `over ${PATIENCE}`
  return run.status === 3 || run.error ? 'not installed' : 'does not converge'
}
