import { mount } from 'svelte'
import { readAddress, type Address } from './state/address.ts'
import './styles/page.css'

/** What an address opens, apart from the place in it. */
const opens = ({ source, embed }: Address) => JSON.stringify([source, embed])

const opened = readAddress(location.hash)
const target = document.getElementById('page')

// Before the page's own listener: another report, or the way back from one, is another page.
addEventListener('hashchange', (event) => {
  if (opens(readAddress(location.hash)) === opens(opened)) return
  event.stopImmediatePropagation()
  location.reload()
})

/** Who opens a shared report downloads nothing that computes, and who computes nothing that opens one. */
const { default: Page } = await (opened.source.kind === 'live' ? import('./App.svelte') : import('./Shared.svelte'))
if (target) mount(Page, { target })
