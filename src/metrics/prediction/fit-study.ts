import type { ColumnTable } from '../../engine/database.ts'
import type { Histories, PurchaseModel } from '../../statistics/buy-till-you-die.ts'
import type { ColumnStudy } from '../metric.ts'
import { backtestOf, type Backtest, type Span } from './backtest.ts'
import calibrationSql from './calibration.sql?raw'
import {
  correlationOf,
  fitHistories,
  fitValues,
  foretells,
  historiesOf,
  meanAlive,
  purchaseModels,
  spendingOf,
  type Fitted,
} from './fits.ts'
import historiesSql from './histories.sql?raw'
import holdoutSql from './holdout.sql?raw'
import spanSql from './span.sql?raw'
import spendingSql from './spending.sql?raw'

/** A purchase model fitted on all that is known. */
export interface FittedPurchases extends Fitted {
  readonly model: PurchaseModel
  /** Mean P(alive) of the fitted customers; null where the model foretells nothing. */
  readonly meanAlive: number | null
}

/** The models of the whole shop, whatever the filters choose. */
export interface Fits {
  readonly histories: Histories
  readonly purchases: readonly FittedPurchases[]
  readonly spending: Fitted
  /** Of mean value and repeat purchase days: the Gamma–Gamma model supposes none. */
  readonly correlation: number | null
  /** Null where nobody's first day is known. */
  readonly backtest: Backtest | null
}

type Question = 'span' | 'histories' | 'spending' | 'calibration' | 'holdout'

/** Fits the models of §6 on everything before as_of, and once more on the first two thirds of it to see what they foretell. */
export const fitStudy: ColumnStudy<Fits, Question, readonly [], never> = {
  name: 'fits',
  ask: 'columns',
  reads: [],
  questions: {
    span: spanSql,
    histories: historiesSql,
    spending: spendingSql,
    calibration: calibrationSql,
    holdout: holdoutSql,
  },
  conclude: async (answers, _context, _found, { pause, progress }) => {
    const histories = historiesOf(answers.histories)
    const spending = spendingOf(answers.spending)
    const purchases: FittedPurchases[] = []
    for (const [done, model] of purchaseModels.entries()) {
      progress(done / 7)
      const fitted = await fitHistories(model, histories, pause)
      purchases.push({
        model,
        ...fitted,
        meanAlive: foretells(fitted) ? meanAlive(model, fitted.fit.estimates, histories) : null,
      })
      await pause()
    }
    progress(3 / 7)
    const values = await fitValues(spending, pause)
    progress(4 / 7)
    const span = spanOf(answers.span)
    return {
      histories,
      purchases,
      spending: values,
      correlation: correlationOf(spending),
      backtest: span && (await backtestOf(span, answers.calibration, answers.holdout, pause)),
    }
  },
}

function spanOf({ columns, length }: ColumnTable): Span | null {
  const day = (name: string) => (columns[name] as Float64Array)[0]!
  if (length === 0 || Number.isNaN(day('first_day'))) return null
  return { firstDay: day('first_day'), cutDay: day('cut_day'), asOfDay: day('as_of_day') }
}
