const QUOTE = 34
const BACKSLASH = 92

/** JSON that is not as it should be; `at` is where in the text that was given. */
export class JsonFault extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.name = 'JsonFault'
    this.at = at
  }
}

/** Behind the spaces at a place. */
export function skipSpace(text: string, at: number): number {
  for (; ; at++) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at
  }
}

/** Behind the string whose quotation mark stands at a place; -1 where the text ends before it does. */
export function endOfString(text: string, at: number): number {
  for (let from = at + 1; ;) {
    const end = text.indexOf('"', from)
    if (end < 0) return -1
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return end + 1
    from = end + 1
  }
}

/** Behind the value at a place, by its brackets and quotation marks alone; -1 where the text ends before it does. */
export function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === QUOTE) return endOfString(text, at)
  if (first !== 123 && first !== 91) return endOfWord(text, at)
  let depth = 0
  for (let place = at; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code === QUOTE) {
      place = endOfString(text, place) - 1
      if (place < 0) return -1
    } else if (code === 123 || code === 91) depth++
    else if ((code === 125 || code === 93) && --depth === 0) return place + 1
  }
  return -1
}

const WORD_END = /[\s,\]}:"[{]/g

function endOfWord(text: string, at: number): number {
  WORD_END.lastIndex = at
  const end = WORD_END.exec(text)
  if (!end) return -1
  if (end.index === at) throw new JsonFault(at, 'no value')
  return end.index
}

const WORD = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/

/** What a number, a truth value or null says, as it is written; null is empty. Throws a `JsonFault`. */
export function wordText(text: string, from: number, to: number): string {
  const word = text.slice(from, to)
  if (!WORD.test(word)) throw new JsonFault(from, 'no value')
  return word === 'null' ? '' : word
}

/** The text of a string between its quotation marks. Throws a `JsonFault`. */
export function stringText(text: string, from: number, to: number): string {
  const inner = text.slice(from + 1, to - 1)
  if (!inner.includes('\\')) return inner
  try {
    return JSON.parse(
      inner.includes('\n') || inner.includes('\t') ? withEscapes(text.slice(from, to)) : text.slice(from, to),
    ) as string
  } catch {
    throw new JsonFault(from, 'no string')
  }
}

/** Line feeds and tabs within strings are no JSON, yet some programs write them. */
function withEscapes(quoted: string): string {
  return quoted.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}
