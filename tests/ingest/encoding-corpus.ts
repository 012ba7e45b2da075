import iconv from 'iconv-lite'
import type { TextEncoding } from '../../src/ingest/encoding.ts'

/** A text in an encoding, as a program other than ours writes it. */
export function encoded(text: string, encoding: TextEncoding): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(iconv.encode(text, encoding === 'shift_jis' ? 'cp932' : encoding, { addBOM: false }))
  const back = iconv.decode(Buffer.from(bytes), encoding === 'shift_jis' ? 'cp932' : encoding, { stripBOM: false })
  if (back !== text) throw new Error(`${encoding} cannot hold ${text.slice(0, 40)}`)
  return bytes
}

const rows = (header: string, ...lines: readonly string[]) => [header, ...lines, ''].join('\r\n')

const korean = {
  'header and rows': rows(
    '주문번호,주문일시,회원ID,상품명,수량,결제금액',
    '20260301-0000012,2026-03-01 09:12:00,minsu77,여름 반팔 티셔츠(블랙/L),1,"29,000"',
    '20260301-0000013,2026-03-01 09:20:11,seoyeon,뷰티 앰플 세트,2,"58,000"',
  ),
  'header only in Korean': rows('고객,날짜,금액', 'a1,2026-03-01,1000', 'a2,2026-03-02,2000'),
  'one name': rows('customer_id,name,order_date,amount', '1,John,2026-03-01,10', '2,김철수,2026-03-02,12'),
  'one syllable': rows('id,sex,amount', '1,F,10', '2,남,12'),
  'one syllable of both': rows('id,sex,amount', '1,여,10', '2,남,12', '3,여,9'),
  'masked names': rows('id,name,amount', '1,김**,10', '2,이**,12', '3,박*호,3'),
  'one masked name': rows('id,name,amount', '1,이**,10'),
  'unit of money': rows('id,date,amount', '1,2026-03-01,1200원', '2,2026-03-02,900원'),
  'beside capitals': rows('id,date,item', '1,2026-03-01,USB케이블', '2,2026-03-02,VIP회원권'),
  'beside small letters': rows('id,date,item', '1,2026-03-01,iPhone케이스', '2,2026-03-02,500ml물병'),
  'seldom syllables': rows('id,date,item', '1,2026-03-01,똠얌꿍', '2,2026-03-02,펲시', '3,2026-03-02,햏자 쫒쫓'),
  'dates in words': rows('id,date,amount', '1,2026년 3월 1일,10', '2,2026년 3월 2일 오전 9:12,7'),
  'title and total': rows('매출 현황 (2026.03)', '', '일자\t고객\t금액', '2026-03-01\tkim\t100', '합계\t\t100'),
  'marks and jamo': rows('id,date,memo', '1,2026-03-01,★당일배송★ ㅋㅋ', '2,2026-03-02,※ 문 앞·경비실'),
  'company sign': rows('id,date,buyer', '1,2026-03-01,㈜단골', '2,2026-03-02,한빛 ㈜'),
  'names of one column': rows(
    'name',
    ...'김민준 이서윤 박도윤 최하은 정시우 강지유 조예준 윤서아 장하준 임수아'.split(' '),
  ),
  'readable as UTF-8': rows('name,amount', '홍,10', '카카,20', '티,7'),
}

const japanese = {
  'header and rows': rows(
    '注文番号,注文日時,顧客名,商品名,数量,金額',
    '1001,2026/03/01 09:12,田中太郎,Tシャツ(ブラック),1,"2,900"',
    '1002,2026/03/01 10:00,佐藤花子,コットンのバッグ,2,"5,800"',
  ),
  'header only in Japanese': rows('顧客,日付,金額', 'a1,2026-03-01,1000', 'a2,2026-03-02,2000'),
  'one name': rows('customer_id,name,order_date,amount', '1,John,2026-03-01,10', '2,鈴木一郎,2026-03-02,12'),
  'a short name': rows('id,name,amount', '1,山田,10'),
  'one sign of money': rows('id,date,amount', '1,2026-03-01,1200円', '2,2026-03-02,900円'),
  hiragana: rows('id,name,amount', '1,さくら,10', '2,ひなた,4'),
  katakana: rows('id,item,amount', '1,コーヒー,10', '2,Tシャツ,4'),
  'half-width katakana beside kanji': rows('口座名義,日付,金額', 'ﾀﾅｶ ﾀﾛｳ,2026-03-01,10', 'ｻﾄｳ ﾊﾅｺ,2026-03-01,4'),
  'half-width katakana alone': rows(
    'name,date,amount',
    'ﾀﾅｶ ﾀﾛｳ,2026-03-01,10',
    'ｻﾄｳ ﾊﾅｺ,2026-03-01,4',
    'ﾔﾏﾀﾞ ｹﾝｼﾞ,2026-03-01,4',
  ),
  'names of one column': rows('name', ...'佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 髙﨑'.split(' ')),
  'seldom kanji': rows('id,name,amount', '1,齋藤,10', '2,渡邊,4', '3,濱田,9'),
  'dates in words': rows('id,date,amount', '1,2026年3月1日,10', '2,2026年3月2日,7'),
  marks: rows('id,date,memo', '1,2026-03-01,【送料無料】ギフト', '2,2026-03-02,※予約商品・3月'),
}

