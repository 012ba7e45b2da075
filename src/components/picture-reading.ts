/** A mark of a picture and the text that says what it shows. */
export interface ReadableMark {
  readonly element: Element
  readonly text: string
}

/** Takes the marks' own titles out of a picture, so that they can be read in a line under it instead of a tooltip. */
export function readableMarks(figure: Element): readonly ReadableMark[] {
  return [...figure.querySelectorAll('svg title')].flatMap((title) => {
    const element = title.parentElement
    const text = title.textContent?.replaceAll('\n', ' · ') ?? ''
    if (!element || text === '') return []
    title.remove()
    return [{ element, text }]
  })
}

/** The mark under a pointer. */
export function markAt(marks: readonly ReadableMark[], target: EventTarget | null): number {
  return marks.findIndex(({ element }) => target instanceof Node && element.contains(target))
}
