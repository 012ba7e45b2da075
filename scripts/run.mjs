// Runs the TypeScript of scripts/<name>.ts through Vite, so that it may import what the page imports (SQL as text too).
import { install, root } from './install.mjs'

const [name, ...args] = process.argv.slice(2)
install()
const { runnerImport } = await import('vite')
const { module } = await runnerImport(`${root}/scripts/${name}.ts`, { root, configFile: false, logLevel: 'error' })
process.exitCode = (await module.main(args)) ?? 0
