/** The pages that are built, in the order of the navigation. */
export const pages = ['health', 'customers', 'retention', 'data'] as const

/** A page of the house. */
export type PageId = (typeof pages)[number]

/** The page an address names: `#v=1&page=customers`. An address of another version or without a page names the first. */
export function pageOf(hash: string): PageId {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''))
  const named = pages.find((page) => page === parameters.get('page'))
  return named !== undefined && parameters.get('v') === '1' ? named : pages[0]
}

/** The address of a page. */
export function addressOf(page: PageId): string {
  return `#v=1&page=${page}`
}
