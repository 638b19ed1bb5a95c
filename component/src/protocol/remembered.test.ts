import { expect, test } from 'vitest'
import { remembered } from './remembered.ts'

test('each is worked out once, whatever the answer; made-up ones are not kept for good', () => {
  const asked: string[] = []
  const isShort = remembered((text) => {
    asked.push(text)
    return text.length < 3
  })
  for (const text of ['a', 'long', 'a', 'long']) expect(isShort(text)).toBe(text === 'a')
  expect(asked).toEqual(['a', 'long'])
  for (let index = 0; index < 1_000; index += 1) isShort(`made up ${index}`)
  asked.length = 0
  expect(isShort('a')).toBe(true)
  expect(asked).toEqual(['a'])
})
