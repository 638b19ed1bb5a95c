import { expect, test } from 'vitest'
import { Store } from './store.ts'

test('D6: a flood of changes is told once a frame, with the newest value there at once', () => {
  const frames: (() => void)[] = []
  const store = new Store(0, (callback) => void frames.push(callback))
  const seen: number[] = []
  store.subscribe(() => seen.push(store.get()))
  for (let n = 1; n <= 1000; n += 1) store.set(n)
  expect(store.get()).toBe(1000)
  expect(seen).toEqual([])
  expect(frames).toHaveLength(1)
  frames.shift()?.()
  expect(seen).toEqual([1000])
  store.set(1000)
  expect(frames).toHaveLength(0)
  store.set(7)
  frames.shift()?.()
  expect(seen).toEqual([1000, 7])
})

test('a change that a listener makes is told, too', () => {
  const store = new Store(0)
  const seen: number[] = []
  store.subscribe(() => {
    seen.push(store.get())
    if (store.get() === 1) store.set(2)
  })
  store.set(1)
  expect(seen).toEqual([1, 2])
})
