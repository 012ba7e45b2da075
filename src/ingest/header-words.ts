import type { OrderField } from './canonical.ts'

/** What a header says of its column: a canonical column, another key of a person, the currency, or something else. */
export type Role = OrderField | 'phone' | 'email' | 'person_name' | 'loose_price' | 'currency' | 'ignored'

/** A role with how plainly the header says it, from 0 to 1. */
export interface HeaderMeaning {
  readonly role: Role
  readonly strength: number
}

/**
 * What headers mean, tried from top to bottom on the header in lower case without spaces and marks; the first match
 * holds. What only resembles a wanted column (shipping cost, date of delivery) stands before it as `ignored`.
 */
// prettier-ignore
const rules: readonly (readonly [Role, number, RegExp])[] = [
  ['currency', 1, /^(주문|결제|order)?(통화|화폐|currency(code)?)(코드|단위)?$/],

  ['ignored', 1, /^(받는|수취|수령|수하|배송지|배송메|배송주|배송방|택배|송장|운송장)|^(shipping|recipient|receiver|delivery|billing(address|street|city|zip|phone|country|province))/],
  ['ignored', 1, /배송비|배송료|택배비|부가세|세금|세액|수수료|적립|포인트|예치금|마일리지|잔액|(환불|취소|반품|정산|정산예정)(금액|액|수량)/],
  ['ignored', 1, /shipping|freight|^tax|tax(es|amount|total)?$|^vat|vat$|(^|service|handling|processing)fees?$|^tips?$|duties|balance|points|commission|refund(ed)?amount|amountrefunded/],
  ['ignored', 1, /^(구매확정|발송|배송|출고|도착|수령|취소|환불|반품|교환|정산|가입|수정|발주|생년|탄생|입고|예약)[가-힣]*(일|일시|일자|날짜|시각|시간|월일)$/],
  ['ignored', 1, /(shipped|delivered|delivery|cancell?ed|refunded|returned|updated|modified|due|birth|signup|signedup|joined|registered|expiry|expires|expected|fulfilled|processed|estimated)(at|on|date|time|timestamp)$|^(birthday|dateofbirth|birthdate)$/],
  ['ignored', 1, /^(상품주문|품목주문|주문상품|주문상세|주문품목)(번호|id|고유번호)|^(order)?(line|item|lineitem|orderitem|orderline)(id|no|number|num|index|seq)$|^(no|순번|번호|index|rownum|rownumber|연번|행번호)$/],
  ['ignored', 1, /fulfillment|배송상태|발송상태/],
  ['ignored', 1, /우편|지역|주소|매장|지점|점포|나이|연령|성별|zip|postal|postcode|^(city|country|region|state|province|store|branch|age|gender|sex|address)/],

  ['referrer_id', 1, /^추천(인|회원|고객)|^(referrer|referer|referral)(id|code|customerid|no)$|^(referredby|invitedby|invitercode|inviterid)$/],
  ['customer_id', 1, /^(회원|고객|구매자|주문자|사용자|유저|구매회원|주문회원)(고유)?(번호|id|아이디|코드|키|식별자|일련번호|no)$/],
  ['customer_id', 1, /^(customer|cust|client|member|user|buyer|shopper|consumer|account)s?(unique)?(id|no|num|number|code|key|uid|uuid|ref)$/],
  ['customer_id', 0.85, /^(아이디|회원|고객|customer|client|member|user|buyer|shopper)$/],
  ['email', 0.6, /이메일|메일주소|e?mail$|^e?mail/],
  ['phone', 0.5, /전화|휴대폰|휴대전화|핸드폰|연락처|phone|mobile|^tel|telephone|cellno/],
  ['person_name', 0.3, /^(주문자|구매자|고객|회원|주문인|구매인)(명|이름|성명|성함)?$|^(이름|성명|성함|입금자명?)$/],
  ['person_name', 0.3, /^(customer|client|buyer|user|member|billing|full|first|last)names?$|^name$/],

  ['order_id', 1, /^(주문|거래|영수증|전표|구매)(고유)?(번호|id|아이디|코드|no)$/],
  ['order_id', 1, /^(order|invoice|transaction|receipt|purchase|sales?order|ord|txn|trans)(id|no|num|number|code|ref|reference|name|key)$/],
  ['order_id', 0.85, /^(order|invoice|transaction|receipt|결제번호|주문)$/],
  ['order_id', 0.5, /^id$/],

  ['ordered_at', 1, /^(주문|구매|거래|판매|매출)(완료)?(일|일시|일자|날짜|시각|시간|일시각|년월일)$/],
  ['ordered_at', 0.95, /^(결제|입금|승인)(완료|확인)?(일|일시|일자|날짜|시각|시간)$/],
  ['ordered_at', 1, /^(order|ordered|purchase|purchased|invoice|transaction|sales?|txn)(purchase)?(at|on|date|time|datetime|timestamp|day|created|createdat|createddate)$/],
  ['ordered_at', 0.95, /^(paid|payment|paidout|checkout)(at|on|date|time|datetime|timestamp)$|^date(oforder|ofpurchase|ordered)$/],
  ['ordered_at', 0.85, /^(일시|날짜|일자|시각|date|datetime|timestamp|time|day|dt|created|createdat|createdon|createddate|creationdate|createdtime)$/],
  ['ordered_at', 0.7, /^date|(date|일자|일시|날짜)$/],
  ['ordered_at', 0.5, /^(등록|생성|접수)일$/],

  ['status', 1, /^(주문|결제|처리|진행|거래|클레임|주문처리)?(상태|진행상태|현황)$|^(취소|환불|반품|취소환불|취소반품)(여부|구분|상태|유무)?$/],
  ['status', 1, /^(order|financial|payment|transaction|current|sale|sales)?status$|^(is)?(cancell?ed|refunded|returned|void|voided|cancell?ation)(flag|yn|status)?$|^orderstate$/],

  ['cost', 1, /^(상품|매입|제조|제품|총|판매|매출)?원가$|^(매입|공급)(가|가격|금액|액)$|^(total|product|item|line|goods)?cost(s|price|ofgoods|ofgoodssold|amount|total)?$|^cogs$/],
  ['ignored', 1, /원가|매입|공급단가|unitcost|costperunit|costperitem/],
  ['coupon', 1, /쿠폰(명|이름|코드|번호|id)|^(사용)?쿠폰$|^(할인|프로모션)코드$|^(coupon|promo|promotion|voucher|discount)(code|name|id|s|used)$|^(coupon|promo|voucher)$/],
  ['ignored', 1, /할인율|discount(rate|percent|pct)/],
  ['amount', 0.9, /할인(적용)?(후|된|차감)/],
  ['amount', 0.6, /할인전/],
  ['discount', 1, /할인|쿠폰(금액|액)|discount|^(coupon|promo|voucher)(amount|value)$/],
  ['quantity', 1, /^(총|주문|구매|판매|상품|결제)?(수량|개수|갯수|구매수)$|^(order|item|lineitem|total|sold|purchase|product)?(quantity|qty)(ordered|sold|purchased)?$|^(units|unitssold|itemcount|itemsqty|pieces|numitems)$/],
  ['quantity', 0.9, /^number(of)?(cds|items|units|products|pieces)$|^num(of)?(items|units|products)$/],
  ['unit_price', 1, /^(상품|판매|개당|제품|주문)?(단가)$|^개당(가격|금액|판매가)$|^(상품별?)?(판매가격?|상품가격?|소비자가격?)$/],
  ['unit_price', 1, /^(unit|item|lineitem|product|each|selling|sale|retail|list)price$|^price(per|each)(unit|item|piece)?$/],
  ['loose_price', 0.6, /^(가격|price|prices)$/],

  ['amount', 1, /^(실|실제|최종|총|순|총실|주문)?(결제|구매|지불|입금)(금액|액|가격|가|합계|총액)$|^(매출|순매출|총매출|판매)(금액|액)?$|^실판매(금액|액|가)$/],
  ['amount', 1, /^(order|grand|invoice|line|sales?|purchase|transaction|basket)?(total|amount|revenue|value)(price|paid|amount|sum|spent|usd|krw|eur|gbp)?$/],
  ['amount', 1, /^(paid|payment|net|gross|dollar|sales|spend|total)(amount|total|sales|value|revenue|price|paid)?$|^(amountpaid|amountspent|gmv|sales|revenue|turnover|ordervalue|monetary)$/],
  ['amount', 0.85, /^(상품별)?(총|주문|전체)?(주문|합계|총)?(금액|액|합계|총액)$|^(주문|거래|합계)총?(금액|액)$|^(합계|총합|총계|금액)$/],
  ['amount', 0.7, /^(총)?상품(구매|판매|결제)?(금액|총액|합계)$|^(sub|item|items|product|products|merchandise)(total|amount|value|subtotal)$|^(lineamount|linevalue|linetotal|extendedprice)$/],
  ['amount', 0.6, /(결제|구매|판매|매출|주문)(금액|액)$|(revenue|totalprice|grandtotal|ordertotal|amount)$|^(total|revenue)/],

  ['category', 1, /^(상품|제품|품목)?(카테고리|분류|대분류|품목군|상품군|카테고리명|분류명)$|^(product|item|main|primary)?(category|categories|categoryname|department|producttype)(name)?$/],
  ['category', 0.6, /중분류|소분류|카테고리|subcategory|productline|collection$/],
  ['channel', 1, /^(유입|주문|판매|구매|광고|마케팅|접속)?(경로|채널|채널명|매체|소스)$|^(유입|판매처|쇼핑몰|유입처|판매몰|마켓)$|^(sales|marketing|acquisition|order|traffic|media)?(channel|source)(name)?$/],
  ['channel', 0.8, /^(utmsource|referringsite|referrer|referer|platform|marketplace)$/],
  ['channel', 0.6, /^(utmmedium|medium|utmcampaign|campaign|device)$/],
  ['product', 1, /^(주문|구매|판매)?(상품|제품|품목|아이템)(명|이름)?$|^품명$|^(product|item|lineitem|article)s?(name|title|description)?$|^(description|title|productname)$/],
  ['product', 0.6, /^(상품|제품|품목|자체상품)(코드|번호|id)$|^(product|item|lineitem)?(sku|stockcode|productid|productcode|itemid|itemcode)$|^(product|item)(id|code|no|number)$/],
]

/** A header without what does not tell: case, width, spaces, marks, a unit in brackets at its end. */
export function compactHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{<](원|krw|₩|won|usd|\$|us\$|eur|€|jpy|gbp|£|천원|개|ea|필수|required|vat ?포함)[)\]}>]\s*$/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** What a header says of its column; null: nothing known. */
export function headerMeaning(header: string): HeaderMeaning | null {
  const text = compactHeader(header)
  for (const [role, strength, pattern] of rules) if (pattern.test(text)) return { role, strength }
  return null
}

/** Does the header at least end as an identifier does? */
export function looksLikeId(header: string): boolean {
  return /(id|no|번호|코드|code|key|아이디)$/.test(compactHeader(header))
}

/** Does the header say that its column holds dates or times, of whatever? */
export function saysDate(header: string): boolean {
  const text = compactHeader(header)
  return /(date|datetime|time|timestamp)$|(created|ordered|paid|purchased|placed|completed|updated|processed|joined)(at|on)$|([^메과]일|일시|일자|날짜|시각|시간)$/.test(
    text,
  )
}
