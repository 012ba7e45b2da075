import type { Word } from '../i18n/locale.ts'
import { fieldWords } from '../i18n/ingest-words.ts'

/** A canonical column, as `orders.cost` or `cost`, in words. */
export function fieldName(column: string): Word {
  const name = column.replace(/^.*\./, '')
  return (fieldWords as Readonly<Record<string, Word | undefined>>)[name] ?? { ko: name, en: name }
}
