import { viewOf } from '../state/address.ts'
import { afterPaint } from './after-paint.ts'

/** Brings a card into view and its name into focus, where the address leads to it. For a card that has just been drawn. */
export async function scrollToCard(id: string, name: HTMLElement): Promise<void> {
  if (viewOf(location.hash).card !== id) return
  await afterPaint()
  name.focus({ preventScroll: true })
  name.scrollIntoView({ block: 'start' })
}
