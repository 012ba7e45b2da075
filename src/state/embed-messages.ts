import * as v from 'valibot'
import type { Preferences } from './preferences.svelte.ts'

/** What the page around a frame may ask of it; anything else is not heard. */
const wish = v.strictObject({
  type: v.literal('dangol:set'),
  version: v.literal(1),
  theme: v.optional(v.picklist(['light', 'dark'])),
  language: v.optional(v.picklist(['ko', 'en'])),
})

/** Follows what the page around the frame, and nobody else, asks for. Gives back how to stop. */
export function followHost(preferences: Pick<Preferences, 'show'>): () => void {
  const hear = ({ source, data }: MessageEvent<unknown>) => {
    if (source !== parent || parent === window) return
    const parsed = v.safeParse(wish, data)
    if (parsed.success) preferences.show(parsed.output)
  }
  addEventListener('message', hear)
  return () => removeEventListener('message', hear)
}

/**
 * Tells the page around the frame how high the element is, and again whenever that changes. Gives back how to stop. The
 * message goes to whatever page that is (`*`): it holds a number and the name from the frame's own address, both of which
 * that page can see without being told, and a frame without an origin could not be answered for otherwise.
 */
export function reportHeight(element: HTMLElement, id: string): () => void {
  if (parent === window) return () => {}
  let told = -1
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height)
    if (height === told || height === 0) return
    told = height
    parent.postMessage({ type: 'dangol:height', version: 1, id, height }, '*')
  })
  observer.observe(element)
  return () => observer.disconnect()
}
