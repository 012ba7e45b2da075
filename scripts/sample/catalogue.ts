import { isGiftSeason } from './calendar.ts'
import type { Random } from '../../src/statistics/random.ts'

/** Something the shop sells; money in KRW. */
export interface Product {
  readonly name: string
  readonly category: Category
  readonly price: number
  readonly cost: number
  /** Usual days until its buyer orders again. */
  readonly lasts: number
  /** How often it is chosen within its category. */
  readonly appeal: number
  /** What is often bought with it. */
  readonly goesWith?: string
}

/** What kinds of things the shop sells. */
export const categories = ['차', '다구', '향', '리빙', '선물세트'] as const
export type Category = (typeof categories)[number]

type Line = readonly [string, number, number, number, number, string?]
const shelf = (category: Category, lines: readonly Line[]): Product[] =>
  lines.map(([name, price, cost, lasts, appeal, goesWith]) => ({
    name,
    category,
    price,
    cost,
    lasts,
    appeal,
    ...(goesWith ? { goesWith } : {}),
  }))

/** Name, price, cost, days it lasts, appeal, companion. */
export const products: readonly Product[] = [
  ...shelf('차', [
    ['달밤 블렌드 티', 16900, 6600, 36, 10],
    ['제주 유기농 녹차', 12900, 5300, 40, 9],
    ['보성 세작', 28900, 12400, 52, 5],
    ['캐모마일 티백', 11900, 4500, 30, 8],
    ['볶은 우엉차', 9900, 3900, 34, 6],
    ['쑥차', 14900, 6100, 44, 4],
  ]),
  ...shelf('다구', [
    ['유리 티포트', 32900, 15100, 150, 6, '백자 찻잔'],
    ['백자 찻잔', 18900, 8300, 130, 8],
    ['나무 다반', 42900, 20600, 170, 3],
    ['티 인퓨저', 12900, 5200, 110, 5, '달밤 블렌드 티'],
    ['개완 세트', 58000, 27800, 170, 2, '보성 세작'],
  ]),
  ...shelf('향', [
    ['소이 캔들', 24900, 10200, 75, 9],
    ['인센스 스틱', 13900, 5100, 55, 6, '인센스 홀더'],
    ['인센스 홀더', 16900, 7400, 140, 2],
    ['리드 디퓨저', 29900, 12300, 95, 6],
    ['디퓨저 리필', 17900, 6900, 72, 5],
  ]),
  ...shelf('리빙', [
    ['리넨 티타월', 12900, 5700, 120, 6],
    ['거즈 블랭킷', 49900, 24400, 180, 3],
    ['리넨 앞치마', 36900, 17900, 170, 3],
    ['달 무드등', 39900, 19200, 190, 4],
  ]),
  ...shelf('선물세트', [
    ['달밤 선물세트', 49900, 23300, 95, 6],
    ['명절 차 선물세트', 69000, 32500, 100, 5],
    ['양갱과 녹차 세트', 32900, 15000, 80, 6],
  ]),
]

const byName = new Map(products.map((product) => [product.name, product]))

/** What a customer mostly comes for: a weight for each category. */
export interface Taste {
  readonly share: number
  readonly weights: readonly number[]
}

/** Tea drinkers come often; people who furnish a table or look for presents seldom do. */
export const tastes: readonly Taste[] = [
  { share: 34, weights: [70, 12, 8, 4, 6] },
  { share: 18, weights: [20, 52, 8, 12, 8] },
  { share: 26, weights: [12, 6, 66, 12, 4] },
  { share: 12, weights: [10, 10, 18, 56, 6] },
  { share: 10, weights: [12, 6, 8, 8, 66] },
]

/** One product of a customer's taste, presents first in their season. */
export function chooseProduct(random: Random, taste: Taste, day: number): Product {
  const weights = taste.weights.map((weight, index) =>
    categories[index] === '선물세트' ? (isGiftSeason(day) ? weight * 4 + 12 : weight * 0.7) : weight,
  )
  const category = categories[random.weighted(weights)]!
  const choice = products.filter((product) => product.category === category)
  return choice[random.weighted(choice.map((product) => product.appeal))]!
}

/** What goes with a product, if anything does. */
export function companionOf(product: Product): Product | null {
  return (product.goesWith && byName.get(product.goesWith)) || null
}
