import { expect, test } from 'vitest'
import { nickBeside, nicksFor } from './names.ts'

test.each([
  ['Mia', 'Anna', 'Mia', 'Anna'],
  ['Anna', 'Anna', 'Anna (visitor)', 'Anna'],
  ['ANNA', 'Anna', 'ANNA (visitor)', 'Anna'],
  ['Ａｎｎａ', 'Anna', 'Anna (visitor)', 'Anna'],
  ['An na', 'Anna', 'An na (visitor)', 'Anna'],
  ['desk', 'Anna', 'desk (visitor)', 'Anna'],
  ['Mia', 'Desk', 'Mia', 'Desk (operator)'],
  ['', 'Anna', 'Visitor', 'Anna'],
  ['', 'Visitor', 'Visitor (visitor)', 'Visitor'],
  ['😀', '🙂', 'Visitor', 'Operator'],
  ['علي', 'علي', 'Visitor', 'علي'],
  ['\u202Eaim\u200B\n', 'Anna', 'aim', 'Anna'],
])('%s with %s: %s and %s', (visitor, operator, asVisitor, asOperator) => {
  expect(nicksFor(visitor, operator)).toEqual({ visitor: asVisitor, operator: asOperator })
})

test('a name without end is cut', () => {
  expect(nicksFor('x'.repeat(500), 'Anna').visitor).toBe(`${'x'.repeat(39)}...`)
})

test.each([
  [[], 'Ben'],
  [['Mia'], 'Ben'],
  [['ben'], 'Ben (operator)'],
  [['Ben', 'Ben (operator)'], 'Ben (ben)'],
])('C4: beside %j the operator is called %s', (taken, nick) => {
  expect(nickBeside('Ben', 'ben@localhost', taken)).toBe(nick)
})
