import { expect, test } from 'vitest'
import { buildVcard4, buildVcardTemp } from './vcard.ts'

test('a roster finds the name in both', () => {
  const card = { name: 'Support', description: 'Orders & returns' }
  expect(buildVcardTemp(card).toString()).toBe(
    '<vCard xmlns="vcard-temp"><FN>Support</FN><NICKNAME>Support</NICKNAME><DESC>Orders &amp; returns</DESC></vCard>',
  )
  expect(buildVcard4({ name: 'Support' }).toString()).toBe(
    '<vcard xmlns="urn:ietf:params:xml:ns:vcard-4.0"><fn><text>Support</text></fn><nickname><text>Support</text></nickname></vcard>',
  )
})
