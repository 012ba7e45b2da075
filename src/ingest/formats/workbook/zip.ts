import { BlobReader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js'
import { IngestProblem } from '../../problem.ts'
import { OutOfOrder } from './grid.ts'
import { damaged, HELD_BYTES, PART_BYTES, SUSPECT_BYTES, SUSPECT_RATIO, tooLarge } from './limits.ts'
import { Pace } from '../pace.ts'

/** Files of an archive that holds a workbook: charts and pictures included, no workbook has more. */
const ENTRIES = 50_000

/** The parts of a workbook in a ZIP archive, read piece by piece. Every method rejects with an `IngestProblem`. */
export class ZipParts {
  readonly file: string
  readonly #entries: ReadonlyMap<string, FileEntry>
  readonly #signal: AbortSignal | undefined
  readonly #read: (bytes: number) => void

  private constructor(
    file: string,
    entries: ReadonlyMap<string, FileEntry>,
    signal: AbortSignal | undefined,
    read: (bytes: number) => void,
  ) {
    this.file = file
    this.#entries = entries
    this.#signal = signal
    this.#read = read
  }

  /** Opens an archive. `read` is told of compressed bytes as they go by. */
  static async open(
    file: string,
    blob: Blob,
    signal?: AbortSignal,
    read: (bytes: number) => void = () => {},
  ): Promise<ZipParts> {
    const entries = new Map<string, FileEntry>()
    const pace = new Pace(signal)
    try {
      const reader = new ZipReader(new BlobReader(blob), { strictness: 'tolerant', filenameValidation: 'tolerant' })
      for await (const entry of reader.getEntriesGenerator()) {
        if (!entry.directory) entries.set(keyOf(entry.filename), entry)
        if (entries.size > ENTRIES) throw tooLarge(file)
        if (pace.isDue) await pace.step()
      }
    } catch (cause) {
      throw problemOf(file, undefined, cause, signal)
    }
    return new ZipParts(file, entries, signal, read)
  }

  /** The names of the parts, in lower case. */
  get names(): Iterable<string> {
    return this.#entries.keys()
  }

  has(path: string): boolean {
    return this.#entries.has(keyOf(path))
  }

  /** Compressed bytes of a part. */
  size(path: string): number {
    return this.#entries.get(keyOf(path))?.compressedSize ?? 0
  }

  /** Hands the bytes of a part on as they are inflated, at most `limit`. A part that is missing is a problem. */
  async each(path: string, push: (bytes: Uint8Array) => void | Promise<void>, limit = PART_BYTES): Promise<void> {
    const entry = this.#entries.get(keyOf(path))
    if (!entry) throw damaged(this.file, path)
    this.#check(entry, entry.uncompressedSize, limit)
    const pace = new Pace(this.#signal)
    let inflated = 0
    let told = 0
    const write = async (bytes: Uint8Array) => {
      inflated += bytes.length
      this.#check(entry, inflated, limit)
      await push(bytes)
      const done = Math.round(Math.min(1, inflated / Math.max(1, entry.uncompressedSize)) * entry.compressedSize)
      this.#read(done - told)
      told = done
      await pace.step()
    }
    try {
      await entry.getData(new WritableStream({ write }), {
        useWebWorkers: false,
        ...(this.#signal ? { signal: this.#signal } : {}),
      })
    } catch (cause) {
      throw problemOf(this.file, path, cause, this.#signal)
    }
  }

  /** A part as a whole. */
  async bytes(path: string, limit = HELD_BYTES): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    await this.each(path, (bytes) => void pieces.push(bytes), limit)
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of pieces) {
      whole.set(piece, at)
      at += piece.length
    }
    return whole
  }

  #check(entry: FileEntry, inflated: number, limit: number): void {
    const isSuspect = inflated > SUSPECT_BYTES && inflated > SUSPECT_RATIO * entry.compressedSize
    if (inflated > limit || isSuspect) throw tooLarge(this.file, entry.filename)
  }
}

function problemOf(file: string, part: string | undefined, cause: unknown, signal?: AbortSignal): unknown {
  signal?.throwIfAborted()
  if (cause instanceof IngestProblem || cause instanceof OutOfOrder) return cause
  if (cause instanceof DOMException && cause.name === 'NotReadableError')
    return new IngestProblem({ code: 'unreadable_file', file }, { cause })
  return damaged(file, part, cause)
}

/** Some writers put backslashes into names, or write them in another case than the references to them. */
function keyOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}
