import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** What the confirm step says of the files themselves. */
export const fileWords = {
  files: word('파일', 'Files'),
  formats: {
    text: word('텍스트', 'text'),
    workbook: word('엑셀', 'workbook'),
    web_page: word('웹 페이지', 'web page'),
    json: word('JSON', 'JSON'),
    parquet: word('Parquet', 'Parquet'),
    arrow: word('Arrow', 'Arrow'),
  },
  count: {
    ko: (files: string) => `파일 ${files}개`,
    en: (files: string) => `${files} files`,
  },
  encoding: word('글자 인코딩', 'Encoding'),
  encodingOf: {
    ko: (file: string) => `‘${file}’의 글자 인코딩`,
    en: (file: string) => `Encoding of “${file}”`,
  },
  guessed: word(
    '글자 인코딩이 확실하지 않습니다. 아래 예시에서 글자가 깨져 보이면 바꿔 주세요.',
    'The character encoding is a guess. Change it if the examples below look garbled.',
  ),
  takeIn: {
    ko: (file: string) => `‘${file}’도 읽기`,
    en: (file: string) => `Read “${file}”`,
  },
  skipped: {
    ko: (count: string) => `읽지 않은 것 ${count}개`,
    en: (count: string) => `${count} not read`,
  },
  skippedTitle: word('읽지 않은 것', 'Not read'),
  allOut: word('고른 파일이 없습니다.', 'No file of these is chosen.'),
} as const

/** A locked file. */
export const lockWords = {
  title: word('비밀번호가 필요합니다', 'A password is needed'),
  label: word('파일 비밀번호', 'Password of the file'),
  open: word('열기', 'Open'),
  note: word(
    '비밀번호는 이 탭 안에서 파일을 여는 데만 쓰고 어디에도 저장하지 않습니다.',
    'It is used to open the file inside this tab and stored nowhere.',
  ),
} as const

/** The columns of the file of rows that were left out, before those of their own files. */
export const leftOutColumns = [
  word('파일', 'file'),
  word('행', 'row'),
  word('빠진 이유', 'reason'),
  word('나눌 수 없는 줄', 'text that could not be split'),
] as const

/** The rows that were left out, as a file. */
export const leftOutWords = {
  save: {
    ko: (table: string) => `${table ? `${table}에서 ` : ''}빠진 줄 내려받기`,
    en: (table: string) => `Download the rows left out${table ? ` of ${table}` : ''}`,
  },
  saving: word('빠진 줄을 모으는 중입니다.', 'Gathering the rows left out.'),
  failed: word(
    '빠진 줄을 모으지 못했습니다. 원본 파일이 그대로 있는지 확인해 주세요.',
    'They could not be gathered. Are the files still where they were?',
  ),
  note: word(
    '파일 이름과 행 번호, 이유, 그 줄에 적힌 값이 담깁니다. 이 탭에서 바로 만들어집니다.',
    'With file, row, reason and what stands there. Made in this tab.',
  ),
} as const
