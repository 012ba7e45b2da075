import { base64urlOf, bytesOfBase64url, deflate, inflate } from './sharing/bytes.ts'
import { parseSharedReport, SharedProblem, type SharedReport } from './sharing/shared-report.ts'

/** What shows a report in a file of its own, as the build makes it: one script that imports nothing, and its style. */
export interface ReportViewer {
  readonly script: string
  readonly style: string
}

/** What the report in a file may unpack to, in bytes. */
const MOST_BYTES = 5_000_000

/** Unpacks the viewer and runs it; its hash is in the content policy, so that nothing else would run in its place. */
const STARTER = `(async () => {
  const packed = document.getElementById('viewer').textContent.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const text = await new Response(stream).text()
  const policy = self.trustedTypes?.createPolicy('report-viewer', { createScript: (script) => script })
  const script = document.createElement('script')
  script.text = policy ? policy.createScript(text) : text
  document.body.append(script)
})()`

/**
 * A shared report as one HTML file that opens from disk: it holds all that it shows, runs only scripts whose hashes its
 * content policy names, and may ask for nothing. In the page and in Node.
 */
export async function reportFile(report: SharedReport, { script, style }: ReportViewer): Promise<string> {
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${await sha256(STARTER)}' 'sha256-${await sha256(script)}'`,
    `style-src 'unsafe-inline'`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types report-viewer svelte-trusted-html`,
  ].join('; ')
  return `<!doctype html>
<html lang="ko" data-state="empty">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>단골 Dangol</title>
<style>${style}</style>
</head>
<body>
<noscript><p>이 보고서를 보려면 자바스크립트를 켜야 합니다. <span lang="en">This report needs JavaScript.</span></p></noscript>
<div id="page"></div>
<script type="text/plain" id="report">${await packed(JSON.stringify(report))}</script>
<script type="text/plain" id="viewer">${await packed(script)}</script>
<script>${STARTER}</script>
</body>
</html>
`
}

/** The report that the document at hand holds. It is checked like any other: whoever made the file may have written anything. Throws `SharedProblem`. */
export async function readReportFile(): Promise<SharedReport> {
  const bytes = bytesOfBase64url(document.getElementById('report')?.textContent ?? '')
  const text = bytes && (await inflate(bytes, MOST_BYTES))
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(text ?? undefined))
  } catch {
    throw new SharedProblem('damaged')
  }
  return parseSharedReport(value)
}

/** A text as letters, digits, - and _ alone: nothing in it can end its element. */
async function packed(text: string): Promise<string> {
  return base64urlOf(await deflate(new TextEncoder().encode(text)))
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
