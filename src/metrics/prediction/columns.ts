/** Columns of `backtest_summary`. */
export const summaryColumns = {
  model: 'string',
  calibration_from: 'timestamp',
  calibration_to: 'timestamp',
  holdout_from: 'timestamp',
  holdout_to: 'timestamp',
  customers: 'number',
  repeaters: 'number',
  actual: 'number',
  predicted: 'number',
  total_error: 'number',
  mape: 'number',
  expected_orders: 'number',
  lifetime_orders: 'number',
  spread: 'number',
  verdict: 'string',
  reasons: 'string',
  months_needed: 'number',
} as const

/** Columns of `predicted_value`. */
export const valueColumns = {
  kind: 'string',
  name: 'string',
  customers: 'number',
  alive: 'number',
  expected_orders: 'number',
  expected_value: 'number',
  low: 'number',
  high: 'number',
  horizon_months: 'number',
  verdict: 'string',
} as const

/** Columns of `alive_distribution`. */
export const distributionColumns = {
  model: 'string',
  alive_from: 'number',
  alive_to: 'number',
  customers: 'number',
} as const

/** Columns of `alive_grid`. */
export const gridColumns = {
  purchases_from: 'number',
  purchases_to: 'number',
  silent_from: 'number',
  silent_to: 'number',
  customers: 'number',
  mean_alive: 'number',
  expected_orders: 'number',
} as const
