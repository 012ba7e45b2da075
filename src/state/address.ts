import type { Settings } from '../metrics/settings.ts'
import { hostedPath } from './hosted-path.ts'

/** The pages that are built, in the order of the navigation. */
export const pages = ['health', 'customers', 'retention', 'value', 'data', 'trust'] as const

/** A page of the house. */
export type PageId = (typeof pages)[number]

/** Settings that are part of a view's address. */
export const viewSettings = ['as_of', 'basis', 'channel', 'segment', 'category'] as const

/** What a view says of the settings; what it leaves out is as it is by default. */
export type ViewSettings = Partial<Pick<Settings, (typeof viewSettings)[number]>>

/** Files hosted beside the page as an address names them, which `hostedPath` has not judged yet. */
export interface Hosted {
  readonly data: readonly string[]
  /** A file of how their columns are read: a mapping, or a list of them; null: as recognised. */
  readonly mapping: string | null
}

/** A page with what is chosen on it: all that an address holds. */
export interface View {
  /** The data set; null: whichever is in view. */
  readonly hosted: Hosted | null
  readonly page: PageId
  /** A card to scroll to. */
  readonly card: string | null
  /** How many months the pictures show; null: all. */
  readonly months: number | null
  readonly settings: ViewSettings
}

/** Where what is shown comes from. */
export type AddressSource =
  /** The page itself computes it. */
  | { readonly kind: 'live' }
  /** A packed report, and one that a pass phrase opens. */
  | { readonly kind: 'snapshot' | 'sealed'; readonly payload: string }
  /** A file beside the page: relative, below the page's folder. */
  | { readonly kind: 'report'; readonly path: string }
  /** An address that says this in a way that cannot be. */
  | { readonly kind: 'damaged' }

/** All that an address says. */
export interface Address {
  readonly source: AddressSource
  /** What is chosen; of a shared report, its page and card alone. */
  readonly view: View
  /** The card or page that is shown alone, in a frame of another page. */
  readonly embed: string | null
  readonly language: 'ko' | 'en' | null
  readonly theme: 'light' | 'dark' | null
}

/** The longest address that is read. */
const LONGEST = 300_000

/**
 * Reads what stands after `#`, for ever in the same way:
 *
 * - `#v=1&page=customers&channel=naver`: a view;
 * - `#v=1&data=data/orders.parquet&…`: the same on a data set hosted beside the page, `data=` for each file of it;
 * - `#s=1.<payload>`: a snapshot; `#e=1.<payload>`: a sealed one;
 * - `#report=reports/x.json`: a report file beside the page;
 * - with any of them `&page=`, `&card=`, `&embed=<card or page>`, `&lang=ko|en` and `&theme=light|dark`.
 *
 * A view of another version is the first page; what cannot be is left out. Never throws.
 */
