import { expect, test, vi } from 'vitest'
import { CustomerList } from '../../src/state/customers.svelte.ts'
import type { Dashboard } from '../../src/state/dashboard.svelte.ts'
import { AnalyticsError, type CustomerPage } from '../../src/worker/protocol.ts'

const page = (total: number) => ({ rows: [], total }) as unknown as CustomerPage
const listOf = (customers: Dashboard['customers']) => new CustomerList({ customers } as Dashboard)

test('another order or search begins at the first page; the worker is asked for what is chosen', async () => {
  const customers = vi.fn(async () => page(70))
  const list = listOf(customers)
  list.offset = 20
  list.orderBy('alive')
  expect(list.offset).toBe(0)
  list.offset = 30
  list.find(' 12')
  await list.ask()
  expect(customers).toHaveBeenCalledWith({ order: 'alive', search: ' 12', offset: 0, limit: 10 })
  expect([list.page?.total, list.isStale, list.isSearch]).toEqual([70, false, true])
})

test('the latest question wins, and one that a report ended waits for the next', async () => {
  const answers: ((found: CustomerPage) => void)[] = []
  const list = listOf(() => new Promise((resolve) => answers.push(resolve)))
  const [first, second] = [list.ask(), list.ask()]
  answers[1]!(page(2))
  await second
  answers[0]!(page(1))
  await first
  expect(list.page?.total).toBe(2)
  const ended = listOf(() => Promise.reject(new AnalyticsError({ kind: 'cancelled' })))
  await ended.ask()
  expect([ended.isStale, ended.hasFailed]).toEqual([true, false])
  const broken = listOf(() => Promise.reject(new Error('broken')))
  await broken.ask()
  expect(broken.hasFailed).toBe(true)
})

test('another report begins anew, other files forget who was shown and sought', async () => {
  const list = listOf(async () => page(70))
  list.find('12')
  await list.ask()
  list.offset = 20
  list.follow(false)
  expect([list.offset, list.search, list.page?.total]).toEqual([0, '12', 70])
  list.follow(true)
  expect([list.search, list.page]).toEqual(['', null])
})
