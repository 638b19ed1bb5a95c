import { parse } from 'ltx'
import { expect, test } from 'vitest'
import { masked } from './stream-debug.ts'

test('structure and addresses stay; text, tokens and what a visitor told are masked', () => {
  const out = masked(
    parse(`<message from='a@localhost/x' to='b@localhost' id='1'><body>my card is 4111</body>
      <case xmlns='urn:parlor:1' id='7k3q9x' token='SECRETTOKEN' name='Mia' status='in a hurry'/>
      <x xmlns='jabber:x:data' type='submit'><field var='email'><value>mia@example.org</value></field></x>
      <ticket xmlns='urn:parlor:1'>SECRETTICKET</ticket><show>away</show></message>`),
  ).toString()
  expect(out).not.toMatch(/4111|SECRET|Mia|hurry|mia@/)
  expect(out).toContain('<body>(15 characters)</body>')
  expect(out).toContain('from="a@localhost/x"')
  expect(out).toContain('id="7k3q9x"')
  expect(out).toContain('<field var="email">')
  expect(out).toContain('<show>away</show>')
})