const latin = {
  'French rows': rows(
    'Numéro de commande;Date;Prénom;Montant payé',
    '1001;01/03/2026;Zoé;29,90 €',
    '1002;02/03/2026;François;12,50 €',
  ),
  'one é in a header': rows('id,prénom,date,amount', '1,Marie,2026-03-01,10'),
  'one é at the end of a cell': rows('id,item,date,amount', '1,Café,2026-03-01,10'),
  'one É among capitals': rows('id,item,date,amount', '1,CAFÉ,2026-03-01,10'),
  'accented letters alone': rows('a,b,c', 'é,è,ü', 'à,ö,ñ'),
  'French capitals': rows('ID;PRÉNOM;MONTANT PAYÉ', '1;NOËL;10', '2;HÉLÈNE;4'),
  'French quotes': rows('id,item,amount', '1,L’Oréal d’or,10', '2,«Été»,4'),
  'a quote alone': rows('id,item,amount', '1,L’Or,10', '2,d’or,2'),
  'two vowels together': rows('id,state,amount', '1,créée,10', '2,Zoë,7'),
  'German rows': rows(
    'Bestellnummer;Datum;Größe;Straße;Betrag',
    '1;01.03.2026;M;Königstraße 3;12,50',
    '2;02.03.2026;L;Äußere Gasse 1;7,00',
  ),
  'one umlaut': rows('id,name,amount', '1,Müller,10'),
  'an umlaut in front': rows('id,name,amount', '1,Ärzte,10', '2,Ökohaus,7', '3,Übung,1'),
  'German capitals': rows('ID;GRÖSSE;STRAßE', '1;MÜLLER;KÖLN'),
  'Spanish rows': rows(
    'Pedido;Fecha;Año;Señor;Artículo',
    '1;01/03/2026;2026;Muñoz;Camión pequeño',
    '2;02/03/2026;2026;Peña;¿Qué? ¡Sí!',
  ),
  'one ñ': rows('id,name,amount', '1,Peña,10'),
  'Spanish capitals': rows('ID;COMPAÑÍA;AÑO', '1;MUÑOZ;2026'),
  'Portuguese rows': rows(
    'Pedido;Data;Descrição;Situação',
    '1;01/03/2026;Calção;não pago',
    '2;02/03/2026;Pão;concluído',
  ),
  'Danish rows': rows('Ordre;Dato;Beløb;Kæde', '1;01-03-2026;10;Åse Sørensen', '2;02-03-2026;7;Bjørn Ågård'),
  'euro alone': rows('id,date,amount', '1,2026-03-01,€ 12.50', '2,2026-03-02,7.00 €'),
  'pound alone': rows('id,date,amount', '1,2026-03-01,£12.50'),
  'space that does not break': rows('id;date;amount', '1;2026-03-01;1\u00a0234,50'),
  'degree and trade marks': rows('id;item;amount', '1;n° 12;3', '2;Lego® 3–4;5', '3;50 m²;5'),
}

const unicode = {
  'Korean rows': korean['header and rows'],
  'Japanese rows': japanese['header and rows'],
  'French rows': latin['French rows'],
  'one é': latin['one é in a header'],
  'one ñ': latin['one ñ'],
  'German capitals': latin['German capitals'],
  'accented letters alone': latin['accented letters alone'],
  'pound alone': latin['pound alone'],
  'space that does not break': latin['space that does not break'],
  'degree and trade marks': latin['degree and trade marks'],
  'a single syllable': rows('id,sex,amount', '1,남,12'),
  Greek: rows('id,name,amount', '1,Γιώργος,10', '2,Ελένη,3'),
  Russian: rows('id,name,amount', '1,Иван,10', '2,Ольга,3'),
  Thai: rows('id,name,amount', '1,สมชาย,10'),
  Chinese: rows('id,name,amount', '1,王小明,10', '2,陈丽,10'),
  'emoji alone': rows('id,memo,amount', '1,😀,10'),
  'plain ASCII': rows('id,date,amount', '1,2026-03-01,10'),
}

const utf16 = {
  'Korean rows': korean['header and rows'],
  'names of one column': korean['names of one column'],
  'header only': rows('고객,주문일,금액'),
  'Japanese rows': japanese['header and rows'],
  'French rows': latin['French rows'],
  'plain ASCII': rows('id,date,amount', '1,2026-03-01,10'),
  'syllables whose low byte is zero': rows('이름,값', '가전,1', '저작,2', '가,3'),
}

const cases = (encoding: TextEncoding, texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => ({ encoding, name, text }))

/** Tables of shops in every encoding, many with few characters beyond ASCII. */
export const corpus = [
  ...cases('cp949', korean),
  ...cases('shift_jis', japanese),
  ...cases('windows-1252', latin),
  ...cases('utf-8', unicode),
  ...cases('utf-16le', utf16),
  ...cases('utf-16be', utf16),
]
