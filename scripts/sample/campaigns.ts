import { dayOf } from './calendar.ts'
import type { Person } from './people.ts'
import type { Random } from '../../src/statistics/random.ts'

/** One arm of a campaign; the control is sent nothing. */
export interface Arm {
  readonly variant: string
  readonly message: string | null
  readonly isPersonalised: boolean
  readonly isControl: boolean
}

/** A campaign with a planned even split, and what it really does. */
export interface Campaign {
  readonly name: string
  readonly day: number
  readonly channel: string
  /** KRW a message. */
  readonly cost: number
  /** Days since the last order of those it is for. */
  readonly since: readonly [number, number]
  readonly arms: readonly Arm[]
  /** Added probability of an order within ten days in every arm but the control. */
  readonly effect: number
  /** A coupon sent with it, used on whatever is bought in the two weeks after. */
  readonly coupon: { readonly code: string; readonly percent: number } | null
}

const control: Arm = { variant: '미발송 대조군', message: null, isPersonalised: false, isControl: true }

/** A message test without a control, a reminder that works, and a discount that only costs. */
export const campaigns: readonly Campaign[] = [
  {
    name: '추석 선물 예약',
    day: dayOf('2025-09-15'),
    channel: '카카오톡',
    cost: 15,
    since: [20, 240],
    arms: [
      { variant: 'A', message: '마음을 우려 보내세요', isPersonalised: false, isControl: false },
      { variant: 'B', message: '선물세트 10% 할인', isPersonalised: false, isControl: false },
    ],
    effect: 0,
    coupon: null,
  },
  {
    name: '찻잎이 떨어질 때',
    day: dayOf('2026-02-24'),
    channel: '카카오톡',
    cost: 15,
    since: [25, 160],
    arms: [
      { variant: '상품명 안내', message: '지난번 그 차, 이제 다 드셨지요', isPersonalised: true, isControl: false },
      control,
    ],
    effect: 0.11,
    coupon: null,
  },
  {
    name: '봄맞이 20% 할인',
    day: dayOf('2026-04-14'),
    channel: '문자',
    cost: 25,
    since: [10, 240],
    arms: [
      { variant: '20% 할인', message: '봄맞이 전 상품 20% 할인', isPersonalised: false, isControl: false },
      control,
    ],
    effect: 0,
    coupon: { code: '봄맞이20', percent: 20 },
  },
]

/** That a person was chosen for a campaign, and into which arm. */
export interface Enrolment {
  readonly campaign: Campaign
  readonly arm: Arm
}

/** Puts a person who last ordered on this day into an arm, if the campaign is for them. */
export function enrol(random: Random, campaign: Campaign, person: Person, lastDay: number): Enrolment | null {
  const days = campaign.day - lastDay
  if (!person.hasConsented || days < campaign.since[0] || days > campaign.since[1]) return null
  return { campaign, arm: random.pick(campaign.arms) }
}
