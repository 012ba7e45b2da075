import type { Word } from './locale.ts'
import { particle } from './sentence.ts'

/** Where a problem with a file lies. */
export interface ProblemPlace {
  readonly file: string
  /** The file that `file` does not go with. */
  readonly otherFile?: string
  /** As a spreadsheet numbers it: the header of a plain file is row 1. */
  readonly row?: number
  readonly column?: string
  readonly columns?: readonly string[]
  /** A number of columns, a type, or what a reader said. */
  readonly detail?: string
}

type Sentences = (place: ProblemPlace, fileIs: string) => Word

const number = (value: number | string | undefined) => Number(value ?? 0).toLocaleString('en')
const quoted = (name: string | undefined) => `‘${name ?? ''}’`
/** A quoted name with the particle that its last sound asks for. */
const named = (name: string, pair: Parameters<typeof particle>[1]) => quoted(name) + particle(name, pair)
const list = (names: readonly string[] | undefined) => (names ?? []).map(quoted).join(', ')

const sentences = {
  empty_file: ({ file }, fileIs) => ({
    ko: `${fileIs} 비어 있습니다(0바이트). 다시 내려받아 주세요.`,
    en: `${quoted(file)} is empty (0 bytes). Export it again and drop the new file.`,
  }),
  no_tables: ({ file }) => ({
    ko: `${quoted(file)} 안에 읽을 수 있는 표가 없습니다. 엑셀이나 CSV 파일이 들어 있는지 확인해 주세요.`,
    en: `There is no table in ${quoted(file)}. Check that it holds an Excel or CSV file.`,
  }),
  no_rows: ({ file }) => ({
    ko: `${quoted(file)}에는 제목 행만 있고 그 아래가 비어 있습니다. 조회 기간을 확인하고 다시 내려받아 주세요.`,
    en: `${quoted(file)} has a header but no rows below it. Check the period you exported and try again.`,
  }),
  not_a_table: ({ file }, fileIs) => ({
    ko: `${fileIs} 표 파일이 아니라서 읽을 수 없습니다. 엑셀이나 CSV 파일로 저장해 다시 올려 주세요.`,
    en: `${quoted(file)} is not a table, so it cannot be read. Save the table as an Excel or CSV file and drop that.`,
  }),
  protected_document: ({ file }, fileIs) => ({
    ko: `${fileIs} 회사의 문서 보안(DRM)이 걸린 파일이라 읽을 수 없습니다. 보안 프로그램에서 보안을 해제한 사본을 만들어 올려 주세요.`,
    en: `${quoted(file)} is locked by a company’s document protection (DRM). Release a copy in the protection program and drop that file.`,
  }),
  compressed_file: ({ file }, fileIs) => ({
    ko: `${fileIs} 여기서 풀 수 없는 압축 파일입니다. 압축을 풀고 안에 있는 파일을 올리거나 zip으로 다시 묶어 주세요.`,
    en: `${quoted(file)} is packed in a way that cannot be opened here. Unpack it and drop the files inside, or pack them as zip.`,
  }),
  html_file: ({ file }, fileIs) => ({
    ko: `${fileIs} 이름과 달리 웹 페이지(HTML)로 저장된 파일입니다. 엑셀에서 열고 ‘CSV UTF-8(쉼표로 분리)’로 저장한 뒤 그 파일을 올려 주세요.`,
    en: `${quoted(file)} is a web page (HTML), whatever its name says. Open it in Excel, save it as “CSV UTF-8 (Comma delimited)” and drop that file.`,
  }),
  unsupported_encryption: ({ file }, fileIs) => ({
    ko: `${fileIs} 여기서 풀 수 없는 방식으로 암호화되어 있습니다. 엑셀에서 열고 ‘파일 > 정보 > 통합 문서 보호 > 암호 설정’에서 암호를 지운 뒤 xlsx로 저장해 다시 올려 주세요.`,
    en: `${quoted(file)} is encrypted in a way that cannot be opened here. Open it in Excel, clear the password under File > Info > Protect Workbook > Encrypt with Password, save it as xlsx and drop it again.`,
  }),
  damaged_workbook: ({ file, detail }, fileIs) => ({
    ko: `${fileIs} 손상되어 끝까지 읽을 수 없습니다${detail ? `(읽지 못한 부분: ${detail})` : ''}. 다시 내려받거나, 엑셀에서 열어 새 이름으로 저장한 뒤 올려 주세요.`,
    en: `${quoted(file)} is damaged and cannot be read to its end${detail ? ` (what could not be read: ${detail})` : ''}. Download it again, or open it in Excel and save it under a new name.`,
  }),
  too_large_workbook: ({ file, detail }, fileIs) => ({
    ko: `${fileIs} 풀었을 때 너무 커서 여기서 열 수 없습니다${detail ? `(너무 큰 부분: ${detail})` : ''}. 기간을 나눠 내려받거나 CSV로 저장해 올려 주세요.`,
    en: `${quoted(file)} is too large to open here once it is unpacked${detail ? ` (what is too large: ${detail})` : ''}. Export a shorter period, or save it as CSV.`,
  }),
  empty_workbook: ({ file }, fileIs) => ({
    ko: `${fileIs} 값이 하나도 없는 엑셀 파일입니다. 조회 기간을 확인하고 다시 내려받아 주세요.`,
    en: `${quoted(file)} is a workbook without a single value. Check the period you exported and try again.`,
  }),
  not_a_workbook: ({ file }, fileIs) => ({
    ko: `${fileIs} 엑셀 통합 문서가 아닙니다(한글이나 워드 같은 다른 프로그램의 문서이거나 아주 오래된 엑셀 파일입니다). 표를 엑셀에서 xlsx로 저장해 올려 주세요.`,
    en: `${quoted(file)} is not an Excel workbook: it is a document of another program, such as Word, or of a very old Excel. Save the table as xlsx in Excel and drop that file.`,
  }),
  no_table_in_page: ({ file }, fileIs) => ({
    ko: `${fileIs} 웹 페이지인데 표가 없습니다. 로그인이 끊겨 오류 화면이 저장되었을 수 있으니 다시 내려받아 주세요.`,
    en: `${quoted(file)} is a web page without a table. It may be an error page saved after a logout; export it again.`,
  }),
  no_header: ({ file }) => ({
    ko: `${quoted(file)}의 첫 행에 열 이름이 없습니다. 맨 위에 ‘회원ID, 주문일시, 결제금액’처럼 열 이름을 넣은 행을 추가해 주세요.`,
    en: `The first row of ${quoted(file)} holds no column names. Add a row on top with names such as “customer_id, order_date, amount”.`,
  }),
  too_few_columns: ({ file, detail }) => ({
    ko: `${quoted(file)}에는 열이 ${number(detail)}개뿐입니다. 고객, 날짜, 금액처럼 서로 다른 것은 각각 다른 열에 있어야 합니다. 쉼표, 탭, 세미콜론, 세로줄 중 하나로 열이 나뉘어 있는지 확인해 주세요.`,
    en: `${quoted(file)} has only ${number(detail)} ${Number(detail) === 1 ? 'column' : 'columns'}. Customer, date and amount need a column each; check that commas, tabs, semicolons or bars separate them.`,
  }),
  no_readable_rows: ({ file, row }) => ({
    ko: `${quoted(file)}의 ${number(row)}행부터 열 개수가 제목 행과 맞지 않아 읽을 수 있는 행이 없습니다. 제목 행과 그 아래 행의 열 개수가 같은지 확인해 주세요.`,
    en: `No row of ${quoted(file)} fits its header, from row ${number(row)} on. Check that the rows have as many columns as the header.`,
  }),
  different_columns: ({ file, otherFile, columns }, fileIs) => ({
    ko: `${fileIs} ${named(otherFile ?? '', '과/와')} 열이 다릅니다(한쪽에만 있는 열: ${list(columns)}). 열이 같은 파일끼리 함께 올리거나 따로 올려 주세요.`,
    en: `${quoted(file)} has other columns than ${quoted(otherFile)} (in only one of them: ${list(columns)}). Drop files with the same columns together, or one at a time.`,
  }),
  truncated_parquet: ({ file }) => ({
    ko: `${quoted(file)}의 끝부분이 잘려 있습니다. 내려받다가 끊긴 파일로 보입니다. 다시 내려받아 주세요.`,
    en: `The end of ${quoted(file)} is missing; the download was probably cut short. Download or export it again.`,
  }),
  damaged_parquet: ({ file }, fileIs) => ({
    ko: `${fileIs} 손상되어 읽을 수 없습니다. 원본에서 Parquet 파일을 다시 만들어 주세요.`,
    en: `${quoted(file)} is damaged and cannot be read. Write the Parquet file again from its source.`,
  }),
  encrypted_parquet: ({ file }, fileIs) => ({
    ko: `${fileIs} 암호화된 Parquet 파일이라 읽을 수 없습니다. 암호화하지 않고 다시 저장해 주세요.`,
    en: `${quoted(file)} is an encrypted Parquet file and cannot be read. Write it again without encryption.`,
  }),
  unsupported_parquet: ({ file, detail }, fileIs) => ({
    ko: `${fileIs} 여기서 지원하지 않는 압축이나 인코딩을 씁니다(${detail ?? ''}). Snappy나 Zstd 압축으로 다시 저장해 주세요.`,
    en: `${quoted(file)} uses a compression or encoding that is not supported here (${detail ?? ''}). Write it again with Snappy or Zstd.`,
  }),
  unsupported_column: ({ file, column, detail }) => ({
    ko: `${quoted(file)}의 ${quoted(column)} 열은 형식(${detail ?? ''}) 때문에 쓸 수 없습니다. 다른 열을 고르거나, 이 열을 문자나 숫자로 바꿔 다시 저장해 주세요.`,
    en: `The column ${quoted(column)} of ${quoted(file)} cannot be used because of its type (${detail ?? ''}). Choose another column, or write it again as text or numbers.`,
  }),
  needs_password: ({ file }, fileIs) => ({
    ko: `${fileIs} 비밀번호로 잠겨 있습니다. 파일을 내려받을 때 정한 비밀번호를 입력해 주세요.`,
    en: `${quoted(file)} is locked with a password. Enter the password that was set when it was exported.`,
  }),
  wrong_password: ({ file }) => ({
    ko: `${quoted(file)}의 비밀번호가 맞지 않습니다. 대문자와 소문자, 한글 입력 상태를 확인하고 다시 입력해 주세요.`,
    en: `The password does not open ${quoted(file)}. Check capital letters and the keyboard language, and enter it again.`,
  }),
  damaged_archive: ({ file }, fileIs) => ({
    ko: `${fileIs} 압축이 손상되었거나 내려받다가 끊겨서 풀 수 없습니다. 다시 내려받아 주세요.`,
    en: `${quoted(file)} is damaged or was cut short, so it cannot be unpacked. Download or export it again.`,
  }),
  unsupported_archive: ({ file, detail }, fileIs) => ({
    ko: `${fileIs} 여기서 풀 수 없는 방식으로 압축되어 있습니다(${detail ?? ''}). 컴퓨터에서 압축을 풀고 안에 있는 파일을 올려 주세요.`,
    en: `${quoted(file)} is compressed in a way that cannot be unpacked here (${detail ?? ''}). Unpack it on your computer and drop the files inside.`,
  }),
  too_large_unpacked: ({ file, detail }, fileIs) => ({
    ko: `${fileIs} 풀면 ${number(detail)}MB를 넘어서 여기서 풀지 않았습니다. 내용이 맞는 파일이면 컴퓨터에서 압축을 풀고 필요한 파일만 올려 주세요.`,
    en: `${quoted(file)} would unpack to more than ${number(detail)} MB, so it was not unpacked. If it is what you expect, unpack it on your computer and drop only the files you need.`,
  }),
  too_many_members: ({ file, detail }) => ({
    ko: `${quoted(file)}에는 파일이 ${number(detail)}개 넘게 들어 있습니다. 압축을 풀고 주문이 담긴 파일만 골라 올려 주세요.`,
    en: `${quoted(file)} holds more than ${number(detail)} files. Unpack it and drop only the files with the orders.`,
  }),
  damaged_json: ({ file, row, detail }) => ({
    ko: `${quoted(file)}의 JSON이 ${number(row)}번째 줄 ${number(detail)}번째 글자에서 어긋나 읽을 수 없습니다. 그 자리를 고치거나 다시 내려받아 주세요.`,
    en: `The JSON of ${quoted(file)} breaks off or goes wrong at line ${number(row)}, character ${number(detail)}. Mend that place or export the file again.`,
  }),
  json_without_table: ({ file }) => ({
    ko: `${quoted(file)}에는 표로 읽을 수 있는 목록이 없습니다. 주문 하나가 항목 하나인 목록([{…}, {…}])으로 저장해 주세요.`,
    en: `${quoted(file)} holds no list that could be read as a table. Save it as a list with one object for each order ([{…}, {…}]).`,
  }),
  too_many_columns: ({ file, detail }) => ({
    ko: `${quoted(file)}의 목록은 항목마다 이름이 달라서 열이 ${number(detail)}개나 됩니다. 항목마다 같은 이름을 쓰도록 저장하거나 CSV로 내보내 주세요.`,
    en: `The objects in ${quoted(file)} have so many different keys that they make ${number(detail)} columns. Save it with the same keys in each object, or export it as CSV.`,
  }),
  truncated_arrow: ({ file }) => ({
    ko: `${quoted(file)}의 끝부분이 잘려 있습니다. 내려받거나 저장하다가 끊긴 Arrow 파일로 보입니다. 다시 만들어 주세요.`,
    en: `The end of ${quoted(file)} is missing; the Arrow file was probably cut short. Write or download it again.`,
  }),
  damaged_arrow: ({ file }, fileIs) => ({
    ko: `${fileIs} 손상되어 읽을 수 없습니다. 원본에서 Arrow(Feather) 파일을 다시 만들어 주세요.`,
    en: `${quoted(file)} is damaged and cannot be read. Write the Arrow (Feather) file again from its source.`,
  }),
  unsupported_arrow: ({ file, detail }, fileIs) => ({
    ko: `${fileIs} 여기서 지원하지 않는 Arrow 형식입니다(${detail ?? ''}). Parquet나 CSV로 다시 저장해 주세요.`,
    en: `${quoted(file)} is an Arrow file of a kind that is not supported here (${detail ?? ''}). Write it again as Parquet or CSV.`,
  }),
  old_feather: ({ file }, fileIs) => ({
    ko: `${fileIs} 옛 형식(Feather 1)이라 읽을 수 없습니다. pandas나 R에서 열어 Feather 2나 Parquet로 다시 저장해 주세요.`,
    en: `${quoted(file)} is in the old Feather format (version 1), which cannot be read. Open it with pandas or R and write it again as Feather 2 or Parquet.`,
  }),
  missing_column: ({ file, column }) => ({
    ko: `${quoted(file)}에 ${quoted(column)} 열이 없습니다. 열 연결을 다시 확인해 주세요.`,
    en: `${quoted(file)} has no column ${quoted(column)}. Check which columns are chosen.`,
  }),
  unreadable_file: ({ file }) => ({
    ko: `${quoted(file)} 파일을 더 이상 읽을 수 없습니다. 옮기거나 지우거나 고친 파일이면 다시 골라 주세요.`,
    en: `${quoted(file)} can no longer be read. If it was moved, deleted or changed, choose it again.`,
  }),
} satisfies Record<string, Sentences>

/** What can be wrong with files as a whole; single bad rows and values are counted instead and left out. */
export type ProblemCode = keyof typeof sentences

/** The codes, for tests. */
export const problemCodes = Object.keys(sentences) as readonly ProblemCode[]

/** What happened to which file, row and column, and what to do: one to three sentences in each language. */
export function problemWords(problem: ProblemPlace & { readonly code: ProblemCode }): Word {
  const make: Sentences = sentences[problem.code]
  return make(problem, named(problem.file, '은/는'))
}
