import type { Row } from '../../engine/database.ts'
import { acquisitionStudy } from '../acquisition/study.ts'
import { endedBy } from '../months.ts'
import { readTallies, type TallyQuestion } from '../acquisition/tallies.ts'
import type { Study, StudyContext } from '../metric.ts'
import cycleSql from './abnormal-cycle-or-basket.sql?raw'
import { judgeAbnormalCycleOrBasket, type CycleTally } from './abnormal-cycle-or-basket.ts'
import coverageSql from './ageing-coverage.sql?raw'
import ageingSql from './ageing-buyers.sql?raw'
import { judgeAgeingBuyers, type AgeCoverage, type AgeTally } from './ageing-buyers.ts'
import { judgeLtvBelowCac } from './ltv-below-cac.ts'
import crossoverSql from './new-churned-crossover.sql?raw'
import { judgeNewChurnedCrossover, type FlowTally } from './new-churned-crossover.ts'
import oneTimeSql from './one-time-rising.sql?raw'
import { judgeOneTimeRising, type OneTimeTally } from './one-time-rising.ts'
import retentionSql from './retention-anomaly.sql?raw'
import { judgeRetentionAnomaly, type RetentionCell } from './retention-anomaly.ts'
import { signs, type Judged, type Judgement, type Sign } from './sign.ts'

/** What the six lights say at the end of every whole month of the file. */
export interface Warnings {
  /** Whole months, in order; all judged. */
  readonly months: readonly string[]
  readonly judged: Readonly<Record<Sign, Judged>>
  /** Columns that a sign lacks. */
  readonly missing: Readonly<Record<Sign, readonly string[]>>
}

type Question =
  Exclude<TallyQuestion, 'steps'> | 'crossover' | 'retention' | 'ageing' | 'coverage' | 'cycle' | 'oneTime'

const { steps: _steps, ...ofAcquisition } = acquisitionStudy.questions

/** The six warning signs: judged at every month end from what the rows before it say (metrics.md §5). */
export const warningStudy: Study<Warnings, Question> = {
  name: 'warnings',
  questions: {
    ...ofAcquisition,
    crossover: crossoverSql,
    retention: retentionSql,
    ageing: ageingSql,
    coverage: coverageSql,
    cycle: cycleSql,
    oneTime: oneTimeSql,
  },
  requires: {
    cohorts: ['spend.amount', 'orders.margin'],
    sizes: ['spend.amount', 'orders.margin'],
    spend: ['spend.amount', 'orders.margin'],
    ageing: ['customers.birth_year'],
    coverage: ['customers.birth_year'],
  },
  conclude: (answers, context) => {
    const tallies = readTallies({ ...answers, steps: [] })
    const { months } = tallies
    const missing = missingColumns(answers, context)
    const judge: Record<Sign, () => Judged> = {
      new_churned_crossover: () => judgeNewChurnedCrossover(read<FlowTally>(answers.crossover), months),
      retention_anomaly: () => judgeRetentionAnomaly(read<RetentionCell>(answers.retention), months),
      ageing_buyers: () =>
        judgeAgeingBuyers(read<AgeTally>(answers.ageing), read<AgeCoverage>(answers.coverage), months),
      abnormal_cycle_or_basket: () => judgeAbnormalCycleOrBasket(read<CycleTally>(answers.cycle), months),
      one_time_rising: () => judgeOneTimeRising(read<OneTimeTally>(answers.oneTime), months),
      ltv_below_cac: () => judgeLtvBelowCac(tallies, months, context.settings.channel),
    }
    return {
      months,
      missing,
      judged: bySign((sign) => (missing[sign].length > 0 ? withoutColumn(months) : judge[sign]())),
    }
  },
}

/** The judgements of a sign that were possible before as_of, in order. */
export function judgementsBy(warnings: Warnings, sign: Sign, as_of: string): readonly Judgement[] {
  return warnings.judged[sign].judgements.slice(0, endedBy(warnings.months, as_of).length)
}

function bySign<T>(of: (sign: Sign) => T): Record<Sign, T> {
  return Object.fromEntries(signs.map((sign) => [sign, of(sign)])) as Record<Sign, T>
}

/** Rows of a question, whose columns the contract test compares with the tally's. */
function read<T>(rows: readonly Row[]): readonly T[] {
  return rows as unknown as readonly T[]
}

function missingColumns(
  answers: Readonly<Record<Question, readonly Row[]>>,
  { columns, settings }: StudyContext,
): Record<Sign, readonly string[]> {
  const has = (column: string, rows: readonly Row[]) => columns?.includes(column) ?? rows.length > 0
  const hasMargin = settings.margin_rate !== null || has('orders.margin', answers.cohorts)
  const hasBirthYears = has('customers.birth_year', answers.ageing)
  return {
    new_churned_crossover: [],
    retention_anomaly: [],
    ageing_buyers: hasBirthYears ? [] : ['customers.birth_year'],
    abnormal_cycle_or_basket: [],
    one_time_rising: [],
    ltv_below_cac: [
      ...(hasMargin ? [] : ['orders.margin']),
      ...(has('spend.amount', answers.spend) ? [] : ['spend.amount']),
    ],
  }
}

function withoutColumn(months: readonly string[]): Judged {
  return {
    judgements: months.map((month) => ({
      month,
      status: 'unknown',
      reason: 'missing_column',
      statistic: null,
      limit: null,
      n: null,
    })),
    evidenceAt: () => [],
  }
}
