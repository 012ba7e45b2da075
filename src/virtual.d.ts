/** Made by the build: see `vite.config.ts`. */
declare module 'virtual:report-viewer' {
  /** Where the page finds a `ReportViewer` as JSON. */
  const url: string
  export default url
}
