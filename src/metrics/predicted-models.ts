import { gammaGamma } from '../statistics/gamma-gamma.ts'
import { fitStudy } from './prediction/fit-study.ts'
import type { Fitted } from './prediction/fits.ts'
import { studyMetric } from './metric.ts'

/**
 * The models fitted on the whole shop, a row a parameter: estimates in weeks (v in money) with their standard errors, and on each
 * row the model's log-likelihood and mean P(alive). `reason` says why a model could not be fitted, or may not be used.
 */
export const predictedModels = studyMetric({
  id: 'predicted_models',
  study: fitStudy,
  needs: ['orders.customer_id', 'orders.ordered_at', 'orders.amount'],
  columns: {
    model: 'string',
    parameter: 'string',
    estimate: 'number',
    standard_error: 'number',
    log_likelihood: 'number',
    mean_alive: 'number',
    converged: 'boolean',
    customers: 'number',
    correlation: 'number',
    reason: 'string',
  },
  key: ['model', 'parameter'],
  rows: ({ purchases, spending, correlation }) => [
    ...purchases.flatMap(({ model, meanAlive, ...fitted }) =>
      model.parameters.map((parameter, at) => ({
        ...rowOf(fitted, at),
        model: model.id,
        parameter,
        mean_alive: meanAlive,
        correlation: null,
      })),
    ),
    ...gammaGamma.parameters.map((parameter, at) => ({
      ...rowOf(spending, at),
      model: gammaGamma.id,
      parameter,
      mean_alive: null,
      correlation,
    })),
  ],
})

function rowOf({ fit, customers, reason }: Fitted, at: number) {
  return {
    estimate: fit?.estimates[at] ?? null,
    standard_error: fit?.standardErrors[at] ?? null,
    log_likelihood: fit?.logLikelihood ?? null,
    converged: fit !== null && reason === null,
    customers,
    reason,
  }
}
