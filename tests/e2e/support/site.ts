import { readFile, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/** A running server on a loopback port of its own. */
export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** Where the built page is. */
export const built = join(import.meta.dirname, '../../../dist')

/** Serves the built page under a sub-path, as a project page on GitHub does, with no headers but the type and the door that it opens to all. */
export function serveBuild(root = built, port = 0): Promise<Site> {
  return listen('/some/repo/', port, async (path) => {
    const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path))
    if (!file.startsWith(root) || !(await stat(file)).isFile()) return null
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) }
  })
}

/** Serves these pages of HTML on 127.0.0.1, which to a browser is another site than the built page's localhost. */
export async function servePages(pages: Readonly<Record<string, string>>): Promise<Site> {
  const site = await listen('/', 0, async (path) => {
    const page = pages[path.slice(1)]
    return page === undefined ? null : { type: 'text/html; charset=utf-8', body: Buffer.from(page) }
  })
  return { ...site, url: site.url.replace('localhost', '127.0.0.1') }
}

/** A server that must never be asked anything: `hits` lists what came all the same. It would let every origin in. */
export async function setTrap(): Promise<Site & { readonly hits: string[] }> {
  const hits: string[] = []
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' })
    response.end('self.trapped = true')
  })
  server.on('upgrade', (request, socket) => {
    hits.push(`UPGRADE ${request.url}`)
    socket.destroy()
  })
  return { ...(await opened(server, '/')), hits }
}

type Served = { readonly type: string; readonly body: Buffer } | null

async function listen(base: string, port: number, serve: (path: string) => Promise<Served>): Promise<Site> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    void (path.startsWith(base) ? serve(path.slice(base.length - 1)) : Promise.resolve(null))
      .catch(() => null)
      .then((served) => {
        response.writeHead(
          served ? 200 : 404,
          served ? { 'content-type': served.type, 'access-control-allow-origin': '*' } : {},
        )
        response.end(served?.body)
      })
  })
  return opened(server, base, port)
}

async function opened(server: Server, base: string, wanted = 0): Promise<Site> {
  await new Promise<void>((resolve) => server.listen(wanted, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
