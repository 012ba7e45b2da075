import type { Sentence } from '../i18n/sentence.ts'
import type { ChartContext } from './chart.ts'
import { customersFinding } from './customers-finding.ts'
import { healthFinding } from './health-finding.ts'
import { retentionFinding } from './retention-finding.ts'
import { valueFinding } from './value-finding.ts'

/** What a page's head says: its finding, and a sentence below that says more. */
export interface PageFinding {
  readonly headline: Sentence
  /** The headline in parts that are best not broken inside; absent where it is one. */
  readonly clauses?: readonly Sentence[]
  readonly sub: Sentence | null
}

/** A page's finding, from the numbers; null where they cannot carry one. Findings need no Plot. */
export type FindPage = (context: ChartContext) => PageFinding | null

/** The finding of each page that has one. */
export const pageFindings = {
  health: healthFinding,
  customers: customersFinding,
  retention: retentionFinding,
  value: valueFinding,
} satisfies Record<string, FindPage>
