import { metric } from './metric.ts'
import sql from './channel-names.sql?raw'

/**
 * How the channels of spend meet those of buyers: each way of writing one, and the channel it counts as. Case, spaces and
 * marks make no difference; the setting `channel_names` says the rest.
 */
export const channelNames = metric({
  id: 'channel_names',
  sql,
  needs: ['spend.channel'],
  columns: { name: 'string', channel: 'string', has_buyers: 'boolean', has_spend: 'boolean' },
  key: ['name'],
})
