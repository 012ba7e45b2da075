import { metric } from './metric.ts'
import sql from './filter-options.sql?raw'

/**
 * What the channel and category filters may be set to: the channels that customers were acquired through (`size`:
 * customers) and the fifty largest categories (`size`: purchase rows), over the whole file whatever is chosen.
 */
export const filterOptions = metric({
  id: 'filter_options',
  sql,
  needs: [],
  columns: { filter: 'string', value: 'string', size: 'number' },
  key: ['filter', 'value'],
})
