/** About how wide a text is set, in CSS pixels: pictures are laid out before a browser can measure them. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    if (code >= 0x1100 && code !== 0x2060 && !(code >= 0x2000 && code < 0x2100)) ems += 0.94
    else if (code === 0x2060) continue
    else if (/[ .,·’'’iljt|:;!()[\]f]/.test(letter)) ems += 0.31
    else if (/[A-ZMWmw%–—₩]/.test(letter)) ems += 0.72
    else ems += 0.56
  }
  return ems * size
}

/** The text in as many lines as it needs to stay within `width`, broken at spaces; one long word is left whole. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** Centres of boxes of the given widths, moved apart so that none overlaps and none leaves low..high, in their order. */
export function spreadBoxes(
  centres: readonly number[],
  widths: readonly number[],
  low: number,
  high: number,
): number[] {
  const placed = [...centres]
  for (let i = 0; i < placed.length; i++) {
    const least = i === 0 ? low + widths[0]! / 2 : placed[i - 1]! + (widths[i - 1]! + widths[i]!) / 2
    placed[i] = Math.max(placed[i]!, least)
  }
  for (let i = placed.length - 1; i >= 0; i--) {
    const last = i === placed.length - 1
    const most = last ? high - widths[i]! / 2 : placed[i + 1]! - (widths[i]! + widths[i + 1]!) / 2
    placed[i] = Math.min(placed[i]!, most)
  }
  return placed
}

/** How much room end labels need right of a picture, in CSS pixels. */
export const labelRoom = (labels: readonly { readonly text: string }[], size = 12.5): number =>
  Math.ceil(Math.max(40, ...labels.map((label) => textWidth(label.text, size)))) + 14
