/**
 * Starts a worker from a `blob:` that imports the real file.
 *
 * A content policy in a meta tag does not bind a worker started from a URL: such a worker could send data anywhere. One
 * started from a blob inherits the policy (HTML standard, "policy container"), its own workers too.
 * `url` must be of the page's own origin; throws otherwise.
 */
export function startWorkerFromUrl(url: string): Worker {
  const absolute = new URL(url, location.href)
  // A blob worker's location is the blob's; its origin is the page's.
  if (absolute.origin !== self.origin) throw new Error(`a worker may not come from ${absolute.origin}`)
  return startWorkerFromText(`import ${JSON.stringify(absolute.href)}`, 'module')
}

/** Starts a worker from a `blob:` that holds its whole text: nothing is asked of the network again. */
export function startWorkerFromText(text: string, type: 'module' | 'classic'): Worker {
  const blob = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  return new Worker(trusted(blob) as string, { type })
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown }
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/** The one trusted-types policy of a thread: it admits only blobs of its own origin. */
function trusted(url: string): unknown {
  const types = (self as { trustedTypes?: TrustedTypes }).trustedTypes
  if (!types) return url
  policy ??= types.createPolicy('app-worker', {
    createScriptURL(given) {
      if (!given.startsWith(`blob:${self.origin}/`)) throw new TypeError('only workers from a blob of this origin')
      return given
    },
  })
  return policy.createScriptURL(url)
}
