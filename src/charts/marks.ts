import * as Plot from '@observablehq/plot'
import type { Markish, PlotOptions } from '@observablehq/plot'
import type { Format } from '../i18n/format.ts'

/** Below this width a picture shows fewer months, shorter words and no second column. */
export const NARROW = 560

/** Size of axis and label text in CSS pixels. */
export const TEXT = 12

/** The smallest text any picture may set. */
export const SMALL_TEXT = 11

/** What a text is in a picture: plain context, a name or number that counts, the headline's number, an axis. */
export type Tone = 'label' | 'ink' | 'accent' | 'axis'

/** The colour of a tone. */
export const toneFill: Readonly<Record<Tone, string>> = {
  label: 'var(--label)',
  ink: 'var(--ink)',
  accent: 'var(--accent)',
  axis: 'var(--axis)',
}

const isHeavy = (tone: Tone) => tone === 'ink' || tone === 'accent'

/** The part of a picture's size that its frame takes, in CSS pixels. */
export interface Margins {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/**
 * The bare picture every chart starts from: the page's type and ink, no axes (charts set their own marks), nothing
 * clipped. Options given last win.
 */
export function frame(width: number, height: number, margins: Margins, options: PlotOptions = {}): PlotOptions {
  return {
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    style: {
      fontFamily: 'var(--font)',
      fontSize: `${TEXT}px`,
      fontVariantNumeric: 'tabular-nums lining-nums',
      background: 'none',
      color: 'var(--label)',
      overflow: 'visible',
    },
    ...options,
    x: { axis: null, ...options.x },
    y: { axis: null, ...options.y },
  }
}

/** A picture laid out in pixels by its chart: x and y of its marks are CSS pixels from the top left. */
export function drawing(width: number, height: number, ariaLabel: string, marks: Markish[]): PlotOptions {
  const none = { top: 0, right: 0, bottom: 0, left: 0 }
  return frame(width, height, none, { ariaLabel, x: { type: 'identity' }, y: { type: 'identity' }, marks })
}

/** Text with a halo of the surface colour, so that it may cross a hairline. Plot's text options; 12 px in `tone`. */
export function haloText<T>(data: readonly T[], options: Plot.TextOptions & { readonly tone?: Tone }): Markish {
  const { tone = 'label', ...rest } = options
  return Plot.text(data as T[], {
    fill: toneFill[tone],
    stroke: 'var(--surface)',
    strokeWidth: 3,
    strokeLinejoin: 'round',
    fontSize: TEXT,
    ...(isHeavy(tone) ? { fontWeight: 600 } : {}),
    ...rest,
  })
}

/** A labelled month or value of an axis needs this much room, in CSS pixels. */
const MONTH_ROOM = 46

/** The months that get a name when `width` pixels hold them all: each, by quarter, by half-year, or Januaries. */
export function labelledMonths(months: readonly string[], width: number): readonly string[] {
  const room = width / Math.max(1, months.length)
  const step = [1, 3, 6, 12].find((step) => room * step >= MONTH_ROOM) ?? 12
  const named = months.filter((month) => (Number(month.slice(5, 7)) - 1) % step === 0)
  return named.length > 0 ? named : months.slice(0, 1)
}

/**
 * Month names under the picture, the year under January (under the first name where no January is named).
 * `months` are ISO dates and the x values themselves (scale band or point); with a time scale give `x`.
 */
export function monthAxis(
  months: readonly string[],
  format: Format,
  options: { readonly width: number; readonly x?: (month: string) => unknown; readonly dy?: number },
): Markish[] {
  const { width, x = (month: string) => month, dy = 8 } = options
  const named = labelledMonths(months, width)
  const januaries = named.filter((month) => month.slice(5, 7) === '01')
  const dated = januaries.length > 0 ? januaries : named.slice(0, 1)
  const place = { x: x as (month: string) => string, frameAnchor: 'bottom', lineAnchor: 'top' } as const
  return [
    haloText(named, { ...place, text: (month: string) => format.shortMonth(month), dy, tone: 'axis' }),
    haloText(dated, {
      ...place,
      text: (month: string) => (format.language === 'ko' ? `${month.slice(0, 4)}년` : month.slice(0, 4)),
      dy: dy + 15,
      tone: 'axis',
    }),
  ]
}

/** Round values that cover low..high with about `count` steps: 1, 2 or 5 times a power of ten apart. */
export function niceTicks(low: number, high: number, count = 4): number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= raw * 0.999)!
  const ticks: number[] = []
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++)
    ticks.push(Number((index * step).toPrecision(12)) + 0)
  return ticks
}

