import { expect, test } from 'vitest'
import { parseXml } from '../desk/fake-link.kit.ts'
import { Questions, StanzaError } from './ask.ts'
import { type Element, sendable, xml } from './xml.ts'

function asking(to?: string) {
  const sent: Element[] = []
  const questions = new Questions(
    (stanza) => sent.push(stanza),
    () => 'anna@localhost/desk',
  )
  const answer = questions.ask(xml('iq', { type: 'get', to }), 50)
  const reply = (type: string, from?: string, payload = '') =>
    questions.take(
      parseXml(
        `<iq type='${type}' id='${sent[0]?.attrs.id}' ${from ? `from='${from}'` : ''}>${payload}</iq>`,
      ),
    )
  return { questions, answer, reply }
}

test('a reply counts only from the address that was asked', async () => {
  const { answer, reply } = asking('support@s')
  expect(reply('result', 'evil@x')).toBe(false)
  expect(reply('result')).toBe(false)
  expect(reply('result', 'support@s')).toBe(true)
  expect((await answer).attrs.from).toBe('support@s')
})

test('our own server may leave its name out', async () => {
  const { answer, reply } = asking()
  expect(reply('result')).toBe(true)
  await answer
})

test('an error has its condition and its text', async () => {
  const { answer, reply } = asking('support@s')
  const ns = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'"
  reply('error', 'support@s', `<error type='cancel'><text ${ns}>Ben has it.</text><conflict ${ns}/></error>`)
  await expect(answer).rejects.toMatchObject({ condition: 'conflict', message: 'Ben has it.' })
})

test('no answer is an answer after a while, and at once when the connection is given up', async () => {
  await expect(asking('support@s').answer).rejects.toBeInstanceOf(StanzaError)
  const { questions, answer } = asking('support@s')
  questions.giveUp()
  await expect(answer).rejects.toMatchObject({ condition: 'remote-server-timeout' })
})

test('what XML cannot hold is left out, everything else stays', () => {
  expect(sendable('a\u0000b\u001bc\ufffe')).toBe('abc')
  expect(sendable('lone \ud800 surrogate \udc00')).toBe('lone  surrogate ')
  expect(sendable('tab\t line\n 👍 עברית <b>&')).toBe('tab\t line\n 👍 עברית <b>&')
})
