import type { TextEncoding } from '../encoding.ts'

/** Names that programs and web pages use, in small letters and digits alone. */
const NAMES: Readonly<Record<TextEncoding, readonly string[]>> = {
  'utf-8': ['utf8', 'utf8sig', 'unicode11utf8', 'cp65001', 'ascii', 'usascii'],
  'utf-16le': ['utf16le', 'utf16', 'unicode', 'ucs2', 'iso10646ucs2'],
  'utf-16be': ['utf16be', 'unicodefffe'],
  cp949: [
    'cp949',
    'euckr',
    'ms949',
    'uhc',
    'windows949',
    '949',
    'korean',
    'ksc56011987',
    'ksc5601',
    'ksc56011989',
    'isoir149',
  ],
  shift_jis: ['shiftjis', 'sjis', 'xsjis', 'mskanji', 'cp932', 'ms932', '932', 'windows31j'],
  'windows-1252': ['windows1252', 'cp1252', '1252', 'xcp1252', 'latin1', 'l1', 'iso88591'],
}

/** The encoding that a person, a program or a web page calls so (`EUC-KR`, `latin1`, …); null: none of ours. */
export function encodingNamed(name: string): TextEncoding | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  const found = Object.entries(NAMES).find(([, names]) => names.includes(plain))
  return found ? (found[0] as TextEncoding) : null
}
