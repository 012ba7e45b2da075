import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The settings on the Data page. */
export const settingWords = {
  whole: word('가게 전체', 'The whole shop'),
  basis: word('금액 기준', 'Value is'),
  bases: { revenue: word('매출', 'revenue'), margin: word('공헌이익', 'contribution margin') },
  marginRate: word('이익률(%), 원가 열이 없을 때', 'Margin rate (%), where no cost is mapped'),
  quantile: word(
    '돌아올 고객의 이만큼이 돌아온 날을 이탈 기준으로',
    'Churn limit: when this share of those who return have',
  ),
  horizon: word('가치를 내다볼 기간', 'Value is predicted for'),
  months: {
    ko: (months: number) => `${months}개월`,
    en: (months: number) => `${months} months`,
  },
  discount: word('연 할인율(%), 나중에 벌 돈을 깎는 정도', 'Discount a year (%), for what is earned later'),
  channels: word('유입 경로 이름 맞추기', 'Matching channel names'),
  channelsAbout: word(
    '광고비 파일에 적힌 매체가 고객의 어느 유입 경로인지 정합니다. 대소문자, 띄어쓰기, 기호만 다른 이름은 저절로 맞춰집니다.',
    'Which of the customers’ channels each channel of the spend file is. Names that differ in case, spaces or marks alone meet by themselves.',
  ),
  spendChannel: word('광고비의 매체', 'Channel in the spend file'),
  buyerChannel: word('고객의 유입 경로', 'Channel of the customers'),
  noBuyerChannel: word('맞는 경로 없음', 'none of them'),
  scores: word('RFM 점수', 'RFM scores'),
  score: word('점수', 'Score'),
  scorer: word('점수를 나누는 법', 'How scores are cut'),
  scorers: {
    'average-rank': word('평균 순위로 다섯 등분 (기본)', 'five equal parts by average rank (default)'),
    'r-rfm': word('R 패키지 rfm 0.3.0과 같게', 'as the R package rfm 0.3.0'),
    cutoffs: word('경계를 직접 정하기', 'fixed cut-offs'),
  },
  dimensions: {
    r: word('R 최근성(일)', 'R recency (days)'),
    f: word('F 구매빈도(주문)', 'F frequency (orders)'),
    m: word('M 구매금액', 'M monetary'),
  },
  atMost: word('이하', 'at most'),
  atLeast: word('이상', 'at least'),
  apply: word('적용', 'Apply'),
  cutoffsUnordered: {
    ko: (dimension: string) => `${dimension}의 경계가 차례대로가 아닙니다. 점수가 높을수록 더 좋은 값이어야 합니다.`,
    en: (dimension: string) => `The cut-offs of ${dimension} are out of order: a higher score needs a better value.`,
  },
  segments: word('세그먼트', 'Segments'),
  scheme: word('세그먼트를 나누는 법', 'How segments are made'),
  schemes: {
    default: word('R×F 격자 (기본)', 'R×F grid (default)'),
    'r-rfm': word('R 패키지 rfm의 규칙', 'rules of the R package rfm'),
    'three-level': word('상·중·하 세 단계', 'three levels'),
    custom: word('격자를 직접 고치기', 'a grid of your own'),
  },
  aboutSchemes: {
    'r-rfm': word(
      'R 패키지 rfm 0.3.0이 펴낸 열 가지 규칙을 그대로 씁니다. 먼저 맞는 규칙이 이기고, 어디에도 맞지 않으면 ‘나머지’입니다.',
      'The ten rules that the R package rfm 0.3.0 publishes, as they are: the first that matches wins, the rest are “Others”.',
    ),
    'three-level': word(
      '세 점수를 더해 12점부터 상위, 8점부터 중간, 그 아래는 하위입니다.',
      'The three scores are added up: 12 and more is high, 8 and more is medium, the rest low.',
    ),
  },
  noSegment: word('비어 있음', 'none'),
  covered: word('모든 칸에 세그먼트가 하나씩 있습니다.', 'Every cell has exactly one segment.'),
  gaps: {
    ko: (cells: string) => `세그먼트가 없는 칸이 있습니다: ${cells}`,
    en: (cells: string) => `These cells have no segment: ${cells}`,
  },
} as const
