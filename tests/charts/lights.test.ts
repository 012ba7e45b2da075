import { describe, expect, test } from 'vitest'
import { healthFinding } from '../../src/charts/health-finding.ts'
import { lightsOf, measureText, sinceText } from '../../src/charts/lights.ts'
import { staffOf, staffReading } from '../../src/charts/staff.ts'
import { staffLayout, staffMonths, stateText } from '../../src/components/staff-layout.ts'
import { plain } from '../../src/i18n/sentence.ts'
import type { Language } from '../../src/i18n/locale.ts'
import { signs, type Sign, type SignStatus } from '../../src/metrics/signs/sign.ts'
import { chartContext, type GivenRows } from '../support/chart-context.ts'
import { customerRows } from '../support/customer-rows.ts'
import { marked } from '../support/marked.ts'
import { evidenceOf, lightRows, longGapEvidence, sign } from '../support/sign-rows.ts'

const ko = chartContext('ko', lightRows)
const en = chartContext('en', lightRows)

const find = (language: Language, rows: GivenRows) => {
  const found = healthFinding(chartContext(language, rows))
  return found && [marked(found.headline), marked(found.sub)]
}
/** The made-up shop with every light as told; the rest is OK. */
const lit = (told: Partial<Record<Sign, SignStatus>>, rows: GivenRows = lightRows): GivenRows => ({
  ...rows,
  warning_signs: signs.map((id) => sign(id, told[id] ?? 'ok')),
})

