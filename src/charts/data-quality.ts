import {
  coverageSentence,
  fullColumnsSentence,
  missingColumnWords,
  noticeSentences,
  reasonSentences,
  reasonWord,
  type QualityFacts,
} from '../i18n/quality-words.ts'
import { sentence, strong, type Sentence } from '../i18n/sentence.ts'
import { sideNoticeSentences, sideReasonSentence } from '../i18n/side-quality-words.ts'
import type { MetricRows } from '../metrics/index.ts'
import type { LeftOutExample, UnmatchedId } from '../report/side-tables.ts'
import type { Chart, ChartContext } from './chart.ts'

/** One line of the quality table. */
export interface QualityRow {
  /** The table it is about. */
  readonly table: string
  readonly topic: 'left_out' | 'notice' | 'coverage'
  readonly code: string
  readonly sentence: Sentence
  /** How many rows of the files it is about; null where it is about something else. */
  readonly rows: number | null
  /** Of all rows read for what was left out, else as the metric says; null where it has no meaning. */
  readonly share: number | null
  /** Where to look, if the rows are at hand: the file and row, with the text that could not be read. */
  readonly example: string | null
}

type Given = MetricRows['data_quality']

/** What stands beside a report: rows that were left out, and ids that match nothing. */
export interface QualityExamples {
  readonly examples: readonly LeftOutExample[]
  readonly unmatched: readonly UnmatchedId[]
}

const NONE: QualityExamples = { examples: [], unmatched: [] }

/**
 * The quality table: buyers nobody knows first, then what was left out by table and reason (the files together, the orders
 * first, most rows first), then the other notices, then how full the optional columns are (the full ones in one line) and
 * what a missing one would open.
 */
export function qualityRows(context: ChartContext, { examples, unmatched }: QualityExamples = NONE): QualityRow[] {
  const given = context.rows('data_quality')
  const tables = [...new Set(['orders', ...given.flatMap((row) => row.table ?? [])])]
  const notices = given
    .filter((row) => row.topic === 'notice')
    .flatMap((row) => noticeRow(context, row, unmatched) ?? [])
    .sort((a, b) => tables.indexOf(a.table) - tables.indexOf(b.table))
  const heads = notices.filter((row) => row.code === 'unidentifiable_buyers')
  const coverage = given.filter((row) => row.topic === 'coverage')
  const mapped = coverage.filter((row) => row.code === 'mapped')
  return [
    ...heads,
    ...tables.flatMap((table) =>
      leftOutRows(
        context,
        table,
        given.filter((row) => row.table === table),
        examples.filter((example) => example.table === table),
      ),
    ),
    ...notices.filter((row) => !heads.includes(row) && !REPEATS_A_REASON.has(row.code)),
    ...fullRow(
      context,
      mapped.filter((row) => row.share === 1),
    ),
    ...mapped.filter((row) => row.share !== 1).map((row) => mappedRow(context, row)),
    ...coverage.filter((row) => row.code === 'not_mapped').flatMap((row) => missingRow(context, row) ?? []),
  ]
}

/** Notices that say what the reasons already say. */
const REPEATS_A_REASON: ReadonlySet<string> = new Set(['implausible_dates', 'repeated_in_later_file'])

const factsOf = (row: Given): QualityFacts => ({
  table: row.table ?? 'orders',
  rows: row.rows ?? 0,
  share: row.share,
  valueShare: row.value_share,
  example: row.example,
})

function leftOutRows(
  context: ChartContext,
  table: string,
  given: readonly Given[],
  examples: readonly LeftOutExample[],
): QualityRow[] {
  const read = given
    .filter((row) => row.topic === 'rows' && row.code === 'read')
    .reduce((sum, row) => sum + (row.rows ?? 0), 0)
  const byReason = new Map<string, Given[]>()
  for (const row of given)
    if (row.topic === 'left_out' && row.code && row.rows)
      byReason.set(row.code, [...(byReason.get(row.code) ?? []), row])
  return [...byReason]
    .map(([code, files]) => {
      const rows = files.reduce((sum, row) => sum + row.rows!, 0)
      const facts: QualityFacts = { table, rows, share: null, valueShare: null, example: null }
      const words =
        table === 'orders'
          ? reasonSentences[code]?.(facts, context.format)
          : sideReasonSentence(code, facts, context.format)
      return {
        table,
        topic: 'left_out' as const,
        code,
        sentence: words ?? [context.t(reasonWord(code))],
        rows,
        share: read > 0 ? rows / read : null,
        example: whereToLook(
          context,
          examples.find(({ reason }) => reason === code),
        ),
      }
    })
    .sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1))
}

/** "orders.csv 12번째 줄: 2026-13-01": the first row of a kind, with its text where it could not be read. */
function whereToLook({ format }: ChartContext, example: LeftOutExample | undefined): string | null {
  if (!example) return null
  const row = format.count(example.row)
  const place = format.language === 'ko' ? `${example.file} ${row}번째 줄` : `${example.file} row ${row}`
  return example.text === null ? place : `${place}: ${example.text}`
}

