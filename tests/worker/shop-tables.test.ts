import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.ts'
import { openParquetInNode } from '../../src/ingest/formats/columnar/parquet-node.ts'
import type { MetricId } from '../../src/metrics/index.ts'
import { Shop } from '../../src/worker/analytics.ts'
import type { Inspected } from '../../src/worker/protocol.ts'
import { engines, fileOf } from '../ingest/loading.ts'

const orders = (count: number) =>
  fileOf(
    ['customer_id,ordered_at,amount', ...Array.from({ length: count }, (_, i) => `c${i % 7},2026-0${1 + (i % 5)}-05,${10 + i}`)].join('\n'),
  ) // prettier-ignore
const customers = fileOf('회원아이디,가입일,생년월일\nc0,2025-12-01,1980-01-01\nc1,2025-12-01,1990-01-01\n', 'c.csv')
const spend = (amount: number) => fileOf(`월,매체,광고비\n2026-01,naver,${amount}\n`, `spend-${amount}.csv`)

describe.each(engines)('%s', (_name, open) => {
  let shop: Shop
  let opened = 0
  const start = () => {
    opened = 0
    shop = new Shop({
      openDatabase: async (): Promise<Database> => (opened++, open()),
      openParquet: openParquetInNode,
    })
    return shop
  }
  afterEach(() => shop.close())

  const recognised = ({ groups }: Inspected) =>
    groups.map(({ table, recognitions }) => table && { mapping: recognitions[table].mapping })
  const drop = async (files: Parameters<Shop['inspect']>[0], keep = true) =>
    shop.load(recognised(await shop.inspect(files)), keep)
  const rows = async (id: MetricId) =>
    (await shop.report({}, [id])).metrics[id].rows as readonly Record<string, unknown>[]
  const spent = async () =>
    (await rows('acquisition_cost'))
      .filter(({ kind }) => kind === 'blended')
      .reduce((sum, row) => sum + Number(row['spend']), 0)
  const tables = (dataset: { tables: readonly { name: string; rows: number; kept: number }[] }) =>
    dataset.tables.map(({ name, rows, kept }) => [name, rows, kept]) // prettier-ignore

  test('files dropped together become their tables', async () => {
    start()
    const dataset = await drop([customers, orders(50), spend(90)])
    expect(tables(dataset)).toEqual([['orders', 50, 50], ['customers', 2, 2], ['spend', 1, 1]])
    expect(dataset.columns).toEqual(expect.arrayContaining(['orders.amount', 'customers.birth_year', 'spend.amount', 'spend.channel']))
    expect(dataset.columns).not.toContain('orders.margin')
    expect(await spent()).toBe(90)
    for (const { name, rows } of await shop.relations())
      expect((await shop.slice(name, 0, 5)).total, name).toBe(rows)
    await expect(shop.slice('raw_events', 0, 5)).rejects.toThrow('no relation')
  }) // prettier-ignore

  test('a table that comes later, and again, changes itself alone; new orders keep it', async () => {
    start()
    const first = await drop([orders(50)])
    expect([first.columns.includes('spend.amount'), await rows('acquisition_cost')]).toEqual([false, []])
    expect(tables(await drop([spend(90)]))).toEqual([['orders', 50, 50], ['spend', 1, 1]])
    expect(await spent()).toBe(90)
    await drop([spend(70)])
    expect([await spent(), opened]).toEqual([70, 2])
    expect(tables(await drop([orders(60)]))).toEqual([['orders', 60, 60], ['spend', 1, 1]])
    expect(await spent()).toBe(70)
    expect(tables(await drop([orders(40)], false))).toEqual([['orders', 40, 40]])
    expect(await shop.relations()).not.toContainEqual(expect.objectContaining({ name: 'raw_spend' }))
  }) // prettier-ignore

  test('a load that fails or is cancelled leaves the table of before', async () => {
    start()
    await drop([orders(50), spend(90)])
    expect(await spent()).toBe(90)
    const broken = fileOf('월,매체,광고비\na,b,c,d,e\n1,2,3,4,5,6\n', 'broken.csv')
    const { groups } = await shop.inspect([broken])
    await expect(shop.load([{ mapping: groups[0]!.recognitions.spend.mapping }], true)).rejects.toThrow()
    expect(await spent()).toBe(90)
    const choices = recognised(await shop.inspect([spend(70)]))
    for (const step of ['read', 'models'] as const) {
      const controller = new AbortController()
      const load = shop.load(
        choices,
        true,
        { progress: (event) => event.step === step && controller.abort(new Error('enough')) },
        controller.signal,
      )
      await expect(load).rejects.toThrow('enough')
      expect(await spent()).toBe(90)
    }
    await shop.load(choices, true)
    expect(await spent()).toBe(70)
  })

  test('a restarted engine and a shop opened from its files hold every table', async () => {
    start()
    await drop([orders(50), spend(90)])
    await shop.restart()
    expect(await spent()).toBe(90)
    const sources = recognised(await shop.inspect([orders(30), customers])).map((choice, place) => ({
      files: [[orders(30)], [customers]][place]!,
      mapping: choice!.mapping,
    }))
    expect(tables(await shop.open(sources))).toEqual([
      ['orders', 30, 30],
      ['customers', 2, 2],
    ])
  })

  test('tables without orders, and orders of two shapes, are refused', async () => {
    start()
    const alone = recognised(await shop.inspect([spend(1)]))
    await expect(shop.load(alone, true)).rejects.toThrow()
    const other = fileOf('customer_id,ordered_at,amount,order_id\na,2026-01-01,1,o1\n', 'other.csv')
    await expect(drop([orders(5), other])).rejects.toMatchObject({ details: { code: 'different_columns' } })
  })

  test('ids that match nothing are shown beside the report', async () => {
    start()
    const zeros = fileOf('회원아이디,응답일,NPS\n00c1,2026-02-01,9\nc2,2026-02-01,3\n', 's.csv')
    const { unmatched } = await drop([orders(50), zeros])
    expect(unmatched).toEqual([{ table: 'surveys', id: '00c1', knownId: 'c1' }])
  })
})
