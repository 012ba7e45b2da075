import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ColumnTable, Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { ModelGraph } from '../../src/engine/model-graph.ts'
import { computeMetric, prepareMetric } from '../../src/metrics/compute.ts'
import { conclude } from '../../src/metrics/conclusions.ts'
import {
  questionsOf,
  studyMetric,
  type AnyMetric,
  type AnyStudy,
  type ColumnStudy,
  type Study,
} from '../../src/metrics/metric.ts'
import { defaultSettings, type Settings } from '../../src/metrics/settings.ts'

/** What was asked and concluded, in order. */
let log: string[]

const totals: Study<number, 'sum', readonly [], 'churn_quantile'> = {
  name: 'totals',
  questions: { sum: 'select sum(amount) as total from sales_by_day' },
  reads: ['churn_quantile'],
  conclude: ({ sum }, { settings }) => {
    log.push(`totals ${Object.keys(settings).join()}`)
    return Number(sum[0]!['total']) * settings.churn_quantile
  },
}

const recent: ColumnStudy<string, 'days' | 'costs', readonly [number], 'horizon_months'> = {
  name: 'recent',
  ask: 'columns',
  questions: {
    days: 'select amount from sales_by_day where day < (select as_of from parameters) order by day',
    costs: 'select amount from costs',
  },
  requires: { costs: ['orders.cost'] },
  uses: [totals],
  reads: ['horizon_months'],
  conclude: async ({ days, costs }, { settings }, [total], { pause, progress }) => {
    log.push('recent')
    await pause()
    progress(0.5)
    const amounts = [...(days.columns['amount'] as Float64Array)].join()
    return `${amounts} of ${total} in ${settings.horizon_months}, ${costs.length} costs`
  },
}

const metricOf = (id: string, study: AnyStudy): AnyMetric =>
  studyMetric({
    id,
    study,
    needs: [],
    columns: { found: 'string' },
    key: ['found'],
    rows: (found) => [{ found: String(found) }],
  })
const [total, now] = [metricOf('total', totals), metricOf('now', recent)]

const settings: Settings = { as_of: '2026-01-03', ...defaultSettings, churn_quantile: 0.5 }

let native: NodeDatabase
let database: Database
let graph: ModelGraph

beforeEach(async () => {
  log = []
  native = await NodeDatabase.open({ threads: 1 })
  database = new Proxy(native, {
    get: (target, name: 'query') => {
      const method = target[name] as unknown
      if (typeof method !== 'function') return method
      if (name.startsWith('query')) log.push(name)
      return method.bind(target) as unknown
    },
  })
  await native.execute('create table sales (day date, amount double)')
  await native.execute('create table costs (amount double)')
  await native.execute('create table parameters (as_of date)')
  await native.execute(`insert into parameters values ('2026-01-03')`)
  await native.execute(`insert into sales values ('2026-01-01', 1), ('2026-01-02', 2), ('2026-01-03', 4)`)
  const model = { name: 'sales_by_day', kind: 'view', sql: 'select day, amount from sales' } as const
  graph = await ModelGraph.create(native, [model], questionsOf(now, null))
})
afterEach(() => native.close())

async function answer(metric: AnyMetric, given: Partial<Settings> = {}, columns: readonly string[] = []) {
  await prepareMetric(database, graph, metric, columns)
  log = []
  const rows = await computeMetric(database, metric, { ...settings, ...given }, { graph, columns })
  return rows[0]!['found']
}

test('a study is asked with the questions of those that it uses, each once', () => {
  expect(questionsOf(now, []).map(({ name }) => name)).toEqual(['study totals sum', 'study recent days'])
  const both: Study<number, never, readonly [string, number]> = {
    name: 'both',
    questions: {},
    uses: [recent, totals],
    conclude: (_answers, _context, [text, number]) => text.length + number,
  }
  expect(questionsOf(metricOf('both', both), null).map(({ name }) => name)).toEqual([
    'study totals sum',
    'study recent days',
    'study recent costs',
  ])
})

test('a used study is concluded once for all who use it', async () => {
  expect(await answer(now)).toBe('1,2 of 3.5 in 12, 0 costs')
  expect(log).toEqual(['query', 'totals churn_quantile', 'queryColumns', 'recent'])
  expect(await answer(total)).toBe('3.5')
  expect(await answer(now)).toBe('1,2 of 3.5 in 12, 0 costs')
  expect(log).toEqual([])
})