describe('what Health says', () => {
  test('the lights that are on, then those to watch', () => {
    expect(find('ko', lightRows)).toEqual([
      '경고등 *두 개*가 켜졌습니다. 떠나는 고객이 들어오는 고객보다 많고, 소셜 광고는 쓴 돈을 벌어 오지 못합니다.',
      '두 가지는 지켜볼 만합니다. 4월에 처음 온 고객이 덜 돌아왔고, 한 번만 사고 마는 고객이 늘고 있습니다.',
    ])
    expect(find('en', lightRows)).toEqual([
      '*Two lights are on.* More customers leave than arrive, and 소셜 광고 earns less than it costs.',
      'Two more are worth watching: fewer of April’s new customers came back, and more buyers stop after one order.',
    ])
  })
  test('its clauses make up the headline', () => {
    for (const context of [ko, en]) {
      const found = healthFinding(context)!
      expect(found.clauses!.map(plain).join(' ')).toBe(plain(found.headline))
    }
  })
  test('one alarm and nothing else', () => {
    expect(find('ko', lit({ ageing_buyers: 'alarm' }))).toEqual([
      '경고등 *하나*가 켜졌습니다. 주 고객의 나이가 올라가고 있습니다.',
      null,
    ])
    expect(find('en', lit({ ageing_buyers: 'alarm' }))).toEqual([
      '*One light is on.* The main buyers are getting older.',
      null,
    ])
  })
  test('nothing but one to watch', () => {
    expect(find('ko', lit({ new_churned_crossover: 'watch' }))).toEqual([
      '켜진 경고등은 없고, *한 가지*는 지켜볼 만합니다.',
      '떠나는 고객이 들어오는 고객만큼 많습니다.',
    ])
    expect(find('en', lit({ new_churned_crossover: 'watch' }))).toEqual([
      'No alarm is on; *one* light is worth watching.',
      'As many customers leave as arrive.',
    ])
  })
  test('more than three alarms: the first two in the headline, the others below', () => {
    const most = {
      new_churned_crossover: 'alarm',
      retention_anomaly: 'alarm',
      ageing_buyers: 'alarm',
      one_time_rising: 'alarm',
    } as const
    expect(find('ko', lit(most))).toEqual([
      '경고등 *네 개*가 켜졌습니다. 떠나는 고객이 들어오는 고객보다 많고, 4월에 처음 온 고객이 덜 돌아왔습니다.',
      '주 고객의 나이가 올라가고 있고, 한 번만 사고 마는 고객이 늘고 있습니다.',
    ])
    expect(find('en', lit({ ...most, ltv_below_cac: 'watch' }))).toEqual([
      '*Four lights are on.* More customers leave than arrive, and fewer of April’s new customers came back.',
      'The main buyers are getting older, and more buyers stop after one order. One more is worth watching: it is not clear that every channel earns what it costs.',
    ])
  })
  test('a longer gap and a smaller basket', () => {
    const rows = longGapEvidence.map((row) =>
      row.series === 'basket' && row.at === '2026-06-01' ? { ...row, value: 20000, is_flagged: true } : row,
    )
    const given = lit({ abnormal_cycle_or_basket: 'alarm' }, { ...lightRows, warning_evidence: rows })
    expect(find('ko', given)![0]).toBe('경고등 *하나*가 켜졌습니다. 구매 간격이 길어졌고 객단가가 낮아졌습니다.')
    expect(find('en', given)![0]).toBe('*One light is on.* The time between orders grew and baskets shrank.')
  })
  test('several channels that do not earn their cost, and all of them together', () => {
    const flag = (labels: readonly (string | null)[]): GivenRows =>
      lit({ ltv_below_cac: 'alarm' }, {
        ...lightRows,
        warning_evidence: evidenceOf.ltv_below_cac.map((row) => ({ ...row, is_flagged: labels.includes(row.label) && row.series === 'ratio' })),
      }) // prettier-ignore
    expect(find('ko', flag(['제휴', '소셜 광고']))![0]).toContain('제휴와 소셜 광고는 쓴 돈을 벌어 오지 못합니다.')
    expect(find('ko', flag(['제휴', '소셜 광고', '검색']))![0]).toContain('유입 경로 세 곳은 쓴 돈을')
    expect(find('en', flag(['제휴', '소셜 광고', '검색']))![0]).toContain('Three channels earn less than they cost.')
    expect(find('ko', flag([null]))![0]).toContain('새 고객은 쓴 돈을')
    expect(find('en', flag([null]))![0]).toContain('New customers earn less than they cost.')
    expect(find('ko', lit({ ltv_below_cac: 'watch' }))![1]).toBe(
      '쓴 돈을 벌어 오는지 뚜렷하지 않은 유입 경로가 있습니다.',
    )
    expect(find('en', lit({ ltv_below_cac: 'watch' }))![1]).toBe(
      'It is not clear that every channel earns what it costs.',
    )
  })
  test('a quiet shop: how the month went, and that all is well', () => {
    expect(find('ko', lit({}))).toEqual([
      '6월 매출은 *1억 1,517만원*으로 지난해 6월보다 6.4% 늘었지만, 처음 온 고객은 38% 줄었습니다.',
      '여섯 위험 신호가 모두 정상입니다.',
    ])
    expect(find('en', lit({}))![1]).toBe('All six lights are OK.')
    expect(find('ko', lit({ ageing_buyers: 'unknown', ltv_below_cac: 'unknown' }))![1]).toBe(
      '위험 신호 네 가지는 정상이고, 두 가지는 아직 판단할 수 없습니다.',
    )
    expect(find('en', lit({ ageing_buyers: 'unknown' }))![1]).toBe(
      'Five of the six lights are OK; one cannot be judged yet.',
    )
  })
  test('nothing can be judged: the month as it was', () => {
    const none = Object.fromEntries(signs.map((id) => [id, 'unknown'])) as Record<Sign, SignStatus>
    expect(find('en', lit(none))).toEqual(find('en', customerRows))
  })
})

