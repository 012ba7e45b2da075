import { bgNbd, mbgNbd } from '../../src/statistics/beta-geometric-nbd.ts'
import type { PurchaseModel, Theta } from '../../src/statistics/buy-till-you-die.ts'
import { fitPurchases, fitSpending } from '../../src/statistics/fit-models.ts'
import { gammaGamma } from '../../src/statistics/gamma-gamma.ts'
import type { Fit } from '../../src/statistics/maximum-likelihood.ts'
import { paretoNbd } from '../../src/statistics/pareto-nbd.ts'
import { simulateBuyers, simulateSpending } from './buyers.ts'

/** How far the estimates of one simulated shop are from the truth. */
export interface Recovery {
  readonly model: ModelId
  readonly seed: number
  /** In standard errors, of the logarithm of each parameter; null where the fit did not converge. */
  readonly deviations: readonly number[] | null
}

type ModelId = PurchaseModel['id'] | 'gamma_gamma'

interface Trial {
  readonly parameters: readonly string[]
  readonly truth: Theta
  readonly fit: (customers: number, seed: number) => Fit
}

const WEEKS = 78

/** The models with parameters near those published for CDNOW. */
export const trials: Readonly<Record<ModelId, Trial>> = {
  mbg_nbd: purchaseTrial(mbgNbd, [0.52, 6.2, 0.89, 1.6]),
  bg_nbd: purchaseTrial(bgNbd, [0.24, 4.41, 0.79, 2.43]),
  pareto_nbd: purchaseTrial(paretoNbd, [0.55, 10.6, 0.61, 11.7]),
  gamma_gamma: spendingTrial([6.25, 3.74, 15.4]),
}

function purchaseTrial(model: PurchaseModel, truth: Theta): Trial {
  const { parameters } = model
  return {
    parameters,
    truth,
    fit: (customers, seed) => fitPurchases(model, simulateBuyers(model, truth, { customers, seed, weeks: WEEKS })),
  }
}

function spendingTrial(truth: Theta): Trial {
  const { parameters } = gammaGamma
  return { parameters, truth, fit: (customers, seed) => fitSpending(simulateSpending(truth, { customers, seed })) }
}

/** Fits every model to customers that it made itself, one shop of so many for each seed. */
export function* recoveries(customers: number, seeds: readonly number[]): Generator<Recovery> {
  for (const seed of seeds)
    for (const [model, { truth, fit }] of Object.entries(trials) as [ModelId, Trial][])
      yield { model, seed, deviations: deviationsOf(fit(customers, seed), truth) }
}

function deviationsOf({ converged, estimates, logCovariance }: Fit, truth: Theta): number[] | null {
  if (!converged || !logCovariance) return null
  return truth.map((value, at) => Math.log(estimates[at]! / value) / Math.sqrt(logCovariance[at]![at]!))
}

/** One parameter over all seeds. */
export interface ParameterTally {
  readonly model: ModelId
  readonly parameter: string
  readonly truth: number
  /** Seeds whose truth lies within two standard errors. */
  readonly within: number
  readonly converged: number
  readonly of: number
  /** Mean deviation in standard errors: what is not near zero is bias. */
  readonly mean: number
}

/** Counts the recoveries by model and parameter. */
export function tallyRecoveries(recoveries: readonly Recovery[]): ParameterTally[] {
  return (Object.entries(trials) as [ModelId, Trial][]).flatMap(([model, { parameters, truth }]) => {
    const own = recoveries.filter((each) => each.model === model)
    const fitted = own.flatMap(({ deviations }) => (deviations ? [deviations] : []))
    return parameters.map((parameter, at) => ({
      model,
      parameter,
      truth: truth[at]!,
      within: fitted.filter((deviations) => Math.abs(deviations[at]!) <= 2).length,
      converged: fitted.length,
      of: own.length,
      mean: fitted.reduce((sum, deviations) => sum + deviations[at]!, 0) / fitted.length,
    }))
  })
}

/** The tallies as a table in Markdown, a parameter a line. */
export function recoveryTable(tallies: readonly ParameterTally[]): string {
  const lines = tallies.map(({ model, parameter, truth, within, converged, of, mean }) => {
    const bias = `${mean < 0 ? '−' : '+'}${Math.abs(mean).toFixed(2)}`
    return [`\`${model}\``, parameter, truth, `${within} of ${of}`, bias, `${converged} of ${of}`]
  })
  const head = ['model', 'parameter', 'truth', 'within two standard errors', 'mean deviation', 'converged']
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