test('without a graph a used study is concluded once too', async () => {
  const twice: Study<string, never, readonly [string, number]> = {
    name: 'twice',
    questions: {},
    uses: [recent, totals],
    conclude: (_answers, _context, [text, number]) => `${text}; ${number}`,
  }
  await graph.ensure(native, ['sales_by_day'])
  const found = await conclude(database, twice, { settings, columns: [] })
  expect(found).toBe('1,2 of 3.5 in 12, 0 costs; 3.5')
  expect(log).toEqual(['query', 'totals churn_quantile', 'queryColumns', 'recent'])
})

test('a conclusion stands until a setting changes that it reads, or that a used study reads', async () => {
  await answer(now)
  expect(await answer(now, { discount_rate: 0.2 })).toBe('1,2 of 3.5 in 12, 0 costs')
  expect(log).toEqual([])
  expect(await answer(now, { horizon_months: 6 })).toBe('1,2 of 3.5 in 6, 0 costs')
  expect(log).toEqual(['queryColumns', 'recent'])
  expect(await answer(now, { horizon_months: 6, churn_quantile: 1 })).toBe('1,2 of 7 in 6, 0 costs')
  expect(log).toEqual(['query', 'totals churn_quantile', 'queryColumns', 'recent'])
})

test('a question may read as_of: moving the date asks it anew, and no other', async () => {
  await answer(now)
  await graph.write(native, 'parameters', 'as_of date', [['2026-01-04']])
  expect(await answer(now)).toBe('1,2,4 of 3.5 in 12, 0 costs')
  expect(log).toEqual(['queryColumns', 'recent'])
})

test('new rows are asked for anew', async () => {
  await answer(now)
  await native.execute(`insert into sales values ('2026-01-01', 3)`)
  graph.touch('sales')
  expect(await answer(total)).toBe('5')
  expect(await answer(now)).toMatch('of 5 in 12')
})

test('a question that is asked by column has typed columns; one that is not asked has no rows', async () => {
  const tables: Record<string, ColumnTable> = {}
  const study: ColumnStudy<number, 'sales' | 'costs'> = {
    name: 'by column',
    ask: 'columns',
    questions: { sales: 'select amount, cast(day as timestamp) as day from sales order by day', costs: '' },
    requires: { costs: ['orders.cost'] },
    conclude: (answers) => Object.keys(Object.assign(tables, answers)).length,
  }
  await conclude(database, study, { settings, columns: [] })
  expect(tables).toEqual({
    sales: {
      length: 3,
      columns: { amount: Float64Array.of(1, 2, 4), day: ['2026-01-01', '2026-01-02', '2026-01-03'] },
    },
    costs: { length: 0, columns: {} },
  })
})

test('progress counts the used studies in', async () => {
  await prepareMetric(database, graph, now, [])
  const fractions: number[] = []
  await computeMetric(database, now, settings, { graph, columns: [], progress: (fraction) => fractions.push(fraction) })
  expect(fractions).toEqual([0.75])
})

test('while a study pauses, messages and timers get through; a cancel ends it, and nothing is kept', async () => {
  let isCancellable = true
  const long: Study<string, never> = {
    name: 'long',
    questions: {},
    conclude: async (_answers, _context, _found, { pause }) => {
      log.push('begun')
      while (isCancellable) await pause()
      return 'whole'
    },
  }
  const controller = new AbortController()
  const reason = new Error('enough')
  setTimeout(() => controller.abort(reason), 5)
  const context = { settings, columns: null }
  await expect(conclude(database, long, context, { graph, signal: controller.signal })).rejects.toBe(reason)
  isCancellable = false
  expect(await conclude(database, long, context, { graph })).toBe('whole')
  expect(log).toEqual(['begun', 'begun'])
})

test('a study that fails is not kept', async () => {
  let fails = true
  const weak: Study<string, never> = {
    name: 'weak',
    questions: {},
    conclude: async () => {
      if (fails) throw new Error('too weak')
      return 'strong'
    },
  }
  const context = { settings, columns: null }
  await expect(conclude(database, weak, context, { graph })).rejects.toThrow('too weak')
  fails = false
  expect(await conclude(database, weak, context, { graph })).toBe('strong')
})
