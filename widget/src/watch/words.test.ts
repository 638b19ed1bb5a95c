import { expect, test } from 'vitest'
import { wordsFor } from './words.ts'

test.each(['en', 'de-AT', 'da', 'fr', 'es', 'ar', 'fi'])(
  'C10: the invitation in %s names who invites',
  (language) => {
    const { help, here, ...rest } = wordsFor(language)
    expect([help, here].every((text) => text.includes('{workgroup}')) && help.includes('{by}')).toBe(true)
    expect(Object.values(rest).every(Boolean)).toBe(true)
  },
)
