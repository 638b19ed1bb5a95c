import { expect, test } from 'vitest'
import type { Trigger } from '../config/types.ts'
import { firstDue, type Visit } from './triggers.ts'

const visit = (page: string, more: Partial<Visit> = {}, cart = ''): Visit => ({
  ...{ page, pages: 1, returning: false, ...more },
  parameters: cart ? [{ name: 'cart', value: cart, verified: false }] : [],
})
const CART = visit('https://shop.example/cart?step=2', { pages: 2, returning: true }, 'full')
const HOME = visit('https://shop.example/')
const rule = (one: Partial<Trigger>): Trigger => ({ after: 20_000, returning: false, ...one })

test.each<[string, Partial<Trigger>, boolean, boolean]>([
  ['any page', {}, true, true],
  ['an address', { page: '/cart*' }, true, false],
  ['an address with its end', { page: '*step=2' }, true, false],
  ['both ends and the middle', { page: '/c*t?*=*' }, true, false],
  ['exactly this address', { page: '/' }, false, true],
  ['no text twice', { page: '/cart?step*step=2' }, false, false],
  ['a parameter that is there', { parameter: 'cart' }, true, false],
  ['a parameter with its value, in any case', { parameter: 'cart', is: 'FULL' }, true, false],
  ['another value', { parameter: 'cart', is: 'empty' }, false, false],
  ['the second page of the visit', { pages: 2 }, true, false],
  ['somebody who has been here before', { returning: true }, true, false],
  ['all of it together', { page: '/cart*', parameter: 'cart', pages: 2, returning: true }, true, false],
])('V9: a rule for %s', (_, said, onCart, atHome) => {
  const rules = [rule(said)]
  expect([firstDue(rules, CART), firstDue(rules, HOME)].map(Boolean)).toEqual([onCart, atHome])
})

test('V9: of several rules the soonest counts, and a page without an address fits none that has one', () => {
  const rules = [
    rule({ after: 30_000 }),
    rule({ after: 5_000, page: '/cart*' }),
    rule({ after: 5_000, text: 'Later' }),
  ]
  expect(firstDue(rules, CART)).toBe(rules[1])
  expect(firstDue(rules, HOME)).toBe(rules[2])
  const nowhere: Visit = { parameters: [], pages: 1, returning: false }
  expect(firstDue([rule({ page: '*' })], nowhere)).toBeDefined()
  expect(firstDue([rule({ page: '/*' })], nowhere)).toBeUndefined()
})
