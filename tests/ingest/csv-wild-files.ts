/** A small file as it is found in the wild, and what a careful person reads in it. */
export interface WildFile {
  readonly text: string
  /** Empty where the file names no columns. */
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Row as a spreadsheet numbers it, and reason, of what is no row of the table. */
  readonly aside?: readonly (readonly [number, string])[]
}

const header = ['id', 'day', 'amount']
const rows = [
  ['a1', '2026-11-01', '10'],
  ['b2', '2026-11-02', '20.5'],
  ['c3', '2026-11-03', '30'],
]
const plain = 'id,day,amount\na1,2026-11-01,10\nb2,2026-11-02,20.5\nc3,2026-11-03,30\n'
const same = (text: string, aside: WildFile['aside'] = []): WildFile => ({ text, header, rows, aside })
const product = ['28/01/2018', '00:00', 'MG-8769', '$74.69', 'Men\'s Boots, 10"', 'Light, and "quick"']
const shop = ['DATE', 'TIME', 'PRODUCTID', 'Price', 'Type', 'Description']
const second = ['29/01/2018', '00:15', 'RI-3895', '$29.81', 'Jacket', 'The next level, of protection']
const third = ['30/01/2018', '00:30', 'RI-8070', '$80.08', 'Shoes', '']
const written = (rows: readonly (readonly string[])[], delimiter: string, quote = '"', escaped = quote + quote) =>
  rows
    .map((cells) => cells.map((cell) => quote + cell.replaceAll(quote, escaped) + quote).join(delimiter) + '\n')
    .join('')
const catalogue = [shop, product, second, third]

