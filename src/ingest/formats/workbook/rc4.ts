/** RC4: encrypts and decrypts alike, and goes on where it left off. */
export class Rc4 {
  readonly #state = Uint8Array.from({ length: 256 }, (_, index) => index)
  #i = 0
  #j = 0

  constructor(key: Uint8Array) {
    let other = 0
    for (let index = 0; index < 256; index++) {
      other = (other + this.#state[index]! + key[index % key.length]!) & 255
      this.#swap(index, other)
    }
  }

  /** The next byte of the stream. */
  next(): number {
    this.#i = (this.#i + 1) & 255
    this.#j = (this.#j + this.#state[this.#i]!) & 255
    this.#swap(this.#i, this.#j)
    return this.#state[(this.#state[this.#i]! + this.#state[this.#j]!) & 255]!
  }

  #swap(one: number, other: number): void {
    const kept = this.#state[one]!
    this.#state[one] = this.#state[other]!
    this.#state[other] = kept
  }
}
