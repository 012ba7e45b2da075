import { parsePreset, type Preset } from './schema.ts'

export type { Preset } from './schema.ts'

const files = import.meta.glob<unknown>('./*.json', { eager: true, import: 'default' })

/** Every preset of this folder, by file name. */
export const presets: readonly Preset[] = Object.keys(files)
  .sort()
  .map((file) => parsePreset(files[file], file))