/** Notices that count days, orders or customers, or that are about every row. */
const NOT_ROWS: ReadonlySet<string> = new Set([
  'time_gap',
  'one_large_customer',
  'many_new_at_start',
  'date_without_time',
  'unmatched_customers',
  'unmatched_spend_channels',
  'self_referral',
  'referral_loop',
  'unknown_referrer',
  'implausible_birth_year',
])

function noticeRow(context: ChartContext, row: Given, unmatched: readonly UnmatchedId[]): QualityRow | null {
  const words = row.code === null ? undefined : (noticeSentences[row.code] ?? sideNoticeSentences[row.code])
  if (!words) return null
  const ids = row.code === 'unmatched_customers' ? unmatched.filter(({ table }) => table === row.table) : []
  return {
    table: row.table ?? 'orders',
    topic: 'notice',
    code: row.code!,
    sentence: words(factsOf(row), context.format),
    rows: NOT_ROWS.has(row.code!) ? null : row.rows,
    share: row.share,
    example: ids.map(({ id, knownId }) => (knownId === null ? id : `${id} → ${knownId}`)).join(' · ') || null,
  }
}

/** The columns that are never empty, together in one line. */
function fullRow({ format }: ChartContext, rows: readonly Given[]): QualityRow[] {
  if (rows.length === 0) return []
  const names = rows.map((row) => row.example ?? row.column ?? '')
  const sentence = fullColumnsSentence(names, format)
  return [{ table: 'orders', topic: 'coverage', code: 'full', sentence, rows: rows[0]!.rows, share: 1, example: null }]
}

function mappedRow({ format }: ChartContext, row: Given): QualityRow {
  const share = row.share === null ? null : shownShare(row.share)
  const facts = { ...factsOf(row), share, example: row.example ?? row.column }
  return {
    table: 'orders',
    topic: 'coverage',
    code: row.column ?? '',
    sentence: coverageSentence(facts, format),
    rows: row.rows,
    share: row.share,
    example: null,
  }
}

function missingRow({ t }: ChartContext, row: Given): QualityRow | null {
  const word = row.column === null ? undefined : missingColumnWords[row.column]
  if (!word) return null
  return {
    table: 'orders',
    topic: 'coverage',
    code: row.column!,
    sentence: [t(word)],
    rows: null,
    share: null,
    example: null,
  }
}

/** Rows of the orders that were read, and those that count. */
function totals(context: ChartContext): { readonly read: number; readonly kept: number } {
  const sum = (code: string) =>
    context
      .rows('data_quality')
      .filter((row) => row.table === 'orders' && row.topic === 'rows' && row.code === code)
      .reduce((total, row) => total + (row.rows ?? 0), 0)
  return { read: sum('read'), kept: sum('kept') }
}

/** What was read, kept and left out; its lines are those of `qualityRows`. */
export const dataQuality: Chart = {
  id: 'data_quality',
  title: { ko: '자료 상태', en: 'Data quality' },
  definition: {
    ko: '읽은 줄은 쓰는 줄과 뺀 줄의 합입니다. 뺀 줄은 이유마다 세고 첫 줄을 보기로 듭니다. 똑같은 줄은 빼지 않고 알리기만 합니다. 기준일을 바꾸어도 이 수는 그대로입니다.',
    en: 'Rows read are rows used plus rows left out. Rows left out are counted by reason, with the first of each as an example. Identical rows are kept and only mentioned. Moving the as-of date does not change these counts.',
  },
  headline(context) {
    const { read, kept } = totals(context)
    if (read === 0) return null
    const { format } = context
    const ko = format.language === 'ko'
    const left = read - kept
    const share = format.percent(shownShare(kept / read))
    if (left === 0)
      return ko
        ? sentence`읽은 ${strong(`${format.count(read)}줄`)}\u2060을 모두 씁니다.`
        : read === 1
          ? sentence`The ${strong('one row')} read is used.`
          : sentence`All ${strong(format.count(read))} rows are used.`
    if (ko)
      return sentence`${format.count(read)}줄 가운데 ${strong(`${format.count(kept)}줄`)}(${share})\u2060을 씁니다. 뺀 ${format.count(left)}줄은 이유를 하나하나 적었습니다.`
    return sentence`${strong(format.count(kept))} of ${format.count(read)} rows (${share}) are used; the ${format.count(left)} left out ${left === 1 ? 'is' : 'are'} listed with ${left === 1 ? 'its reason' : 'their reasons'}.`
  },
  notes(context) {
    const { format, report } = context
    const { read } = totals(context)
    if (read === 0) return []
    const files = report.dataset.tables.find(({ name }) => name === 'orders')?.files ?? 0
    if (files === 0) return []
    return [
      format.language === 'ko'
        ? `파일 ${format.count(files)}개`
        : `${format.count(files)} ${files === 1 ? 'file' : 'files'}`,
    ]
  },
}

/** A share that is not all must not be rounded to 100%. */
function shownShare(share: number): number {
  return share < 1 ? Math.min(share, 0.999) : share
}
