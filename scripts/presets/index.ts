import type { Export } from './export.ts'
import { cafe24, godomall, imweb } from './malls.ts'
import { coupang, smartstore } from './marketplaces.ts'
import { amazon, magento, square, wooOrderExport } from './others.ts'
import { bigcommerce, shopify, woocommerce } from './shops.ts'

export { textOf } from './export.ts'
export type { Cell, Export } from './export.ts'

/** One made-up export of each preset. */
export const exports: readonly Export[] = [
  smartstore,
  coupang,
  cafe24,
  imweb,
  godomall,
  shopify,
  woocommerce,
  wooOrderExport,
  magento,
  bigcommerce,
  square,
  amazon,
]
