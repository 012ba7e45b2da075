const kept = new Map<string, Promise<Blob>>()

/**
 * A file from beside the page, fetched once and kept: a second engine, or one after a crash, needs no network.
 * Rejects where it cannot be had; the next call asks again.
 */
export function asset(url: string, type: string): Promise<Blob> {
  let found = kept.get(url)
  if (!found) {
    found = fetch(url).then(async (response) => {
      if (!response.ok) throw new Error(`${new URL(url).pathname} could not be read: ${response.status}`)
      return new Blob([await response.arrayBuffer()], { type })
    })
    found.catch(() => kept.delete(url))
    kept.set(url, found)
  }
  return found
}
