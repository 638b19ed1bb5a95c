import { expect, test } from 'vitest'
import { Addresses } from './addresses.ts'

test('B7: the open cases of an address are counted, whatever becomes of them', () => {
  const addresses = new Addresses()
  addresses.set('a', '192.0.2.0/24')
  addresses.set('b', '192.0.2.0/24')
  addresses.set('b', '192.0.2.0/24')
  expect(addresses.open('192.0.2.0/24')).toBe(2)
  addresses.set('b', '198.51.100.0/24')
  expect([addresses.open('192.0.2.0/24'), addresses.open('198.51.100.0/24')]).toEqual([1, 1])
  addresses.delete('a')
  addresses.delete('a')
  expect(addresses.open('192.0.2.0/24')).toBe(0)
  expect(addresses.get('b')).toBe('198.51.100.0/24')
})
