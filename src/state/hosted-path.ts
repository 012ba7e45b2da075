/** One step of a path: letters of any script, digits, and within them what file names have; never hidden, never a way up. */
const STEP = /^[\p{L}\p{M}\p{N}_-](?:[\p{L}\p{M}\p{N} ._-]*[\p{L}\p{M}\p{N}_-])?$/u

/**
 * The path of a file beside the page, below its own folder: `data/orders.parquet`. Null for whatever could lead elsewhere
 * (a scheme, a host, a way up, anything that a server or browser could decode once more): what is not plainly a path is none.
 */
export function hostedPath(text: string): string | null {
  if (text.length > 200 || text.includes('..')) return null
  return text.split('/').every((step) => STEP.test(step)) ? text : null
}

/** The address of such a file; `page` is the page's own address. */
export function hostedUrl(path: string, page: string = location.href): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), page).href
}
