import { byLine, dayNumber, stateIn, type Export } from './export.ts'
import { goodsOf, paidFor, paidForLine, priceOf, shippingOf } from './shop.ts'

/** Cafe24, the order list as CSV in the encoding of Korean Excel: guests have no id, the payment repeats on each row. */
export const cafe24: Export = byLine(
  {
    id: 'cafe24',
    format: 'csv',
    encoding: 'cp949',
    headers:
      '주문번호|품목별 주문번호|주문일시|결제일시(입금확인일)|주문자ID|주문자명|주문자 휴대전화|주문자 이메일|주문 시 회원등급|주문 상태|주문경로|매출경로|결제수단|상품번호|상품품목코드|상품명(한국어 쇼핑몰)|상품옵션|수량|판매가|상품구매금액(KRW)|상품별 추가할인금액|사용한 쿠폰명|총 상품구매금액(KRW)|총 배송비(KRW)|총 주문금액(KRW)|총 결제금액(KRW)|사용한 적립금액|실제 환불금액|수령인|수령인 휴대전화|수령인 우편번호|수령인 주소',
  },
  (order, place) => {
    const { product, quantity } = order.lines[place]!
    const number = `${dayNumber(order)}-${String(order.number).padStart(7, '0')}`
    return {
      주문번호: number,
      '품목별 주문번호': `${number}-${String(place + 1).padStart(2, '0')}`,
      주문일시: order.at,
      '결제일시(입금확인일)': order.state === 'cancelled' ? null : order.at,
      주문자ID: order.buyer.id || null,
      주문자명: order.buyer.ko,
      '주문자 휴대전화': order.buyer.phone,
      '주문자 이메일': order.buyer.email,
      '주문 시 회원등급': order.isGuest ? '비회원' : '일반회원',
      '주문 상태': stateIn(order, ['배송완료', '입금전취소', '반품완료']),
      주문경로: place === 0 ? '모바일웹' : 'PC쇼핑몰',
      매출경로: '자사몰',
      결제수단: '신용카드',
      상품번호: String(10 + place),
      상품품목코드: `P0000${product.sku}`,
      '상품명(한국어 쇼핑몰)': product.ko,
      수량: quantity,
      판매가: product.won,
      '상품구매금액(KRW)': priceOf(order.lines[place]!, 0),
      '상품별 추가할인금액': 0,
      '사용한 쿠폰명': order.discount[0] > 0 ? '첫 봄 쿠폰' : null,
      '총 상품구매금액(KRW)': goodsOf(order, 0),
      '총 배송비(KRW)': shippingOf(order, 0),
      '총 주문금액(KRW)': goodsOf(order, 0) + shippingOf(order, 0),
      '총 결제금액(KRW)': paidFor(order, 0),
      '사용한 적립금액': 0,
      '실제 환불금액': order.refund[0],
      수령인: order.buyer.ko,
      '수령인 휴대전화': order.buyer.phone,
      '수령인 우편번호': '00000',
      '수령인 주소': '없는시 없는구 없는로 1',
    }
  },
)

