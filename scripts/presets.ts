import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesOf, fileName } from './presets/bytes.ts'
import { exports } from './presets/index.ts'

/** Makes the example files of the presets anew, in the folder given (`sample-data/presets`). */
export async function main(args: readonly string[]): Promise<void> {
  const folder = args[0] ?? 'sample-data/presets'
  await mkdir(folder, { recursive: true })
  for (const made of exports) {
    const bytes = await bytesOf(made)
    await writeFile(join(folder, fileName(made)), bytes)
    console.log(`${fileName(made)}: ${made.rows.length} rows, ${bytes.length} bytes`)
  }
}
