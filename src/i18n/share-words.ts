import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** The dialog that shares a report. */
export const shareWords = {
  title: word('이 보고서를 공유합니다', 'Share this report'),
  lead: word(
    '고객 한 사람의 자료, 고객 번호, 상품 이름은 나가지 않습니다. 아래 미리보기가 받는 사람이 볼 전부입니다.',
    'No single customer’s data, no customer ids and no product names go out. The preview below is all that others will see.',
  ),
  working: word('무엇을 가려야 하는지 셈하는 중입니다.', 'Working out what must be hidden.'),
  failed: word(
    '공유할 보고서를 만들지 못했습니다. 창을 닫고 다시 열어 보세요.',
    'The report to share could not be made. Close this and open it again.',
  ),
  what: word('담을 것', 'What goes in'),
  pages: word('페이지', 'Pages'),
  threshold: word('가리는 인원', 'Hide counts under'),
  people: { ko: (count: number) => `${count}명 미만`, en: (count: number) => `${count} people` },
  names: word('보이는 이름', 'Names that show'),
  namesNote: word(
    '채널과 카테고리 이름은 가게의 자료에서 온 것입니다. 바꾸거나 뺄 수 있습니다.',
    'Channel and category names come from your data. Rename them or leave them out.',
  ),
  nameOf: { ko: (name: string) => `‘${name}’을(를) 이렇게 부름`, en: (name: string) => `“${name}” is called` },
  keepName: { ko: (name: string) => `‘${name}’ 담기`, en: (name: string) => `Include “${name}”` },
  apply: word('이름 바꾸기', 'Apply the names'),
  preview: word('받는 사람이 보는 모습', 'As others will see it'),
  through: { ko: (day: string) => `${day}까지의 주문`, en: (day: string) => `orders through ${day}` },
  from: { ko: (customers: string) => `고객 약 ${customers}`, en: (customers: string) => `about ${customers}` },
  fromHidden: word('고객 수는 가림', 'number of customers hidden'),
  hidden: {
    ko: (count: string) => `보고서 전체에서 숫자 ${count}개 가림`,
    en: (count: string) => `${count} figures hidden in the whole report`,
  },
  rounding: word('사람 수는 5 단위, 금액은 앞 세 자리까지 반올림', 'counts rounded to 5, money to three digits'),
  link: word('주소로', 'As a link'),
  linkNote: word(
    '보고서가 주소 안에 들어 있습니다. 서버에 올라가지 않으며, 주소를 가진 사람은 누구나 볼 수 있습니다.',
    'The report is inside the address. It is on no server, and whoever has the address can read it.',
  ),
  length: {
    ko: (count: string) => `주소 길이 ${count}자`,
    en: (count: string) => `The address has ${count} characters`,
  },
  fine: word('어디에 붙여도 괜찮은 길이입니다.', 'Short enough for any place.'),
  long: word(
    '2,000자가 넘습니다. 슬랙은 4,000자에서 끊고, 일부 위키와 메일은 그보다 먼저 끊습니다. 붙인 뒤 열어 보세요.',
    'Over 2,000 characters: Slack splits at 4,000, some wikis and mail programs earlier. Open it once where you pasted it.',
  ),
  tooLong: word(
    '8,000자를 넘는 주소는 많은 위키와 메신저에서 끊어지므로 만들지 않습니다. 페이지를 줄이거나 파일로 공유하세요.',
    'Addresses over 8,000 characters break in many wikis and messengers, so none is made. Take fewer pages, or share a file.',
  ),
  fit: word('주소에 들어가는 페이지만', 'Only the pages that fit'),
  copy: word('복사', 'Copy'),
  copied: word('복사했습니다.', 'Copied.'),
  see: word('새 탭에서 보기', 'Open in a new tab'),
  address: word('공유 주소', 'Address to share'),
  phrase: word('암호(선택)', 'Pass phrase (optional)'),
  phraseNote: word(
    '암호를 넣으면 암호를 아는 사람만 열 수 있습니다. 짧은 암호는 시간을 들여 알아낼 수 있으니 낱말 네 개 이상으로 정하고, 다른 길로 전하세요.',
    'With a pass phrase only those who know it can open it. A short one can be guessed with patience: use four words or more, and send it another way.',
  ),
  file: word('파일로', 'As a file'),
  fileNote: word(
    '이 페이지를 올린 저장소의 public/reports/ 폴더에 넣고 배포하면 아래 주소로 열립니다.',
    'Put it into the folder public/reports/ of the repository that hosts this page; once deployed, this address opens it.',
  ),
  saveFile: word('보고서 파일 저장', 'Save the report file'),
  fileAddress: word('파일을 여는 주소', 'Address that opens the file'),
  html: word('HTML 한 파일로', 'As one HTML file'),
  htmlNote: word(
    '메일이나 위키에 붙이는 파일입니다. 인터넷 없이도 열립니다.',
    'A file to attach to a mail or wiki page. It opens without any network.',
  ),
  saveHtml: word('HTML 저장', 'Save as HTML'),
  htmlFailed: word(
    'HTML 파일을 만들지 못했습니다. 네트워크를 확인하세요.',
    'The HTML file could not be made. Check the network.',
  ),
  embed: word('위키에 넣기', 'In a wiki page'),
  embedCard: word('넣을 것', 'What to embed'),
  embedHost: word('어디에', 'Where'),
  embedWhole: { ko: (page: string) => `${page} 페이지 전체`, en: (page: string) => `the whole page “${page}”` },
  embedNeeds: word(
    '주소가 너무 길어 파일의 주소를 씁니다. 파일을 먼저 올려 두세요.',
    'The address is too long, so this uses the file’s: host the file first.',
  ),
  snippet: word('붙여넣을 것', 'To paste'),
  close: word('닫기', 'Close'),
  noPage: word('담을 페이지를 하나 이상 고르세요.', 'Choose at least one page.'),
} as const
