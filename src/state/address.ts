import type { Settings } from '../metrics/settings.ts'

/** The pages that are built, in the order of the navigation. */
export const pages = ['health', 'customers', 'retention', 'value', 'data'] as const

/** A page of the house. */
export type PageId = (typeof pages)[number]

/** Settings that are part of a view's address. */
export const viewSettings = ['as_of', 'basis', 'channel', 'segment', 'category'] as const

/** What a view says of the settings; what it leaves out is as it is by default. */
export type ViewSettings = Partial<Pick<Settings, (typeof viewSettings)[number]>>

/** A page with what is chosen on it: all that an address holds. */
export interface View {
  readonly page: PageId
  /** A card to scroll to. */
  readonly card: string | null
  /** How many months the pictures show; null: all. */
  readonly months: number | null
  readonly settings: ViewSettings
}

/**
 * The view that an address names: `#v=1&page=customers&channel=naver`. An address of another version names the first page;
 * what cannot be is left out.
 */
export function viewOf(hash: string): View {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''))
  const read = (name: string) => (parameters.get('v') === '1' ? parameters.get(name) || null : null)
  const months = Number(read('months'))
  return {
    page: pages.find((page) => page === read('page')) ?? pages[0],
    card: read('card'),
    months: Number.isInteger(months) && months > 0 && months <= 1200 ? months : null,
    settings: Object.fromEntries(
      viewSettings.flatMap((name) => {
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

/** The address of a view. */
export function addressOf({
  page,
  card = null,
  months = null,
  settings = {},
}: Partial<View> & Pick<View, 'page'>): string {
  const parameters = new URLSearchParams({ v: '1', page })
  if (card !== null) parameters.set('card', card)
  for (const name of viewSettings) if (settings[name]) parameters.set(name, settings[name])
  if (months !== null) parameters.set('months', String(months))
  return `#${parameters}`
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
