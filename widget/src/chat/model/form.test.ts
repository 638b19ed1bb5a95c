import { expect, test } from 'vitest'
import { check, fillIn } from './form.ts'
import type { Field } from './types.ts'

const name: Field = { name: 'name', type: 'text-single', required: true }
const email: Field = { name: 'email', type: 'text-single', datatype: 'email' }
const topic: Field = { name: 'topic', type: 'list-single', required: true, options: [{ value: 'order' }] }
const consent: Field = { name: 'ok', type: 'boolean', required: true }

test.each([
  [name, '', 'required'],
  [name, 'Mia', undefined],
  [name, 'x'.repeat(201), 'long'],
  [email, '', undefined],
  [email, 'mia@example.org', undefined],
  [email, 'mia@', 'email'],
  [email, 'mia example@x.org', 'email'],
  [topic, '', 'choose'],
  [topic, 'order', undefined],
  [topic, 'forged', 'choose'],
  [consent, '', 'consent'],
  [consent, '1', undefined],
] as const)('V5: %j with %j: %s', (field, value, wrong) => {
  expect(check(field, value)).toBe(wrong)
})

test('V5: values are trimmed, empty and unasked ones left out, hidden ones added', () => {
  const hidden: Field = { name: 'source', type: 'hidden', values: ['shop'] }
  const { values, wrong } = fillIn([name, email, hidden], { name: ' Mia ', email: ' ', extra: 'x' })
  expect(values).toEqual({ name: 'Mia', source: 'shop' })
  expect(wrong).toEqual({})
})
