import type { Dashboard } from '../state/dashboard.svelte.ts'

/** How long paper waits for its charts, and how often it looks. */
const PATIENCE_MILLISECONDS = 15_000
const LOOK_MILLISECONDS = 60

/** Lays the whole report out for paper, prints it once every picture is drawn, and shows again what was shown before. */
export async function printReport(dashboard: Dashboard): Promise<void> {
  if (dashboard.isPrinting) return
  const before = scrollY
  dashboard.isPrinting = true
  addEventListener(
    'afterprint',
    () => {
      dashboard.isPrinting = false
      requestAnimationFrame(() => scrollTo(0, before))
    },
    { once: true },
  )
  await untilDrawn()
  print()
}

/** Resolves when every page, card and picture on the paper stands, and has stood still for a look. */
async function untilDrawn(): Promise<void> {
  const end = performance.now() + PATIENCE_MILLISECONDS
  let height = -1
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS))
    const paper = document.querySelector('.paper')
    const isDrawn = paper && isComplete(paper)
    if (isDrawn && paper.scrollHeight === height) return
    height = isDrawn ? paper.scrollHeight : -1
  }
}

function isComplete(paper: Element): boolean {
  const pages = [...paper.querySelectorAll('.page')]
  const pictures = [...paper.querySelectorAll('.picture')]
  return (
    pages.every((page) => page.querySelector('.card')) &&
    !paper.querySelector('.placeholder') &&
    pictures.every((picture) => picture.querySelector('svg'))
  )
}
