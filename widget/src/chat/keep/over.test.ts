import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { initial } from '../model/step.ts'
import { Over } from './over.ts'

const drawer = new Map<string, string>()
beforeEach(() => {
  drawer.clear()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => drawer.get(key) ?? null,
    setItem: (key: string, text: string) => void drawer.set(key, text),
    removeItem: (key: string) => void drawer.delete(key),
  })
})
afterEach(() => vi.unstubAllGlobals())

const ended = {
  ...initial,
  phase: 'ended',
  ended: 'idle',
  bye: { token: 't' },
  values: { name: 'Mia' },
} as const

test('C8: a chat that is over is kept for the tab, as it is on the screen', () => {
  const over = new Over('k')
  over.keep(ended)
  expect(over.load()).toEqual({
    ...{ phase: 'ended', ended: 'idle', bye: { token: 't' }, values: { name: 'Mia' } },
    thread: initial.thread,
  })
})

test('C8: what is put away is kept no longer, and nothing is ever kept of a chat that goes on', () => {
  const over = new Over('k')
  over.keep(ended)
  over.keep({ ...ended, phase: 'chatting' })
  expect(over.load()).toBeUndefined()
  drawer.set('k', 'broken')
  expect(over.load()).toBeUndefined()
})

test('where the frame has no storage nothing fails', () => {
  vi.unstubAllGlobals()
  vi.stubGlobal('sessionStorage', undefined)
  const over = new Over('k')
  over.keep(ended)
  expect(over.load()).toBeUndefined()
})
