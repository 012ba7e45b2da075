import { IngestProblem } from '../../problem.ts'

/** Bytes that a compressed file may become. */
export const UNPACKED_MOST = 8 * 2 ** 30
/** Tables pack to a twentieth at best; what packs further and is large is made to fill memory. */
const RATIO_MOST = 200
const RATIO_FROM = 256 * 2 ** 20
const PIECE = 4 << 20

/** The problem of a file that would unpack to too much, from its sizes in bytes; null: it may be unpacked. */
export function tooLarge(file: string, packed: number, unpacked: number): IngestProblem | null {
  const most = Math.min(UNPACKED_MOST, Math.max(RATIO_FROM, packed * RATIO_MOST))
  if (unpacked <= most) return null
  return new IngestProblem({ code: 'too_large_unpacked', file, detail: String(Math.floor(most / 2 ** 20)) })
}

/** Gathers what is unpacked as a Blob of pieces, so that no buffer holds it whole. Throws when it becomes too large. */
export class UnpackedPieces {
  readonly #file: string
  readonly #packed: number
  #pieces: Blob[] = []
  #waiting: Uint8Array<ArrayBuffer>[] = []
  #waitingSize = 0
  /** Bytes gathered. */
  size = 0

  /** `packed`: bytes of the compressed file. */
  constructor(file: string, packed: number) {
    this.#file = file
    this.#packed = packed
  }

  /** Takes the next bytes. Throws a `too_large_unpacked` problem. */
  add(bytes: Uint8Array): void {
    this.size += bytes.length
    const problem = tooLarge(this.#file, this.#packed, this.size)
    if (problem) throw problem
    this.#waiting.push(bytes as Uint8Array<ArrayBuffer>)
    this.#waitingSize += bytes.length
    if (this.#waitingSize >= PIECE) this.#flush()
  }

  /** Remembers what is gathered so far, to go back to it. */
  mark(): { readonly pieces: number; readonly size: number } {
    this.#flush()
    return { pieces: this.#pieces.length, size: this.size }
  }

  /** Forgets what came after a mark. */
  backTo({ pieces, size }: { readonly pieces: number; readonly size: number }): void {
    this.#waiting = []
    this.#waitingSize = 0
    this.#pieces = this.#pieces.slice(0, pieces)
    this.size = size
  }

  /** All that was gathered. */
  blob(): Blob {
    this.#flush()
    return new Blob(this.#pieces)
  }

  #flush(): void {
    if (this.#waitingSize > 0) this.#pieces.push(new Blob(this.#waiting))
    this.#waiting = []
    this.#waitingSize = 0
  }
}
