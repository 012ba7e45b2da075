import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { embedHosts, embedSnippet } from '../../src/i18n/embed-snippets.ts'

const url = 'https://shop.example/dangol/#s=1.AbC-_9&embed=cohort_retention&theme=dark'

test('what each host is given', () => {
  const of = (host: (typeof embedHosts)[number]) => embedSnippet(host, url, 'Cohort retention', 640)
  expect(of('confluence')).toBe(url)
  expect(of('notion')).toBe(url)
  expect(of('mediawiki')).toBe(`{{#widget:Iframe|url=${url}|width=100%|height=640|border=0}}`)
  const [frame] = new JSDOM(of('sharepoint')).window.document.body.children
  expect([frame!.getAttribute('src'), frame!.getAttribute('title'), frame!.getAttribute('height')]).toEqual([
    url,
    'Cohort retention',
    '640',
  ])
  expect(of('html')).toContain(of('sharepoint'))
})

test('hostile titles and addresses stay text', () => {
  const title = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&`
  const hostile = `https://shop.example/a'b"<i>/#s=1.x&embed=x"><script>alert(3)</script>|}}{{evil}}[[x]]</script>`
  for (const host of embedHosts) {
    const snippet = embedSnippet(host, hostile, title, Number.NaN)
    if (host === 'mediawiki') {
      expect(snippet.slice(2, -2)).not.toMatch(/[{}[\]<>"]/)
      expect(snippet.split('|')).toHaveLength(5)
    }
    if (host !== 'sharepoint' && host !== 'html') continue
    const { body } = new JSDOM(snippet).window.document
    expect([...body.children].map(({ localName }) => localName)).toEqual(
      host === 'html' ? ['iframe', 'script'] : ['iframe'],
    )
    expect(body.querySelector('iframe')!.title).toBe(title)
    expect(body.querySelector('iframe')!.src).toBe(new URL(hostile).href)
    expect(body.querySelector('iframe')!.getAttributeNames()).toEqual([
      'src',
      'title',
      'width',
      'height',
      'style',
      'loading',
      'referrerpolicy',
    ])
  }
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address'])('%s is refused', (bad) => {
  expect(() => embedSnippet('html', bad, 'x', 400)).toThrow()
})

test('the listener follows the height that its own frame tells, and nothing else', () => {
  const { window } = new JSDOM(embedSnippet('html', url, 'x', 400), {
    runScripts: 'dangerously',
    url: 'https://wiki.example/',
  })
  const frame = window.document.querySelector('iframe')!
  const { MessageEvent } = window as unknown as { MessageEvent: typeof globalThis.MessageEvent }
  const tell = (data: unknown, origin: string, source: unknown = frame.contentWindow) =>
    (window as unknown as EventTarget).dispatchEvent(
      new MessageEvent('message', { data, origin, source: source as never }),
    )
  const message = { type: 'dangol:height', version: 1, id: 'cohort_retention', height: 512 }
  tell(message, 'https://elsewhere.example')
  tell(message, 'https://shop.example', window)
  for (const odd of [
    null,
    'x',
    { ...message, type: 'x' },
    { ...message, version: 2 },
    { ...message, height: '9px;color:red' },
  ])
    tell(odd, 'https://shop.example')
  expect(frame.style.height).toBe('')
  tell(message, 'https://shop.example')
  expect(frame.style.height).toBe('512px')
  tell({ ...message, height: 1e9 }, 'null')
  expect(frame.style.height).toBe('10000px')
})
