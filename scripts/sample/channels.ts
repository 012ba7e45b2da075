/** A way in which people find the shop. */
export interface Channel {
  readonly name: string
  /** First-time buyers a month, for each of the twelve quarters from July 2023. */
  readonly newBuyers: readonly number[]
  /** Advertising cost of one of them, in KRW, by quarter; null where nothing is paid. */
  readonly cost: readonly number[] | null
  /** Names of what the money went to. */
  readonly campaigns: readonly string[]
  /** Share of first-time buyers who will not come back, and a factor on the leaving after later orders. */
  readonly leaveAfterFirst: number
  readonly leaveLater: number
  /** Above 1: shorter waits between orders. */
  readonly pace: number
  /** Years above the average age. */
  readonly age: number
  /** Share of first orders with the welcome coupon, and its percentage. */
  readonly welcome: { readonly share: number; readonly percent: 10 | 20 }
  /** People who sign up and never buy, for each buyer. */
  readonly lookers: number
}

/** Search brings people who stay; social ads bring many who do not, at a price that keeps rising. */
export const channels: readonly Channel[] = [
  {
    name: '검색',
    newBuyers: [30, 44, 47, 52, 56, 70, 64, 63, 60, 64, 50, 42],
    cost: [13000, 13400, 13700, 14000, 14200, 14900, 15000, 15200, 15500, 16200, 16500, 16800],
    campaigns: ['브랜드 검색', '찻잔·티포트 검색'],
    leaveAfterFirst: 0.33,
    leaveLater: 0.85,
    pace: 1.15,
    age: 1.5,
    welcome: { share: 0.25, percent: 10 },
    lookers: 0.28,
  },
  {
    name: '소셜 광고',
    newBuyers: [25, 45, 52, 60, 72, 96, 88, 88, 88, 98, 70, 52],
    cost: [29000, 30000, 31000, 33000, 36000, 39500, 42000, 44000, 46500, 49000, 51500, 54000],
    campaigns: ['신규 유입', '캔들 기획전', '리타기팅'],
    leaveAfterFirst: 0.62,
    leaveLater: 1.7,
    pace: 0.75,
    age: -2,
    welcome: { share: 0.6, percent: 20 },
    lookers: 0.5,
  },
  {
    name: '인플루언서',
    newBuyers: [0, 14, 16, 20, 20, 30, 25, 25, 20, 25, 18, 12],
    cost: [0, 24000, 24000, 25000, 25000, 26000, 26000, 27000, 27000, 28000, 29000, 30000],
    campaigns: ['살림 채널 협업'],
    leaveAfterFirst: 0.5,
    leaveLater: 1.2,
    pace: 0.9,
    age: -3,
    welcome: { share: 0.45, percent: 10 },
    lookers: 0.45,
  },
  {
    name: '친구 추천',
    newBuyers: [0, 9, 14, 18, 20, 28, 26, 28, 26, 28, 22, 18],
    cost: null,
    campaigns: [],
    leaveAfterFirst: 0.28,
    leaveLater: 0.75,
    pace: 1.1,
    age: 0.5,
    welcome: { share: 0, percent: 10 },
    lookers: 0.15,
  },
  {
    name: '직접 방문',
    newBuyers: [24, 29, 30, 32, 34, 42, 38, 38, 36, 40, 33, 28],
    cost: null,
    campaigns: [],
    leaveAfterFirst: 0.3,
    leaveLater: 0.85,
    pace: 1.05,
    age: 2,
    welcome: { share: 0.2, percent: 10 },
    lookers: 0.35,
  },
]

/** The channel through which friends come. */
export const REFERRAL = '친구 추천'
