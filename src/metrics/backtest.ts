import { fitStudy } from './prediction/fit-study.ts'
import { studyMetric } from './metric.ts'

/**
 * Repeat purchase days after the calibration, week by week and cumulated, as they came and as each model foretold them from the
 * first two thirds of the time; only customers first seen in these.
 */
export const backtest = studyMetric({
  id: 'backtest',
  study: fitStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    model: 'string',
    week: 'number',
    ends_on: 'timestamp',
    actual: 'number',
    predicted: 'number',
  },
  key: ['model', 'week'],
  rows: ({ backtest: found }) =>
    found === null
      ? []
      : found.models.flatMap(({ model, predicted }) =>
          found.actual.map((actual, index) => ({
            model: model.id,
            week: index + 1,
            ends_on: new Date((found.span.cutDay + 7 * index + 6) * 86_400_000).toISOString().slice(0, 10),
            actual,
            predicted: predicted?.[index] ?? null,
          })),
        ),
})
