import { byLine, dayNumber, stateIn, type Export } from './export.ts'
import { paidForLine, priceOf, shippingOf } from './shop.ts'

/** Naver Smartstore, the workbook of 발주/발송관리: buyers’ ids are masked, times are dates of the workbook. */
export const smartstore: Export = byLine(
  {
    id: 'naver-smartstore',
    format: 'xlsx',
    encoding: 'utf-8',
    headers:
      '상품주문번호|주문번호|배송속성|풀필먼트사(주문 기준)|택배사(주문 기준)|배송방법(구매자 요청)|배송방법|택배사|송장번호|발송일|판매채널|구매자명|구매자ID|수취인명|주문상태|주문세부상태|수량클레임 여부|결제위치|결제일|상품번호|상품명|상품종류|반품안심케어|멤버십N배송|옵션정보|옵션관리코드|수량|옵션가격|상품가격|최종 상품별 할인액|최초 상품별 할인액|판매자 부담 할인액|최종 상품별 총 주문금액|최초 상품별 총 주문금액|사은품|발주확인일|발송기한|발송처리일|송장출력일|배송비 형태|배송비 묶음번호|배송비 유형|배송비 합계|제주/도서 추가배송비|배송비 할인액|판매자 상품코드|판매자 내부코드1|판매자 내부코드2|수취인연락처1|수취인연락처2|통합배송지|기본배송지|상세배송지|구매자연락처|우편번호|배송메세지|출고지|결제수단|네이버페이 주문관리 수수료|매출연동 수수료|정산예정금액|개인통관고유부호|주문일시|배송희망일|구독신청회차|구독진행회차|구독배송희망일|배송태그 유형|출입방법 유형|출입방법 내용|수령위치 유형|수령위치 내용',
  },
  (order, place, row) => {
    const { product, quantity } = order.lines[place]!
    const paid = paidForLine(order, place, 0)
    const discount = priceOf(order.lines[place]!, 0) - paid
    return {
      상품주문번호: `${dayNumber(order)}9${String(row).padStart(7, '0')}`,
      주문번호: `${dayNumber(order)}8${String(order.number).padStart(7, '0')}`,
      배송방법: '택배,등기,소포',
      판매채널: '스마트스토어',
      구매자명: order.buyer.ko,
      구매자ID: `${(order.buyer.id || 'gst').slice(0, 3)}*****`,
      수취인명: order.buyer.ko,
      주문상태: stateIn(order, ['구매확정', '취소', '반품']),
      주문세부상태: stateIn(order, ['구매확정', '취소완료', '반품완료']),
      '수량클레임 여부': 'N',
      결제위치: 'MOBILE',
      결제일: { time: order.at },
      상품번호: String(9000000000 + place),
      상품명: product.ko,
      상품종류: '단일상품',
      수량: quantity,
      옵션가격: 0,
      상품가격: product.won,
      '최종 상품별 할인액': discount,
      '최초 상품별 할인액': discount,
      '판매자 부담 할인액': discount,
      '최종 상품별 총 주문금액': paid,
      '최초 상품별 총 주문금액': paid,
      '배송비 형태': shippingOf(order, 0) === 0 ? '무료' : '유료',
      '배송비 합계': shippingOf(order, 0),
      '제주/도서 추가배송비': 0,
      '배송비 할인액': 0,
      '판매자 상품코드': product.sku,
      수취인연락처1: `0502-0000-${String(order.number).padStart(4, '0')}`,
      통합배송지: '없는시 없는구 없는로 1',
      구매자연락처: order.buyer.phone,
      우편번호: '00000',
      결제수단: '신용카드',
      '네이버페이 주문관리 수수료': -Math.round(paid * 0.02),
      '매출연동 수수료': 0,
      정산예정금액: paid - Math.round(paid * 0.02),
      주문일시: { time: order.at },
    }
  },
)

/** Coupang WING, the delivery list: cancelled orders are not in it, and some phone numbers are one-time numbers. */
export const coupang: Export = byLine(
  {
    id: 'coupang-delivery',
    format: 'xlsx',
    encoding: 'utf-8',
    headers:
      '번호|묶음배송번호|주문번호|택배사|운송장번호|분리배송 Y/N|분리배송 출고예정일|주문시 출고예정일|출고일(발송일)|주문일|등록상품명|등록옵션명|노출상품명(옵션명)|노출상품ID|옵션ID|최초등록옵션명|업체상품코드|바코드|결제액|배송비구분|배송비|도서산간 추가배송비|구매수(수량)|옵션판매가(판매단가)|구매자|구매자전화번호|수취인이름|수취인전화번호|우편번호|수취인 주소|배송메세지|상품별 추가메시지|주문자 추가메시지|배송완료일|구매확정일자|개인통관번호(PCCC)|통관용구매자전화번호|기타|결제위치',
  },
  (order, place, row) => {
    if (order.state === 'cancelled' || order.state === 'refunded') return null
    const { product, quantity } = order.lines[place]!
    return {
      번호: row,
      묶음배송번호: String(700000000 + order.number),
      주문번호: String(15000000000000 + order.number),
      택배사: 'CJ 대한통운',
      '분리배송 Y/N': 'N',
      '주문시 출고예정일': order.at.slice(0, 10),
      주문일: order.at,
      등록상품명: product.ko,
      등록옵션명: '단일상품',
      '노출상품명(옵션명)': `${product.ko}, 1개`,
      노출상품ID: '8100000000',
      옵션ID: '91000000000',
      최초등록옵션명: '단일상품',
      업체상품코드: product.sku,
      결제액: paidForLine(order, place, 0),
      배송비구분: shippingOf(order, 0) === 0 ? '무료' : '유료',
      배송비: place === 0 ? shippingOf(order, 0) : 0,
      '도서산간 추가배송비': 0,
      '구매수(수량)': quantity,
      '옵션판매가(판매단가)': product.won,
      구매자: order.buyer.ko,
      구매자전화번호: order.isGuest ? `0502-0000-${String(order.number).padStart(4, '0')}` : order.buyer.phone,
      수취인이름: order.buyer.ko,
      수취인전화번호: `0502-0000-${String(order.number).padStart(4, '0')}`,
      우편번호: '00000',
      '수취인 주소': '없는시 없는구 없는로 1',
      결제위치: '모바일앱',
    }
  },
)
