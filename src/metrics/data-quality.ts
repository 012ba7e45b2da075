import { metric } from './metric.ts'
import sql from './data-quality.sql?raw'

/**
 * What to know about the files before any chart: topics `rows` (read, kept) and `left_out` (a reason) by file, `notice`,
 * and `coverage` (mapped, not_mapped) of each optional column of the orders. `table` is the table it is about.
 *
 * `file` is the number of the file in the order they were given, from 1. `share` is of the rows that could have it: of the
 * file's rows where a file is named, of the kept rows for most others; `value_share` is of the positive amounts. Some
 * notices count something else than rows: `time_gap` days without an order (example: the first and last of them),
 * `one_large_customer` orders, `many_new_at_start` customers (example: the period's first day), `unmatched_spend_channels`
 * channels (example: the names of the costliest), `unmatched_customers` customer ids (example: the likeliest cause), and
 * those about referrals customers. Other examples: an implausible date or birth year, the largest amount, currencies, the
 * first and last day of spend, and for coverage the file's own header. None is an id, and none depends on the
 * order of the rows: which row was left out, the worker tells the page beside the report (`Dataset.examples`).
 */
export const dataQuality = metric({
  id: 'data_quality',
  sql,
  needs: [],
  question: {
    table: 'string',
    topic: 'string',
    code: 'string',
    column: 'string',
    file: 'number',
    rows: 'number',
    total_rows: 'number',
    amount: 'number',
    total_amount: 'number',
    example: 'string',
  },
  columns: {
    table: 'string',
    topic: 'string',
    code: 'string',
    column: 'string',
    file: 'number',
    rows: 'number',
    share: 'number',
    value_share: 'number',
    example: 'string',
  },
  key: ['table', 'topic', 'code', 'column', 'file'],
  compute: (rows) =>
    rows.map(({ total_rows, amount, total_amount, ...row }) => ({
      ...row,
      share: ratio(row.rows, total_rows),
      value_share: ratio(amount, total_amount),
    })),
})

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : part / whole
}
