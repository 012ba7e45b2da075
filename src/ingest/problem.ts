import type { ProblemCode, ProblemPlace } from '../i18n/problem-words.ts'

/** An `IngestProblem` as a plain value, which crosses from a worker to the page. */
export interface ProblemDetails extends ProblemPlace {
  readonly code: ProblemCode
}

/** Files that cannot be loaded as they are. `details` is for `problemWords`. */
export class IngestProblem extends Error {
  readonly details: ProblemDetails
  constructor(details: ProblemDetails, options?: { readonly cause?: unknown }) {
    super(`${details.file}: ${details.code}${details.detail ? ` (${details.detail})` : ''}`, options)
    this.name = 'IngestProblem'
    this.details = details
  }
}

/** Reads a part of a file. Throws an `unreadable_file` problem where the file has gone since it was chosen. */
export async function readBytes(name: string, blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer())
  } catch (cause) {
    throw new IngestProblem({ code: 'unreadable_file', file: name }, { cause })
  }
}