describe('lights', () => {
  test('the loudest first, then by number', () => {
    expect(lightsOf(ko).map((light) => `${light.number} ${light.status}`)).toEqual([
      '1 alarm', '6 alarm', '2 watch', '5 watch', '4 ok', '3 unknown',
    ]) // prettier-ignore
    expect(lightsOf(ko).at(-1)!.missing).toEqual(['customers.birth_year'])
  })
  test('since when, with the year where it is long ago', () => {
    const at = (since: string, language: Language) => {
      const context = chartContext(language, { warning_signs: [sign('ageing_buyers', 'alarm', { since })] })
      return sinceText(context, lightsOf(context)[0]!)
    }
    expect([at('2026-03-01', 'ko'), at('2025-02-01', 'ko')]).toEqual(['3월부터', '2025년 2월부터'])
    expect([at('2026-03-01', 'en'), at('2025-02-01', 'en')]).toEqual(['since March', 'since February 2025'])
    expect(sinceText(ko, lightsOf(ko)[4]!)).toBeNull()
  })
  test('every sign says what it compares with what', () => {
    const measures = (language: Language) =>
      signs.map((id) => measureText(chartContext(language, {}), id, { statistic: -0.334, limit: 0.25 }))
    expect(measures('ko')).toEqual([
      '이탈 ÷ (신규 + 복귀) -0.33 · 한계 0.25',
      '재구매율 -33.4% · 한계 25.0%',
      '한 해에 −0.33세 · 한계 0.25세',
      'z −0.3 · 한계 ±0.3',
      '평소보다 −33.4%p · 한계 25.0%p',
      'LTV ÷ CAC -0.33 · 한계 0.25',
    ])
    expect(measures('en')[2]).toBe('−0.33 years a year · limit 0.25')
    expect(measureText(ko, 'ageing_buyers', { statistic: null, limit: 0.25 })).toBeNull()
  })
})

describe('the staff', () => {
  test('a lamp for each month, the newest last; fewer months on a phone', () => {
    const staff = staffOf(ko, 12)
    expect(staff.months).toHaveLength(12)
    expect(staff.months.at(-1)).toBe('2026-06-01')
    expect(staff.lines[0]!.lamps.map((lamp) => lamp?.status)).toEqual([
      'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'alarm', 'alarm', 'alarm', 'alarm',
    ]) // prettier-ignore
    expect(staffMonths(ko, lightsOf(ko), 320)).toBe(12)
    expect(staffMonths(ko, lightsOf(ko), 936)).toBeGreaterThan(20)
  })
  test('a month without a judgement is a gap', () => {
    const rows = lightRows.warning_history!.filter((row) => row.sign !== 'ageing_buyers' || row.month === '2026-06-01')
    const line = staffOf(chartContext('ko', { ...lightRows, warning_history: rows }), 24).lines.at(-1)!
    expect(line.lamps.filter((lamp) => lamp !== null)).toHaveLength(1)
    expect(staffReading(ko, line, '2026-05-01')).toBe('주 고객 고령화 · 2026년 5월 · 판단하지 않음')
  })
  test('each lamp in words', () => {
    const line = staffOf(en, 24).lines[0]!
    expect(staffReading(en, line, '2026-04-01')).toBe(
      'New–churned crossover · April 2026 · Alarm · left ÷ (new + back) 0.8 · limit 1',
    )
    expect(stateText(ko, line.light)).toBe('경고 · 3월부터')
    expect(stateText(en, line.light)).toBe('Alarm, since March')
  })
  test('names, lamps and states do not overlap at any width', () => {
    for (const width of [280, 559, 560, 700, 936]) {
      const staff = staffOf(en, staffMonths(en, lightsOf(en), width))
      const layout = staffLayout(en, staff, width)
      expect(layout.left).toBeLessThan(layout.right)
      expect(layout.step).toBeGreaterThan(12)
      const places = layout.months.map(({ x }) => x)
      expect(places.every((x, index) => index === 0 || x - places[index - 1]! >= 36)).toBe(true)
    }
  })
  test('no history: no months', () => {
    expect(staffOf(chartContext('ko', {}), 24)).toEqual({ months: [], lines: [] })
  })
})
