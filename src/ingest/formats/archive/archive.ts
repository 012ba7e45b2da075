import {
  BlobReader,
  configure,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_INVALID_PASSWORD,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import type { FileSource } from '../../../engine/database.ts'
import { decode } from '../../encoding.ts'
import { IngestProblem } from '../../problem.ts'
import type { Reading } from '../opened.ts'
import { tooLarge, UnpackedPieces } from './compressed-pieces.ts'

configure({ useWebWorkers: false })

/** A file in a zip archive. */
export interface ZipMember {
  /** Its whole name within the archive, for people: never a path. */
  readonly name: string
  /** Bytes, as the archive states them. */
  readonly size: number
  /** Unpacks it. Throws `IngestProblem` or the signal's reason. */
  open(): Promise<Blob>
}

const MEMBERS_MOST = 1000
/** What operating systems put into archives by themselves. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)[^/]|thumbs\.db$|desktop\.ini$)/i
const UNSUPPORTED = [
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_SPLIT_ZIP_FILE,
]

/**
 * The files of a zip archive in the order of its directory, without folders and what systems leave there. Nothing is
 * unpacked yet, but what may not be (a bomb, a locked archive without a password) is a problem already.
 * Throws `IngestProblem` or the signal's reason.
 */
export async function openZip(file: FileSource, reading: Reading): Promise<ZipMember[]> {
  const entries = (await entriesOf(file, MEMBERS_MOST, reading.signal)).filter(({ filename }) => !LITTER.test(filename))
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const problem = tooLarge(file.name, file.blob.size, unpacked)
  if (problem) throw problem
  if (!reading.password && entries.some(({ encrypted }) => encrypted))
    throw new IngestProblem({ code: 'needs_password', file: file.name })
  return entries.map((entry) => ({
    name: entry.filename,
    size: entry.uncompressedSize,
    open: () => unpack(file, entry, reading),
  }))
}

/** The names in a zip archive, all of them, in the order of its directory. Throws `IngestProblem`. */
export async function zipNames(file: FileSource): Promise<string[]> {
  return (await entriesOf(file, 10 * MEMBERS_MOST)).map(({ filename }) => filename)
}

async function entriesOf(file: FileSource, most: number, signal?: AbortSignal): Promise<FileEntry[]> {
  const entries: FileEntry[] = []
  try {
    const reader = new ZipReader(new BlobReader(file.blob))
    for await (const entry of reader.getEntriesGenerator({ decodeText: nameText, filenameValidation: 'tolerant' })) {
      signal?.throwIfAborted()
      if (entry.directory || entry.filename.endsWith('/')) continue
      if (entries.length === most)
        throw new IngestProblem({ code: 'too_many_members', file: file.name, detail: String(most) })
      entries.push(entry)
    }
    return entries
  } catch (error) {
    signal?.throwIfAborted()
    throw archiveProblem(file.name, error)
  }
}

async function unpack(file: FileSource, entry: FileEntry, { password, signal, progress }: Reading): Promise<Blob> {
  const name = `${file.name}: ${entry.filename}`
  const pieces = new UnpackedPieces(name, file.blob.size)
  try {
    const write = (bytes: Uint8Array) => {
      pieces.add(bytes)
      progress?.(pieces.size / entry.uncompressedSize)
    }
    await entry.getData(new WritableStream<Uint8Array>({ write }), {
      checkSignature: true,
      checkOverlappingEntry: true,
      ...(password ? { password } : {}),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    signal?.throwIfAborted()
    // The old cipher checks a password by one byte: a wrong one may pass and give noise.
    if (entry.zipCrypto && !(error instanceof IngestProblem))
      throw new IngestProblem({ code: 'wrong_password', file: file.name }, { cause: error })
    throw archiveProblem(name, error, file.name)
  }
  if (pieces.size !== entry.uncompressedSize) throw new IngestProblem({ code: 'damaged_archive', file: name })
  return pieces.blob()
}

function archiveProblem(name: string, error: unknown, file = name): unknown {
  if (error instanceof IngestProblem) return error
  const message = error instanceof Error ? error.message : String(error)
  if (message === ERR_INVALID_PASSWORD) return new IngestProblem({ code: 'wrong_password', file }, { cause: error })
  if (error instanceof DOMException && error.name === 'NotReadableError')
    return new IngestProblem({ code: 'unreadable_file', file }, { cause: error })
  const code = UNSUPPORTED.includes(message) ? 'unsupported_archive' : 'damaged_archive'
  return new IngestProblem({ code, file: name, detail: message.slice(0, 200) }, { cause: error })
}

/** Zip programs in Korea write names in the system's code page without saying so. */
function nameText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decode(bytes, 'cp949')
  }
}
