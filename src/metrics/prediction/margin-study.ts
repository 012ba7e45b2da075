import type { ColumnTable } from '../../engine/database.ts'
import { mbgNbd } from '../../statistics/beta-geometric-nbd.ts'
import type { Spending } from '../../statistics/gamma-gamma.ts'
import type { ColumnStudy } from '../metric.ts'
import { fitValues } from './fits.ts'
import { forecastSpend, type Forecast, type SpendForecast } from './forecast.ts'
import marginsSql from './margins.sql?raw'
import type { People } from './people.ts'
import { predictionStudy, type Prediction } from './study.ts'

/** The contribution margin of the chosen customers, in their order: earned before as_of, and expected within the horizon. */
export interface PredictedMargin {
  readonly people: People
  readonly channels: ReadonlyMap<number, string>
  readonly earned: Float64Array
  readonly forecast: Forecast
  readonly spend: SpendForecast
}

/** Predicts margin where the back-test lets the prediction stand in for what was earned (trust); else null. */
export const marginStudy: ColumnStudy<PredictedMargin | null, 'margins', readonly [Prediction], never> = {
  name: 'predicted margin',
  ask: 'columns',
  uses: [predictionStudy],
  reads: [],
  questions: { margins: marginsSql },
  requires: { margins: ['orders.margin'] },
  conclude: async ({ margins }, _context, [{ badges, forecast, people, channels }], { pause }) => {
    if (badges[mbgNbd.id]!.verdict !== 'trust' || !forecast || margins.length === 0) return null
    const { fit, reason } = await fitValues(repeatMargins(margins), pause)
    if (!fit || reason !== null) return null
    const place = new Map<number, number>()
    for (const [at, key] of people.key.entries()) place.set(key, at)
    const earned = new Float64Array(people.key.length)
    const spent = new Float64Array(people.key.length)
    for (const [row, key] of (margins.columns['customer_key'] as Float64Array).entries()) {
      const at = place.get(key)
      if (at === undefined) continue
      earned[at] = (margins.columns['margin'] as Float64Array)[row]!
      spent[at] = (margins.columns['repeat_margin'] as Float64Array)[row]!
    }
    return { people, channels, earned, forecast, spend: forecastSpend(fit, { x: people.x, spent }) }
  },
}

/** Mean margins of the repeat purchase days of customers who are known from their first day, in the order of their keys. */
function repeatMargins({ columns }: ColumnTable): Spending {
  const [key, x, isKnown, margin] = ['customer_key', 'x', 'is_known', 'repeat_margin'].map(
    (name) => columns[name] as Float64Array,
  ) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const rows = [...key.keys()]
    .filter((row) => isKnown[row] === 1 && x[row]! > 0 && margin[row]! > 0)
    .sort((a, b) => key[a]! - key[b]!)
  return {
    x: Float64Array.from(rows, (row) => x[row]!),
    m: Float64Array.from(rows, (row) => margin[row]! / x[row]!),
    n: new Float64Array(rows.length).fill(1),
  }
}
