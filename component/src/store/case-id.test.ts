import { expect, test } from 'vitest'
import { CaseIds, newCaseId } from './case-id.ts'

const empty = { takenIds: async () => [] }

test('an id is short, and free of letters that look alike', async () => {
  expect(await newCaseId(empty)).toMatch(/^[2-9a-hjkmnp-z]{8}$/)
})

test('one that is taken is drawn again', async () => {
  const asked: string[] = []
  const store = {
    async takenIds(ids: readonly string[]) {
      asked.push(...ids)
      return asked.length < 3 ? [...ids] : []
    },
  }
  expect(await newCaseId(store)).toBe(asked[2])
})

test('they are drawn together, before they are needed, and none is given twice', async () => {
  const drawn: string[] = []
  const taken: string[] = []
  const store = {
    async takenIds(ids: readonly string[]) {
      drawn.push(...ids)
      taken.push(...ids.slice(0, 5))
      return ids.slice(0, 5)
    },
  }
  const ids = new CaseIds(store)
  const given: string[] = []
  for (let index = 0; index < 20; index += 1)
    given.push(...(await Promise.all(Array.from({ length: 20 }, () => ids.take()))))
  expect(given.every((id) => drawn.includes(id) && !taken.includes(id))).toBe(true)
  expect(new Set(given).size).toBe(400)
  expect(drawn.length).toBeLessThanOrEqual(600)
})

test('a store that fails is heard of by who asks', async () => {
  const ids = new CaseIds({ takenIds: () => Promise.reject(new Error('the disk is gone')) })
  await expect(ids.take()).rejects.toThrow('the disk is gone')
  await expect(ids.take()).rejects.toThrow('the disk is gone')
})
