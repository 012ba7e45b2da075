import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { TextEncoding } from '../../src/ingest/encoding.ts'
import { isHtml, readHtmlTables } from '../../src/ingest/formats/page/html-table.ts'
import { problemOf } from './loading.ts'
import { fileWith, textsOf } from './workbook-making.ts'

const read = async (content: BlobPart, encoding?: TextEncoding) =>
  textsOf(await readHtmlTables(fileWith(content, 'orders.xls'), { encoding }))

test.each<[string, string, string]>([
  [
    'rows and cells',
    '<table><tr><th>주문<th>금액</tr><tr><td>1</td><td>2,000</td></tr></table>',
    '주문,금액\n1,"2,000"\n',
  ],
  ['tags that are left open', '<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>', 'a,b\nc,d\n'],
  ['no row tag', '<table><td>a<td>b</table>', 'a,b\n'],
  ['the end of the page', '<table><tr><td>a<td>b', 'a,b\n'],
  ['parts of a table', '<table><thead><tr><td>a<td>b</thead><tbody><tr><td>c<td>d</tbody></table>', 'a,b\nc,d\n'],
  [
    'white space',
    '<table><tr><td>\n  a\t b\n </td><td>&nbsp;c&nbsp;</td><td>&nbsp;</td><td>d</td></tr></table>',
    'a b,c,,d\n',
  ],
  [
    'breaks',
    "<table><tr><td>a <br style='mso-data-placement:same-cell'> b<br/>c<p>d</p></td><td>e</table>",
    '"a\nb\nc\nd",e\n',
  ],
  ['entities', '<table><tr><td>&lt;b&gt; &amp; &#44032;&hellip;<td>&unknown; x</table>', '<b> & 가…,&unknown; x\n'],
  ['columns', '<table><tr><td colspan=3>a<td>b<tr><td>c<td>d</table>', 'a,,,b\nc,d,,\n'],
  ['rows', '<table><tr><td rowspan=2>a<td>b<tr><td>c<td>d<tr><td>e<td>f</table>', 'a,b\n,c,d\ne,f,\n'],
  ['both', '<table><tr><td>x<td colspan=2 rowspan=2>a<td>b<tr><td>c<td>d</table>', 'x,a,,b\nc,,,d\n'],
  ['spans that make no sense', '<table><tr><td colspan="0">a<td colspan="x">b<td rowspan=-1>c</table>', 'a,b,c\n'],
  ['tags within cells', '<table><tr><td><font color=red><b>a</b>b</font><td><a href="x">c</a></table>', 'ab,c\n'],
  ['empty rows', '<table><tr></tr><tr><td>a<td>b</tr><tr><td></tr><tr><td>c<td>d</table>', '\na,b\n\nc,d\n'],
  [
    'scripts and styles',
    '<style>td{}</style><table><tr><td>a<script>alert("<td>x")</script><style>b{}</style><td>b</table><script>1</script>',
    'a,b\n',
  ],
  [
    'what Excel writes for itself',
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><!--[if gte mso 9]><xml><x:Name>Sheet</x:Name><table><tr><td>no<td>no</table></xml><![endif]--><body><table x:str><col width=64><tr><td class=xl24 style=\'mso-number-format:"\\@"\'>0012</td><td x:num>1</td></tr><![if supportMisalignedColumns]><tr height=0 style=\'display:none\'><td width=64></td></tr><![endif]></table></body></html>',
    '0012,1\n',
  ],
  [
    'a table of a layout',
    '<table><tr><td>menu</td></tr><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></td></tr></table>',
    'a,b\nc,d\n',
  ],
  [
    'small tables in cells of data',
    '<table><tr><th>주문<th>상품<th>금액</tr><tr><td>1<td><table><tr><td>빨강<td>L</tr><tr><td>파랑<td>M</table><td>5</tr></table>',
    '주문,상품,금액\n1,"빨강 L\n파랑 M",5\n',
  ],
  ['a single cell in a cell', '<table><tr><td><table><tr><td>a</table><td>b</table>', 'a,b\n'],
  ['cells alone', '<table><tr><td>a</table>', 'a\n'],
])('%s', async (_, html, text) => {
  expect(await read(html)).toEqual([[null, text]])
})

