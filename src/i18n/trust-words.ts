import type { Language, Word } from './locale.ts'
import type { Phrase } from './page-words.ts'
import { sentence, strong, type Sentence } from './sentence.ts'

const word = (ko: string, en: string): Word => ({ ko, en })
const phrase = <Gaps extends readonly unknown[]>(
  ko: (...gaps: Gaps) => string,
  en: (...gaps: Gaps) => string,
): Phrase<Gaps> => ({ ko, en })
const s = (count: string) => (count === '1' ? '' : 's')

/** One promise: how it is kept, and how anybody can see that it is. */
export interface PromiseWords {
  readonly promise: Word
  readonly kept: Word
  readonly check: Word
}

/** What the page promises. */
export const promises: readonly PromiseWords[] = [
  {
    promise: word('파일은 이 탭 안에서만 읽습니다', 'Files are read inside this tab only'),
    kept: word(
      '파일을 받을 서버가 없습니다. 읽기와 계산은 모두 이 브라우저가 합니다.',
      'There is no server to take them. This browser does all the reading and computing.',
    ),
    check: word(
      '파일을 연 다음 아래 요청 목록을 보세요. 개발자 도구의 네트워크 탭에도 같은 내용이 나옵니다.',
      'Open a file and look at the list of requests below, or at the network tab of the developer tools.',
    ),
  },
  {
    promise: word('다른 사이트에는 접속하지 않습니다', 'No other site is ever contacted'),
    kept: word(
      '콘텐츠 정책에 따라 브라우저가 다른 사이트로 가는 접속을 막습니다. 계산기에도 같은 정책이 걸립니다.',
      'A content policy makes the browser block such connections. It binds the engine, too.',
    ),
    check: word(
      '아래에 정책 전문이 있습니다. 페이지 소스의 맨 앞에 있는 글과 같습니다.',
      'The policy is below, word for word as it stands at the top of the page’s source.',
    ),
  },
  {
    promise: word('연 자료는 저장하지 않습니다', 'What you open is not stored'),
    kept: word(
      '주문과 고객은 메모리에만 있고 탭을 닫으면 사라집니다. 이 기기에는 고른 언어와 밝기, 열 연결, 맞춘 유입 경로 이름만 남습니다.',
      'Orders and customers are in memory and go when the tab is closed. Only your language, theme, column mappings and matched channel names remain on this device.',
    ),
    check: word(
      '아래에서 저장된 것을 모두 보고 한 번에 지울 수 있습니다.',
      'Everything stored is listed below and can be wiped at once.',
    ),
  },
  {
    promise: word('인터넷이 끊겨도 동작합니다', 'It works with the network off'),
    kept: word(
      '한 번 열면 페이지의 파일을 모두 이 기기에 받아 둡니다.',
      'After the first visit all files of the page itself are kept on this device.',
    ),
    check: word('네트워크를 끄고 새로 고침해 보세요.', 'Turn the network off and reload.'),
  },
  {
    promise: word('공유해도 고객은 나가지 않습니다', 'Sharing takes no customer along'),
    kept: word(
      '링크와 보고서 파일에는 합친 숫자만 담고, 고객이 적은 숫자는 가립니다.',
      'Links and report files hold totals only, and a figure that rests on few customers is hidden.',
    ),
    check: word(
      '공유하기 전에 받는 사람이 볼 화면을 그대로 보여 줍니다.',
      'Before anything is shared you see exactly what others will see.',
    ),
  },
]

/** What each directive of the content policy means; one that has no words shows its text alone. */
export const directiveWords: Readonly<Record<string, Word>> = {
  'default-src': word('아래에서 허용한 것 말고는 모두 막습니다.', 'Whatever is not allowed below is blocked.'),
  'script-src': word(
    '이 사이트의 스크립트와 WebAssembly(계산기)만 실행합니다. 글자를 코드로 바꾸지 않습니다.',
    'Only scripts and WebAssembly (the engine) of this site run. Text never becomes code.',
  ),
  'worker-src': word('계산기는 이 사이트의 것만 켭니다.', 'The engine starts from this site only.'),
  'connect-src': word('자료를 주고받는 접속은 이 사이트하고만 합니다.', 'Connections are made to this site only.'),
  'img-src': word('그림은 이 사이트와 이 탭에서 만든 것만 씁니다.', 'Images come from this site or from this tab.'),
  'style-src': word('모양은 이 사이트의 것만 씁니다.', 'Styles come from this site only.'),
  'font-src': word('글꼴은 이 사이트의 것만 씁니다.', 'Fonts come from this site only.'),
  'manifest-src': word(
    '설치 정보는 이 사이트의 것만 씁니다.',
    'What is needed to install it comes from this site only.',
  ),
  'base-uri': word('주소의 기준을 바꿀 수 없습니다.', 'What addresses are relative to cannot be changed.'),
  'form-action': word('양식을 어디로도 보낼 수 없습니다.', 'No form can be sent anywhere.'),
  'object-src': word('플러그인을 넣을 수 없습니다.', 'No plug-ins.'),
  'frame-src': word('다른 페이지를 안에 띄울 수 없습니다.', 'No other page can be shown inside this one.'),
  'require-trusted-types-for': word(
    '글자가 HTML이나 스크립트 주소가 되는 것을 막습니다.',
    'Text cannot become HTML or the address of a script.',
  ),
  'trusted-types': word(
    '예외는 여기 적은 이름뿐이고, 하나에 한 가지씩만 허용합니다.',
    'The only exceptions, by name; each admits one thing.',
  ),
}

