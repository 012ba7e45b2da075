/** A file too large to make: its bytes are made where they are read, and counted. */
export class FarBlob extends Blob {
  readonly #start: number
  readonly #end: number
  readonly #bytes: (start: number, end: number) => Uint8Array<ArrayBuffer>
  readonly #count: { bytes: number }

  /** `bytes` gives those between two places. `range` and `count` are for slices. */
  constructor(
    size: number,
    bytes: (start: number, end: number) => Uint8Array<ArrayBuffer>,
    range = { start: 0, end: size },
    count = { bytes: 0 },
  ) {
    super([])
    this.#start = range.start
    this.#end = range.end
    this.#bytes = bytes
    this.#count = count
  }

  /** Bytes that were read so far, of all slices. */
  get bytesRead(): number {
    return this.#count.bytes
  }

  override get size(): number {
    return this.#end - this.#start
  }

  override slice(start = 0, end = this.size): FarBlob {
    const place = (at: number) => this.#start + Math.min(this.size, Math.max(0, at < 0 ? this.size + at : at))
    const range = { start: place(start), end: Math.max(place(start), place(end)) }
    return new FarBlob(this.size, this.#bytes, range, this.#count)
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    if (this.size > 1 << 26) throw new RangeError(`${this.size} bytes at once`)
    this.#count.bytes += this.size
    return this.#bytes(this.#start, this.#end).buffer
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer())
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer())
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0
    return new ReadableStream({
      pull: async (controller) => {
        if (at >= this.size) return controller.close()
        controller.enqueue(new Uint8Array(await this.slice(at, (at += 1 << 16)).arrayBuffer()))
      },
    })
  }
}
