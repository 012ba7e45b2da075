import iconv from 'iconv-lite'
import type { TextEncoding } from '../../src/ingest/encoding.ts'
import type { Opening } from '../../src/ingest/formats/opened.ts'
import { gzipped, zipped, zstandard, type Part } from './containers.ts'
import type { Seed } from './fuzz-seeds.ts'
import { Dice, mutateBytes } from './mutations.ts'
import { mutateText, type TextKind } from './text-mutations.ts'

/** A broken file, the same for the same seed and index. */
export interface FuzzCase {
  readonly seed: number
  readonly index: number
  readonly kind: string
  /** Named as a person's file, after the seed. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly opening: Opening
  /** Numbers for whoever judges it. */
  readonly dice: Dice
}

const ENCODINGS: readonly TextEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'cp949', 'shift_jis', 'windows-1252']
/** Of slow seeds, how many of those that could be taken are. */
const SLOW = 0.02
/** Kinds of which a file costs several times what another does. */
const DEAR: readonly string[] = ['xlsx', 'xlsb', 'ods', 'zip', 'gz']
/** No file grows over this many bytes. */
const MOST = 3 << 20

/** Makes broken files out of good ones. */
export class FuzzCases {
  readonly #seeds: readonly Seed[]
  readonly #byKind: ReadonlyMap<string, readonly Seed[]>
  /** Each kind as often as it shall be taken. */
  readonly #weighted: readonly string[]
  readonly kinds: readonly string[]

  constructor(seeds: readonly Seed[]) {
    this.#seeds = seeds
    this.kinds = [...new Set(seeds.map(({ kind }) => kind))]
    this.#weighted = this.kinds.flatMap((kind) => (DEAR.includes(kind) ? [kind] : [kind, kind]))
    this.#byKind = new Map(this.kinds.map((kind) => [kind, seeds.filter((seed) => seed.kind === kind)]))
  }

  /** Which kind a case is of, without making it. */
  kindOf(seed: number, index: number): string {
    return this.#start(seed, index).origin.kind
  }

  make(seed: number, index: number): FuzzCase {
    const { dice, origin } = this.#start(seed, index)
    let bytes = origin.bytes
    // Files as they are are read too: a fault that needs no change would not be found otherwise.
    const changes = dice.chance(0.02) ? 0 : dice.pick([1, 1, 1, 2, dice.size(6)])
    if (changes > 0 && origin.making.of !== 'bytes' && dice.chance(0.75)) bytes = this.#within(origin, changes, dice)
    else for (let change = 0; change < changes; change++) bytes = mutateBytes(bytes, dice, this.#other(origin, dice))
    const password = dice.chance(0.9) ? origin.password : dice.pick([undefined, '', 'x'])
    const encoding = dice.chance(0.04) ? dice.pick(ENCODINGS) : undefined
    return {
      seed,
      index,
      kind: origin.kind,
      name: `${origin.kind}-${origin.name}`,
      bytes: bytes.slice(0, MOST),
      opening: { ...(password === undefined ? {} : { password }), ...(encoding ? { encoding } : {}) },
      dice,
    }
  }

  #start(seed: number, index: number): { readonly dice: Dice; readonly origin: Seed } {
    const dice = new Dice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
    for (;;) {
      const origin = dice.pick(this.#byKind.get(dice.pick(this.#weighted))!)
      if (!origin.isSlow || dice.chance(SLOW)) return { dice, origin }
    }
  }

  /** Bytes of another file: mostly of the same kind. */
  #other({ kind }: Seed, dice: Dice): Uint8Array {
    return dice.pick(dice.chance(0.6) ? this.#byKind.get(kind)! : this.#seeds).bytes
  }

  /** Changes what is packed or written in the file, and packs or writes it anew. */
  #within(origin: Seed, changes: number, dice: Dice): Uint8Array {
    const { making } = origin
    switch (making.of) {
      case 'text': {
        let { text } = making
        for (let change = 0; change < changes; change++) text = mutateText(text, dice, making.kind)
        const mark = dice.chance(0.9) ? making.encoding.startsWith('utf-16') : dice.chance(0.5)
        return written(text, making.encoding, mark)
      }
      case 'zip':
        return this.#parts(making.parts, changes, dice)
      case 'bytes':
        return origin.bytes
      default: {
        let { inner } = making
        for (let change = 0; change < changes; change++) inner = mutateBytes(inner, dice, this.#other(origin, dice))
        return (making.of === 'gzip' ? gzipped : zstandard)(inner)
      }
    }
  }

  #parts(original: readonly Part[], changes: number, dice: Dice): Uint8Array {
    const parts = [...original]
    for (let change = 0; change < changes; change++) {
      const at = dice.below(parts.length)
      const { name, bytes } = parts[at] ?? original[0]!
      const kind = dice.below(12)
      if (kind === 0) parts.splice(at, 1)
      else if (kind === 1) parts.splice(at, 0, { name: dice.pick(parts.length > 0 ? parts : original).name, bytes })
      else if (kind === 2) parts.splice(at, 1, { name, bytes: dice.pick(original).bytes })
      else if (kind === 3) parts.push({ name: dice.pick([`${name}/../x`, '__proto__', '../a.csv', '', name]), bytes })
      else if (kind < 7 && bytes.length > 0)
        parts[at] = { name, bytes: mutateBytes(bytes, dice, dice.pick(original).bytes) } // prettier-ignore
      else parts[at] = { name, bytes: changedText(name, bytes, dice) }
    }
    return zipped(parts)
  }
}

function changedText(name: string, bytes: Uint8Array, dice: Dice): Uint8Array {
  const kind: TextKind = /(xml|rels)$/.test(name) ? 'markup' : name.endsWith('json') ? 'json' : 'table'
  if (/\.(bin|xlsx|parquet)$/.test(name)) return mutateBytes(bytes, dice, bytes)
  return new TextEncoder().encode(mutateText(new TextDecoder().decode(bytes), dice, kind))
}

function written(text: string, encoding: TextEncoding, mark: boolean): Uint8Array {
  return new Uint8Array(iconv.encode(text, encoding === 'shift_jis' ? 'cp932' : encoding, { addBOM: mark }))
}
