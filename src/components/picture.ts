/**
 * Makes a Plot figure readable to assistive technology: one image with a name, instead of groups that carry an
 * `aria-label` without a role.
 */
export function nameForReaders<T extends Element>(figure: T, label: string): T {
  const svg = figure instanceof SVGSVGElement ? figure : figure.querySelector('svg')
  for (const element of figure.querySelectorAll('[aria-label], [aria-description], [aria-hidden]')) {
    element.removeAttribute('aria-label')
    element.removeAttribute('aria-description')
  }
  svg?.setAttribute('role', 'img')
  svg?.setAttribute('aria-label', label)
  return figure
}

const PAINTED = [
  'color', 'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'opacity',
  'font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'text-anchor', 'paint-order', 'display', 'mix-blend-mode',
] // prettier-ignore

/** Room around a picture that stands alone, in CSS pixels: labels may reach over its edge. */
const MARGIN = 16

function frameOf(svg: SVGSVGElement) {
  const { width, height } = svg.viewBox.baseVal ?? svg.getBoundingClientRect()
  return { x: -MARGIN, y: -MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN }
}

/** The picture as SVG text that looks the same outside the page: colours and type are written into every element. */
export function standaloneSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  originals.forEach((original, index) => {
    const style = getComputedStyle(original)
    for (const name of PAINTED) {
      copies[index]!.removeAttribute(name)
      copies[index]!.style.setProperty(name, style.getPropertyValue(name))
    }
  })
  const { x, y, width, height } = frameOf(svg)
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('x', String(x))
  ground.setAttribute('y', String(y))
  ground.setAttribute('width', String(width))
  ground.setAttribute('height', String(height))
  ground.setAttribute('fill', getComputedStyle(document.body).getPropertyValue('--surface').trim())
  copy.querySelector('style')?.remove()
  copy.prepend(ground)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}

/** The picture as a PNG of twice its size on the page. Rejects where the browser cannot draw it. */
export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = frameOf(svg)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standaloneSvg(svg))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * 2)
  canvas.height = Math.round(height * 2)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn')))),
  )
}
