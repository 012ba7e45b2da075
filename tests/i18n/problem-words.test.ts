import { expect, test } from 'vitest'
import { problemCodes, problemWords } from '../../src/i18n/problem-words.ts'

const place = {
  file: '11월 주문.csv',
  otherFile: '10월 주문',
  row: 1234,
  column: '쿠폰 목록',
  columns: ['비고', '메모'],
  detail: '2',
}

test.each(problemCodes)('%s names the file and says what to do, in both languages', (code) => {
  const { ko, en } = problemWords({ code, ...place })
  for (const text of [ko, en]) {
    expect(text).toContain('‘11월 주문.csv’')
    expect(text).not.toMatch(/undefined|null|NaN|\(\)|\/|‘’/)
  }
  expect(ko).toMatch(/(요|니다)\.$/)
  expect(en).toMatch(/\.$/)
})

test('particles follow the names, numbers are grouped', () => {
  const { ko } = problemWords({ code: 'different_columns', ...place })
  expect(ko.replaceAll('\u2060', '')).toContain(
    '‘11월 주문.csv’는 ‘10월 주문’과 열이 다릅니다(한쪽에만 있는 열: ‘비고’, ‘메모’).',
  )
  expect(problemWords({ code: 'empty_file', file: '주문' }).ko.replaceAll('\u2060', '')).toContain('‘주문’은 비어')
  expect(problemWords({ code: 'no_readable_rows', ...place }).ko).toContain('1,234행')
  expect(problemWords({ code: 'too_few_columns', file: 'a.csv', detail: '1' }).en).toContain('only 1 column.')
})
