import type { Settings } from '../metrics/settings.ts'
import { readStored, writeStored } from './storage.ts'

const KEY = 'channels'

/** Keeps on this device how the person matched channel names: a shop's next files write them the same way. */
export function rememberChannels(names: Settings['channel_names']): void {
  writeStored(KEY, JSON.stringify(names))
}

/** The settings that were kept; none where there are none, or where they are not what they should be. */
export function rememberedChannels(): Partial<Settings> {
  try {
    const names: unknown = JSON.parse(readStored(KEY) ?? 'null')
    if (typeof names !== 'object' || names === null || Array.isArray(names)) return {}
    const pairs = Object.entries(names).filter(
      ([name, channel]) => name !== '' && typeof channel === 'string' && channel,
    )
    return pairs.length > 0 ? { channel_names: Object.fromEntries(pairs) as Record<string, string> } : {}
  } catch {
    return {}
  }
}
