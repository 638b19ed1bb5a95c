/** XEP-0142: where an example is wrong in itself, and how it is read. */
import { describe, expect, it } from 'vitest'
import { parseInvite } from './muc.ts'
import { expectSameXml, xml } from './pairs.kit.ts'
import * as stanza from './stanza.ts'
import { refusal, StanzaError } from './stanza-error.ts'
import * as workgroup from './workgroup.ts'
import { ALICE, at, FORM, SUPPORT, TEN, USER } from './xep-0142.kit.ts'

const { presence, result } = stanza

describe('A4: where the examples cannot be taken at their word', () => {
  it('A4: the form is read in its misspelt namespace jabber:iq:data and written in jabber:x:data', () => {
    const example = at('Join With Form (2)', 1)
    const asMeant = xml(example.toString().replace('jabber:iq:data', 'jabber:x:data'))
    expectSameXml(result(at('Join With Form (2)'), workgroup.buildFormResult(FORM)), asMeant)
  })

  it('A4: the error carries no code, which RFC 6120 has dropped', () => {
    const example = at('Join With Form', 1)
    const error = stanza.own(example, 'error')
    if (error) error.attrs.code = null
    expectSameXml(refusal('not-acceptable').toStanza(at('Join With Form')), xml(example.toString()))
  })

  it('A4: dates are written as XEP-0082 demands, and read as the examples have them', () => {
    const built = workgroup.buildNotifyQueue({ count: 1, oldest: TEN, time: 30, status: 'open' })
    const example = xml(
      at('Agent Receives Updates').toString().replace('20050208T10:00:00', '2005-02-08T10:00:00Z'),
    )
    expectSameXml(presence(undefined, ALICE, SUPPORT, undefined, built), example)
  })

  it('A4: the sender of an update is misspelt in the text and right here', () => {
    const built = workgroup.buildNotifyAgents({ available: 2, currentChats: 2, maxChats: 7 })
    const example = xml(at('Agent Recives Update').toString().replace('wokgroup', 'workgroup'))
    expectSameXml(presence(undefined, ALICE, SUPPORT, undefined, built), example)
  })

  it('A4: a mediated invitation is asked of the room, which sends it from itself', () => {
    const example = at('An Invitation (2)')
    expect(parseInvite(example)?.from).toBe(SUPPORT)
    expectSameXml(
      workgroup.buildInvitationPayload({ id: '1', nick: 'A', with: 'B' }, USER)[1] ?? stanza.el('none'),
      stanza.child(example, 'offer', workgroup.NS) ?? stanza.el('nothing'),
    )
  })

  for (const caption of [
    'Presence Update',
    'Notify-Agent Status Type',
    'Notify-Queue Status Type',
    'Notify-Queue-Details Status Type',
    'Offer Request',
  ] as const)
    it(`A4: the placeholders of "${caption}" are refused as the words they are`, () => {
      const readers = [
        workgroup.parseAgentStatus,
        workgroup.parseNotifyAgents,
        workgroup.parseNotifyQueue,
        workgroup.parseNotifyQueueDetails,
        workgroup.parseOffer,
      ]
      expect(() => readers.map((parse) => parse(at(caption)))).toThrow(StanzaError)
    })
})
