import type { FieldName, SideTable } from './canonical.ts'

/** A header that means a column of a table: how plainly, from 0 to 1, and its shape without case, spaces and marks. */
export type HeaderRule = readonly [strength: number, pattern: RegExp]

/** What the headers of one table look like. */
export interface TableRules {
  readonly fields: { readonly [field in FieldName]?: readonly HeaderRule[] }
  /** How much a column of the table speaks for it. */
  readonly weights: { readonly [field in FieldName]?: number }
  /** Headers that belong to no field and still speak for the table. */
  readonly signs: RegExp
}

/** Headers that only resemble a wanted column: measures per click, budgets, opt-outs, bands of ages. */
export const notWanted =
  /클릭당|노출당|전환당|건당|평균(비용|단가)|예산|^(cpc|cpm|cpa|cpi|roas|ctr|cvr)|costper|avgc|averagec|budget|수신거부|optout|unsubscri|연령대|agegroup|ageband|agerange/

const PERSON: readonly HeaderRule[] = [
  [1, /^(회원|고객|구매자|주문자|사용자|유저|수신자|수신회원|응답자|대상)(고유)?(번호|id|아이디|코드|키|식별자|no)$/],
  [1, /^(customer|cust|client|member|user|buyer|shopper|consumer|account|recipient|respondent|contact|subscriber)s?(unique)?(id|no|num|number|code|key|uid|uuid|ref)$/],
  [0.85, /^(아이디|회원|고객|customer|client|member|user|recipient|respondent)$/],
  [0.7, /^(id|uid|userid)$/],
  [0.6, /이메일|메일주소|^e?mail/],
  [0.5, /전화|휴대폰|휴대전화|핸드폰|연락처|수신번호|phone|mobile|^tel/],
] // prettier-ignore

const DAY = '(일|일시|일자|날짜|시각|시간|일시각|월일)'
const AT = '(at|on|date|time|datetime|timestamp|day|utc)'
const ANY_TIME: HeaderRule = [0.7, /^(일시|날짜|일자|시각|시간|date|datetime|timestamp|time|ts|dt|타임스탬프)$/]
const rule = (strength: number, source: string): HeaderRule => [strength, new RegExp(source)]

