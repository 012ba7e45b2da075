import type { Word } from './locale.ts'
import { particle } from './sentence.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The read-only page of a shared report. */
export const sharedWords = {
  readOnly: word('읽기 전용 스냅샷', 'Read-only snapshot'),
  madeOn: {
    ko: (day: string) => `${day}에 만듦`,
    en: (day: string) => `made on ${day}`,
  },
  through: {
    ko: (day: string) => `${day}까지의 주문`,
    en: (day: string) => `orders through ${day}`,
  },
  from: {
    ko: (customers: string) => `고객 약 ${customers}`,
    en: (customers: string) => `about ${customers}`,
  },
  fromHidden: word('고객 수는 가림', 'number of customers hidden'),
  hides: {
    ko: (threshold: number, hidden: string | null) =>
      `${threshold}명 미만인 숫자와 그것을 짐작하게 하는 숫자는 가렸고${hidden === null ? '' : `(보고서 전체에서 ${hidden}개)`}, 나머지는 반올림했습니다.`,
    en: (threshold: number, hidden: string | null) =>
      `Counts under ${threshold}, and figures that would give them away, are hidden${hidden === null ? '' : ` (${hidden} in the whole report)`}; the others are rounded.`,
  },
  holds: word('고객 한 사람의 자료는 들어 있지 않습니다.', 'It holds no single customer’s data.'),
  live: word('내 주문으로 해 보기', 'Try it with your own orders'),
  opening: word('여는 중입니다.', 'Opening it.'),
  nothing: word('이 스냅샷에는 카드가 하나도 없습니다.', 'There is no card in this snapshot.'),
  foot: word('단골 · 이 탭 안에서만 열립니다', 'Dangol · opened in this tab alone'),
} as const

/** Asks for the pass phrase of a sealed snapshot. */
export const sealWords = {
  title: word('암호로 잠근 스냅샷입니다', 'This snapshot is sealed'),
  label: word('암호', 'Pass phrase'),
  note: word(
    '보낸 사람에게 받은 암호를 넣으세요. 이 탭 안에서만 쓰고 저장하지 않습니다.',
    'Enter the pass phrase that you were given. It is used in this tab alone and kept nowhere.',
  ),
  open: word('열기', 'Open'),
  opening: word('여는 중', 'Opening'),
  wrong: word(
    '암호가 다르거나 링크가 중간에 잘렸습니다. 다시 넣어 보고, 그래도 안 되면 링크를 다시 받으세요.',
    'The pass phrase is wrong, or the link was cut or changed. Try again; if that does not help, ask for the link anew.',
  ),
} as const

/** Why a shared report cannot be shown, and what to do. */
export const sharedProblems = {
  newer: word(
    '더 새로운 단골에서 만든 보고서라 이 페이지에서는 읽을 수 없습니다. 최신 단골 페이지에서 여세요.',
    'This report was made by a newer Dangol than this page. Open it on a page of the latest version.',
  ),
  damaged: word(
    '링크가 중간에 잘렸거나 바뀌어 열 수 없습니다. 보낸 사람에게 링크를 다시 받으세요.',
    'This link was cut or changed on its way, so nothing of it is shown. Ask for it anew.',
  ),
  wrong_phrase: sealWords.wrong,
  too_large: word('보고서가 너무 커서 열지 않았습니다.', 'This report is too large to be opened.'),
  not_shared: word(
    '이 파일은 공유용으로 만든 보고서가 아니라서 보여 주지 않습니다. 단골에서 ‘공유’로 다시 만드세요.',
    'This file was not made for sharing, so it is not shown. Make it with “Share” in Dangol.',
  ),
  not_found: word(
    '링크가 가리키는 보고서 파일이 이 사이트에 없습니다. 주소가 맞는지 보낸 사람에게 물어보세요.',
    'The report file that this link names is not on this site. Ask the sender whether the address is right.',
  ),
  unsupported: word(
    '이 브라우저에서는 잠근 스냅샷을 열 수 없습니다. https로 시작하는 주소에서 최신 브라우저로 여세요.',
    'Sealed snapshots cannot be opened here. Use an up-to-date browser and an address that begins with https.',
  ),
} as const

/** A card or page in a frame of another page. */
export const embedWords = {
  source: {
    ko: (day: string) => `단골 · ${day}까지 · 읽기 전용`,
    en: (day: string) => `Dangol · through ${day} · read-only`,
  },
  sourceSample: word('단골 · 지어낸 표본', 'Dangol · made-up sample'),
  openWhole: word('새 탭에서 전체 보기', 'Open the whole in a new tab'),
  unknown: {
    ko: (name: string) => `이 보고서에는 ‘${name}’${particle(name, '이/가')} 없습니다. 끼워 넣기 주소를 확인하세요.`,
    en: (name: string) => `There is no “${name}” in this report. Check the address of this frame.`,
  },
  unnamed: word(
    '이 틀에 보여 줄 카드를 알 수 없습니다. 끼워 넣기 주소를 확인하세요.',
    'It is not clear which card this frame should show. Check its address.',
  ),
} as const
