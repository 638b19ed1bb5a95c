import { expect, test } from 'vitest'
import { row } from './fake.kit.ts'
import { find, findNamed } from './find.ts'

const ZOE = row({ id: 'z', number: 4, name: 'Zoë Šťastná', minutes: 1, phase: 'waiting' })
const ZOE_SMITH = row({ id: 'y', number: 5, name: 'Zoe Smith', minutes: 1, phase: 'waiting' })
const found = (words: string) => find([ZOE, ZOE_SMITH], words).map(({ case: { id } }) => id)

test('A3: a name is found as it is written, and else without its accents', () => {
  expect(found('ZOË')).toEqual(['z'])
  expect(found('zoe stastna')).toEqual(['z'])
  expect(found('zoe')).toEqual(['y'])
  expect(found('\u0301')).toEqual([])
  expect(findNamed([{ jid: 'soren@localhost', name: 'Sörén' }], 'Soren')).toHaveLength(1)
})
