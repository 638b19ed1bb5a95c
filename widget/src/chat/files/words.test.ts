import { expect, test } from 'vitest'
import { wordsIn } from './words.ts'

test('C10: every language has every word about files, and names where they belong', () => {
  const english = wordsIn('en-GB')
  const places = (text: string) => text.match(/\{\w+\}/g)?.sort() ?? []
  for (const language of ['de', 'da', 'fr', 'es', 'ar']) {
    const words = wordsIn(language)
    expect(words).not.toBe(english)
    for (const [key, text] of Object.entries(english)) {
      const there = words[key as keyof typeof english]
      expect(there, `${language} ${key}`).toBeTruthy()
      expect(places(there), `${language} ${key}`).toEqual(places(text))
    }
  }
  expect(wordsIn('xx')).toBe(english)
})
