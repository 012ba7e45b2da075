import { expect, test } from 'vitest'
import { NodeDatabase } from '../../../src/engine/duckdb-node.ts'
import { createRawTables } from '../../../src/ingest/canonical.ts'
import { applySettings, computeMetric, createGraph, prepareMetric } from '../../../src/metrics/compute.ts'
import { predictedModels } from '../../../src/metrics/predicted-models.ts'
import { predictedValue } from '../../../src/metrics/predicted-value.ts'
import { drive } from '../../../src/metrics/prediction/fits.ts'
import { defaultSettings } from '../../../src/metrics/settings.ts'
import { fromCsv, simulatedOrders, truth } from '../../support/simulated-buyers.ts'

const settings = { ...defaultSettings, as_of: '2025-06-19' }

test('a fit that is cancelled ends at once, and is whole when asked again', async () => {
  const database = await NodeDatabase.open({ threads: 1 })
  try {
    await createRawTables(database)
    const graph = await createGraph(database)
    const orders = simulatedOrders({ ...truth, customers: 1000, from: '2023-01-01', days: 900, seed: 3 })
    await database.execute(String((await fromCsv(database, orders, settings)).sql))
    await database.execute(`insert into raw_files select 1, 'file', count(*), count(*) from raw_orders`)
    await database.insert('raw_mapping', [['line']])
    await applySettings(database, graph, settings)
    await prepareMetric(database, graph, predictedValue)

    const controller = new AbortController()
    const reason = new Error('enough')
    let abortedAt = NaN
    let last = 0
    const cancelled = computeMetric(database, predictedValue, settings, {
      graph,
      signal: controller.signal,
      progress: (fraction) => {
        last = fraction
        if (!Number.isNaN(abortedAt)) return
        abortedAt = performance.now()
        setTimeout(() => controller.abort(reason), 1)
      },
    })
    await expect(cancelled).rejects.toBe(reason)
    expect(performance.now() - abortedAt).toBeLessThan(1000)
    expect(last).toBeLessThan(0.4)

    const rows = await computeMetric(database, predictedModels, settings, { graph })
    expect(rows).toHaveLength(15)
    expect(rows.every((row) => row['converged'] === true)).toBe(true)
  } finally {
    await database.close()
  }
})

test('others have their turn within each tenth of a second of a fit, and an end is an end', async () => {
  let pauses = 0
  function* busy(): Generator<void, string> {
    for (let step = 0; step < 30; step++) {
      const until = performance.now() + 10
      while (performance.now() < until);
      yield
    }
    return 'done'
  }
  const pause = () => {
    pauses++
    return Promise.resolve()
  }
  expect(await drive(busy(), pause)).toBe('done')
  expect(pauses).toBeGreaterThanOrEqual(3)
  await expect(drive(busy(), () => Promise.reject(new Error('enough')))).rejects.toThrow('enough')
})
