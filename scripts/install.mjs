// Installs the packages if they are missing or older than the lock file. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Ends the process with a sentence where Node is too old or the packages cannot be installed. */
export function install() {
  process.chdir(root)
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Dangol needs Node 20.19 or newer; this is ${process.versions.node}.`)
    process.exit(1)
  }
  const installed = 'node_modules/.package-lock.json'
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return
  const complaint = 'The packages could not be installed: is the npm registry in reach?'
  // On stderr: the report command's own output must stay clean.
  run('npm', ['ci', '--no-audit', '--no-fund'], complaint, {}, process.stderr)
}

/** Runs a command with this process's own output (or `output` for its stdout); ends the process with a sentence if it fails. */
export function run(command, args, complaint, env = {}, output = 'inherit') {
  const { status } = spawnSync(command, args, {
    stdio: ['inherit', output, 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  })
  if (status !== 0) {
    console.error(complaint)
    process.exit(status ?? 1)
  }
}
