import { expose } from 'comlink'
import loadHighs from 'highs'
import type { Report } from '../report/report.ts'
import { shareReport, type ShareChoices } from '../report/sharing/share.ts'

const api = {
  share: async (report: Report, choices: ShareChoices, solver: Blob) =>
    shareReport(report, choices, loadHighs({ wasmBinary: await solver.arrayBuffer() })),
}

/** What makes a report ready to leave the tab. */
export type ShareApi = typeof api

expose(api)
