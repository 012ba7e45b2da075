import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { GivenFile } from '../src/ingest/formats/open.ts'

/** A file on disk that cannot be read; the message is for people. */
export class NoSuchFile extends Error {}

/** A file on disk, to be read like one that was dropped. Throws `NoSuchFile`. */
export async function fileAt(path: string): Promise<GivenFile> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new NoSuchFile(`${path} cannot be read: is it there?`)
  const blob = await openAsBlob(path)
  // Node 20 takes the size of a file for a number of 32 bits and would read a part of it.
  if (blob.size !== found.size)
    throw new NoSuchFile(
      `${path} is larger than Node ${process.versions.node} can open (4 GB): split it, or use a newer Node.`,
    )
  return { name: basename(path), blob, path }
}