test('several tables, by their captions', async () => {
  const html =
    '<table><caption>기간 <b>3월</b></caption><tr><td>a<td>b</table><table></table><table><tr><td>c<td>d</table>'
  expect(await read(html)).toEqual([
    ['기간 3월', 'a,b\n'],
    ['#2', 'c,d\n'],
  ])
})

describe('encodings', () => {
  const page = (charset: string) => `<html><head>${charset}</head><table><tr><td>주문번호<td>상품명</tr></table>`
  const [declared, equiv, utf8] = [
    '<meta charset="euc-kr">',
    '<meta http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987">',
    '<meta charset=utf-8>',
  ]
  const cp949 = (text: string) => new Uint8Array(iconv.encode(text, 'cp949'))
  const expected = [[null, '주문번호,상품명\n']]

  test.each<[string, BlobPart, TextEncoding?]>([
    ['told by the page', cp949(page(declared!))],
    ['told in the old way', cp949(page(equiv!))],
    ['told by nobody', cp949(page('') + '<p>주문 목록 결제 금액 배송 완료 고객 이름</p>')],
    ['told wrongly', cp949(page(utf8!) + '<p>주문 목록 결제 금액 배송 완료 고객 이름</p>')],
    ['told wrongly the other way', page(declared!)],
    ['told by a person', cp949(page(utf8!)), 'cp949'],
    ['UTF-8', page(utf8!)],
    ['a mark', `\ufeff${page(declared!)}`],
    ['UTF-16', new Uint8Array(iconv.encode(page(declared!), 'utf-16le', { addBOM: true }))],
  ])('%s', async (_, bytes, encoding) => {
    expect(await read(bytes, encoding)).toEqual(expected)
  })
})

test('pages are told from other texts', () => {
  for (const head of [
    '<html>',
    '\ufeff\r\n<!DOCTYPE html>',
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "">',
    '<!-- a > b -->\n<TABLE border=1>',
    '<meta charset=euc-kr><style>',
    '<style>',
  ])
    expect(isHtml(head)).toBe(true)
  for (const head of [
    'a,b\n<html>',
    '<orders><order/>',
    '{"a":"<html>"}',
    '<tables>',
    '',
    '<?xml version="1.0"?><Workbook',
  ])
    expect(isHtml(head)).toBe(false)
})

describe('harm', () => {
  const code = async (html: string) => (await problemOf(read(html))).code

  test('pages without a table', async () => {
    expect(await code('<html><body>로그인이 필요합니다<div>a</div></body></html>')).toBe('no_table_in_page')
    expect(await code('<table><tr><td> &nbsp; </table>')).toBe('no_table_in_page')
    expect(await code('<script><table><tr><td>a<td>b</table>')).toBe('no_table_in_page')
  })

  test('what is never closed or nested without end', async () => {
    const rows = '<tr><td><b><font><span>a<td>b'.repeat(20_000)
    expect(await read(`<table>${rows}</table>`)).toEqual([[null, 'a,b\n'.repeat(20_000)]])
    const tags = '<b>'.repeat(100_000) + '</i>'.repeat(100_000)
    expect(await read(`<table><tr><td>a${tags}<td>b</table>`)).toEqual([[null, 'a,b\n']])
    expect(await code('<table><tr><td>'.repeat(10_000))).toBe('too_large_workbook')
    expect(await code('<table><tr><td>a<td>b</table>'.repeat(1001))).toBe('too_large_workbook')
    expect(await code(`<table><tr>${'<td colspan=1000>a'.repeat(20)}</table>`)).toBe('too_large_workbook')
  })

  test('long spans cost nothing', async () => {
    const cells = '<td rowspan=65534 colspan=1000>a'.repeat(16)
    const [[, text]] = (await read(`<table><tr>${cells}<tr><td>b<td>c</table>`)) as [[null, string]]
    const filled = (line: string) => line.split(',').flatMap((value, index) => (value ? [`${value}${index}`] : []))
    const [first, second] = text.split('\n').map(filled)
    expect(first).toEqual(Array.from({ length: 16 }, (_, index) => `a${1000 * index}`))
    expect(second).toEqual(['b16000', 'c16001'])
  })

  test('is given up', async () => {
    const html = `<table>${'<tr><td>a<td>b'.repeat(100_000)}`
    const controller = new AbortController()
    const work = readHtmlTables(fileWith(html), {
      signal: controller.signal,
      progress: () => controller.abort(new Error('enough')),
    })
    await expect(work).rejects.toThrow('enough')
  })
})
