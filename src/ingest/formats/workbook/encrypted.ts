import { IngestProblem } from '../../problem.ts'
import { agileKey, decryptAgile, readAgileInfo } from './agile.ts'
import type { CompoundFile } from './cfb.ts'
import { damaged } from './limits.ts'
import { Pace } from '../pace.ts'
import { decryptStandard, readStandardInfo, standardKey } from './standard.ts'
import type { Reading } from '../opened.ts'

/** The password of workbooks that are only protected from being changed. */
export const OPEN_TO_ALL = 'VelvetSweatshop'

interface Lock {
  readonly keyOf: (password: string) => Promise<CryptoKey | null>
  readonly decrypt: (key: CryptoKey, bytes: Uint8Array, step: (done: number) => Promise<void>) => Promise<Blob>
}

/** The workbook within an encrypted container. Rejects with an `IngestProblem`, or with the signal's reason. */
export async function decryptWorkbook(file: string, compound: CompoundFile, reading: Reading): Promise<Blob> {
  const info = compound.stream('EncryptionInfo')
  const sealed = compound.stream('EncryptedPackage')
  if (!info || !sealed || sealed.length < 24) throw damaged(file)
  const pace = new Pace(reading.signal)
  const lock = lockOf(file, info, pace)
  const { password, progress } = reading
  try {
    const key = await lock.keyOf(password ?? OPEN_TO_ALL)
    if (!key) throw new IngestProblem({ code: password === undefined ? 'needs_password' : 'wrong_password', file })
    const bytes = sealed.subarray(8, 8 + ((sealed.length - 8) & ~15))
    const whole = await lock.decrypt(key, bytes, async (done) => {
      progress?.((0.1 * done) / bytes.length)
      await pace.step()
    })
    const size = new DataView(sealed.buffer, sealed.byteOffset).getBigUint64(0, true)
    return whole.slice(0, Number(size > BigInt(whole.size) ? whole.size : size))
  } catch (cause) {
    reading.signal?.throwIfAborted()
    if (cause instanceof IngestProblem) throw cause
    // Keys of 192 bits are not in every browser.
    throw new IngestProblem({ code: 'unsupported_encryption', file }, { cause })
  }
}

function lockOf(file: string, info: Uint8Array, pace: Pace): Lock {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength)
  try {
    const [major, minor] = [view.getUint16(0, true), view.getUint16(2, true)]
    if (major === 4 && minor === 4) {
      const agile = readAgileInfo(new TextDecoder().decode(info.subarray(8)))
      if (agile)
        return {
          keyOf: (password) => agileKey(agile, password, pace),
          decrypt: (key, bytes, step) => decryptAgile(agile, key, bytes, step),
        }
    } else if (minor === 2) {
      const standard = readStandardInfo(info)
      if (standard) return { keyOf: (password) => standardKey(standard, password, pace), decrypt: decryptStandard }
    }
  } catch (cause) {
    throw damaged(file, undefined, cause)
  }
  throw new IngestProblem({ code: 'unsupported_encryption', file })
}
