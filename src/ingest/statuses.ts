/** Statuses as malls write them; an order in one of these did not stand. */
const KOREAN = ['취소', '취소완료', '취소됨', '주문취소', '결제취소', '전체취소', '판매취소', '입금전취소', '미입금취소', '환불', '환불완료', '전액환불', '취소환불완료', '반품', '반품완료', '반품환불완료', '반송', '반송완료', '미입금', '입금대기', '입금전', '미결제', '결제대기', '결제실패', '주문실패', '결제중단', '거래취소', '주문무효', '무효'] // prettier-ignore
const ENGLISH = ['cancelled', 'canceled', 'refunded', 'returned', 'voided', 'void', 'failed', 'declined', 'expired', 'unpaid'] // prettier-ignore

const MEANS_CANCELLED =
  /^(order|payment|fully|full)?(cancell?ed|cancell?ation|cancel|refunded|refund|returned|return|voided|void|failed|failure|declined|rejected|chargeback|chargedback|expired|abandoned|unpaid|reversed)$/

const YES = new Set(['y', 'yes', 'true', 't', '1', 'o', '예', '네', '○', 'v'])
const NO = new Set(['', 'n', 'no', 'false', 'f', '0', 'x', '아니오', '아니요', '-'])

/** Answers of yes, for the columns of members and messages: in lower case, without spaces. */
export const yesWords = ['y', 'yes', 'true', 't', '1', 'o', '예', '네', '○', 'v', 'on', '동의', '수신', '수신동의', '동의함', '허용', '승인', 'optin', 'subscribed', 'agree', 'agreed', 'accepted', '오픈', '클릭', 'opened', 'clicked'] as const // prettier-ignore
/** Answers of no. */
export const noWords = ['n', 'no', 'false', 'f', '0', 'x', '아니오', '아니요', 'off', '미동의', '거부', '수신거부', '동의안함', '비동의', '미수신', '차단', '거절', 'optout', 'unsubscribed', 'disagree', 'declined', '미오픈', '미클릭'] as const // prettier-ignore

const compact = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}○]/gu, '')

/**
 * Does a status mean that the order did not stand: cancelled, refunded or returned in full, never paid, void? What is
 * only asked for (취소요청), refused (취소철회) or partial is not.
 */
export function isCancelledStatus(status: string): boolean {
  const text = compact(status)
  return KOREAN.includes(text) || MEANS_CANCELLED.test(text)
}

/** Do the values answer yes or no? Then the header must say to what. */
export function isYesOrNo(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => YES.has(compact(value)) || NO.has(compact(value)))
}

/** Does a header ask whether an order was cancelled, refunded or returned? */
export function asksForCancellation(header: string): boolean {
  return /취소|환불|반품|cancel|refund|return|void/i.test(header)
}

/**
 * The values of a status column that mean cancelled: those seen, then the usual ones in the language of the column, since
 * a rare status may stand below the sample. `values` are distinct and trimmed.
 */
export function cancelledStatuses(header: string, values: readonly string[]): string[] {
  if (asksForCancellation(header) && isYesOrNo(values)) {
    const seen = values.filter((value) => YES.has(compact(value)))
    return seen.length > 0 ? seen : ['Y', 'y', 'TRUE', 'True', 'true', '1']
  }
  const seen = values.filter(isCancelledStatus)
  const usual = /[가-힣]/.test(values.join(''))
    ? KOREAN
    : ENGLISH.flatMap((word) => [word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()])
  return [...new Set([...seen, ...usual])]
}
