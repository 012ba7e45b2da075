import type { Sentence } from '../../src/i18n/sentence.ts'

/** A sentence as plain text, its numbers between asterisks and without the marks that hold Korean endings. */
export function marked(sentence: Sentence | null): string | null {
  if (!sentence) return null
  const text = sentence.map((piece) => (typeof piece === 'string' ? piece : `*${piece.strong}*`)).join('')
  return text.replaceAll('\u2060', '')
}
