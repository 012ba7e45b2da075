import type { Mapping } from '../ingest/mapping.ts'
import type { Inspected } from '../worker/protocol.ts'

/** How the sample shop's own file is read: as recognised. */
export function sampleMapping(inspected: Inspected): Mapping {
  return inspected.recognition.mapping
}
