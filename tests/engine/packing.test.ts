import { expect, test } from 'vitest'
import { Packing } from '../../src/engine/packing.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'

const MB = 2 ** 20
const GB = 2 ** 30

test('a checkpoint is due where unpacked tables take a third of the room that is left', () => {
  const packing = new Packing()
  expect([packing.isDue(1.02 * GB), packing.isDue(1.04 * GB)]).toEqual([false, true])
  packing.packed(1.6 * GB)
  expect([packing.isDue(2.09 * GB), packing.isDue(2.11 * GB)]).toEqual([false, true])
})

test('none is due inside a transaction', () => {
  const packing = new Packing()
  packing.begin('begin transaction')
  packing.end('begin transaction', 0)
  expect(packing.isDue(3 * GB)).toBe(false)
  packing.begin('commit')
  expect(packing.isDue(3 * GB)).toBe(false)
  packing.end('commit', 0)
  expect(packing.isDue(3 * GB)).toBe(true)
})

test('only long statements that write rows can have made one due', () => {
  const packing = new Packing()
  const texts = ['insert into t select 1', 'create or replace table t as select 1', 'select 1', 'drop table t']
  expect(texts.map((sql) => packing.end(sql, 51))).toEqual([true, true, false, false])
  expect(packing.end('insert into t select 1', 49)).toBe(false)
})

test('a checkpoint makes the tables of the engine in WebAssembly smaller and keeps their rows in place', async () => {
  const database = await openWasmInNode()
  const bytes = async () => {
    const [row] = await database.query('select cast(sum(memory_usage_bytes) as double) as bytes from duckdb_memory()')
    return Number(row?.['bytes'])
  }
  await database.execute(
    "create table t as select i % 1000 as n, 'customer ' || cast(i % 5000 as varchar) as id from generate_series(0, 399999) as series (i)",
  )
  const before = await bytes()
  await database.execute('checkpoint')
  expect(before).toBeGreaterThan(10 * MB)
  expect(await bytes()).toBeLessThan(before / 3)
  const moved = await database.query(
    "select cast(count(*) as double) as n from t where n <> rowid % 1000 or id <> 'customer ' || cast(rowid % 5000 as varchar)",
  )
  expect(moved).toEqual([{ n: 0 }])
  await database.close()
})
