// npm test: everything that must hold, in the order in which it fails fastest.
import { install, run } from './install.mjs'

install()
const step = (title, args, env) => {
  console.log(`\n— ${title}`)
  run(process.execPath, args, `${title}: failed.`, env)
}
step('Format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'])
step('Lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'])
step('Types', ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'])
step('Unit tests', ['node_modules/vitest/vitest.mjs', 'run'])
step('Build', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])
const { findChromium } = await import('./chromium.mjs')
const chromium = await findChromium()
step('Browser tests', ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.e2e.config.ts'], {
  CHROMIUM_PATH: chromium,
})
