import { expect, test } from 'vitest'
import { looksLikeTeam, skeleton, visitorName } from './lookalike.ts'

const team = { people: ['Anna', 'Carol Miller', 'Анна', 'علي'], groups: ['Customer Care', 'Sales'] }

test.each([
  ['Anna', 'Аnnа'],
  ['Anna', 'ANNA'],
  ['Anna', 'A n n a'],
  ['Anna', 'Ａｎｎａ'],
  ['Anna', '𝐀nna'],
  ['Anna', 'Ánnà'],
  ['Anna', 'Αnna'],
  ['Bill', 'BiII'],
  ['Bill', 'Bi1|'],
  ['Carol', 'Car0l'],
  ['Mia', 'rnia'],
  ['Willi', 'VVilli'],
])('T10: %s and %s look the same', (one, other) => {
  expect(skeleton(one)).toBe(skeleton(other))
})

test.each([['Mia'], ['Anne'], ['Hanna'], ['Anton'], ['Ann'], ['안나'], ['😀']])(
  'T10: Anna and %s do not',
  (other) => {
    expect(skeleton('Anna')).not.toBe(skeleton(other))
  },
)

test.each([
  ['Anna'],
  ['аnnа'],
  ['carol  MILLER'],
  ['CarolMiller'],
  ['Анна'],
  ['علي'],
  ['Anna (Support)'],
  ['Anna - Operator'],
  ['Suррort'],
  ['Sales'],
  ['5ales team'],
  ['Customer Care'],
  ['Your Customer-Care'],
  ['Admin'],
  ['Desk'],
])('T10: %s says that it is a visitor', (name) => {
  expect(visitorName(name, team)).toBe(`${name} (visitor)`)
  expect(visitorName(`${name} (visitor)`, team)).toBe(`${name} (visitor)`)
})

test.each([
  ['Mia'],
  ['Anna Schmidt'],
  ['Hanna'],
  ['Miller'],
  ['Sal'],
  [''],
  ['Visitor'],
  ['😀'],
  ['Caroline Miller'],
])('T10: %j keeps the name as it is', (name) => {
  expect(looksLikeTeam(name, team)).toBe(false)
  expect(visitorName(name, team)).toBe(name)
})
