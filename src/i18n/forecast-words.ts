import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** What the confirm step says where a load may not fit into the tab's memory. Sizes are in GB, as texts. */
export const forecastWords = {
  tooLarge: {
    ko: (needed: string, room: string) =>
      `이 파일을 읽어 계산하려면 메모리가 약 ${needed}GB 필요한데 이 탭에서 쓸 수 있는 것은 ${room}GB입니다.`,
    en: (needed: string, room: string) =>
      `Reading this file and computing its figures takes about ${needed} GB of memory; this tab has ${room} GB.`,
  },
  close: {
    ko: (needed: string, room: string) =>
      `이 파일을 읽어 계산하려면 메모리가 약 ${needed}GB 필요합니다. 이 탭에서 쓸 수 있는 ${room}GB에 가까워 도중에 멈출 수 있습니다.`,
    en: (needed: string, room: string) =>
      `Reading this file and computing its figures takes about ${needed} GB of memory, close to the ${room} GB of this tab. It may not get to the end.`,
  },
  estimate: word(
    '어림한 값이라 틀릴 수 있습니다. 그대로 읽어 보아도 되고, 도중에 멈추더라도 지금 보이는 결과는 남습니다.',
    'This is an estimate and may be wrong. You can load the file all the same: if it stops, what is shown now stays.',
  ),
  leaveOut: {
    ko: (columns: string) => `${columns} 열 빼기`,
    en: (columns: string) => `Leave out ${columns}`,
  },
  leaveOutNote: word('이 열을 빼면 들어갑니다.', 'Without them it fits.'),
  fewerMonths: {
    ko: (months: string, rows: string) => `최근 ${months}개월치(약 ${rows}줄)만 내려받은 파일이면 들어갑니다.`,
    en: (months: string, rows: string) => `An export of the last ${months} months (about ${rows} rows) fits.`,
  },
  fewerRows: {
    ko: (rows: string) => `약 ${rows}줄까지 들어갑니다. 기간을 줄여 내려받아 보세요.`,
    en: (rows: string) => `About ${rows} rows fit: export fewer years.`,
  },
  natively: word(
    '파일을 줄이지 않으려면 이 컴퓨터에서 바로 실행해 주세요. Node가 있어야 하고, 같은 보고서가 나옵니다.',
    'Or run it on this computer without the browser. It needs Node, and makes the same report.',
  ),
  command: word('실행할 명령', 'The command'),
} as const

/** Names of columns in a row: 쿠폰, 할인, 상품 / coupon, discount and product. */
export const forecastColumns = {
  ko: (names: readonly string[]) => names.join(', '),
  en: (names: readonly string[]) => names.join(', ').replace(/, ([^,]*)$/, ' and $1'),
} as const

/** What the page says where memory ran out all the same. */
export const memoryWords = {
  inLoad: word(
    '이 탭의 메모리가 모자라 다 읽지 못했습니다. 쓰지 않는 열을 빼거나 기간을 줄인 파일로 다시 해 보세요.',
    'This tab has too little memory for these files. Leave out columns that you do not need, or export fewer years.',
  ),
} as const

/** Is it for lack of memory that the engine gave up? Its own words say so in English. */
export function isOutOfMemory(message: string): boolean {
  return /out of memory|memory limit|failed to allocate|could not allocate/i.test(message)
}
