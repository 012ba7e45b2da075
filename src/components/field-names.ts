import type { Word } from '../i18n/locale.ts'
import { fieldWords } from '../i18n/ingest-words.ts'

const names: Readonly<Record<string, Word>> = fieldWords

/** A canonical column, as `orders.cost` or `cost`, in words. */
export function fieldName(column: string): Word {
  const name = column.replace(/^.*\./, '')
  return names[name] ?? { ko: name, en: name }
}
