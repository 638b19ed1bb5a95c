import { expect, test } from 'vitest'
import { english, fill, speak } from './index.ts'

test('places and plurals follow the language', () => {
  const { rank, count, words } = english
  expect([1, 2, 3, 4, 11, 22].map((n) => rank(words.place, n))).toEqual([
    '1st in line',
    '2nd in line',
    '3rd in line',
    '4th in line',
    '11th in line',
    '22nd in line',
  ])
  expect([1, 2].map((n) => count(words.unread, n))).toEqual(['1 new message', '2 new messages'])
  expect([10, 60, 130].map((seconds) => english.minutes(seconds))).toEqual([
    '1 minute',
    '1 minute',
    '2 minutes',
  ])
})

test('values are put in as they are', () => {
  expect(fill('{name} is {what}', { name: '<b>{what}</b>' })).toBe('<b>{what}</b> is {what}')
})

test('an unknown or broken language is English', async () => {
  expect((await speak(['xx', 'not a tag'])).language).toBe('en')
  expect((await speak(['en-GB'])).language).toBe('en-GB')
})