/** The pollutions of the Pollock benchmark (Vitagliano et al. 2023), and what Korean shops' files add to them. */
export const wildFiles: Readonly<Record<string, WildFile>> = {
  'a plain file': same(plain),
  'no line break at the end': same(plain.trimEnd()),
  'many line breaks at the end': same(plain + '\n\n\n'),
  'empty lines everywhere': same('\n\n' + plain.replaceAll('\n', '\n\n')),
  'lines of spaces': same(plain.replaceAll('\n', '\n   \n')),
  'rows of nothing but delimiters at the end': same(plain + ',,\n,,\n,,\n'),
  'a byte-order mark': same('\ufeff' + plain),
  'byte-order marks in the middle, of glued files': same(
    '\ufeff' + plain.replace('b2', '\ufeffb2').replace(',2026-11-03', ',\ufeff2026-11-03'),
  ),
  'a whole file glued behind another': {
    text: '\ufeff' + plain + '\ufeff' + plain,
    header,
    rows: [...rows, ...rows],
    aside: [[5, 'repeated_header']],
  },
  'carriage returns alone': same(plain.replaceAll('\n', '\r')),
  'carriage returns and line feeds': same(plain.replaceAll('\n', '\r\n')),
  'line breaks mixed': same('id,day,amount\r\na1,2026-11-01,10\nb2,2026-11-02,20.5\rc3,2026-11-03,30\r\n'),
  'NUL characters': same(plain.replaceAll('2026', '\x002026\0')),
  semicolons: same(plain.replaceAll(',', ';')),
  tabs: same(plain.replaceAll(',', '\t')),
  bars: same(plain.replaceAll(',', '|')),
  carets: same(plain.replaceAll(',', '^')),
  tildes: same(plain.replaceAll(',', '~')),
  'control characters of a warehouse': same(plain.replaceAll(',', '\u0001')),
  spaces: same(plain.replaceAll(',', ' ')),
  'two bars': same(plain.replaceAll(',', '||')),
  'two colons': same(plain.replaceAll(',', '::')),
  'two tabs': same(plain.replaceAll(',', '\t\t')),
  'comma and space': same(plain.replaceAll(',', ', ')),
  'semicolon and space': same(plain.replaceAll(',', '; ')),
  'comma and tab': same(plain.replaceAll(',', ',\t')),
  'bars between spaces': same(plain.replaceAll(',', ' | ')),
  'a backslash and a t': same(plain.replaceAll(',', '\\t')),
  'columns lined up with spaces': {
    text: 'order id   day          amount\na1         2026-11-01       10\nb22        2026-11-02     20.5\nc333       2026-11-03       30\n',
    header: ['order id', 'day', 'amount'],
    rows: [['a1', '2026-11-01', '10'], ['b22', '2026-11-02', '20.5'], ['c333', '2026-11-03', '30']],
  },
  'what Excel writes for itself in front': same('sep=;\n' + plain.replaceAll(',', ';'), [[1, 'title']]),
  'decimal commas between semicolons': {
    text: 'name;price;weight\nx;1,5;2,25\ny;10,75;3,5\nz;0,5;1,0\n',
    header: ['name', 'price', 'weight'],
    rows: [['x', '1,5', '2,25'], ['y', '10,75', '3,5'], ['z', '0,5', '1,0']],
  },
  'decimal commas between commas, quoted': {
    text: 'name,price\nx,"1,5"\ny,"10,75"\n',
    header: ['name', 'price'],
    rows: [['x', '1,5'], ['y', '10,75']],
  },
  'everything quoted': { text: written(catalogue, ','), header: shop, rows: catalogue.slice(1) },
  'quotes and colons': { text: written(catalogue, ':'), header: shop, rows: catalogue.slice(1) },
  'quotes and spaces': { text: written(catalogue, ' '), header: shop, rows: catalogue.slice(1) },
  'single quotes': { text: written(catalogue, ',', "'"), header: shop, rows: catalogue.slice(1) },
  'single quotes and semicolons': { text: written(catalogue, ';', "'"), header: shop, rows: catalogue.slice(1) },
  'backslashes before quotes': { text: written(catalogue, ',', '"', '\\"'), header: shop, rows: catalogue.slice(1) },
  'slashes before quotes': {
    text: 'id,size,note\n1,"5/" x","a, b"\n2,"3/" y","c, d"\n3,"7/" z","e, f"\n',
    header: ['id', 'size', 'note'],
    rows: [['1', '5" x', 'a, b'], ['2', '3" y', 'c, d'], ['3', '7" z', 'e, f']],
  },
  'backslashes before delimiters, without quotes': {
    text: 'id,name\n1,a\\, b\\"\n2,"c \\" d"\n3,e\\, f\n',
    header: ['id', 'name'],
    rows: [['1', 'a, b"'], ['2', 'c " d'], ['3', 'e, f']],
  },
  'quotes of print': {
    text: 'id,name\n1,“Kim, A.”\n2,“Lee, B.”\n3,Park\n',
    header: ['id', 'name'],
    rows: [['1', 'Kim, A.'], ['2', 'Lee, B.'], ['3', 'Park']],
  },
  'quotes of angles': {
    text: 'id;name\n1;«Kim; A.»\n2;«Lee; B.»\n',
    header: ['id', 'name'],
    rows: [['1', 'Kim; A.'], ['2', 'Lee; B.']],
  },
  'spaces around quotes': {
    text: 'id,name,n\n1, "Kim, A." ,5\n2 , "Lee, B.",6\n',
    header: ['id', 'name', 'n'],
    rows: [['1', 'Kim, A.', '5'], ['2 ', 'Lee, B.', '6']],
  },
  'line breaks in cells': {
    text: 'id,note,n\n1,"first\nsecond",5\n2,"a\r\nb",6\n',
    header: ['id', 'note', 'n'],
    rows: [['1', 'first\nsecond', '5'], ['2', 'a\r\nb', '6']],
  },
  'quotes within quotes, not escaped': {
    text: 'id,note,n\n1,"He said "hi", then left",5\n2,"the "best" one",6\n3,plain,7\n',
    header: ['id', 'note', 'n'],
    rows: [['1', 'He said "hi", then left', '5'], ['2', 'the "best" one', '6'], ['3', 'plain', '7']],
  },
  'inches within quotes, not escaped': {
    text: 'id,name,note,n\n1,"Boots, 10" Lined","With fur, soft",6\n2,"Table, 48"","Made here, by us",7\n3,Cap,x,8\n',
    header: ['id', 'name', 'note', 'n'],
    rows: [['1', 'Boots, 10" Lined', 'With fur, soft', '6'], ['2', 'Table, 48"', 'Made here, by us', '7'], ['3', 'Cap', 'x', '8']],
  },
  'inches without quotes': {
    text: 'id,name,n\n1,pipe 5",6\n2,5" pipe,7\n',
    header: ['id', 'name', 'n'],
    rows: [['1', 'pipe 5"', '6'], ['2', '5" pipe', '7']],
  },
  'a stray quote in front of a cell': {
    text: 'id,day,note\n"1,2026-11-01,"a, b"\n2,2026-11-02,"c, d"\n3,2026-11-03,e\n',
    header: ['id', 'day', 'note'],
    rows: [['"1', '2026-11-01', 'a, b'], ['2', '2026-11-02', 'c, d'], ['3', '2026-11-03', 'e']],
  },
  'a stray quote in the header': {
    text: '"id,day,amount\n' + plain.slice(plain.indexOf('\n') + 1),
    header: ['"id', 'day', 'amount'],
    rows,
  },
  'a quote that is never closed': {
    text: 'id,day,amount\na1,2026-11-01,10\nx9,2026-11-01,"7\nb2,2026-11-02,20.5\nc3,2026-11-03,30\n',
    header,
    rows,
    aside: [[3, 'unclosed_quote']],
  },
  'a quote that is never closed above quoted rows': {
    text: 'id,day,note\n1,2026-11-01,"open\n2,2026-11-02,"c, d"\n3,2026-11-03,"e"\n',
    header: ['id', 'day', 'note'],
    rows: [['2', '2026-11-02', 'c, d'], ['3', '2026-11-03', 'e']],
    aside: [[2, 'unclosed_quote']],
  },
  'a row that is cut at the end of the file': {
    text: 'id,day,note\n1,2026-11-01,x\n2,2026-11-02,"cut',
    header: ['id', 'day', 'note'],
    rows: [['1', '2026-11-01', 'x']],
    aside: [[3, 'unclosed_quote']],
  },
  'a cell too few': {
    text: 'id,day,note,n\n1,2026-11-01,x,5\n2,2026-11-02\n3,2026-11-03,z,7\n',
    header: ['id', 'day', 'note', 'n'],
    rows: [['1', '2026-11-01', 'x', '5'], ['2', '2026-11-02', '', ''], ['3', '2026-11-03', 'z', '7']],
  },
  'a cell too many': {
    text: plain.replace('20.5\n', '20.5\nd4,2026-11-02,1,200\n'),
    header,
    rows,
    aside: [[4, 'too_many_cells']],
  },
  'delimiters at the end of rows': same(plain.replaceAll(/\n(?=.)/g, '\n').replaceAll(/(\d)\n/g, '$1,\n')),
  'delimiters at the end of rows and header': same(plain.replaceAll('\n', ',\n')),
  'many delimiters at the end of some rows': same(plain.replace('10\n', '10,,,,,\n')),
  'titles, then an empty line': same('매출 보고서\n기간: 2026-11-01 ~ 2026-11-30\n\n' + plain, [[1, 'title'], [2, 'title']]),
  'titles with delimiters': same('매출 보고서,,\n조회일,2026-11-30,\n,,\n' + plain, [[1, 'title'], [2, 'title']]),
  'a sentence with commas above': same('Exported by Kim, Lee, and Park on 2026-11-30\n' + plain, [[1, 'title']]),
  'notes below': same(plain + '\n※ 취소 주문은 포함하지 않습니다.\nSource: the shop\n', [[6, 'note'], [7, 'note']]),
  'notes with delimiters below': same(plain + ',,\nFOOTNOTE one,,\n※ 끝,,\n', [[6, 'note'], [7, 'note']]),
  'a total below': same(plain + '합계,,60.5\n', [[5, 'total']]),
  'totals and a note below': same(plain + '소계,,60.5\nGrand Total:,,60.5\n* 부가세 포함\n', [[5, 'total'], [6, 'total'], [7, 'note']]),
  'a total whose word stands in the second column': {
    text: 'id,name,n\n1,x,5\n2,y,6\n,총 합계,11\n',
    header: ['id', 'name', 'n'],
    rows: [['1', 'x', '5'], ['2', 'y', '6']],
    aside: [[4, 'total']],
  },
  'a customer called Total in the middle': {
    text: 'name,n\nTotal,5\nkim,6\nlee,7\n',
    header: ['name', 'n'],
    rows: [['Total', '5'], ['kim', '6'], ['lee', '7']],
  },
  'the header again on each page': {
    text: plain + plain.replaceAll('\n', ' \n') + plain,
    header,
    rows: [...rows, ...rows.map((cells) => [cells[0]!, cells[1]!, cells[2]! + ' ']), ...rows],
    aside: [[5, 'repeated_header'], [9, 'repeated_header']],
  },
  'a row of groups above the header': {
    text: '주문,,구매자,\n주문번호,주문일,이름,금액\n1,2026-11-01,김,10\n2,2026-11-02,이,20\n',
    header: ['주문번호', '주문일', '이름', '금액'],
    rows: [['1', '2026-11-01', '김', '10'], ['2', '2026-11-02', '이', '20']],
    aside: [[1, 'title']],
  },
  'a row of units under the header': {
    text: 'day,weight,price\n(YYYY-MM-DD),(kg),(KRW)\n2026-11-01,1.5,1000\n2026-11-02,2.5,2000\n',
    header: ['day', 'weight', 'price'],
    rows: [['2026-11-01', '1.5', '1000'], ['2026-11-02', '2.5', '2000']],
    aside: [[2, 'title']],
  },
  'the header twice': same('id,day,amount\n' + plain, [[1, 'title']]),
  'years for names': {
    text: 'product,2024,2025,2026\nx,5,6,7\ny,8,9,10\n',
    header: ['product', '2024', '2025', '2026'],
    rows: [['x', '5', '6', '7'], ['y', '8', '9', '10']],
  },
  'no header': { text: plain.slice(plain.indexOf('\n') + 1), header: ['', '', ''], rows },
  'no header, but a title': {
    text: '매출\n' + plain.slice(plain.indexOf('\n') + 1),
    header: ['', '', ''],
    rows,
    aside: [[1, 'title']],
  },
  'names twice and none': {
    text: 'id,name,name,\n1,a,b,c\n2,d,e,f\n',
    header: ['id', 'name', 'name', ''],
    rows: [['1', 'a', 'b', 'c'], ['2', 'd', 'e', 'f']],
  },
  'names of rows without a name': {
    text: 'day,amount\n1,2026-11-01,10\n2,2026-11-02,20\n',
    header: ['', 'day', 'amount'],
    rows: [['1', '2026-11-01', '10'], ['2', '2026-11-02', '20']],
  },
  'words only': {
    text: 'name,city\nkim,seoul\nlee,busan\n',
    header: ['name', 'city'],
    rows: [['kim', 'seoul'], ['lee', 'busan']],
  },
  'one row': { text: 'id,day\n1,2026-11-01\n', header: ['id', 'day'], rows: [['1', '2026-11-01']] },
  'texts with every delimiter': {
    text: 'id\tnote\tn\n1\ta, b; c | d\t5\n2\te, f\t6\n3\tg; h: i\t7\n',
    header: ['id', 'note', 'n'],
    rows: [['1', 'a, b; c | d', '5'], ['2', 'e, f', '6'], ['3', 'g; h: i', '7']],
  },
  'times between commas': {
    text: '주문번호,주문일시,금액\n20261101-1,2026. 11. 1. 오후 3:00:12,"1,200원"\n20261101-2,2026. 11. 1. 오후 4:10:00,900원\n',
    header: ['주문번호', '주문일시', '금액'],
    rows: [
      ['20261101-1', '2026. 11. 1. 오후 3:00:12', '1,200원'],
      ['20261101-2', '2026. 11. 1. 오후 4:10:00', '900원'],
    ],
  },
  'formulas that keep zeros': {
    text: '주문번호,상품\n="0012",모자\n="0013",신발\n',
    header: ['주문번호', '상품'],
    rows: [['="0012"', '모자'], ['="0013"', '신발']],
  },
  'JSON in cells': {
    text: 'id,options\n1,"{""color"": ""red"", ""size"": 5}"\n2,"{""color"": ""blue""}"\n',
    header: ['id', 'options'],
    rows: [['1', '{"color": "red", "size": 5}'], ['2', '{"color": "blue"}']],
  },
} // prettier-ignore
