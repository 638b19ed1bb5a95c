import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Db } from './engine.ts'
import { GroupCommit } from './group-commit.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const turn = () => new Promise((resolve) => setImmediate(resolve))
const turns = async () => {
  for (let count = 0; count < 5; count += 1) await turn()
}

/** What each transaction wrote. */
function group() {
  const transactions: string[][] = []
  const commit = new GroupCommit({
    async transaction(work) {
      transactions.push([])
      return work({} as Db)
    },
  })
  const write = (name: string, how?: { readonly isCalm: boolean }) =>
    commit.write(async () => void transactions.at(-1)?.push(name), how)
  return { commit, transactions, write }
}

const calm = { isCalm: true }

test('what comes in the same turn is one transaction, in order', async () => {
  const { transactions, write } = group()
  await Promise.all([write('a'), write('b'), write('c')])
  expect(transactions).toEqual([['a', 'b', 'c']])
})

test('what is calm waits for company, and keeps its place', async () => {
  const { transactions, write } = group()
  const quiet = write('a', calm)
  await turns()
  expect(transactions).toEqual([])
  await Promise.all([write('b'), quiet])
  expect(transactions).toEqual([['a', 'b']])
})

test('company that does not come is not waited for', async () => {
  const { transactions, write } = group()
  const quiet = [write('a', calm), write('b', calm)]
  await vi.advanceTimersByTimeAsync(249)
  await turns()
  expect(transactions).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  await Promise.all(quiet)
  expect(transactions).toEqual([['a', 'b']])
})

test('what is calm and comes while others are written waits again, and is written', async () => {
  const { transactions, write } = group()
  const first = write('a').then(() => write('b', calm))
  await turns()
  expect(transactions).toEqual([['a']])
  await vi.advanceTimersByTimeAsync(250)
  await first
  expect(transactions).toEqual([['a'], ['b']])
})

test('who closes waits for what is calm, too', async () => {
  const { commit, transactions, write } = group()
  const quiet = write('a', calm)
  await commit.close()
  await quiet
  expect(transactions).toEqual([['a']])
  await expect(write('b')).rejects.toMatchObject({ fault: 'closed' })
})
