import { offline, ownCaches, registered } from './offline.svelte.ts'
import { storedEntries, wipeStored, type StoredEntry } from './storage.ts'

/** Files that are kept for when the network is off. */
export interface KeptFiles {
  readonly files: number
  readonly bytes: number
}

/** Everything that this page, and the site that it is part of, keep on this device. */
export interface DeviceContents {
  readonly texts: readonly StoredEntry[]
  readonly hasServiceWorker: boolean
  readonly kept: KeptFiles
  /** IndexedDB databases, files in the private file system and cookies of the whole site; null: the browser does not say. */
  readonly databases: number | null
  readonly privateFiles: number | null
  readonly cookies: number
  /** What all of the site takes, as the browser estimates. */
  readonly usage: number | null
}

/** Looks at what is on this device. */
export async function deviceContents(): Promise<DeviceContents> {
  const [registration, kept, databases, privateFiles, usage] = await Promise.all([
    registered(),
    keptFiles(),
    ifSaid(async () => (await indexedDB.databases()).length),
    ifSaid(countPrivateFiles),
    ifSaid(async () => (await navigator.storage.estimate()).usage),
  ])
  return {
    texts: storedEntries(),
    hasServiceWorker: registration !== undefined,
    kept,
    databases,
    privateFiles,
    cookies: document.cookie === '' ? 0 : document.cookie.split(';').length,
    usage,
  }
}

/** What was wiped. */
export interface Wiped {
  readonly texts: number
  readonly files: number
  readonly hadServiceWorker: boolean
}

/** Wipes everything that the page keeps on this device, and says what that was. */
export async function wipeDevice(): Promise<Wiped> {
  const texts = storedEntries().length
  const { files } = await keptFiles()
  wipeStored()
  const hadServiceWorker = await offline.forget()
  for (const name of await ownCaches()) await caches.delete(name)
  return { texts, files, hadServiceWorker }
}

async function keptFiles(): Promise<KeptFiles> {
  let files = 0
  let bytes = 0
  for (const name of await ownCaches()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const response = await cache.match(request)
      files += 1
      bytes += (await response?.blob())?.size ?? 0
    }
  }
  return { files, bytes }
}

/** A number that not every browser gives, nor everywhere. */
async function ifSaid(count: () => Promise<number | undefined>): Promise<number | null> {
  return (await count().catch(() => null)) ?? null
}

async function countPrivateFiles(): Promise<number> {
  let count = 0
  for await (const _name of (await navigator.storage.getDirectory()).keys()) count += 1
  return count
}