export function readAddress(hash: string): Address {
  const parameters = new URLSearchParams(hash.length > LONGEST ? '' : hash.replace(/^#/, ''))
  const source: AddressSource = hash.length > LONGEST ? { kind: 'damaged' } : sourceOf(parameters)
  const read = (name: string) => parameters.get(name) || null
  return {
    source,
    view: viewIn(parameters, source.kind !== 'live'),
    embed: read('embed') === null ? null : (/^[a-z][a-z0-9_]{0,60}$/.exec(read('embed')!)?.[0] ?? ''),
    language: oneOf(['ko', 'en'], read('lang')),
    theme: oneOf(['light', 'dark'], read('theme')),
  }
}

const oneOf = <Text extends string>(texts: readonly Text[], text: string | null) =>
  texts.find((one) => one === text) ?? null

function sourceOf(parameters: URLSearchParams): AddressSource {
  const named = (['v', 's', 'e', 'report'] as const).flatMap((name) =>
    parameters.getAll(name).map((text) => ({ name, text })),
  )
  const shared = named.find(({ name }) => name !== 'v')
  if (!shared) return { kind: 'live' }
  const { name, text } = shared
  if (named.length > 1) return { kind: 'damaged' }
  if (name === 'report')
    return text.endsWith('.json') && hostedPath(text) !== null ? { kind: 'report', path: text } : { kind: 'damaged' }
  return /^\d{1,3}\.[\w-]+$/.test(text)
    ? { kind: name === 's' ? 'snapshot' : 'sealed', payload: text }
    : { kind: 'damaged' }
}

/** The view that an address names. */
export function viewOf(hash: string): View {
  return readAddress(hash).view
}

function viewIn(parameters: URLSearchParams, isShared: boolean): View {
  const isKnown = isShared || parameters.get('v') === '1'
  const read = (name: string) => (isKnown ? parameters.get(name) || null : null)
  const months = isShared ? 0 : Number(read('months'))
  const card = read('card')
  const data = isKnown && !isShared ? parameters.getAll('data').filter((path) => path !== '') : []
  return {
    hosted: data.length > 0 ? { data, mapping: read('mapping') } : null,
    page: pages.find((page) => page === read('page')) ?? pages[0],
    card: card !== null && card.length <= 200 ? card : null,
    months: Number.isInteger(months) && months > 0 && months <= 1200 ? months : null,
    settings: Object.fromEntries(
      (isShared ? [] : viewSettings).flatMap((name) => {
        const text = read(name)
        return text !== null && can[name](text) ? [[name, text]] : []
      }),
    ),
  }
}

const isName = (text: string) => text.length <= 200
const can: Readonly<Record<keyof ViewSettings, (text: string) => boolean>> = {
  as_of: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text,
  basis: (text) => text === 'margin' || text === 'revenue',
  channel: isName,
  segment: isName,
  category: isName,
}

/** The address of a view. Slashes stay as they are: a person may write such an address by hand. */
export function addressOf({
  hosted = null,
  page,
  card = null,
  months = null,
  settings = {},
}: Partial<View> & Pick<View, 'page'>): string {
  const parameters = new URLSearchParams({ v: '1' })
  for (const path of hosted?.data ?? []) parameters.append('data', path)
  if (hosted?.mapping) parameters.set('mapping', hosted.mapping)
  parameters.set('page', page)
  if (card !== null) parameters.set('card', card)
  for (const name of viewSettings) if (settings[name]) parameters.set(name, settings[name])
  if (months !== null) parameters.set('months', String(months))
  return `#${String(parameters).replaceAll('%2F', '/')}`
}

/** The settings of a report as a view names them: only what is not as by default. */
export function viewSettingsOf(settings: Settings, defaultAsOf: string): ViewSettings {
  const { as_of, basis, channel, segment, category } = settings
  return {
    ...(as_of === defaultAsOf ? {} : { as_of }),
    ...(basis === 'revenue' ? {} : { basis }),
    ...(channel === null ? {} : { channel }),
    ...(segment === null ? {} : { segment }),
    ...(category === null ? {} : { category }),
  }
}

/** The address of a shared report, as it opens at a page or card of it, or shows one of them alone. */
export function sharedAddressOf(
  source: Exclude<AddressSource, { readonly kind: 'live' | 'damaged' }>,
  {
    page,
    card,
    embed,
    language,
    theme,
  }: Partial<Pick<View, 'page' | 'card'> & Pick<Address, 'embed' | 'language' | 'theme'>> = {},
): string {
  const first =
    source.kind === 'report'
      ? `report=${source.path.split('/').map(encodeURIComponent).join('/')}`
      : `${source.kind === 'snapshot' ? 's' : 'e'}=${source.payload}`
  const rest = Object.entries({ page, card, embed, lang: language, theme }).flatMap(([name, text]) =>
    text ? [`${name}=${encodeURIComponent(text)}`] : [],
  )
  return `#${[first, ...rest].join('&')}`
}
