import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parametersAreSigned, signParameters, signTicket, type Ticket, verifyTicket } from './ticket.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const ticket: fc.Arbitrary<Ticket> = fc.record(
  {
    jti: fc.string({ minLength: 1 }),
    exp: fc.integer({ min: 1 }),
    site: text,
    workgroup: text,
    page: text,
    title: text,
    language: text,
    parameters: fc.array(fc.record({ name: text, value: text, verified: fc.boolean() })),
  },
  { requiredKeys: ['jti', 'exp', 'site', 'workgroup', 'parameters'] },
)

test('what was signed is what is read', () => {
  fc.assert(
    fc.property(ticket, fc.string(), (given, key) => {
      const expected = { workgroup: given.workgroup, now: given.exp - 1 }
      expect(verifyTicket(signTicket(given, key), key, expected)).toEqual(JSON.parse(JSON.stringify(given)))
    }),
  )
})

test('a changed character anywhere is noticed', () => {
  fc.assert(
    fc.property(ticket, fc.nat(), fc.constantFrom(...'AZaz09-_.'), (given, at, character) => {
      const signed = signTicket(given, 'key')
      const index = at % signed.length
      // The last character of base64url carries bits that mean nothing.
      fc.pre(signed[index] !== character && index !== signed.length - 1)
      const changed = signed.slice(0, index) + character + signed.slice(index + 1)
      expect(typeof verifyTicket(changed, 'key', { workgroup: given.workgroup, now: 0 })).toBe('string')
    }),
  )
})

test('no text whatever makes it throw, or passes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (noise) => {
      expect(typeof verifyTicket(noise, 'key', { workgroup: '', now: 0 })).toBe('string')
    }),
  )
})

const sample: Ticket = {
  jti: '1',
  exp: 1_000,
  site: 'demo',
  workgroup: 'support@support.localhost',
  parameters: [],
}

test.each([
  ['forged', signTicket(sample, 'other key'), sample.workgroup, 0],
  ['expired', signTicket(sample, 'key'), sample.workgroup, 1_000],
  ['other-workgroup', signTicket(sample, 'key'), 'sales@support.localhost', 0],
  ['malformed', 'x', sample.workgroup, 0],
  ['malformed', 'a.b.c', sample.workgroup, 0],
  ['malformed', signTicket({} as Ticket, 'key'), sample.workgroup, 0],
])('%s', (fault, signed, workgroup, now) => {
  expect(verifyTicket(signed, 'key', { workgroup, now })).toBe(fault)
})

test('V6: the signature of parameters is that of the wire document, whatever their order', () => {
  const signature = signParameters({ order: 'Ä-1', customer: '56164' }, 'key')
  // Made with another language: HMAC-SHA-256 of {"customer":"56164","order":"Ä-1"}.
  expect(signature).toBe('47211e6a5d2baa16c4944e97f3734dbd118b69ad45a00b7abda8adc6b511b942')
  expect(parametersAreSigned({ customer: '56164', order: 'Ä-1' }, signature, 'key')).toBe(true)
  expect(parametersAreSigned({ customer: '56165', order: 'Ä-1' }, signature, 'key')).toBe(false)
  expect(parametersAreSigned({ customer: '56164', order: 'Ä-1' }, 'short', 'key')).toBe(false)
})
