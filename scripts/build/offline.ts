import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { build, type Plugin } from 'vite'
import type { PrecacheEntry } from 'workbox-precaching'

const SERVICE_WORKER = 'sw.js'

/** Folders of `public/` that hold data: no file of theirs is ever kept on a device. */
const DATA_FOLDERS = ['data', 'reports']

/**
 * The files of a built page that are kept on the device, smallest first: the large ones come last over a slow line. Each
 * has its digest, so that what a server answers in the middle of a change is refused, not kept.
 */
export function buildFiles(folder: string): PrecacheEntry[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => ({ url: file.split(sep).join('/'), size: statSync(join(folder, file)).size }))
    .filter(
      ({ url }) => url !== SERVICE_WORKER && !url.endsWith('.map') && !url.split('/').some((part) => part[0] === '.'),
    )
    .filter(({ url }) => !DATA_FOLDERS.some((data) => url.startsWith(`${data}/`)))
    .sort((a, b) => a.size - b.size || (a.url < b.url ? -1 : 1))
    .map(({ url }) => {
      const integrity = `sha256-${createHash('sha256')
        .update(readFileSync(join(folder, url)))
        .digest('base64')}`
      // A name with a hash in it never changes its content; the browser may have it from loading the page.
      return { url, revision: url.startsWith('assets/') ? null : integrity, integrity }
    })
}

/** A warning of the library's points to a foreign page; the service worker names no place but its own. */
const withoutLinks: Plugin = {
  name: 'without-links',
  renderChunk: (code) => code.replaceAll('https://bit.ly/wb-precache', 'the manual'),
}

/** Writes the service worker for what stands in a folder. */
export async function buildServiceWorker(folder: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [withoutLinks],
    define: { BUILD_FILES: JSON.stringify(buildFiles(folder)) },
    build: {
      target: 'es2023',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(import.meta.dirname, '../../src/worker/service-worker.ts'),
        output: { format: 'iife', entryFileNames: SERVICE_WORKER },
      },
    },
  })
}

/** Makes the built page open with the network off: its service worker is written once everything else is. */
export function offline(): Plugin {
  let folder: string
  return {
    name: 'offline',
    apply: 'build',
    configResolved: ({ root, build }) => void (folder = join(root, build.outDir)),
    closeBundle: () => buildServiceWorker(folder),
  }
}
