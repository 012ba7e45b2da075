import { expose } from 'comlink'
import loadHighs from 'highs'
import type { Report } from '../report/report.ts'
import { shareReport, type ShareChoices } from '../report/sharing/share.ts'

const api = {
  async share(report: Report, choices: ShareChoices, solver: Blob) {
    const place = URL.createObjectURL(solver)
    const highs = loadHighs({ locateFile: () => place })
    return shareReport(report, choices, highs)
  },
}

/** What makes a report ready to leave the tab. */
export type ShareApi = typeof api

expose(api)
