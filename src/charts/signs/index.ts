import type { Sign } from '../../metrics/signs/sign.ts'
import { ageing } from './ageing.ts'
import { crossover } from './crossover.ts'
import { cycleOrBasket } from './cycle-or-basket.ts'
import { ltvBelowCac } from './ltv-below-cac.ts'
import { oneTime } from './one-time.ts'
import { retention } from './retention.ts'
import type { SignChart } from './sign-chart.ts'

/** The card of each warning sign. */
export const signCharts: Readonly<Record<Sign, SignChart>> = {
  new_churned_crossover: crossover,
  retention_anomaly: retention,
  ageing_buyers: ageing,
  abnormal_cycle_or_basket: cycleOrBasket,
  one_time_rising: oneTime,
  ltv_below_cac: ltvBelowCac,
}
