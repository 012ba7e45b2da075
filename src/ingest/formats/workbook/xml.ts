/** What an XML text consists of, as it goes by. Names come without their prefix. */
export interface XmlHandler {
  /** A tag opens; one that closes itself is told to `close` too. */
  open(name: string, attributes: string): void
  close(name: string): void
  /** Text between tags, entities resolved, possibly in pieces. */
  text(text: string): void
}

/** Longest tag that is waited for: no cell, sheet or style has more attributes. */
const LONGEST_TAG = 1 << 20
/** Text without a tag is handed on in pieces of this length. */
const LONGEST_TEXT = 1 << 16

const LESS = 60
const SLASH = 47
const BANG = 33
const QUESTION = 63

/** A text that is no XML. */
export class XmlError extends Error {}

/**
 * Splits XML into tags and text as it arrives, in memory of constant size. It knows neither documents' own entities nor
 * outside ones, and builds no tree: what is nested without end or refers to itself costs no more than its length.
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  #rest = ''
  /** Where a comment, a CDATA section, an instruction or a document type is open: what ends it. */
  #until: '-->' | ']]>' | '?>' | null = null

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  /** Reads the next piece. Throws `XmlError`. */
  push(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece
    let at = 0
    for (;;) {
      const next = this.#until === null ? this.#token(text, at) : this.#closing(text, at)
      if (next < 0) break
      at = next
    }
    this.#rest = at === 0 ? text : text.slice(at)
    if (this.#until === null && this.#rest.charCodeAt(0) !== LESS && this.#rest.length > LONGEST_TEXT) this.#spill()
    if (this.#rest.length > LONGEST_TAG + LONGEST_TEXT) throw new XmlError('a tag without end')
  }

  /** Ends the text. Throws `XmlError` where it ends within a tag. */
  end(): void {
    if (this.#until !== null || this.#rest.includes('<')) throw new XmlError('cut short')
    if (this.#rest.length > 0) this.#handler.text(unescapeXml(this.#rest))
    this.#rest = ''
  }

  /** Reads one tag with the text before it; returns where it ends, or −1 where it is not whole. */
  #token(text: string, at: number): number {
    const start = text.indexOf('<', at)
    if (start < 0) return -1
    const kind = text.charCodeAt(start + 1)
    if (kind === BANG || kind === QUESTION) return this.#special(text, at, start)
    const end = tagEnd(text, start + 1)
    if (end < 0) return -1
    if (start > at) this.#handler.text(unescapeXml(text.slice(at, start)))
    if (kind === SLASH) this.#handler.close(localName(text, start + 2, end))
    else {
      const closesItself = text.charCodeAt(end - 1) === SLASH
      const last = closesItself ? end - 1 : end
      let nameEnd = start + 1
      while (nameEnd < last && text.charCodeAt(nameEnd) > 32) nameEnd++
      const name = localName(text, start + 1, nameEnd)
      this.#handler.open(name, nameEnd < last ? text.slice(nameEnd + 1, last) : '')
      if (closesItself) this.#handler.close(name)
    }
    return end + 1
  }

  /** Enters a comment, a CDATA section or an instruction; skips a document type, the entities that it declares with it. */
  #special(text: string, at: number, start: number): number {
    let end = -1
    if (text.startsWith('<?', start)) {
      this.#until = '?>'
      end = start + 2
    } else if (text.startsWith('<!--', start)) {
      this.#until = '-->'
      end = start + 4
    } else if (text.startsWith('<![CDATA[', start)) {
      this.#until = ']]>'
      end = start + 9
    } else if (text.length > start + 9) end = documentTypeEnd(text, start)
    if (end >= 0 && start > at) this.#handler.text(unescapeXml(text.slice(at, start)))
    return end
  }

  /** Reads to the end of what is open; of a long stretch only its last characters are kept. */
  #closing(text: string, at: number): number {
    const until = this.#until!
    const end = text.indexOf(until, at)
    const to = end < 0 ? Math.max(at, text.length - until.length + 1) : end
    if (until === ']]>' && to > at) this.#handler.text(text.slice(at, to))
    if (end < 0) return to > at ? to : -1
    this.#until = null
    return end + until.length
  }

  #spill(): void {
    const and = this.#rest.lastIndexOf('&')
    const to = and >= 0 && and > this.#rest.length - 16 ? and : this.#rest.length
    this.#handler.text(unescapeXml(this.#rest.slice(0, to)))
    this.#rest = this.#rest.slice(to)
  }
}

/** Where the tag that begins before `from` has its `>`; one within a quoted value does not count. */
function tagEnd(text: string, from: number): number {
  let end = text.indexOf('>', from)
  let at = from
  while (end >= 0) {
    let quote = 0
    for (; at < end || (quote !== 0 && at < text.length); at++) {
      const code = text.charCodeAt(at)
      if (quote === 0) {
        if (code === 34 || code === 39) quote = code
      } else if (code === quote) quote = 0
    }
    if (quote !== 0) return -1
    if (at === end) return end
    end = text.indexOf('>', at)
  }
  return -1
}

function documentTypeEnd(text: string, start: number): number {
  const bracket = text.indexOf('[', start)
  const end = text.indexOf('>', start)
  if (bracket < 0 || (end >= 0 && end < bracket)) return end < 0 ? -1 : end + 1
  const close = /\]\s*>/g
  close.lastIndex = bracket
  return close.exec(text) ? close.lastIndex : -1
}

function localName(text: string, from: number, to: number): string {
  while (to > from && text.charCodeAt(to - 1) <= 32) to--
  const name = text.slice(from, to)
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text with the five named entities and numbered characters resolved; any other entity stays as it is written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[name as string]!
      const code = decimal !== undefined ? Number(decimal) : parseInt(hex as string, 16)
      return code > 0x10ffff ? whole : String.fromCodePoint(code)
    },
  )
}

/** An attribute's value from what stands in a tag behind its name; null: it has none. `name`: without prefix. */
export function attribute(attributes: string, name: string): string | null {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = at === 0 ? 32 : attributes.charCodeAt(at - 1)
    if (before > 32 && before !== 58) continue
    let from = at + name.length
    while (attributes.charCodeAt(from) <= 32) from++
    if (attributes.charCodeAt(from) !== 61) continue
    do from++
    while (attributes.charCodeAt(from) <= 32)
    const quote = attributes[from]
    if (quote !== '"' && quote !== "'") continue
    const end = attributes.indexOf(quote, from + 1)
    if (end < 0) return null
    return unescapeXml(attributes.slice(from + 1, end))
  }
  return null
}
