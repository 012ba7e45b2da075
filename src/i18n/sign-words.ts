import type { Word } from './locale.ts'
import { particle } from './sentence.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The six warning signs, by name. */
export const signNames = {
  new_churned_crossover: word('신규·이탈 역전', 'New–churned crossover'),
  retention_anomaly: word('재구매율 이상', 'Retention anomaly'),
  ageing_buyers: word('주 고객 고령화', 'Ageing of main buyers'),
  abnormal_cycle_or_basket: word('구매주기·객단가 이상', 'Cycle or basket'),
  one_time_rising: word('1회 구매고객 증가', 'One-time buyers rising'),
  ltv_below_cac: word('LTV가 CAC에 못 미침', 'LTV below CAC'),
} as const satisfies Record<string, Word>

/** What a light shows, in a word. */
export const statusWords = {
  alarm: word('경고', 'Alarm'),
  watch: word('주의', 'Watch'),
  ok: word('정상', 'OK'),
  unknown: word('판단 불가', 'Cannot judge'),
} as const satisfies Record<string, Word>

/** What a group of lights means, in the margin. */
export const statusNotes = {
  alarm: word('한계를 넘었습니다. 먼저 보세요.', 'Over the limit. Look here first.'),
  watch: word('한계에 가깝습니다.', 'Close to the limit.'),
  ok: word('한계 안에 있습니다.', 'Within their limits.'),
  unknown: word('열이나 자료가 더 있어야 합니다.', 'More columns or more data are needed.'),
} as const satisfies Record<string, Word>

/** The staff: six lines, a lamp for each month. */
export const staffWords = {
  name: word('언제부터인가', 'Since when'),
  note: word('달마다 월말 기준으로 다시 판정', 'judged again at every month end'),
  label: word('여섯 위험 신호의 달별 상태', 'State of the six lights by month'),
  caption: word(
    '달마다 그달 말일까지의 자료만으로 판정했습니다. 점선은 판단할 수 없던 달입니다.',
    'Every month is judged with the rows up to its end alone. Dotted: months that could not be judged.',
  ),
  month: word('월', 'Month'),
  notJudged: word('판단하지 않음', 'not judged'),
} as const

/** A sign's card. */
export const signCardWords = {
  lookNext: word('다음으로 볼 것', 'Look next'),
  cannotJudge: {
    ko: (name: string) => `‘${name}’${particle(name, '은/는')} 판단할 수 없습니다.`,
    en: (name: string) => `${name} cannot be judged`,
  },
  without: {
    ko: (needs: string) => `${needs}${particle(needs, '이/가')} 없습니다.`,
    en: (needs: string) => `without ${needs}.`,
  },
  tooEarly: {
    ko: (name: string) => `‘${name}’${particle(name, '은/는')} 아직 판단하기 이릅니다.`,
    en: (name: string) => `${name} is too early to judge.`,
  },
  tooFew: {
    ko: (name: string) => `‘${name}’${particle(name, '은/는')} 고객이 적어 판단할 수 없습니다.`,
    en: (name: string) => `${name} cannot be judged: too few customers.`,
  },
} as const

/** What to look at after a light: the card that explains it. */
export const lookNextWords = {
  new_churned_crossover: word('고객 › 생애 주기', 'Customers › Life cycle'),
  retention_anomaly: word('리텐션 › 코호트 리텐션', 'Retention › Cohort retention'),
  ageing_buyers: word('고객 › 세그먼트', 'Customers › Segments'),
  abnormal_cycle_or_basket: word('리텐션 › 구매주기', 'Retention › Purchase cycle'),
  one_time_rising: word('리텐션 › 두 번째 주문까지', 'Retention › Time to the second order'),
  ltv_below_cac: word('가치 › LTV ÷ CAC', 'Value › LTV ÷ CAC'),
} as const satisfies Record<string, Word>
