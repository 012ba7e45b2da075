/**
 * What the page keeps on this device: a few small texts in localStorage under `dangol.`. Every access is guarded, since
 * storage throws where a browser blocks it (private windows, frames of another site); then nothing is kept.
 */
const PREFIX = 'dangol.'

/** A stored text; null where there is none or storage is blocked. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

/** Stores a text. Says whether it could be stored. */
export function writeStored(key: string, text: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, text)
    return true
  } catch {
    return false
  }
}

/** One thing kept on this device. */
export interface StoredEntry {
  readonly key: string
  readonly bytes: number
}

/** Everything that the page keeps on this device. */
export function storedEntries(): readonly StoredEntry[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .sort()
      .map((name) => ({
        key: name.slice(PREFIX.length),
        bytes: new Blob([name, localStorage.getItem(name) ?? '']).size,
      }))
  } catch {
    return []
  }
}

/** Forgets everything that the page keeps on this device. */
export function wipeStored(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name)
  } catch {
    return
  }
}
