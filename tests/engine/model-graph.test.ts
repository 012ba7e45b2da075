import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { ModelGraph, type GraphModel } from '../../src/engine/model-graph.ts'

/** two inputs → a (table), b (view over a), c (table over b and the second input), d (table over the second alone). */
const models: readonly GraphModel[] = [
  { name: 'd', kind: 'table', sql: 'select n + 100 as n from second' },
  { name: 'c', kind: 'table', sql: 'select b.n + second.n as n from b cross join second' },
  { name: 'b', kind: 'view', sql: 'select n * 10 as n from a' },
  { name: 'a', kind: 'table', sql: 'select n from first' },
]

let database: Database
let graph: ModelGraph
beforeEach(async () => {
  database = await NodeDatabase.open({ threads: 1 })
  await database.execute('create table first (n integer)')
  await database.execute('create table second (n integer)')
  graph = await ModelGraph.create(database, models, [
    { name: 'question', sql: 'select * from c' },
    { name: 'other', sql: 'select * from d' },
  ])
  await graph.write(database, 'first', 'n integer', [[1]])
  await graph.write(database, 'second', 'n integer', [[5]])
})
afterEach(() => database.close())

const valueOf = async (name: string) =>
  (await database.query(`select cast(n as double) as n from ${name}`)).map((row) => row['n'])

test('what a question rests on is built in order, and nothing else', async () => {
  expect(graph.pending(['question'])).toEqual(['a', 'b', 'c'])
  await graph.ensure(database, ['question'])
  expect(await valueOf('c')).toEqual([15])
  expect([graph.isBuilt('c'), graph.isBuilt('d')]).toEqual([true, false])
  expect(graph.pending(['question'])).toEqual([])
})

test('a changed input makes stale what reads it, through views too, and only that', async () => {
  await graph.ensure(database, graph.names)
  await graph.write(database, 'first', 'n integer', [[2]])
  expect(graph.pending(graph.names)).toEqual(['a', 'b', 'c'])
  await graph.ensure(database, ['question'])
  expect(await valueOf('c')).toEqual([25])
  await graph.write(database, 'second', 'n integer', [[7]])
  expect(graph.pending(graph.names)).toEqual(['c', 'd'])
})

test('the same rows written again make nothing stale', async () => {
  await graph.ensure(database, graph.names)
  await graph.write(database, 'first', 'n integer', [[1]])
  expect(graph.pending(graph.names)).toEqual([])
})

test('a relation built on stale inputs of its own is built when it is next needed', async () => {
  await graph.ensure(database, graph.names)
  await graph.write(database, 'first', 'n integer', [[3]])
  await graph.ensure(database, ['a'])
  expect(graph.pending(graph.names)).toEqual(['b', 'c'])
})

test('a build that fails or is cancelled is made up for', async () => {
  const cancelled = new AbortController()
  cancelled.abort(new Error('enough'))
  await expect(graph.ensure(database, ['question'], { signal: cancelled.signal })).rejects.toThrow('enough')
  expect(graph.pending(['question'])).toEqual(['a', 'b', 'c'])
  await expect(
    graph.fill('first', 'broken', async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await graph.write(database, 'first', 'n integer', [[1]])
  await graph.ensure(database, ['question'])
  expect(await valueOf('c')).toEqual([15])
})

test('the state of a question changes with what it rests on, and with nothing else', async () => {
  await graph.ensure(database, graph.names)
  const before = graph.state(['other'])
  await graph.write(database, 'first', 'n integer', [[9]])
  await graph.ensure(database, graph.names)
  expect(graph.state(['other'])).toBe(before)
  await graph.write(database, 'second', 'n integer', [[9]])
  await graph.ensure(database, graph.names)
  expect(graph.state(['other'])).not.toBe(before)
})

test('models that read each other are refused', async () => {
  const circle: readonly GraphModel[] = [
    { name: 'x', kind: 'view', sql: 'select * from y' },
    { name: 'y', kind: 'view', sql: 'select * from x' },
  ]
  await expect(ModelGraph.create(database, circle)).rejects.toThrow('circle')
})

test('a table over parts of the rows is built part by part, and anew when the parts change', async () => {
  const parts: GraphModel = {
    name: 'row_parts',
    kind: 'table',
    sql: 'select part, cast(3 as integer) as part_count from (values (0), (1), (2)) as parts (part) cross join first',
  }
  const sums: GraphModel = {
    name: 'sums',
    kind: 'table',
    sql: `select any_value(row_part.part) as part, sum(i) as n from row_part cross join generate_series(1, 10) as series (i)
      where i % row_part.part_count = row_part.part`,
  }
  const sliced = await ModelGraph.create(database, [sums, parts], [{ name: 'all', sql: 'select n from sums' }])
  expect(sliced.pending(['all'])).toEqual(['row_parts', 'sums'])
  await sliced.ensure(database, ['all'])
  expect(await valueOf('sums')).toEqual([3 + 6 + 9, 1 + 4 + 7 + 10, 2 + 5 + 8])
  sliced.touch('first')
  expect(sliced.pending(['all'])).toEqual(['row_parts', 'sums'])
})
