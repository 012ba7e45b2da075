import type { PlotOptions } from '@observablehq/plot'
import type { Format } from '../i18n/format.ts'
import type { Sentence } from '../i18n/sentence.ts'
import type { Language, Word } from '../i18n/locale.ts'
import type { MetricId, MetricRows } from '../metrics/index.ts'
import type { Report } from '../report/report.ts'

/** What a chart may know besides its rows. */
export interface ChartContext {
  readonly language: Language
  readonly format: Format
  /** Picks the word of the language. */
  readonly t: (word: Word) => string
  readonly report: Report
  /** Rows of any metric of the report; empty where it is not ready. */
  readonly rows: <Id extends MetricId>(id: Id) => readonly MetricRows[Id][]
}

/** Marks a sentence's number, which the picture's key mark shares its accent with. */
export type { Sentence }

/** One card's words and picture, as pure functions of the report. */
export interface Chart {
  readonly id: MetricId
  /** The card's name, in the margin. */
  readonly title: Word
  /** How the number is computed, in one to three sentences, the same words as metrics.md. */
  readonly definition: Word
  /** The formula, if one says it better than words. Plain text. */
  readonly formula?: string
  /** The finding as a sentence with its number; null where the rows cannot carry one. */
  headline(context: ChartContext): Sentence | null
  /** Why there is no finding, where the card can tell; null where it cannot. */
  unknown?(context: ChartContext): string | null
  /** n and period, one short line each, for the margin. */
  notes(context: ChartContext): readonly string[]
  /** A reading note under the picture. */
  caption?(context: ChartContext): string | null
  /** The picture; null where there is too little to draw. `width` in CSS pixels. */
  plot?(context: ChartContext, width: number): PlotOptions | null
}
