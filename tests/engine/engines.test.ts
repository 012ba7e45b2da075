import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { NodeDatabase } from '../../src/engine/duckdb-node.ts'
import { openWasmInNode } from '../../src/engine/duckdb-wasm-node.ts'

const engines: [string, () => Promise<Database>][] = [
  ['wasm', openWasmInNode],
  ['native', () => NodeDatabase.open({ threads: 1 })],
]

test('both engines are the same DuckDB', async () => {
  const versions = await Promise.all(
    engines.map(async ([, open]) => {
      const database = await open()
      const version = await database.version()
      await database.close()
      return version
    }),
  )
  expect(versions).toEqual(['v1.4.3', 'v1.4.3'])
})

describe.each(engines)('%s', (_name, open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  test('the four types leave as plain values, null stays null', async () => {
    const rows = await database.query(
      `select 'ㄱ' as s, 1.5::double as n, true as b, timestamp '2026-11-22' as d, timestamp '2026-11-22 09:30:05.5' as t, null::varchar as z`,
    )
    expect(rows).toEqual([{ s: 'ㄱ', n: 1.5, b: true, d: '2026-11-22', t: '2026-11-22T09:30:05', z: null }])
  })

  test.each(['1::bigint', '1.25::decimal(18,2)', 'current_setting', `date '2026-01-01'`, '[1]', `interval 1 day`])(
    '%s may not leave uncast',
    async (expression) => {
      await expect(database.query(`select ${expression} as x`)).rejects.toThrow()
    },
  )

  test('describe names columns and types', async () => {
    expect(await database.describe(`select 1::double as a, 'x' as b`)).toEqual({ a: 'DOUBLE', b: 'VARCHAR' })
  })

  test('rows are inserted as values, never as SQL', async () => {
    await database.execute('create or replace table notes (a varchar, b double, c boolean, d date)')
    await database.insert('notes', [
      [`'); drop table notes; --`, 1.5, true, '2026-11-22'],
      [null, null, null, null],
    ])
    expect(await database.query('select a, b, c, d::timestamp as d from notes order by a nulls last')).toEqual([
      { a: `'); drop table notes; --`, b: 1.5, c: true, d: '2026-11-22' },
      { a: null, b: null, c: null, d: null },
    ])
  })

  test.each([0, 1, 63, 64, 65, 130])('%i rows are all inserted, in order', async (count) => {
    await database.execute('create or replace table numbers (n integer, t varchar, d date)')
    const rows = Array.from({ length: count }, (_, n) => [n, n % 3 ? `t${n}` : null, n % 2 ? '2026-01-02' : null])
    await database.insert('numbers', rows)
    const found = await database.query('select n::double as n, t, d::timestamp as d from numbers order by rowid')
    expect(found.map(({ n, t, d }) => [n, t, d])).toEqual(rows)
  })

  test('a registered file is readable, whatever its name', async () => {
    const path = await database.registerFile({ name: `a'b"; drop.csv`, blob: new Blob(['a,b\n1,ㄱ\n']) })
    expect(await database.query(`select a, b from read_csv('${path}', all_varchar = true)`)).toEqual([
      { a: '1', b: 'ㄱ' },
    ])
    await database.dropFile(path)
  })

  test.each([
    `select * from read_csv('/etc/passwd')`,
    `select * from read_csv('http://127.0.0.1:9/x.csv')`,
    `attach 'x.db'`,
    'load httpfs',
    'set enable_external_access = true',
    `copy (select 1) to 'elsewhere.csv'`,
  ])('%s is refused, and the engine lives on', async (sql) => {
    await expect(database.execute(sql)).rejects.toThrow()
    expect(await database.query('select 1::double as one')).toEqual([{ one: 1 }])
  })

  test('by column: null is NaN among numbers and null among texts', async () => {
    const { length, columns } = await database.queryColumns(
      `select * from (values
         (1.5::double, 'ㄱ', true, timestamp '2026-11-22', null::varchar),
         (null, null, null, null, null),
         (-0.1, 'ab', false, timestamp '1969-07-20 20:17:40.5', '')
       ) as given (n, s, b, t, z)`,
    )
    expect(length).toBe(3)
    expect(columns).toEqual({
      n: Float64Array.of(1.5, NaN, -0.1),
      s: ['ㄱ', null, 'ab'],
      b: Float64Array.of(1, NaN, 0),
      t: ['2026-11-22', null, '1969-07-20T20:17:40'],
      z: [null, null, ''],
    })
  })

  test('by column: many rows hold what they hold by row', async () => {
    const sql = `
      select
        case when i % 7 > 0 then i / 3 end as n,
        case when i % 5 > 0 then i % 2 = 0 end as b,
        case when i % 3 > 0 then 'channel ' || i % 20 end as repeated,
        repeat('단골', i % 40) || i as own,
        case when i % 11 > 0 then timestamp '2020-01-01' + interval (i % 6000) hour end as t
      from range(10000) as given (i) order by i`
    const rows = await database.query(sql)
    const { length, columns } = await database.queryColumns(sql)
    expect(length).toBe(10000)
    for (const name of ['repeated', 'own', 't']) expect(columns[name]).toEqual(rows.map((row) => row[name]))
    for (const name of ['n', 'b'])
      expect(columns[name]).toEqual(Float64Array.from(rows, (row) => (row[name] === null ? NaN : Number(row[name]))))
  })

  test('by column: an empty result has its columns', async () => {
    const { length, columns } = await database.queryColumns(`select 1::double as n, 'x' as s, true as b where false`)
    expect(length).toBe(0)
    expect(columns).toEqual({ n: new Float64Array(0), s: [], b: new Float64Array(0) })
  })

  test.each(['1::bigint', '1.25::decimal(18,2)', `date '2026-01-01'`, '[1]'])(
    'by column: %s may not leave uncast, with or without rows',
    async (expression) => {
      for (const rows of ['', 'where false'])
        await expect(database.queryColumns(`select ${expression} as x ${rows}`)).rejects.toThrow('cast it')
    },
  )

  test('by column: an aborted signal is the reason, and the engine lives on', async () => {
    const reason = new Error('enough')
    await expect(database.queryColumns('select 1::double as x', AbortSignal.abort(reason))).rejects.toBe(reason)
    expect((await database.queryColumns('select 1::double as x')).columns).toEqual({ x: Float64Array.of(1) })
  })
})

test('a query by column is cancelled while it runs', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  const controller = new AbortController()
  const reason = new Error('enough')
  const endless = `select sum(a.range * b.range)::double as x from range(10000000) as a, range(10000000) as b`
  const run = database.queryColumns(endless, controller.signal)
  setTimeout(() => controller.abort(reason), 50)
  await expect(run).rejects.toBe(reason)
  expect((await database.queryColumns('select 1::double as x')).length).toBe(1)
  await database.close()
})
