import type { Word } from './locale.ts'

const word = (ko: string, en: string): Word => ({ ko, en })

/** Encodings by the names that people know them under, in the order of a select: the most frequent in Korea first. */
export const encodingWords = {
  'utf-8': word('유니코드(UTF-8)', 'Unicode (UTF-8)'),
  cp949: word('한글 윈도(CP949, EUC-KR)', 'Korean Windows (CP949, EUC-KR)'),
  'utf-16le': word('유니코드(UTF-16)', 'Unicode (UTF-16)'),
  'utf-16be': word('유니코드(UTF-16, 빅 엔디언)', 'Unicode (UTF-16, big-endian)'),
  shift_jis: word('일본어 윈도(Shift-JIS)', 'Japanese Windows (Shift-JIS)'),
  'windows-1252': word('서유럽 윈도(Latin-1)', 'Western European Windows (Latin-1)'),
} as const

/** An encoding that has a name. */
export type NamedEncoding = keyof typeof encodingWords

/** The encodings of a select, in its order. */
export const encodings = Object.keys(encodingWords) as readonly NamedEncoding[]