/** What the page cannot protect from. */
export const limits: readonly Word[] = [
  word(
    '브라우저 확장 프로그램은 화면에 보이는 것을 모두 읽을 수 있습니다. 걱정되면 확장을 끈 창에서 여세요.',
    'Browser extensions can read whatever is on the screen. If in doubt, use a window without them.',
  ),
  word(
    '기기나 브라우저가 이미 뚫렸다면 이 페이지도 지킬 수 없습니다.',
    'On a device or in a browser that has been broken into, this page protects nothing.',
  ),
  word(
    '이 페이지를 올린 쪽을 믿어야 합니다. 코드를 바꿔 올리면 여기 적은 약속도 소용이 없습니다. 소스에서 직접 빌드해 쓸 수 있습니다.',
    'You trust whoever serves this page: with other code, none of these promises holds. It can be built from its source and served by you.',
  ),
  word(
    '공유 링크의 # 뒤에 오는 글은 서버로 가지 않지만, 그 글이 곧 자료입니다. 링크를 가진 사람은 누구나 볼 수 있고, 방문 기록과 대화방에도 남습니다. 암호로 잠가도 암호가 짧으면 풀릴 수 있습니다.',
    'What follows the # of a shared link goes to no server, but it is the data itself: whoever has the link can read it, and it stays in histories and chats. A weak pass phrase can be guessed.',
  ),
  word(
    '콘텐츠 정책은 다른 사이트로 옮겨 가는 것까지 막지는 못합니다. 그래서 파일에서 온 글자는 링크나 코드가 되지 않고 글자로만 보입니다.',
    'A content policy does not stop a tab from going to another site. So text from a file is only ever shown as text, never as a link or as code.',
  ),
  word(
    '서비스 워커에는 페이지의 정책이 걸리지 않습니다. 그래서 이 페이지의 파일을 받아 두었다가 내주는 일만 합니다.',
    'The page’s policy does not bind the service worker. So all it does is keep the page’s own files and hand them out.',
  ),
]

