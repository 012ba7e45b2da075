import { parseTableMapping, type TableMapping } from '../ingest/mapping.ts'
import { readStored, writeStored } from './storage.ts'

const keyOf = (shape: string) => `mapping.${shape}`

/** Keeps a mapping on this device for files of the same shape. */
export function rememberMapping(shape: string, mapping: TableMapping): void {
  writeStored(keyOf(shape), JSON.stringify(mapping))
}

/** The mapping last used for files of this shape; null where there is none, or where it fits no more. */
export function rememberedMapping(shape: string): TableMapping | null {
  const text = readStored(keyOf(shape))
  if (text === null) return null
  try {
    return parseTableMapping(JSON.parse(text))
  } catch {
    return null
  }
}
