import { expect, test } from 'vitest'
import type { Field } from '../protocol/forms.ts'
import { phoneOf, validateLeft } from './callback.ts'

const NAME: Field = { name: 'name', label: 'Name', type: 'text-single', required: true }
const left = (values: Record<string, string>, fields: readonly Field[] = [NAME]) =>
  validateLeft(
    { form: { fields } },
    { type: 'submit', values: new Map(Object.entries(values).map(([name, value]) => [name, [value]])) },
  )

test.each(['+45 12 34 56 78', '(030) 123-456', '112/45678', '0800.12345'])(
  'Q5: %s is a telephone number',
  (phone) => {
    const { answers, invalid } = left({ name: 'Mia', phone })
    expect([phoneOf(answers), invalid]).toEqual([phone, []])
  },
)

test.each(['112', 'call me', '+45 12 34 56 78 or mail', '-----'])('Q5: %s is none', (phone) => {
  expect(left({ name: 'Mia', phone }).invalid).toEqual([
    { field: 'phone', text: 'Telephone must be a number like +45 12 34 56 78.' },
  ])
})

test('Q5: who wants no call leaves no number; what else is wrong is named beside it', () => {
  expect(left({ name: 'Mia', phone: '' }).invalid).toEqual([])
  expect(left({ phone: 'x' }).invalid.map(({ field }) => field)).toEqual(['name', 'phone'])
})

test('Q5: a form that asks for the number itself asks once', () => {
  const own: Field = { name: 'phone', label: 'Mobile', type: 'text-single', required: true }
  const { answers } = left({ name: 'Mia', phone: '+4512345678' }, [NAME, own])
  expect(answers.map(({ label }) => label)).toEqual(['Name', 'Mobile'])
})
