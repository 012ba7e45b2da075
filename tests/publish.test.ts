import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRecipe } from './support/recipe.ts'

const recipe = readRecipe()
const steps = Object.values(recipe.jobs).flatMap((job) => job.steps)

test('the recipe may do no more than it must, and commits nothing', () => {
  expect(Object.keys(recipe.on).sort()).toEqual(['push', 'schedule', 'workflow_dispatch'])
  expect(recipe.permissions).toEqual({ contents: 'read' })
  expect(recipe.jobs['build']!.permissions).toEqual({ contents: 'read', pages: 'read' })
  expect(recipe.jobs['publish']!.permissions).toEqual({ pages: 'write', 'id-token': 'write' })
  expect(steps.filter(({ uses = 'actions/x@v1' }) => !/^actions\/[\w-]+@v\d+$/.test(uses))).toEqual([])
  const text = readFileSync('docs/publish.yml', 'utf8')
  expect(text).not.toMatch(/git (?:add|commit|push)|upload-artifact@|cache@/)
  const secret = steps.filter((step) => JSON.stringify(step).includes('secrets.'))
  expect(secret.map(({ name }) => name)).toEqual(['Fetch the orders'])
})
