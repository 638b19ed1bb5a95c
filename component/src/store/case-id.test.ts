import { expect, test } from 'vitest'
import { CaseIds, newCaseId } from './case-id.ts'

const empty = { caseById: async () => undefined }

test('an id is short, and free of letters that look alike', async () => {
  expect(await newCaseId(empty)).toMatch(/^[2-9a-hjkmnp-z]{8}$/)
})

test('one that is taken is drawn again', async () => {
  const asked: string[] = []
  const store = {
    async caseById(id: string) {
      asked.push(id)
      // Only whether there is one is looked at.
      return asked.length < 3 ? ({ id } as never) : undefined
    },
  }
  expect(await newCaseId(store)).toBe(asked[2])
})

test('one is ready when it is needed, and no id is given twice', async () => {
  const drawn = { count: 0, heard: () => {} }
  const store = {
    async caseById() {
      drawn.count += 1
      drawn.heard()
      return undefined
    },
  }
  const ids = new CaseIds(store)
  const first = await ids.take()
  expect(drawn.count).toBe(1)
  await new Promise<void>((resolve) => {
    drawn.heard = resolve
  })
  await new Promise(setImmediate)
  const [second, third] = await Promise.all([ids.take(), ids.take()])
  expect(drawn.count).toBe(3)
  expect(new Set([first, second, third]).size).toBe(3)
})

test('a store that fails is heard of by who asks', async () => {
  const ids = new CaseIds({ caseById: () => Promise.reject(new Error('the disk is gone')) })
  await expect(ids.take()).rejects.toThrow('the disk is gone')
  await expect(ids.take()).rejects.toThrow('the disk is gone')
})
