import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../golden')

/**
 * Compares a picture with `tests/golden/<name>.svg`, one tag a line. With UPDATE_GOLDEN=1 it writes the file instead:
 * look at the difference before keeping it.
 */
export function expectGolden(name: string, svg: string): void {
  const path = join(folder, `${name}.svg`)
  const text = svg.replaceAll('><', '>\n<') + '\n'
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(existsSync(path), `no golden picture ${path}; UPDATE_GOLDEN=1 writes it`).toBe(true)
  expect(text).toBe(readFileSync(path, 'utf8'))
}
