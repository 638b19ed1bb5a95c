import { describe, expect, it } from 'vitest'
import { type Field, type Submit, validate } from './forms.ts'

const fields: readonly Field[] = [
  { name: 'intro', label: '', type: 'fixed', values: ['Hello'] },
  { name: 'name', label: 'Name', type: 'text-single', required: true },
  { name: 'email', label: 'E-mail', type: 'text-single', datatype: 'email' },
  { name: 'problem', label: 'What is it about?', type: 'text-multi' },
  {
    name: 'topic',
    label: 'Topic',
    type: 'list-single',
    options: [
      { label: 'Order', value: 'order' },
      { label: 'Login', value: 'login' },
    ],
  },
]

const submit = (values: Record<string, string | string[]>): Submit => ({
  type: 'submit',
  values: new Map(Object.entries(values).map(([name, words]) => [name, [words].flat()])),
})

const complaints = (values: Record<string, string | string[]>, asked = fields) =>
  validate(asked, submit(values)).invalid

describe('validate', () => {
  it('gives the answers in the order of the fields, with labels', () => {
    expect(validate(fields, submit({ topic: 'order', name: ' Mia ', extra: 'x', email: '' }))).toEqual({
      answers: [
        { name: 'name', label: 'Name', values: ['Mia'] },
        { name: 'topic', label: 'Topic', values: ['order'] },
      ],
    })
  })

  it('joins the lines of a long text', () => {
    expect(
      validate(fields, submit({ name: 'Mia', problem: ['one', '', 'two\r\nthree'] })).answers?.[1]?.values,
    ).toEqual(['one\n\ntwo\nthree'])
  })

  it('names everything that is wrong at once', () => {
    expect(complaints({ email: 'mia', topic: 'weather' })).toEqual([
      { field: 'name', text: 'Name is needed.' },
      { field: 'email', text: 'E-mail must be an address like mia@example.org.' },
      { field: 'topic', text: 'Topic must be one of the choices.' },
    ])
  })

  it('takes no form, or a cancelled one, as empty', () => {
    expect(validate(fields, undefined).invalid).toHaveLength(1)
    expect(validate(fields, { type: 'cancel', values: new Map([['name', ['Mia']]]) }).invalid).toHaveLength(1)
    expect(validate([], undefined)).toEqual({ answers: [] })
  })

  it.each(['mia@example.org', 'm.i+a@sub.example.co', 'mïa@müller.example'])(
    'accepts the address %s',
    (email) => {
      expect(complaints({ name: 'Mia', email })).toBeUndefined()
    },
  )
  it.each(['mia@', '@example.org', 'mia@example', 'a b@example.org', 'a@b@c.de', 'mia@.org', '<a@b.de>'])(
    'refuses the address %s',
    (email) => expect(complaints({ name: 'Mia', email })?.[0]?.field).toBe('email'),
  )

  it('limits the length, in characters as people count them', () => {
    expect(complaints({ name: '😀'.repeat(100) })).toBeUndefined()
    expect(complaints({ name: 'x'.repeat(101) })?.[0]?.text).toBe('Name is too long: at most 100 characters.')
    expect(complaints({ name: 'Mia', problem: 'x'.repeat(4001) })?.[0]?.field).toBe('problem')
    const short: Field = { name: 'code', label: 'Code', type: 'text-single', maxLength: 3 }
    expect(complaints({ code: '1234' }, [short])?.[0]?.field).toBe('code')
  })

  it('takes one value where one is asked for', () => {
    expect(complaints({ name: ['Mia', 'Lea'] })?.[0]?.text).toBe('Name has too many values.')
  })

  describe('consent', () => {
    const consent: Field = { name: 'consent', label: 'Consent', type: 'boolean', required: true }
    it.each(['1', 'true'])('is given by %s', (value) => {
      expect(validate([consent], submit({ consent: value })).answers?.[0]?.values).toEqual(['true'])
    })
    it.each(['0', 'false', '', 'perhaps'])('is not given by "%s"', (value) => {
      expect(complaints({ consent: value }, [consent])?.[0]?.text).toBe('Consent must be agreed to.')
    })
    it('is a yes or no when it may be missing', () => {
      const wish = { ...consent, required: false }
      expect(validate([wish], submit({})).answers).toEqual([])
      expect(complaints({ consent: 'perhaps' }, [wish])?.[0]?.text).toBe('Consent must be yes or no.')
    })
  })

  it('lets an open list have other values', () => {
    const open: Field = { name: 'case', label: 'Case', type: 'list-single', open: true, options: [] }
    expect(validate([open], submit({ case: '1842' })).answers?.[0]?.values).toEqual(['1842'])
  })

  it('takes control characters, half characters and text direction out of names', () => {
    const name = 'M\u0000i\u202Ea\uD800 \u200B\u2066\tL\nee\u007F'
    expect(validate(fields, submit({ name })).answers?.[0]?.values).toEqual(['Mia L ee'])
  })

  it('sees that nothing is left of a name of nothing', () => {
    expect(complaints({ name: '\u200B \u202E\u0007' })?.[0]?.text).toBe('Name is needed.')
  })
})
