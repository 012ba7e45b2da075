import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The filters above every page. */
export const filterWords = {
  name: word('보기 조건', 'What is shown'),
  period: word('기간', 'Period'),
  channel: word('유입 경로', 'Channel'),
  category: word('카테고리', 'Category'),
  segment: word('세그먼트', 'Segment'),
  basis: word('금액 기준', 'Value is'),
  bases: { revenue: word('매출', 'revenue'), margin: word('공헌이익', 'contribution margin') },
  all: word('전체', 'all'),
  months: { ko: (count: number) => `최근 ${count}개월`, en: (count: number) => `last ${count} months` },
  clear: word('조건 모두 풀기', 'Clear filters'),
  channelNote: word(
    '이 경로로 처음 온 고객만 봅니다. 그 뒤의 주문은 어디에서 샀든 모두 셉니다.',
    'Only customers acquired through this channel, with everything they bought since, wherever they bought it.',
  ),
  categoryNote: word(
    '금액, 주문 수, 객단가는 이 카테고리만 셉니다. 첫 구매, 코호트, 점수와 단계, 획득비용은 가게 전체 기준 그대로입니다.',
    'Values, orders and baskets count this category alone. First orders, cohorts, scores, stages and costs stay the whole shop’s.',
  ),
  segmentNote: word(
    '지금 이 세그먼트에 있는 고객만 봅니다. 결과를 보고 고른 고객이므로 리텐션과 위험 신호는 실제보다 좋거나 나쁘게 보입니다. 획득비용은 가게 전체 기준입니다.',
    'Only customers who are in this segment now. They are chosen by outcome, so retention and lights look better or worse than they are. Costs stay the whole shop’s.',
  ),
} as const
