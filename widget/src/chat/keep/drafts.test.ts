import { expect, test } from 'vitest'
import { Drafts } from './drafts.ts'

function drawer() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('C2: what is being typed is there after a reload', () => {
  const storage = drawer()
  const before = new Drafts('parlor:support', { drafts: '' }, storage)
  before.text = 'Where is'
  before.values = { name: 'Mia', email: '' }
  const after = new Drafts('parlor:support', { drafts: '' }, storage)
  expect(after.text).toBe('Where is')
  expect(after.values).toEqual({ name: 'Mia' })
  expect(new Drafts('parlor:sales', { drafts: '' }, storage).text).toBe('')
})

test('V7: nothing is stored before somebody types, and nothing stays of what is gone', () => {
  const storage = drawer()
  const drafts = new Drafts('parlor:support', { drafts: '' }, storage)
  expect([drafts.text, drafts.values]).toEqual(['', {}])
  drafts.values = { name: '' }
  expect(storage.kept.size).toBe(0)
  drafts.text = 'a'
  drafts.text = ''
  expect(storage.kept.size).toBe(0)
})

test('where storage is refused the page keeps it for the tab', () => {
  const lap = { drafts: '' }
  const drafts = new Drafts('parlor:support', lap, undefined)
  let changes = 0
  drafts.changed = () => changes++
  drafts.text = 'a'
  expect(new Drafts('parlor:support', { ...lap }, undefined).text).toBe('a')
  expect([changes, drafts.isEmpty]).toEqual([1, false])
  drafts.text = ''
  expect([lap.drafts, drafts.isEmpty]).toEqual(['', true])
})

test('storage that is full or was taken away costs nothing but the draft', () => {
  const refused = () => {
    throw new Error('refused')
  }
  const drafts = new Drafts('k', { drafts: '' }, { getItem: refused, setItem: refused, removeItem: refused })
  drafts.text = 'a'
  expect(drafts.text).toBe('')
})

test('what somebody else put there is no form', () => {
  for (const text of ['null', '7', '[', '"x"']) {
    const storage = drawer()
    storage.kept.set('parlor:support', text)
    expect(() => new Drafts('parlor:support', { drafts: '' }, storage).values).not.toThrow()
  }
})
