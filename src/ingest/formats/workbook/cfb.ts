import { damaged } from './limits.ts'

const FREE = 0xfffffffa
const NO_STREAM = 0xffffffff
const MINI_SECTOR = 64
const ENTRY = 128
/** Entries of a container's directory; a workbook with macros has some hundreds. */
const ENTRIES = 20_000

/** Does a file begin as a compound document, in which Excel keeps its old and its encrypted workbooks? */
export function isCompound(head: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => head[index] === byte)
}

interface Entry {
  readonly name: string
  readonly isStream: boolean
  readonly start: number
  readonly size: number
}

/** The streams of a compound document. Throws an `IngestProblem` where it is damaged. */
export class CompoundFile {
  readonly #file: string
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #sector: number
  readonly #fat: Uint32Array
  readonly #miniFat: Uint32Array
  readonly #miniStream: Uint8Array
  readonly #miniLimit: number
  readonly #entries: readonly Entry[]

  constructor(file: string, bytes: Uint8Array) {
    this.#file = file
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (bytes.length < 512 || !isCompound(bytes)) throw damaged(file)
    const shift = this.#view.getUint16(30, true)
    if (shift !== 9 && shift !== 12) throw damaged(file)
    this.#sector = 1 << shift
    this.#fat = this.#readFat()
    this.#miniLimit = this.#view.getUint32(56, true)
    this.#entries = this.#readEntries()
    const root = this.#entries.find((entry) => !entry.isStream)
    if (!root) throw damaged(file)
    this.#miniStream = root.size > 0 ? this.#chain(root.start, root.size) : new Uint8Array()
    const miniFat = this.#view.getUint32(60, true)
    this.#miniFat = numbersOf(miniFat < FREE ? this.#chain(miniFat, Infinity) : new Uint8Array())
  }

  /** A stream anywhere in the document, by name; null: there is none. */
  stream(name: string): Uint8Array | null {
    const entry = this.#entries.find((each) => each.isStream && each.name.toLowerCase() === name.toLowerCase())
    if (!entry) return null
    if (entry.size >= this.#miniLimit) return this.#chain(entry.start, entry.size)
    const result = new Uint8Array(entry.size)
    let at = 0
    for (let sector = entry.start; at < entry.size; sector = this.#miniFat[sector] ?? NO_STREAM) {
      const from = sector * MINI_SECTOR
      const piece = this.#miniStream.subarray(from, Math.min(from + MINI_SECTOR, from + entry.size - at))
      if (sector >= FREE || piece.length === 0) throw damaged(this.#file, name)
      result.set(piece, at)
      at += piece.length
    }
    return result
  }

  /** The bytes of a chain of sectors: `size` of them, or all. What ends before is damaged. */
  #chain(start: number, size: number): Uint8Array {
    const pieces: Uint8Array[] = []
    const most = Math.min(size, this.#bytes.length)
    let length = 0
    for (let sector = start; length < most && sector < FREE; sector = this.#fat[sector] ?? NO_STREAM) {
      const piece = this.#at(sector)
      if (piece.length === 0) break
      pieces.push(piece)
      length += piece.length
    }
    // The last sector of a file may be cut where the stream ends.
    if (Number.isFinite(size) && length < size) throw damaged(this.#file)
    const result = new Uint8Array(Math.min(length, size))
    let at = 0
    for (const piece of pieces) {
      result.set(piece.subarray(0, result.length - at), at)
      at += piece.length
    }
    return result
  }

  #at(sector: number): Uint8Array {
    const from = (sector + 1) * this.#sector
    return this.#bytes.subarray(from, from + this.#sector)
  }

  #readFat(): Uint32Array {
    const sectors = this.#view.getUint32(44, true)
    const places: number[] = []
    for (let index = 0; index < 109; index++) places.push(this.#view.getUint32(76 + 4 * index, true))
    const most = Math.ceil(this.#bytes.length / this.#sector)
    let next = this.#view.getUint32(68, true)
    for (let count = 0; next < FREE && places.length < sectors && count <= most; count++) {
      const numbers = numbersOf(this.#at(next))
      places.push(...numbers.subarray(0, numbers.length - 1))
      next = numbers.at(-1) ?? NO_STREAM
    }
    const used = places.slice(0, Math.min(sectors, most)).filter((place) => place < FREE)
    const perSector = this.#sector / 4
    const fat = new Uint32Array(used.length * perSector).fill(NO_STREAM)
    for (const [index, place] of used.entries()) fat.set(numbersOf(this.#at(place)), index * perSector)
    return fat
  }

  #readEntries(): Entry[] {
    const directory = this.#chain(this.#view.getUint32(48, true), Infinity)
    const view = new DataView(directory.buffer)
    const entries: Entry[] = []
    for (let at = 0; at + ENTRY <= directory.length && entries.length < ENTRIES; at += ENTRY) {
      const type = directory[at + 66]
      if (type !== 2 && type !== 5) continue
      const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2)
      entries.push({
        name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + length)),
        isStream: type === 2,
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      })
    }
    return entries
  }
}

function numbersOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(4 * index, true))
}
