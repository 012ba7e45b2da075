import type { Word } from './locale.ts'

/** Where a card or page can be put, in the order in which the hosts are offered. */
export const embedHosts = ['confluence', 'notion', 'mediawiki', 'sharepoint', 'html'] as const

/** One of the systems whose pages can hold a frame. */
export type EmbedHost = (typeof embedHosts)[number]

/** What each host is called, and what is done with its snippet there. */
export const embedHostWords: Readonly<Record<EmbedHost, { readonly name: Word; readonly how: Word }>> = {
  confluence: {
    name: { ko: 'Confluence', en: 'Confluence' },
    how: {
      ko: '편집 화면에서 /iframe을 쳐 ‘Iframe’ 매크로를 넣고 이 주소를 붙여넣으세요.',
      en: 'In the editor type /iframe, choose the Iframe macro and paste this address.',
    },
  },
  notion: {
    name: { ko: 'Notion', en: 'Notion' },
    how: {
      ko: '/embed를 치고 이 주소를 붙여넣은 뒤, 아래 끝을 끌어 높이를 맞추세요.',
      en: 'Type /embed, paste this address, and drag the lower edge to its height.',
    },
  },
  mediawiki: {
    name: { ko: 'MediaWiki', en: 'MediaWiki' },
    how: {
      ko: 'Widgets 확장과 Widget:Iframe이 설치된 위키의 문서에 붙여넣으세요.',
      en: 'Paste this into a page of a wiki that has the Widgets extension with Widget:Iframe.',
    },
  },
  sharepoint: {
    name: { ko: 'SharePoint', en: 'SharePoint' },
    how: {
      ko: '‘포함’ 웹 파트에 붙여넣으세요. 사이트 설정의 ‘HTML 필드 보안’에 이 사이트가 허용되어 있어야 합니다.',
      en: 'Paste this into the Embed web part. The site must be allowed under HTML Field Security in the site settings.',
    },
  },
  html: {
    name: { ko: 'HTML', en: 'HTML' },
    how: {
      ko: '웹 페이지에 붙여넣으세요. 높이는 내용에 맞춰 저절로 바뀝니다.',
      en: 'Paste this into a web page. Its height follows what it shows.',
    },
  },
}

/**
 * What a person pastes into a host so that the address is shown there in a frame, `height` pixels high at first. Whatever
 * the title and the address hold, they stay text. Throws where the address is none of the web.
 */
export function embedSnippet(host: EmbedHost, url: string, title: string, height: number): string {
  const address = new URL(url)
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Error('not an address of the web')
  const pixels = Math.min(10_000, Math.max(120, Math.round(height) || 420))
  switch (host) {
    case 'confluence':
    case 'notion':
      return address.href
    case 'mediawiki':
      return `{{#widget:Iframe|url=${wikiText(address.href)}|width=100%|height=${pixels}|border=0}}`
    case 'sharepoint':
      return frame(address.href, title, pixels)
    case 'html':
      return `${frame(address.href, title, pixels)}\n${listener(address.origin)}`
  }
}

function frame(url: string, title: string, height: number): string {
  return `<iframe src="${html(url)}" title="${html(title)}" width="100%" height="${height}" style="border:0" loading="lazy" referrerpolicy="no-referrer"></iframe>`
}

/**
 * Follows the height that a frame reports. It hears that frame alone, from this origin alone (a sandboxed frame has the
 * origin `null`), and takes nothing but a number between bounds.
 */
function listener(origin: string): string {
  return `<script>
  addEventListener('message', ({ data, origin, source }) => {
    if (origin !== ${scriptText(origin)} && origin !== 'null') return
    const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source)
    if (!frame || !frame.src.startsWith(${scriptText(`${origin}/`)})) return
    if (data?.type !== 'dangol:height' || data.version !== 1 || !Number.isInteger(data.height)) return
    frame.style.height = Math.min(10000, Math.max(60, data.height)) + 'px'
  })
</script>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const html = (text: string) => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!)

/** In a template a bar, braces and brackets would end the value; in an address they may be written as escapes. */
const wikiText = (url: string) =>
  url.replace(/[|{}[\]<>"' ]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** A text in a script that stands in HTML: no `<` can end the script. */
const scriptText = (text: string) =>
  `'${text.replace(/[\\'<\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`
