import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')

/** A step of a workflow, as far as tests look. */
export interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A workflow of GitHub's, as far as tests look. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<string, { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >
}

/** The recipe of docs/publish.md. */
export function readRecipe(): Workflow {
  return parse(readFileSync(join(root, 'docs/publish.yml'), 'utf8')) as Workflow
}

/** A checkout in which the recipe's steps can run, with a folder for what a runner keeps outside of it. */
export interface Checkout {
  readonly folder: string
  readonly temp: string
}

/** Makes one in a temporary folder: the commands are this repository's, what they write is not. */
export function makeCheckout(): Checkout {
  const above = mkdtempSync(join(tmpdir(), 'dangol-recipe-'))
  const folder = join(above, 'checkout')
  const temp = join(above, 'temp')
  mkdirSync(folder)
  mkdirSync(temp)
  for (const name of ['package.json', 'package-lock.json', 'scripts'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'src'), join(folder, 'src'))
  // Packages by link within a folder of its own, newer than the lock file: nothing is installed.
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => !one.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}')
  return { folder, temp }
}

/** Runs a named step of the recipe as a runner does, with what its expressions stand for. */
export async function runStep(
  { env, jobs }: Workflow,
  name: string,
  { folder, temp }: Checkout,
  expressions: Readonly<Record<string, string>>,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const step = jobs['build']!.steps.find((one) => one.name === name)!
  const said = Object.entries({ ...env, ...step.env }).map(([key, text]) => [
    key,
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => expressions[expression] ?? ''),
  ])
  return promisify(execFile)('bash', ['-e', '-c', step.run!], {
    cwd: folder,
    env: { ...process.env, ...Object.fromEntries(said), RUNNER_TEMP: temp },
  })
}
