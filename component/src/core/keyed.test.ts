import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Keyed } from './keyed.ts'

type Step =
  | { readonly do: 'set'; readonly key: number; readonly value: string }
  | { readonly do: 'delete'; readonly key: number }
  | { readonly do: 'clone'; readonly of: number }
  | { readonly do: 'read'; readonly of: number }

const key = fc.nat(9)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), key, value: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('clone' as const), of: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const), of: fc.nat() }) },
)

const sorted = <V>(entries: Iterable<readonly [number, V]>) => [...entries].sort(([a], [b]) => a - b)

test('each version stays as it was, however many are made from it and read in between', () =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const versions = [{ map: Keyed.of<number, string>(), model: new Map<number, string>() }]
      for (const one of steps) {
        const newest = versions.at(-1)
        const any = 'of' in one ? versions[one.of % versions.length] : undefined
        if (one.do === 'set') {
          newest?.map.set(one.key, one.value)
          newest?.model.set(one.key, one.value)
        } else if (one.do === 'delete') {
          newest?.map.delete(one.key)
          newest?.model.delete(one.key)
        } else if (one.do === 'clone' && any) {
          versions.push({ map: any.map.clone(), model: new Map(any.model) })
        } else if (any) expect(sorted(any.map.entries())).toEqual(sorted(any.model))
        for (const { map, model } of versions)
          for (let at = 0; at < 10; at += 1) expect(map.get(at)).toBe(model.get(at))
      }
      for (const { map, model } of versions) {
        expect(map.size).toBe(model.size)
        expect([...map.keys()].sort()).toEqual([...model.keys()].sort())
        expect([...map.values()].sort()).toEqual([...model.values()].sort())
      }
    }),
    { numRuns: 500 },
  ))

test('who walks over the entries may write meanwhile', () => {
  const map = Keyed.of([
    [1, 'one'],
    [2, 'two'],
  ])
  for (const at of map.keys()) {
    map.delete(at)
    map.set(at + 10, 'more')
  }
  expect([...map.keys()]).toEqual([11, 12])
})

test('what has been cloned is not written to', () => {
  const map = Keyed.of([[1, 'one']])
  map.clone()
  expect(() => map.set(1, 'another')).toThrow(TypeError)
  expect(() => map.delete(1)).toThrow(TypeError)
  expect(map.get(1)).toBe('one')
})

test('a hundred thousand versions are walked through without a stack of as many', () => {
  const first = Keyed.of<number, number>()
  let last = first
  for (let at = 0; at < 100_000; at += 1) {
    last = last.clone()
    last.set(at, at)
  }
  expect(first.size).toBe(0)
  expect(last.size).toBe(100_000)
})
