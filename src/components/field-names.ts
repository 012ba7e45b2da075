import type { Word } from '../i18n/locale.ts'
import { fieldWords } from '../i18n/ingest-words.ts'
import { needWords } from '../i18n/need-words.ts'
import { sideFieldWords } from '../i18n/table-words.ts'

const orderNames: Readonly<Record<string, Word>> = fieldWords
const sideNames: Readonly<Record<string, Readonly<Record<string, Word>>>> = sideFieldWords

/** A canonical column, as `orders.cost`, `customers.birth_year` or `cost`, in words. */
export function fieldName(column: string): Word {
  const [name = '', table] = column.split('.').reverse()
  return sideNames[table ?? '']?.[name] ?? orderNames[name] ?? { ko: name, en: name }
}

/** What a card needs, as `spend.amount` or `orders.margin`, in words: more than the name of one column of the orders where it is. */
export function needName(need: string): Word {
  const { ko, en } = fieldName(need)
  return needWords[need] ?? { ko: `${ko} 열`, en: `a column for ${en.toLowerCase()}` }
}
