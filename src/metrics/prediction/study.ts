import type { ColumnTable } from '../../engine/database.ts'
import { mbgNbd } from '../../statistics/beta-geometric-nbd.ts'
import type { ColumnStudy, RowOf } from '../metric.ts'
import type { Badge } from './badge.ts'
import channelsSql from './channels.sql?raw'
import type * as shown from './columns.ts'
import { countingAlive } from './distribution.ts'
import { fitStudy, type Fits } from './fit-study.ts'
import { drive } from './fits.ts'
import { forecasting, type Forecast, type Horizon } from './forecast.ts'
import { gridOf } from './grid.ts'
import { peopleOf, type People } from './people.ts'
import peopleSql from './people.sql?raw'
import { summaryOf } from './summary.ts'
import { addingUp } from './values.ts'

/** What is expected of the chosen customers, and how far that may be trusted. */
export interface Prediction {
  readonly fits: Fits
  readonly people: People
  readonly channels: ReadonlyMap<number, string>
  /** Null where the MBG/NBD could not be fitted. */
  readonly forecast: Forecast | null
  readonly horizon: Horizon
  /** Of each purchase model, by its id. */
  readonly badges: Readonly<Record<string, Badge>>
  readonly summary: readonly RowOf<typeof shown.summaryColumns>[]
  readonly values: readonly RowOf<typeof shown.valueColumns>[]
  readonly distribution: readonly RowOf<typeof shown.distributionColumns>[]
  readonly grid: readonly RowOf<typeof shown.gridColumns>[]
}

type Read = 'horizon_months' | 'discount_rate' | 'scheme' | 'custom_scheme'

/** Predicts what the chosen customers will buy within the horizon, with the models of the whole shop. */
export const predictionStudy: ColumnStudy<Prediction, 'people' | 'channels', readonly [Fits], Read> = {
  name: 'prediction',
  ask: 'columns',
  uses: [fitStudy],
  reads: ['horizon_months', 'discount_rate', 'scheme', 'custom_scheme'],
  questions: { people: peopleSql, channels: channelsSql },
  conclude: async (answers, { settings }, [fits], { pause }) => {
    const horizon: Horizon = { months: settings.horizon_months, discountRate: settings.discount_rate }
    const people = peopleOf(answers.people)
    await pause()
    const usual = fits.purchases.find(({ model }) => model.id === mbgNbd.id)!
    const isUsable = usual.fit !== null && usual.reason === null
    const forecast = isUsable ? await drive(forecasting(mbgNbd, usual.fit, people, horizon), pause) : null
    const channels = channelNames(answers.channels)
    const summary = await summaryOf(fits, horizon, pause)
    const badge = summary.badges[mbgNbd.id]!
    return {
      fits,
      people,
      channels,
      forecast,
      horizon,
      badges: summary.badges,
      summary: summary.rows,
      values: await drive(addingUp({ fits, people, forecast, horizon, badge, channels, settings }), pause),
      distribution: await drive(countingAlive(fits, people), pause),
      grid: forecast ? gridOf(people, forecast) : [],
    }
  },
}

function channelNames({ columns, length }: ColumnTable): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (let at = 0; at < length; at++)
    names.set((columns['channel_no'] as Float64Array)[at]!, (columns['channel'] as readonly string[])[at]!)
  return names
}
