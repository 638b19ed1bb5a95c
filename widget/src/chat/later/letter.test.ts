import { expect, test } from 'vitest'
import { LETTER } from '../model/form.ts'
import type { Field, Happenings, Look } from '../model/types.ts'
import { HttpFault } from '../wire/http.ts'
import { answerable, fieldsOf, letterOf, mailOf, type Post, send } from './letter.ts'

const look: Look = {
  site: { id: 'demo', name: 'Acme' },
  workgroup: { jid: 'support@support.localhost', name: 'Support' },
  availability: { open: false, show: 'offline', waiting: 0 },
  form: {
    fields: [
      { name: 'name', type: 'text-single', required: true },
      { name: 'email', type: 'text-single', datatype: 'email' },
    ],
  },
}
const about = { site: 'demo', workgroup: 'support' }
const words = {
  message: 'Message',
  answerTo: 'So that we can answer you',
  phone: 'Telephone',
  callAbout: 'When?',
}
const fields = fieldsOf(look, words)
const typed = { name: 'Mia ', email: 'mia@example.org', [LETTER]: 'Where is my order?' }

async function told(raw: Record<string, string>, post: Post): Promise<Happenings['letter'][]> {
  const all: Happenings['letter'][] = []
  await send(fields, raw, about, post, (change) => all.push(change))
  return all
}

test('Q5: form and text are sent apart, and the number of the case comes back', async () => {
  const sent: unknown[] = []
  const all = await told(typed, async (letter) => {
    sent.push(letter)
    return { number: 1842 }
  })
  expect(sent).toEqual([
    { ...about, form: { name: 'Mia', email: 'mia@example.org' }, text: 'Where is my order?' },
  ])
  expect(all).toEqual([
    { values: typed, letter: { is: 'sending' } },
    { values: { name: 'Mia', email: 'mia@example.org' }, letter: { is: 'sent', number: 1842 } },
  ])
})

test('Q5: what is wrong is not sent', async () => {
  const all = await told({ email: 'mia@' }, () => Promise.reject(new Error('sent')))
  expect(all).toEqual([
    { values: { email: 'mia@' }, wrong: { name: 'required', email: 'email', [LETTER]: 'required' } },
  ])
})

test('Q5: what could not be sent is kept, and the fault is named', async () => {
  const all = await told(typed, () => Promise.reject(new HttpFault('no-connection')))
  expect(all.at(-1)).toEqual({ values: typed, letter: { is: 'failed', fault: 'no-connection' } })
  const strange = await told(typed, () => Promise.reject(new TypeError('x')))
  expect(strange.at(-1)).toMatchObject({ letter: { is: 'failed', fault: 'server' } })
})

test('Q5: what the server finds wrong is shown at its field', async () => {
  const all = await told(typed, () => Promise.reject(new HttpFault('server', ['email'])))
  expect(all.at(-1)).toEqual({ values: typed, wrong: { email: 'refused' } })
  const text = await told(typed, () => Promise.reject(new HttpFault('server', ['text'])))
  expect(text.at(-1)).toEqual({ values: typed, wrong: { [LETTER]: 'refused' } })
})

test('what it is about is said once: the message, which begins with what was said before the wait', () => {
  const problem = { name: 'problem', type: 'text-multi' } as const
  const names = (field: Field) =>
    fieldsOf({ ...look, form: { fields: [...look.form.fields, field] } }, words).map(({ name }) => name)
  expect(names(problem)).toEqual(['name', 'email', LETTER])
  expect(names({ ...problem, required: true })).toEqual(['name', 'email', 'problem', LETTER])
  expect(letterOf({ name: 'Mia', problem: 'My order' })).toMatchObject({ name: 'Mia', [LETTER]: 'My order' })
  expect(letterOf({ problem: 'My order', [LETTER]: '' })).toMatchObject({ [LETTER]: '' })
  expect(letterOf({ name: 'Mia' })).toEqual({ name: 'Mia' })
})

test('an address says what it is for', () => {
  expect(fields.find(({ name }) => name === 'email')?.description).toBe('So that we can answer you')
})

test('Q5: a call back is asked for with the number, once, and when it suits', () => {
  const own: Field = { name: 'phone', type: 'text-single' }
  const asking = { ...look, form: { fields: [...look.form.fields, own] } }
  for (const one of [look, asking]) {
    const asked = fieldsOf(one, words, true)
    expect(asked.map(({ name, required }) => [name, required ?? false])).toEqual([
      ['name', true],
      ['email', false],
      ['phone', true],
      [LETTER, true],
    ])
    expect(asked.at(-1)?.label).toBe('When?')
  }
})

test.each([
  ['none', []],
  ['optional', [{ name: 'e', type: 'text-single', datatype: 'email' }]],
  ['required', [{ name: 'e', type: 'text-single', datatype: 'email', required: true }]],
] as const)('Q5: an answer is promised only to an address: %s', (what, asked) => {
  const form = { fields: [{ name: 'name', type: 'text-single' } as const, ...asked] }
  expect(answerable({ ...look, form })).toBe(what)
  expect(mailOf({ ...look, form }, { name: 'Mia' })).toBeUndefined()
  const there = what === 'none' ? undefined : 'mia@example.org'
  expect(mailOf({ ...look, form }, { name: 'Mia', e: 'mia@example.org' })).toBe(there)
})
