/** What the engine lets tables and queries have together: its own default in a tab, which holds 4 GiB. */
const LIMIT = 3.1 * 2 ** 30
/** A statement that writes much takes longer, in milliseconds. */
const LONG = 50

/**
 * When an engine in memory should write its tables anew, compressed. It holds new rows as they came, about three times as
 * large, until a checkpoint, which takes about as much time as writing the rows did. So one is due where what is not yet
 * compressed takes a third of the room that is left: a small shop never waits for any, and a large one fits.
 */
export class Packing {
  #packedBytes = 0
  #isInTransaction = false

  /** Is told of every statement before it runs. */
  begin(sql: string): void {
    if (sql === 'begin transaction') this.#isInTransaction = true
  }

  /** Is told of it when it has run: could it have made a checkpoint due? */
  end(sql: string, milliseconds: number): boolean {
    if (sql === 'commit' || sql === 'rollback') this.#isInTransaction = false
    return milliseconds >= LONG && /^(insert|create)\b/.test(sql)
  }

  /** Is one due, where the tables take so many bytes? Inside a transaction none can be made. */
  isDue(bytes: number): boolean {
    return !this.#isInTransaction && bytes - this.#packedBytes > (LIMIT - this.#packedBytes) / 3
  }

  /** Is told what the tables take after one. */
  packed(bytes: number): void {
    this.#packedBytes = bytes
  }
}
