/** The endings of the files that can be read; what a file is, its bytes say. */
export const readEndings = ['.csv', '.tsv', '.tab', '.txt', '.xlsx', '.xlsm', '.xlsb', '.xls', '.ods', '.html', '.htm', '.xml', '.json', '.jsonl', '.ndjson', '.parquet', '.arrow', '.feather', '.ipc', '.zip', '.gz', '.zst'] as const // prettier-ignore

/** The files of a drop, folders opened. Files whose ending no reader takes are passed over inside folders only. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null).filter((entry) => entry !== null)
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files]
  const found = await Promise.all(entries.map((entry) => filesIn(entry, entry.isDirectory)))
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function filesIn(entry: FileSystemEntry, isInFolder: boolean): Promise<File[]> {
  if (entry.isFile) {
    if (isInFolder && !isRead(entry.name)) return []
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (batch.length === 0) break
    children.push(...batch)
  }
  return (await Promise.all(children.map((child) => filesIn(child, true)))).flat()
}

/** Files that other programs keep to themselves (`.DS_Store`, Excel's `~$orders.xlsx`) are not meant. */
function isRead(name: string): boolean {
  return !/^(\.|~\$)/.test(name) && readEndings.some((ending) => name.toLowerCase().endsWith(ending))
}
