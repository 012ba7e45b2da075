import type { Word } from './locale.ts'

interface SetAsideWords {
  /** For a list. */
  readonly name: Word
  /** Behind “12 rows …”. */
  readonly ko: string
  readonly one: string
  readonly many: string
}

/** Why records of a file are no rows of its table, by code: they are in no relation and can be downloaded. */
export const setAsideWords = {
  unreadable: {
    name: { ko: '열로 나눌 수 없는 줄', en: 'could not be split into columns' },
    ko: '열의 수가 맞지 않아 읽지 못했습니다.',
    one: 'could not be split into its columns.',
    many: 'could not be split into their columns.',
  },
  too_many_cells: {
    name: { ko: '머리글보다 칸이 많은 줄', en: 'more cells than the header' },
    ko: '머리글보다 칸이 많아 어느 열의 값인지 알 수 없습니다.',
    one: 'has more cells than the header, so nobody can tell which is which.',
    many: 'have more cells than the header, so nobody can tell which is which.',
  },
  unclosed_quote: {
    name: { ko: '큰따옴표가 닫히지 않은 줄', en: 'quotation mark never closed' },
    ko: '큰따옴표가 닫히지 않았습니다.',
    one: 'has a quotation mark that is never closed.',
    many: 'have a quotation mark that is never closed.',
  },
  broken_text: {
    name: { ko: '글자가 깨진 줄', en: 'broken characters' },
    ko: '글자가 깨져 있습니다.',
    one: 'holds bytes that are no characters.',
    many: 'hold bytes that are no characters.',
  },
  too_long: {
    name: { ko: '지나치게 긴 줄', en: 'too long' },
    ko: '한 줄이 지나치게 깁니다.',
    one: 'is too long to be a row.',
    many: 'are too long to be rows.',
  },
  repeated_header: {
    name: { ko: '되풀이된 머리글', en: 'header repeated' },
    ko: '머리글이 되풀이된 것입니다.',
    one: 'repeats the header.',
    many: 'repeat the header.',
  },
  total: {
    name: { ko: '합계 줄', en: 'totals' },
    ko: '표 끝에 적은 합계입니다.',
    one: 'is a total at the end of the table.',
    many: 'are totals at the end of the table.',
  },
  note: {
    name: { ko: '표 밖의 글', en: 'notes outside the table' },
    ko: '표 아래에 적은 글입니다.',
    one: 'is a note below the table.',
    many: 'are notes below the table.',
  },
  not_a_row: {
    name: { ko: '줄이 아닌 값', en: 'no row' },
    ko: '열 이름이 없는 값이라 줄로 읽지 못했습니다.',
    one: 'is a value without column names.',
    many: 'are values without column names.',
  },
  broken_json: {
    name: { ko: 'JSON이 깨진 줄', en: 'broken JSON' },
    ko: 'JSON이 깨져 있습니다.',
    one: 'is broken JSON.',
    many: 'are broken JSON.',
  },
} as const satisfies Record<string, SetAsideWords>

/** The words of a code; null: the rows were left out for another reason. */
export function setAsideWord(code: string): SetAsideWords | null {
  return code in setAsideWords ? setAsideWords[code as keyof typeof setAsideWords] : null
}
