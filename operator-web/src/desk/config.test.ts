import { expect, test } from 'vitest'
import { addressOf } from './config.ts'

test('a name means an address of the operators’ domain; a whole address means itself', () => {
  expect(addressOf(' anna ', 'localhost')).toBe('anna@localhost')
  expect(addressOf('Anna@Example.COM', 'localhost')).toBe('anna@example.com')
  expect(addressOf('anna@example.com', undefined)).toBe('anna@example.com')
})

test('what cannot be an address is none', () => {
  for (const typed of [
    '',
    'anna anna',
    'a@b@c',
    '@localhost',
    'anna@',
    'anna/desk',
    '<anna>',
    'ä'.repeat(512),
  ])
    expect(addressOf(typed, 'localhost'), typed).toBeUndefined()
  expect(addressOf('anna', undefined)).toBeUndefined()
})