/** The header rules of each table beside the orders, tried from top to bottom. */
export const tableRules: Readonly<Record<SideTable, TableRules>> = {
  customers: {
    fields: {
      customer_id: PERSON,
      signed_up_at: [
        rule(1, `^(회원|계정|최초)?가입${DAY}$|^(회원)?등록${DAY}$`),
        rule(1, `^(signedup|signup|sign|joined|join|joining|registered|register|registration|enrolled|enrollment|membersince|customersince|accountcreated|membership|membershipstart)${AT}?$`),
        rule(0.7, `^(created|createdat|createdon|createddate|creationdate|since)${AT}?$`),
      ],
      birth_year: [rule(1, '생년|생일|출생|태어난|birth|^dob$|^born|^yob$')],
      age: [rule(1, '^(만)?나이$|^연령$|^age(years|inyears)?$')],
      gender: [rule(1, '성별|^(gender|sex)$')],
      acquisition_channel: [
        rule(1, '^(회원|최초|첫)?(가입|유입|인지|방문)(경로|채널|매체|소스|처)$'),
        rule(1, '^(acquisition|signup|first|firsttouch|initial|original|lead|referral)(channel|source|medium)$'),
        rule(0.8, '^(경로|채널|channel|source|utmsource|howheard|howdidyouhear|유입)$'),
      ],
      referred_by: [
        rule(1, '^추천(인|회원|고객|한회원|받은회원)(고유)?(id|아이디|번호|코드)?$|^(소개자|초대자)(id|아이디|번호)?$'),
        rule(1, '^(referredby|referrer|referer|invitedby|inviter)(id|code|customerid|userid|memberid)?$|^referr?al(id|customerid|by)$'),
      ],
      tier: [rule(1, '^(회원|고객|멤버십)?(등급|그룹|레벨)(명)?$|^(membership|member|customer|loyalty|vip)?(tier|grade|level|group|rank)(name)?$')],
      points: [rule(1, '^(현재|보유|가용|사용가능|잔여)?(적립금|포인트|마일리지)(잔액|잔여|합계)?$|^(available|current|loyalty|reward)?points?(balance)?$|^storecredit$')],
      consent: [
        rule(1, '수신(여부|동의)|마케팅(정보)?(수신)?(활용)?동의|광고(성)?(정보)?(수신)?동의|동의여부'),
        rule(1, 'optin|consent|acceptsmarketing|marketingaccepted|emailmarketing|newsletter|^(is)?subscribed$'),
      ],
    },
    weights: { customer_id: 0.5, signed_up_at: 2, birth_year: 2, age: 1, gender: 1, acquisition_channel: 0.8, referred_by: 1, tier: 0.8, points: 0.6, consent: 1.5 },
    signs: /^(최종|최근|마지막)(로그인|접속|방문|구매|주문)|^last(login|seen|visit|order|purchase)|(총|누적)(구매|주문)(금액|액|건수|횟수)|totalspent|totalorders|orderscount|lifetimevalue|휴면|탈퇴|회원구분|닉네임|nickname/,
  },
  spend: {
    fields: {
      date: [
        rule(1, '^(광고|집행|집계|노출|보고|기준|통계|데이터)?(일|일자|날짜|기준일|기준일자)$|^(기간)?시작(일|일자|날짜)?$'),
        rule(1, '^(date|day|week|month|dates)$|^(report(ing)?|start|begin|from|spend|cost|ad|campaign|stat|data|week|month|period)(ing)?(date|day|dt|starts?|startdate|startday|begin|beginning|of)$|^(datestart|datefrom|from|segmentsdate)$'),
        rule(0.9, '^(주|월|주차|년월|연월|기간|조회기간|집행기간|period|timeperiod|daterange|일시)$'),
      ],
      until: [
        rule(1, '^(기간)?(종료|마감|끝)(일|일자|날짜)?$'),
        rule(1, '^(end|stop|until|to|report(ing)?|week|month|period|date)(ing)?(date|day|ends?|enddate|stop|end|to|until)$|^(until|to|through|end)$'),
      ],
      period: [rule(1, '^(기간|집계|조회)?(구분|단위|주기)$|^(period|periodtype|granularity|interval|timegrain|grain|frequency|aggregation)$')],
      amount: [
        rule(1, '^(총|실|순)?(광고|마케팅|매체|집행|소진|캠페인|홍보)(비|비용|비용합계|집행비|집행액|집행금액|소진액|소진비용|소진금액|지출|금액|액)(vat(포함|별도|제외))?(원)?$'),
        rule(1, '^(총)?(비용|소진액|소진비용|소진금액|집행액|집행금액|집행비|지출|지출액|지출금액|사용액|사용금액)(vat(포함|별도|제외))?(원)?$'),
        rule(1, '^(total|ad|ads|media|marketing|advertising|net|gross|campaign)?(spend|spent|cost|costs|expense|expenditure|investment)(amount|total|usd|krw|eur|gbp|micros)?$|^(amount|moneys?)spent(usd|krw|eur|gbp)?$'),
        rule(0.5, '^(금액|amount|합계|total)$'),
      ],
      channel: [
        rule(1, '^(광고|유입|마케팅)?(매체|채널|미디어|플랫폼|경로|소스)(명|구분)?$'),
        rule(1, '^(ad|ads|marketing|media|traffic|acquisition)?(channel|platform|network|publisher|source|medium|sourcemedium)(name)?$|^(utmsource|utmmedium|media|adnetworktype|accountname)$'),
      ],
      campaign: [rule(1, '^(광고)?캠페인(명|이름)?$|^(ad)?campaigns?(name)?$|^utmcampaign$'), rule(0.6, '^(광고그룹|광고명|adset|adgroup|adname|adsetname)(명|이름|name)?$')],
    },
    weights: { date: 0.6, until: 0.6, period: 0.6, amount: 2, channel: 0.7, campaign: 0.8 },
    signs: /노출수?$|클릭수|전환수|클릭률|클릭당|구매전환|impressions?|clicks?$|^ctr|^cpc|^cpm|conversions?|roas|reach|도달/,
  },
  events: {
    fields: {
      customer_id: PERSON.filter(([strength]) => strength > 0.6),
      visitor_id: [rule(1, '^(방문자|쿠키|익명|비회원|기기|디바이스)(id|아이디|번호|식별자|키)?$|^(visitor|anonymous|anon|client|cookie|device|userpseudo|distinct|ga|browser)(id|uid|uuid|no)$')],
      event: [rule(1, '^(이벤트|행동|액션|활동|로그)(명|이름|종류|유형|타입|구분|코드)?$|^(event|action|activity)(name|type|code|label|category)?$')],
      occurred_at: [
        rule(1, `^(발생|이벤트|행동|접속|로그|방문|기록|활동)${DAY}$`),
        rule(1, `^(event|occurred|action|hit|log|server|activity|visit|received)${AT}+$`),
        ANY_TIME,
      ],
      product: [rule(0.9, '^(상품|제품|품목)(명|코드|번호|id)?$|^(product|item)(name|id|title|sku|code)?$')],
      session_id: [rule(1, '세션|session')],
    },
    weights: { customer_id: 0.4, visitor_id: 1.5, event: 2.5, occurred_at: 0.8, product: 0.2, session_id: 1.5 },
    signs: /^(page|url|pageurl|pagepath|페이지|referrer|useragent|플랫폼|os|브라우저|browser)/,
  },
  sends: {
    fields: {
      customer_id: PERSON,
      sent_at: [rule(1, `^(메시지|문자|메일|푸시|알림톡)?(발송|전송|송출)(완료|요청)?${DAY}$`), rule(1, `^(sent|send|sending|dispatch|dispatched|delivered|delivery|message)${AT}$|^sent$`)],
      campaign: [rule(1, '캠페인|^(utm)?campaigns?(name|id)?$|^(발송|메시지|메일)(명|이름|건명)$')],
      variant: [rule(1, '^(안|시안|변형|버전|ab|ab구분|ab그룹|ab테스트|실험군|실험그룹|테스트그룹|그룹)$|^(variant|variation|version|arm|testgroup|abgroup|abvariant|cell|treatment)(name)?$')],
      channel: [rule(1, '^(발송|메시지|전송)?(채널|수단|매체|유형|방법|구분)$|^(send|message|messaging)?(channel|medium|type)$')],
      message: [rule(1, '^(메시지|문구|내용|제목|템플릿|본문|메일제목|메시지내용)(명|코드|id)?$|^(message|subject|subjectline|template|content|creative|copy|body)(name|id|text)?$')],
      personalised: [rule(1, '개인화|personali[sz]')],
      cost: [rule(1, '^(발송|메시지)?(비용|단가|비|금액|요금)$|^(send|message|unit)?(cost|price|fee)$')],
      opened_at: [rule(1, `^(메일|메시지)?(오픈|열람|개봉|읽음|수신확인|확인)(${DAY}|여부|유무)?$|^(is)?(open|opened|read|firstopen)${AT}?$`)],
      clicked_at: [rule(1, `^(링크)?클릭(${DAY}|여부|유무)?$|^(is)?(click|clicked|firstclick)${AT}?$`)],
    },
    weights: { customer_id: 0.4, sent_at: 2.5, campaign: 0.6, variant: 1, channel: 0.2, message: 1, personalised: 1, cost: 0.1, opened_at: 1.2, clicked_at: 1.2 },
    signs: /발송(상태|결과|성공)|수신(결과|상태)|bounce|delivered|unsubscribe|template/,
  },
  surveys: {
    fields: {
      customer_id: PERSON,
      answered_at: [rule(1, `^(응답|답변|설문|작성|제출|참여|조사|평가|완료)(완료|참여|응답)?${DAY}$`), rule(1, `^(answered|answer|responded|response|respond|submitted|submission|survey|surveyed|completed|feedback)${AT}$`), ANY_TIME],
      expectation: [rule(1, '기대|expectation|expected')],
      experience: [rule(1, '경험|체감|experience'), rule(0.9, '만족|satisf|csat')],
      attitude: [rule(1, '추천의?향|추천할?의향|추천(점수|지수|가능성)|순추천|nps|likelihood|recommend|attitude'), rule(0.8, '재구매의?향|재구매의사|태도|선호|충성')],
      reason: [rule(1, '이유|사유|의견|코멘트|자유응답|주관식|한마디|기타|reason|comment|verbatim|opinion|why|freetext|openended')],
    },
    weights: { customer_id: 0.4, answered_at: 1.2, expectation: 1.5, experience: 1.5, attitude: 2.5, reason: 0.6 },
    signs: /문항|질문|설문|question|survey|score$|점수$/,
  },
  rewards: {
    fields: {
      customer_id: PERSON,
      occurred_at: [rule(1, `^(적립|사용|발생|처리|지급|변동|소멸|거래|등록|포인트)(적립|사용)?${DAY}$`), rule(1, `^(occurred|earned|issued|transaction|txn|posted|processed|created|redeemed|reward|point|points)${AT}$`), ANY_TIME],
      points: [rule(1, '^(변동|적립|증감|적립사용|처리|지급)?(포인트|적립금|마일리지)(액|금액|변동|증감)?$|^(적립|변동|증감|사용)(금|금액|액|량)$'), rule(1, '^(reward|loyalty|bonus)?(points?|miles|credits?)(amount|change|delta|value|earned)?$'), rule(0.5, '^(금액|amount|change|delta)$')],
      kind: [rule(1, '^(적립|처리|변동|사용|거래|포인트|적립사용)?(구분|유형|종류|타입|내역구분)$|^(reward|transaction|txn|point|points|activity|entry)?(kind|type|action|category)$'), rule(0.6, '^(내역|사유|내용|상태|reason)$')],
      tier: [rule(1, '^(회원|고객|멤버십)?(등급|레벨)(명)?$|^(membership|loyalty|member)?(tier|grade|level)(name)?$')],
    },
    weights: { customer_id: 0.4, occurred_at: 0.6, points: 2, kind: 1.2, tier: 0.3 },
    signs: /잔액|잔여|유효기간|소멸예정|만료|balance|expir/,
  },
} // prettier-ignore
