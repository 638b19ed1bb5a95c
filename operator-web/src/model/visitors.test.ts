import { expect, test } from 'vitest'
import { emptyDesk, reduce } from './desk.ts'
import type { Fact } from './facts.ts'
import type { SiteVisitor } from './types.ts'
import { arrivals, cameFrom, onSite } from './visitors.ts'

const visitor = (number: number, workgroup: string): SiteVisitor => ({
  ...{ visitor: `v${number}`, workgroup, name: `Visitor ${number}`, since: number, busy: false },
})
const found = (workgroup: string, ...numbers: number[]): Fact => ({
  is: 'visitors-found',
  workgroup,
  visitors: numbers.map((number) => visitor(number, workgroup)),
})
const listed = (...facts: readonly Fact[]) =>
  onSite(facts.reduce((desk, fact) => reduce(desk, fact, 0), emptyDesk).visitors).map((one) => one.visitor)

test('R7: who is on a site is shown once, who is there longest first', () => {
  expect(listed(found('support@s', 3, 1), found('sales@s', 2, 1))).toEqual(['v1', 'v2', 'v3'])
  expect(listed(found('support@s', 3, 1), found('support@s', 3))).toEqual(['v3'])
})

test('R7: a list that nobody tells any more is not shown', () => {
  expect(listed(found('support@s', 1), { is: 'connection-lost' })).toEqual([])
  expect(
    listed(found('support@s', 1), found('sales@s', 2), { is: 'workgroup-started', workgroup: 'support@s' }),
  ).toEqual(['v2'])
})

const someone = (visitor: string, page: string, more: Partial<SiteVisitor> = {}): SiteVisitor => ({
  ...{ visitor, workgroup: 's@c', name: 'Visitor', since: 0, busy: false, page },
  ...more,
})

test('D4: the host that a visitor came from', () => {
  expect(cameFrom('https://search.example/find?q=coffee+machine')).toBe('search.example')
  expect(cameFrom('not an address')).toBeUndefined()
})

test('D4: a sound on arrival, by rule: any of the words, in page, place or language', () => {
  const [a, b] = [someone('v1', '/cart'), someone('v2', '/', { place: 'Aarhus, Denmark' })]
  const heard = (rule: string) => arrivals([], [a, b], rule).map(({ visitor }) => visitor)
  expect([heard(''), heard('/cart'), heard('denmark, /x'), heard('Norway')]).toEqual([
    ['v1', 'v2'],
    ['v1'],
    ['v2'],
    [],
  ])
  expect(arrivals([a], [a, b], '').map(({ visitor }) => visitor)).toEqual(['v2'])
})