/** Imweb, the default order workbook: the order’s final amount repeats on each row. */
export const imweb: Export = byLine(
  {
    id: 'imweb',
    format: 'xlsx',
    encoding: 'utf-8',
    headers:
      '판매채널|주문번호|주문상태|총 품목합계금액|총 합계 할인금액|총 합계 배송비|총 합계 포인트 사용액|최종주문금액|주문자 이름|주문자 이메일|주문자 번호|배송방식|배송비결제방식|배송송장번호|주문섹션번호|주문섹션품목번호|구매수량|상품명|옵션명|판매가|품목등급할인금액|품목포인트사용금액|품목쿠폰할인금액|품목실결제가|수령자명|수령자 전화번호|배송지 국가코드|배송지 우편번호|주소|상세주소|배송메모|택배사명|취소사유|반품사유|취소상세사유|반품 상세사유|주문일|상품고유번호',
  },
  (order, place, row) => {
    const { product, quantity } = order.lines[place]!
    const number = `${dayNumber(order)}${String(1000000 + order.number)}`
    return {
      판매채널: '달밤상점',
      주문번호: number,
      주문상태: stateIn(order, ['거래종료', '취소완료', '반품완료']),
      '총 품목합계금액': goodsOf(order, 0),
      '총 합계 할인금액': order.discount[0],
      '총 합계 배송비': shippingOf(order, 0),
      '총 합계 포인트 사용액': 0,
      최종주문금액: paidFor(order, 0),
      '주문자 이름': order.buyer.ko,
      '주문자 이메일': order.buyer.email,
      '주문자 번호': row % 3 === 0 ? `+82 ${order.buyer.phone.slice(1)}` : order.buyer.phone,
      배송방식: '택배',
      주문섹션번호: `${number}S1`,
      주문섹션품목번호: `${number}S1-${place + 1}`,
      구매수량: quantity,
      상품명: product.ko,
      판매가: product.won,
      품목실결제가: paidForLine(order, place, 0),
      수령자명: order.buyer.ko,
      '수령자 전화번호': order.buyer.phone,
      '배송지 국가코드': 'KR',
      '배송지 우편번호': '00000',
      주소: '없는시 없는구 없는로 1',
      주문일: { time: order.at },
      상품고유번호: product.sku,
    }
  },
)

/** Godomall, the order workbook by product: the order’s payment repeats on each row. */
export const godomall: Export = byLine(
  {
    id: 'godomall',
    format: 'xlsx',
    encoding: 'utf-8',
    headers:
      '주문 번호|회원명|회원 아이디|회원등급명|주문 상품명|주문 품목 개수|주문 채널|총 결제 금액|총 품목 금액|총 배송 금액|사용된 총 예치금|사용된 총 마일리지|총 상품 할인 금액|총 쿠폰 할인 금액|결제방법|입금일자|주문일자|주문자 이름|주문자 e-mail|주문자 전화번호|주문자 핸드폰 번호|수취인 이름|수취인 핸드폰 번호|수취인 우편번호|수취인 주소|상품주문번호|주문상태|상품코드|자체상품코드|상품명|옵션정보|상품수량|카테고리명|브랜드명|상품 할인 금액|쿠폰 할인 금액|사용된 쿠폰명|판매가|정가|매입가|송장 번호',
  },
  (order, place, row) => {
    const { product, quantity } = order.lines[place]!
    const others = order.lines.length > 1 ? ` 외 ${order.lines.length - 1}건` : ''
    return {
      '주문 번호': `${dayNumber(order).slice(2)}${String(1000000000 + order.number)}`,
      회원명: order.isGuest ? null : order.buyer.ko,
      '회원 아이디': order.buyer.id || null,
      회원등급명: order.isGuest ? null : '일반회원',
      '주문 상품명': order.lines[0]!.product.ko + others,
      '주문 품목 개수': order.lines.length,
      '주문 채널': '자사몰',
      '총 결제 금액': paidFor(order, 0),
      '총 품목 금액': goodsOf(order, 0),
      '총 배송 금액': shippingOf(order, 0),
      '사용된 총 예치금': 0,
      '사용된 총 마일리지': 0,
      '총 상품 할인 금액': 0,
      '총 쿠폰 할인 금액': order.discount[0],
      결제방법: '신용카드',
      입금일자: order.state === 'cancelled' ? null : order.at,
      주문일자: order.at,
      '주문자 이름': order.buyer.ko,
      '주문자 e-mail': order.buyer.email,
      '주문자 핸드폰 번호': order.buyer.phone,
      '수취인 이름': order.buyer.ko,
      '수취인 핸드폰 번호': order.buyer.phone,
      '수취인 우편번호': '00000',
      '수취인 주소': '없는시 없는구 없는로 1',
      상품주문번호: String(5000 + row),
      주문상태: stateIn(order, ['구매확정', '자동취소', '환불완료']),
      상품코드: '1000000001',
      자체상품코드: product.sku,
      상품명: product.ko,
      상품수량: quantity,
      카테고리명: product.category,
      '쿠폰 할인 금액': place === 0 ? order.discount[0] : 0,
      판매가: product.won,
      정가: product.won,
      매입가: 0,
    }
  },
)
