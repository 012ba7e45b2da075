import type { Word } from './locale.ts'
import type { Phrase } from './page-words.ts'

const word = (ko: string, en: string): Word => ({ ko, en })
const phrase = <Gaps extends readonly unknown[]>(
  ko: (...gaps: Gaps) => string,
  en: (...gaps: Gaps) => string,
): Phrase<Gaps> => ({ ko, en })

/** A new version of the page. */
export const updateWords = {
  ready: word('새 버전이 준비되었습니다.', 'A new version is ready.'),
  openAgain: word(
    '바꾸면 이 탭에서 연 파일은 다시 열어야 합니다.',
    'The files you opened in this tab have to be opened again afterwards.',
  ),
  otherTabs: phrase(
    (count: string) => `하던 일이 끊기지 않도록, 단골을 연 다른 탭 ${count}개를 먼저 닫아 주세요.`,
    (count: string) =>
      `So that no work is cut off, close the other ${count === '1' ? 'tab' : `${count} tabs`} with Dangol first.`,
  ),
  update: word('새 버전으로 바꾸기', 'Show the new version'),
  later: word('나중에', 'Later'),
} as const
