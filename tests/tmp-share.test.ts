import { test } from 'vitest'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Report } from '../src/report/report.ts'
import { packSnapshot, unpackSnapshot } from '../src/report/sharing/link.ts'
import { prepare, shareReport, sharedNames } from '../src/report/sharing/share.ts'
test('x', async () => {
  const report = JSON.parse(readFileSync('sample-data/report.json', 'utf8')) as Report
  let t = performance.now()
  const shared = shareReport(report, { madeOn: '2026-11-27', threshold: 10 })
  console.log('share ms', performance.now() - t, JSON.stringify(shared.shared), sharedNames(report))
  writeFileSync('/tmp/s6/shared.json', JSON.stringify(shared))
  const link = await packSnapshot(shared)
  console.log('link', link.length)
  const back = await unpackSnapshot(link)
  console.log(JSON.stringify(back) === JSON.stringify(shared))
  const { counts } = prepare(report, { madeOn: '2026-11-27', threshold: 10 })
  const small = counts.all.filter((c) => c.value > 0 && c.value < 10)
  console.log('counts', counts.all.length, 'relations', counts.relations.length, 'small', small.length, 'implied small', small.filter((c) => c.isImplied).length,
   'complement', counts.all.filter((c) => c.isHidden && !c.isImplied && c.value >= 10 && !c.goesWith.some((x)=>x.isHidden)).map((c) => c.id + '=' + c.value).join('; ').slice(0, 3000))
  for (const [id, m] of Object.entries(shared.metrics)) {
    const { packReport } = await import('../src/report/sharing/pack.ts')
    const without = await packReport({ ...shared, metrics: { [id]: m } as never })
    console.log(id, m.rows.length, without.length)
  }
})
