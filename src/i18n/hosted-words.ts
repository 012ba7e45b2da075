import type { Word } from './locale.ts'

const quoted = (path: string) => `‘${path}’`

/** Why files that a link names could not be had, by the path of the one at fault. */
export const hostedWords = {
  outside: (path) => ({
    ko: `링크에 적힌 ${quoted(path)}: 열 수 없는 경로입니다. 이 페이지와 같은 폴더 아래에 올린 파일만 data/orders.parquet처럼 적어 열 수 있습니다.`,
    en: `The link names ${quoted(path)}, which is no path beside this page. Only files in the page’s own folder and below can be opened, written like data/orders.parquet.`,
  }),
  missing: (path) => ({
    ko: `링크에 적힌 ${quoted(path)} 파일이 이 사이트에 없습니다. 파일 이름이 바뀌었거나 아직 올라가지 않았을 수 있습니다. 링크를 보낸 분에게 확인해 주세요.`,
    en: `The link names ${quoted(path)}, and there is no such file on this site. It may have been renamed or not been published yet: ask whoever sent the link.`,
  }),
  unreachable: (path) => ({
    ko: `${quoted(path)} 파일을 받지 못했습니다. 인터넷 연결을 확인하고 페이지를 새로 고쳐 주세요.`,
    en: `${quoted(path)} could not be fetched. Check the network and reload the page.`,
  }),
  too_large: (path) => ({
    ko: `링크에 적힌 파일이 너무 많거나 모두 합해 1GB가 넘습니다(${quoted(path)}에서 멈췄습니다). 기간을 나누거나 필요한 열만 남겨 Parquet으로 올려 주세요.`,
    en: `The link names too many files, or more than 1 GB of them (stopped at ${quoted(path)}). Split the period, or publish only the columns that are needed, as Parquet.`,
  }),
  no_mapping: (path) => ({
    ko: `${quoted(path)}에 열 연결이 제대로 적혀 있지 않습니다. 파일을 확인하는 화면에서 ‘설정 파일로 저장’으로 만든 파일인지 확인해 주세요.`,
    en: `${quoted(path)} is no mapping of columns. It should be a file made with “Save the mapping” in the confirm step.`,
  }),
  other_mapping: (path) => ({
    ko: `${quoted(path)}에 적힌 열 가운데 파일에 없는 것이 있습니다. 파일의 열 이름이 바뀌었는지 확인해 주세요.`,
    en: `${quoted(path)} names columns that the files do not have. Check whether columns were renamed.`,
  }),
} as const satisfies Record<string, (path: string) => Word>
