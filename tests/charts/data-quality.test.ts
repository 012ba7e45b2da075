import { describe, expect, it } from 'vitest'
import { dataQuality, qualityRows } from '../../src/charts/data-quality.ts'
import { formatOf } from '../../src/i18n/format.ts'
import {
  missingColumnWords,
  noticeSentences,
  reasonSentences,
  reasonWord,
  type QualitySentence,
} from '../../src/i18n/quality-words.ts'
import { plain, type Sentence } from '../../src/i18n/sentence.ts'
import { sideNoticeSentences, sideReasonCodes, sideReasonSentence } from '../../src/i18n/side-quality-words.ts'
import type { MetricRows } from '../../src/metrics/index.ts'
import { chartContext } from '../support/chart-context.ts'

type Row = MetricRows['data_quality']
const text = (value: Sentence | null) => value && plain(value).replaceAll('\u2060', '')

function row(topic: string, code: string, rows: number | null, more: Partial<Row> = {}): Row {
  return {
    table: 'orders',
    topic,
    code,
    column: null,
    file: 1,
    rows,
    share: null,
    value_share: null,
    example: null,
    ...more,
  }
}

const read = (count: number, kept: number) => [row('rows', 'read', count), row('rows', 'kept', kept)]
const contextOf = (language: 'ko' | 'en', rows: readonly Row[]) => chartContext(language, { data_quality: rows })
const headline = (language: 'ko' | 'en', rows: readonly Row[]) => text(dataQuality.headline(contextOf(language, rows)))

describe('headline of data_quality', () => {
  it('says how many rows are used', () => {
    expect(headline('ko', read(64211, 64034))).toBe(
      '64,211줄 가운데 64,034줄(99.7%)을 씁니다. 뺀 177줄은 이유를 하나하나 적었습니다.',
    )
    expect(headline('en', read(64211, 64034))).toBe(
      '64,034 of 64,211 rows (99.7%) are used; the 177 left out are listed with their reasons.',
    )
  })

  it('adds the files, and does not round to all', () => {
    const rows = [...read(100000, 99999), row('rows', 'read', 1, { file: 2 }), row('rows', 'kept', 1, { file: 2 })]
    expect(headline('en', rows)).toBe(
      '100,000 of 100,001 rows (99.9%) are used; the 1 left out is listed with its reason.',
    )
  })

  it('says so where all are used, and nothing where none were read', () => {
    expect(headline('ko', read(50, 50))).toBe('읽은 50줄을 모두 씁니다.')
    expect(headline('en', read(50, 50))).toBe('All 50 rows are used.')
    expect(headline('en', read(1, 1))).toBe('The one row read is used.')
    expect(headline('en', read(0, 0))).toBeNull()
    expect(headline('ko', [])).toBeNull()
  })
})

