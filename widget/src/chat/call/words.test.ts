import { expect, test } from 'vitest'
import { wordsIn } from './words.ts'

test('C10: every language has every word about calls, and the name where it belongs', () => {
  const english = wordsIn('en-GB')
  for (const language of ['de', 'da', 'fr', 'es', 'ar']) {
    const words = wordsIn(language)
    expect(words).not.toBe(english)
    for (const [key, text] of Object.entries(english)) {
      const there = words[key as keyof typeof english]
      expect(there, `${language} ${key}`).toBeTruthy()
      expect(there.includes('{name}'), `${language} ${key}`).toBe(text.includes('{name}'))
    }
  }
  expect(wordsIn('xx')).toBe(english)
})
