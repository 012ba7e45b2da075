import { openAsBlob } from 'node:fs'
import { test } from 'vitest'
import { engines, loadFiles, mappingOf } from '/work/main/tests/ingest/loading.ts'
import { inspect } from '/work/main/src/ingest/inspect.ts'
import { loadOrders } from '/work/main/src/ingest/load.ts'
import { openParquetInNode } from '/work/main/src/ingest/formats/parquet-node.ts'
import { createRawTables } from '/work/main/src/ingest/canonical.ts'
import { scanParts } from '/work/main/src/ingest/formats/csv-records.ts'
const mapping = mappingOf({ customer_id: '회원ID', ordered_at: '결제일시', amount: '결제금액', order_id: '주문번호', product: '상품명', category: '카테고리', status: '상태' })
const sizes = (process.env.SIZES ?? 'o1m').split(',')
const kinds = (process.env.KINDS ?? 'csv,parquet').split(',')
const which = (process.env.ENGINES ?? 'native,wasm').split(',')
for (const size of sizes) for (const kind of kinds) for (const [name, open] of engines) if (which.includes(name))
  test(`${size} ${kind} ${name}`, async () => {
    const path = `/tmp/ingest/${size}.${kind}`
    const blob = await openAsBlob(path)
    if (kind === 'csv' && name === 'native') {
      const t = performance.now(); let n = 0
      for await (const part of scanParts(blob, { delimiter: ',', quote: '"', escape: '"' }, { start: 0, partSize: 1 << 25 })) n += part.records
      console.log(`scan ${n} ${(blob.size / 1e3 / (performance.now() - t)) | 0} MB/s`)
    }
    const database = await open()
    await createRawTables(database)
    let t = performance.now()
    const inspection = await inspect([{ name: 'x', blob, path }], openParquetInNode)
    const inspected = performance.now() - t
    t = performance.now()
    let events = 0
    const result = await loadOrders(database, inspection, mapping, { openParquet: openParquetInNode, progress: () => events++ })
    const loaded = performance.now() - t
    t = performance.now()
    const r = await database.query('select cast(max(row_no) as double) as r, cast(count(*) as double) as n, cast(sum(amount) as double) as s, count(distinct customer_id)::double as c from raw_orders')
    console.log(`${size} ${kind} ${name}: inspect ${inspected | 0} ms, load ${loaded | 0} ms, query ${(performance.now() - t) | 0} ms, events ${events}, rss ${(process.memoryUsage().rss / 1e6) | 0} MB`, JSON.stringify(r), JSON.stringify(result.files.map(({records,kept})=>[records,kept])))
    await database.close()
  }, 600_000)
