import viewerUrl from 'virtual:report-viewer'
import { reportFile, type ReportViewer } from '../report/report-file.ts'
import type { SharedReport } from '../report/sharing/shared-report.ts'
import { download } from './download.ts'

/** Saves a shared report as one HTML file that opens from disk. Rejects where its viewer cannot be fetched from beside the page. */
export async function saveReportFile(report: SharedReport): Promise<void> {
  const response = await fetch(viewerUrl)
  if (!response.ok) throw new Error(`the viewer could not be read: ${response.status}`)
  const viewer = (await response.json()) as ReportViewer
  const { madeOn } = report.shared
  download(`dangol-report-${madeOn}.html`, await reportFile(report, viewer), 'text/html')
}
