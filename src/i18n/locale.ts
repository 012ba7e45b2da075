/** The languages of the page; every word has both. */
export type Language = 'ko' | 'en'

/** A word is a value: a missing language does not compile. */
export interface Word {
  readonly ko: string
  readonly en: string
}

/** The language of a browser, from its preferred tags: Korean for `ko` and `ko-*`, else English. */
export function languageOf(tags: readonly string[]): Language {
  return tags[0]?.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}
