import { metric } from './metric.ts'
import sql from './data-quality.sql?raw'

export const dataQuality = metric({
  id: 'data_quality',
  sql,
  needs: [],
  columns: {
    topic: 'string',
    code: 'string',
    column: 'string',
    file: 'string',
    rows: 'number',
    share: 'number',
    value_share: 'number',
    example: 'string',
  },
  key: ['topic', 'code', 'column', 'file'],
})