/** Hairlines across and their values at the left; the line at `base` (0 unless told, null: none) is a shade stronger. */
export function valueAxis(
  ticks: readonly number[],
  text: (value: number) => string,
  options: { readonly base?: number | null } = {},
): Markish[] {
  const { base = 0 } = options
  return [
    Plot.ruleY(
      ticks.filter((tick) => tick !== base),
      { stroke: 'var(--grid)' },
    ),
    Plot.ruleY(
      ticks.filter((tick) => tick === base),
      { stroke: 'var(--hairline-2)' },
    ),
    haloText(ticks, { y: (tick: number) => tick, text, frameAnchor: 'left', textAnchor: 'end', dx: -8, tone: 'axis' }),
  ]
}

/** Moves positions apart to at least `gap` within low..high, keeping their order and staying as near as it can. */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => positions[a]! - positions[b]! || a - b)
  const placed = order.map((index) => positions[index]!)
  for (let i = 0; i < placed.length; i++) placed[i] = Math.max(placed[i]!, i === 0 ? low : placed[i - 1]! + gap)
  for (let i = placed.length - 1; i >= 0; i--)
    placed[i] = Math.min(placed[i]!, i === placed.length - 1 ? high : placed[i + 1]! - gap)
  const result = new Array<number>(positions.length)
  order.forEach((index, i) => (result[index] = placed[i]!))
  return result
}

/** A name at the right end of a line or bar, at the y value it belongs to. `\n` breaks it into lines. */
export interface EndLabel {
  readonly y: number
  readonly text: string
  readonly tone?: Tone
}

/**
 * Labels right of the frame, moved apart where they would touch. `domain` is the y scale's (linear, its first value at
 * the bottom) and `height` the frame's height in pixels, which the moving needs.
 */
export function endLabels(
  labels: readonly EndLabel[],
  options: {
    readonly domain: readonly [number, number]
    readonly height: number
    readonly dx?: number
    readonly gap?: number
  },
): Markish[] {
  const { domain, height, dx = 8, gap = 16 } = options
  const [bottom, top] = domain
  const scale = height / (top - bottom)
  const lines = Math.max(1, ...labels.map((label) => label.text.split('\n').length))
  const pixels = labels.map((label) => (top - label.y) * scale)
  const placed = spread(pixels, gap * lines, 0, height).map((pixel, index) => ({
    ...labels[index]!,
    y: top - pixel / scale,
  }))
  return (['label', 'axis', 'ink', 'accent'] as const).flatMap((tone) => {
    const ofTone = placed.filter((label) => (label.tone ?? 'label') === tone)
    if (ofTone.length === 0) return []
    return [
      haloText(ofTone, { y: 'y', text: 'text', frameAnchor: 'right', textAnchor: 'start', dx, tone, lineHeight: 1.2 }),
    ]
  })
}

/** A dashed limit across the picture with its name at the right. */
export function limitLine(
  value: number,
  name: string,
  options: { readonly stroke?: string; readonly dx?: number } = {},
): Markish[] {
  const { stroke = 'var(--ink-2)', dx = 8 } = options
  return [
    Plot.ruleY([value], { stroke, strokeDasharray: '5 3' }),
    haloText([value], { y: (limit: number) => limit, text: () => name, frameAnchor: 'right', textAnchor: 'start', dx }),
  ]
}

/** The point the headline speaks of. */
export function keyDot<T>(data: readonly T[], options: Plot.DotOptions): Markish {
  return Plot.dot(data as T[], { r: 4, fill: 'var(--accent)', stroke: 'var(--surface)', strokeWidth: 1.5, ...options })
}

/**
 * Diagonal hatching for what is not known yet: put `defs` among the marks and use `fill` on others. `id` tells pictures
 * of one page apart.
 */
export function hatch(id: string, stroke = 'var(--hairline-2)'): { readonly defs: Markish; readonly fill: string } {
  const name = `hatch-${id}`
  const defs: Plot.RenderFunction = (_index, _scales, _values, _dimensions, context) => {
    const create = (tag: string, attributes: Readonly<Record<string, string>>) => {
      const element = context.document.createElementNS('http://www.w3.org/2000/svg', tag)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
      return element
    }
    const pattern = create('pattern', {
      id: name,
      width: '6',
      height: '6',
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    })
    pattern.append(create('line', { y2: '6', stroke, 'stroke-width': '1.5' }))
    const element = create('defs', {})
    element.append(pattern)
    return element as SVGElement
  }
  return { defs, fill: `url(#${name})` }
}
