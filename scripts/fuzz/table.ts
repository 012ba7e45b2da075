import type { Told } from './runner.ts'

/** Kinds of files and what became of them, as Markdown. */
export function fuzzTable(all: readonly Told[]): string {
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort()
  const lines = [...kinds, null].map((kind) => line(kind ?? 'all', kind === null ? all : all.filter((one) => one.kind === kind))) // prettier-ignore
  const most = (value: (told: Told) => number) => Math.round(Math.max(...all.map(value)) / 2 ** 20)
  return [
    '| kind | files | read | refused | failed | loads: all kept, refused | ms: mean, slowest (index) | refused as |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `memory of the process at most ${most(({ rss }) => rss)} MB, of the Parquet library ${most(({ parquet }) => parquet)} MB`,
  ].join('\n')
}

function line(kind: string, told: readonly Told[]): string {
  const verdicts = told.flatMap(({ verdict }) => verdict ?? [])
  const read = verdicts.filter(({ outcome }) => outcome === 'read').length
  const loads = verdicts.flatMap(({ load }) => load ?? [])
  const loaded = loads.filter((load) => load === 'loaded').length
  const slowest = told.reduce<Told | null>((worst, one) => ((one.verdict?.cpu ?? 0) > (worst?.verdict?.cpu ?? -1) ? one : worst), null) // prettier-ignore
  const mean = verdicts.reduce((sum, { cpu }) => sum + cpu, 0) / verdicts.length
  const codes = new Map<string, number>()
  for (const { outcome } of verdicts) if (outcome !== 'read') codes.set(outcome, (codes.get(outcome) ?? 0) + 1)
  const named = [...codes].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`)
  const cells = [
    kind,
    told.length,
    read,
    verdicts.length - read,
    told.filter(({ failure }) => failure !== null).length,
    `${loaded}, ${loads.length - loaded}`,
    slowest?.verdict ? `${mean.toFixed(1)}, ${Math.round(slowest.verdict.cpu)} (${slowest.index})` : '',
    named.join(', '),
  ]
  return `| ${cells.join(' | ')} |`
}
