import { mount, type Component } from 'svelte'
import sampleReportUrl from '../sample-data/report.json?url'
import { readAddress, type Address } from './state/address.ts'
import './styles/page.css'

/** What an address opens, apart from the place in it. */
const opens = ({ source, embed }: Address) => JSON.stringify([source, embed])

const opened = readAddress(location.hash)

// Before the page's own listener: another report, or the way back from one, is another page.
addEventListener('hashchange', (event) => {
  if (opens(readAddress(location.hash)) === opens(opened)) return
  event.stopImmediatePropagation()
  location.reload()
})

/** Who opens a shared report downloads nothing that computes, and who computes nothing that opens one. */
if (opened.source.kind === 'live') {
  // The page asks for it once its own code is there.
  if (!opened.view.hosted) preload(sampleReportUrl)
  const { default: App } = await import('./App.svelte')
  show(App)
} else {
  const { default: Shared } = await import('./Shared.svelte')
  show(Shared)
}

function show(page: Component) {
  const target = document.getElementById('page')
  if (target) mount(page, { target })
}

function preload(href: string) {
  const link = document.createElement('link')
  Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: '', href })
  document.head.append(link)
}