describe('rows of the quality table', () => {
  const given = [
    ...read(900, 700),
    row('rows', 'read', 100, { file: 2 }),
    row('left_out', 'cancelled', 120),
    row('left_out', 'no_time', 30),
    row('left_out', 'no_time', 10, { file: 2 }),
    row('left_out', 'from_the_future', 5),
    row('notice', 'time_gap', 17, { file: null, example: '2025-02-01/2025-02-17' }),
    row('notice', 'implausible_dates', 2, { file: null, example: '1900-01-01' }),
    row('notice', 'unidentifiable_buyers', 40, { file: null, value_share: 0.031 }),
    row('notice', 'never_heard_of', 40),
    row('coverage', 'not_mapped', 0, { column: 'cost', file: null }),
    row('coverage', 'not_mapped', 0, { column: 'referrer_id', file: null }),
    row('coverage', 'mapped', 600, { column: 'category', file: null, share: 0.982, example: '분류' }),
  ]

  it('puts unknown buyers first, then reasons by rows, notices and columns', () => {
    expect(qualityRows(contextOf('ko', given)).map((one) => one.code)).toEqual([
      'unidentifiable_buyers',
      'cancelled',
      'no_time',
      'from_the_future',
      'time_gap',
      'category',
      'cost',
    ])
  })

  it('adds a reason over the files and shows where to look', () => {
    const examples = [
      { table: 'orders', reason: 'cancelled', file: 'orders.csv', row: 12, text: null },
      { table: 'orders', reason: 'no_time', file: 'orders.csv', row: 105, text: '2026-13-01 · 오전' },
      { table: 'orders', reason: 'no_time', file: 'b.csv', row: 7, text: 'x' },
    ]
    const noTime = qualityRows(contextOf('ko', given), { examples, unmatched: [] }).find(
      (one) => one.code === 'no_time',
    )!
    expect(noTime.rows).toBe(40)
    expect(noTime.share).toBe(0.04)
    expect(noTime.example).toBe('orders.csv 105번째 줄: 2026-13-01 · 오전')
    expect(text(noTime.sentence)).toBe('40줄은 주문한 날짜가 없거나 읽을 수 없습니다.')
    const english = qualityRows(contextOf('en', given), { examples, unmatched: [] })
    expect(english.find((one) => one.code === 'no_time')!.example).toBe('orders.csv row 105: 2026-13-01 · 오전')
    expect(english.find((one) => one.code === 'cancelled')!.example).toBe('orders.csv row 12')
    expect(
      qualityRows(contextOf('en', given))
        .map(({ example }) => example)
        .filter(Boolean),
    ).toEqual([])
  })

  it('counts no rows where a notice counts something else', () => {
    const gap = qualityRows(contextOf('ko', given)).find((one) => one.code === 'time_gap')!
    expect(gap.rows).toBeNull()
    expect(text(gap.sentence)).toBe(
      '17일 동안 주문이 하나도 없습니다(2025년 2월 1일–2025년 2월 17일). 자료가 빠졌는지 확인해 보세요.',
    )
  })

  it('puts full columns in one line and does not round others to full', () => {
    const columns = [
      row('coverage', 'mapped', 700, { column: 'status', file: null, share: 1, example: '상태' }),
      row('coverage', 'mapped', 699, { column: 'category', file: null, share: 0.99999, example: '분류' }),
      row('coverage', 'mapped', 700, { column: 'product', file: null, share: 1, example: '상품명' }),
    ]
    const sentences = (language: 'ko' | 'en', some = columns) =>
      qualityRows(contextOf(language, some)).map((one) => text(one.sentence))
    expect(sentences('ko')).toEqual([
      '‘상태’, ‘상품명’ 열은 쓰는 줄 모두에 값이 있습니다.',
      '‘분류’ 열은 쓰는 줄의 99.9%에 값이 있습니다.',
    ])
    expect(sentences('en')[0]).toBe('The columns “상태”, “상품명” have a value in every row used.')
    expect(sentences('en', columns.slice(0, 1))).toEqual(['The column “상태” has a value in every row used.'])
  })

  it('speaks of the tables beside the orders, with ids from beside the report', () => {
    const rows = [
      ...given,
      row('rows', 'read', 500, { table: 'spend' }),
      row('left_out', 'negative_amount', 2, { table: 'spend' }),
      row('notice', 'unmatched_customers', 30, { table: 'sends', file: null, share: 0.3, example: 'leading_zeros' }),
    ]
    const unmatched = [
      { table: 'sends', id: '0012', knownId: '12' },
      { table: 'sends', id: 'x', knownId: null },
      { table: 'events', id: 'y', knownId: null },
    ]
    const said = qualityRows(contextOf('en', rows), { examples: [], unmatched })
    const negative = said.find((one) => one.code === 'negative_amount')!
    expect(text(negative.sentence)).toBe('Ad spend: 2 rows are below zero. If it was paid back, take it off the spend of its day.') // prettier-ignore
    expect(negative.share).toBe(0.004)
    const ids = said.find((one) => one.code === 'unmatched_customers')!
    expect(text(ids.sentence)).toBe('Messages sent: 30.0% of the customers (30) are found neither in the orders nor among the customers: leading zeros look lost or added.') // prettier-ignore
    expect(ids.example).toBe('0012 → 12 · x')
    expect(headline('en', rows)).toMatch(/^700 of 1,000 rows/)
  })

  it('is empty without rows', () => {
    expect(qualityRows(contextOf('ko', []))).toEqual([])
  })
})

describe('words of every code', () => {
  const sideReasons = sideReasonCodes.map((code): [string, QualitySentence] => [
    `${code} of a side table`,
    (fact, format) => sideReasonSentence(code, fact, format)!,
  ])
  const sentences = [
    ...Object.entries({ ...reasonSentences, ...noticeSentences, ...sideNoticeSentences }),
    ...sideReasons,
  ]
  const facts = [
    { table: 'spend', rows: 1, share: 0.5, valueShare: 0.25, example: '2026-01-31' },
    { table: 'customers', rows: 1234, share: null, valueShare: null, example: null },
  ]

  it.each(sentences)('%s is a whole sentence in both languages, with and without its particulars', (code, sentence) => {
    for (const language of ['ko', 'en'] as const)
      for (const fact of facts) {
        const example = fact.example && code === 'large_amounts' ? '18000000' : fact.example
        const words = text(sentence({ ...fact, example }, formatOf(language, 'KRW')))!
        expect(words).toMatch(/[.?]$/)
        expect(words).not.toMatch(/null|undefined|NaN|\(\)|\s{2}/)
        if (language === 'en') expect(words).not.toMatch(/[가-힣]/)
        else expect(words).toMatch(/(니다|세요)(\(.*\))?\.$/)
      }
  })

  it('counts one row as one', () => {
    const english = formatOf('en', null)
    expect(text(reasonSentences['no_customer']!(facts[0]!, english))).toBe('1 row has no customer id.')
    expect(text(reasonSentences['no_customer']!(facts[1]!, english))).toBe('1,234 rows have no customer id.')
  })

  it('gives every reason a short name, and an unknown one its code', () => {
    for (const code of Object.keys(reasonSentences)) expect(reasonWord(code).ko).toMatch(/[가-힣]/)
    expect(reasonWord('other')).toEqual({ ko: 'other', en: 'other' })
    expect(missingColumnWords['cost']?.en).toContain('margin')
  })
})
