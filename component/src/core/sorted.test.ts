import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countBefore, Sorted } from './sorted.ts'

const compare = (a: number, b: number): number => a - b

test('counts the keys before a key as the sorted list does, there or not', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(5_000), { maxLength: 2_000, size: 'max' }),
      fc.nat(5_000),
      (keys, key) => {
        const map = new Sorted<number, true>([], compare, 16)
        for (const one of keys) map.set(one, true)
        for (const one of keys.slice(0, keys.length / 3)) map.delete(one)
        const left = keys.slice(Math.floor(keys.length / 3))
        expect(countBefore(map, key, compare)).toBe(left.filter((one) => one < key).length)
      },
    ),
    { numRuns: 60 },
  ))

test('a clone and its origin do not see each other', () => {
  const origin = new Sorted<number, string>([[1, 'one']], compare, 16)
  const clone = origin.clone()
  clone.set(2, 'two')
  origin.set(3, 'three')
  clone.delete(1)
  expect([...origin.keys()]).toEqual([1, 3])
  expect([...clone.keys()]).toEqual([2])
})