/** The Trust page. */
export const trustWords = {
  lead: (count: number): Readonly<Record<Language, Sentence>> => ({
    ko: sentence`이 페이지를 연 뒤 다른 사이트로 나간 요청은 ${strong(`${count}건`)}입니다.`,
    en: sentence`Since this page was opened, ${strong(`${count}\u00a0request${s(String(count))}`)} went to another site.`,
  }),
  sub: word(
    '무엇을 약속하는지, 그 약속을 어떻게 지키는지, 직접 확인하려면 무엇을 보면 되는지 적었습니다.',
    'What is promised, how each promise is kept, and how you can see for yourself.',
  ),
  promises: word('약속', 'Promises'),
  promisesRail: word('모두 직접 확인할 수 있습니다', 'each one can be checked'),
  check: word('확인', 'See for yourself'),
  policy: word('콘텐츠 정책', 'Content policy'),
  policyRail: word('브라우저가 지킵니다', 'enforced by the browser'),
  policyLead: word(
    '접속할 수 있는 곳은 이 사이트뿐입니다.',
    'The browser lets this page connect to its own site and nowhere else.',
  ),
  policyNone: word(
    '개발 서버에서는 정책을 쓰지 않습니다. 빌드한 페이지에만 있습니다.',
    'The development server has no policy; the built page has.',
  ),
  policyText: word('정책 전문', 'The policy, word for word'),
  directive: word('정책', 'Directive'),
  meaning: word('뜻', 'In words'),
  stored: word('이 기기에 저장된 것', 'Stored on this device'),
  storedRail: word('이 브라우저에만 있습니다', 'in this browser only'),
  storedNone: word('이 기기에 저장한 것이 없습니다.', 'Nothing is stored on this device.'),
  storedLead: phrase(
    (size: string) => `이 기기에 ${size}를 쓰고 있습니다. 주문과 고객은 저장하지 않습니다.`,
    (size: string) => `${size} on this device, none of it orders or customers.`,
  ),
  storedWhat: word('무엇', 'What'),
  storedWhere: word('어디에', 'Where'),
  size: word('크기', 'Size'),
  none: word('없음', 'none'),
  notSaid: word('브라우저가 알려 주지 않음', 'the browser does not say'),
  language: word('고른 언어', 'Chosen language'),
  theme: word('고른 화면 밝기', 'Chosen theme'),
  channels: word('맞춘 유입 경로 이름', 'Matched channel names'),
  mapping: word('기억한 열 연결', 'Remembered column mapping'),
  texts: word('고른 것과 기억한 것', 'Choices and mappings'),
  keptFiles: phrase(
    (files: string) => `페이지의 파일 ${files}개`,
    (files: string) => `${files} file${s(files)} of the page itself`,
  ),
  keptNone: word('페이지의 파일', 'Files of the page itself'),
  serviceWorker: word('서비스 워커', 'Service worker'),
  serviceWorkerIs: word('파일을 내주는 일만 합니다', 'hands these files out'),
  databases: word('데이터베이스', 'Databases'),
  privateFiles: word('숨은 파일', 'Private files'),
  cookies: word('쿠키', 'Cookies'),
  things: phrase(
    (count: string) => `${count}개`,
    (count: string) => count,
  ),
  ofSite: word(
    '마지막 세 가지는 이 사이트 전체를 센 것입니다. 이 페이지는 셋 다 만들지 않습니다.',
    'The last three are counted for the whole site. This page makes none of them.',
  ),
  usage: phrase(
    (size: string) => `브라우저가 어림한 이 사이트의 사용량은 모두 ${size}입니다.`,
    (size: string) => `The browser estimates that the site takes ${size} in all.`,
  ),
  offline: {
    ready: word('네트워크를 꺼도 이 페이지가 열립니다.', 'This page opens with the network off.'),
    preparing: word(
      '네트워크 없이도 열리도록 페이지의 파일을 받는 중입니다.',
      'The files of the page are being kept, so that it opens with the network off.',
    ),
    none: word('이 페이지는 아직 네트워크 없이 열리지 않습니다.', 'This page does not yet open with the network off.'),
  },
  wipe: word('모두 지우기', 'Wipe everything'),
  wiping: word('지우는 중', 'Wiping'),
  wiped: phrase(
    (things: string) => `지웠습니다: ${things}.`,
    (things: string) => `Wiped: ${things}.`,
  ),
  wipedTexts: phrase(
    (count: string) => `고르거나 기억한 것 ${count}개`,
    (count: string) => `${count} choice${s(count)} or mapping${s(count)}`,
  ),
  wipedFiles: phrase(
    (count: string) => `페이지의 파일 ${count}개`,
    (count: string) => `${count} file${s(count)} of the page`,
  ),
  wipedServiceWorker: word('서비스 워커', 'the service worker'),
  wipedNext: word(
    '다음에 열면 페이지의 파일은 다시 받아 둡니다.',
    'The next time it is opened, the page keeps its own files again.',
  ),
  bytes: phrase(
    (count: string) => `${count}바이트`,
    (count: string) => `${count} byte${s(count)}`,
  ),
  kilobytes: phrase(
    (count: string) => `${count}KB`,
    (count: string) => `${count} KB`,
  ),
  megabytes: phrase(
    (count: string) => `${count}MB`,
    (count: string) => `${count} MB`,
  ),
  seconds: phrase(
    (count: string) => `${count}초`,
    (count: string) => `${count} s`,
  ),
  requests: word('연 뒤로 한 요청', 'Requests since load'),
  requestsRail: word('브라우저가 센 그대로', 'as the browser itself counts'),
  requestsLead: phrase(
    (all: string, foreign: string) => `요청 ${all}건 가운데 ${foreign}건이 이 사이트 밖으로 나갔습니다.`,
    (all: string, foreign: string) => `Of ${all} requests, ${foreign} went outside this site.`,
  ),
  requestsNote: word(
    '서비스 워커가 한 요청은 브라우저가 기억하는 만큼 보입니다. 새 버전이 있는지 sw.js를 확인하는 요청과 확장 프로그램의 요청은 브라우저가 알려 주지 않습니다.',
    'Those of the service worker are shown as far as the browser remembers them. It tells neither of its own look at sw.js for a new version nor of what extensions ask for.',
  ),
  address: word('주소', 'Address'),
  by: word('누가', 'By'),
  requesters: {
    page: word('페이지', 'page'),
    worker: word('계산기', 'engine'),
    service_worker: word('서비스 워커', 'service worker'),
  },
  outside: word('외부', 'outside'),
  inside: word('이 사이트', 'this site'),
  where: word('어디로', 'Where to'),
  when: word('연 뒤', 'After'),
  threats: word('막는 것과 못 막는 것', 'What it can and cannot do'),
  threatsRail: word('위협 모델', 'threat model'),
  protects: word(
    '고객과 주문의 내용, 열 이름, 파일 이름을 지킵니다.',
    'It protects what is in your rows, the names of columns and the names of files.',
  ),
  attackers: word(
    '이런 상대를 생각하고 만들었습니다. 일부러 망가뜨린 파일이나 링크를 보내는 사람, 이 페이지를 자기 사이트에 끼워 넣는 사람, 네트워크를 엿보는 사람, 몰래 바뀐 라이브러리, 필요한 것보다 많이 공유하는 동료입니다.',
    'It is built with these in mind: whoever sends a file or a link made to do harm, puts this page into a site of their own, or listens on the network; a library that was tampered with; and a colleague who shares more than is needed.',
  ),
  limits: word('이것은 막지 못합니다.', 'This it cannot do:'),
} as const
