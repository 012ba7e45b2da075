import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/** Tests that put something in the place of a module or of the browser's own, for which each file has a thread of its own. */
const ALONE = ['tests/state/**', 'tests/components/**', 'tests/worker/**', 'tests/*.test.ts']

export default defineConfig({
  plugins: [svelte()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...ALONE],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE.map((path) => (path.endsWith('.ts') ? path : `${path}/*.test.ts`)) },
      },
    ],
  },
})
