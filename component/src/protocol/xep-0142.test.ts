/** XEP-0142 by its own examples. Those that are wrong in themselves: `xep-0142-faults.test.ts`. */
import type { Element } from 'ltx'
import { describe, expect, it } from 'vitest'
import { parseInvite } from './muc.ts'
import { expectSameXml } from './pairs.kit.ts'
import * as stanza from './stanza.ts'
import { StanzaError } from './stanza-error.ts'
import * as workgroup from './workgroup.ts'
import { ALICE, at, type Caption, SUPPORT, TEN, USER } from './xep-0142.kit.ts'

interface Reading {
  readonly of: Caption
  readonly stanza?: number
  readonly parse: (stanza: Element) => unknown
  readonly value: unknown
}

const joined = { notifications: true, metadata: [] }

const readings: readonly Reading[] = [
  { of: 'Request Element', parse: workgroup.parseJoinQueue, value: joined },
  { of: 'Successful Join', parse: workgroup.parseJoinQueue, value: joined },
  { of: 'Join With Meta-Data', parse: workgroup.parseJoinQueue, value: joined },
  { of: 'Join With Form', parse: workgroup.parseJoinQueue, value: joined },
  {
    of: 'Join With Form',
    stanza: 1,
    parse: (iq) => StanzaError.fromStanza(iq)?.condition,
    value: 'not-acceptable',
  },
  {
    of: 'Join With Form (2)',
    parse: workgroup.parseJoinQueue,
    value: { notifications: false, metadata: [] },
  },
  {
    of: 'Join With Form (3)',
    parse: workgroup.parseJoinQueue,
    value: {
      ...joined,
      form: {
        type: 'submit',
        values: new Map([
          ['first', ['John']],
          ['last', ['Doe']],
          ['contract_type', ['2']],
        ]),
      },
    },
  },
  { of: 'Depart Request', parse: workgroup.parseDepartQueue, value: {} },
  { of: 'Depart Request With JID', parse: workgroup.parseDepartQueue, value: { jid: USER } },
  { of: 'Depart Message', parse: workgroup.parseDepartQueue, value: {} },
  { of: 'User Departs', parse: workgroup.parseDepartQueue, value: {} },
  { of: 'User Departs', stanza: 2, parse: workgroup.parseDepartQueue, value: {} },
  { of: 'Administrator Removes User', parse: workgroup.parseDepartQueue, value: { jid: USER } },
  { of: 'Administrator Removes User', stanza: 2, parse: workgroup.parseDepartQueue, value: {} },
  { of: 'User Status Push', parse: workgroup.parseQueueStatus, value: { position: 4, time: 60 } },
  { of: 'User Status Poll', parse: workgroup.parseQueueStatus, value: {} },
  { of: 'User Status Poll', stanza: 1, parse: workgroup.parseQueueStatus, value: { position: 4, time: 60 } },
  { of: 'Agent Becomes Available', parse: workgroup.parseAgentStatus, value: { maxChats: 3 } },
  { of: 'Agent Becomes Available', parse: stanza.parsePresence, value: { show: 'chat', priority: 0 } },
  {
    of: 'Agent Recives Update',
    parse: workgroup.parseNotifyAgents,
    value: { available: 2, currentChats: 2, maxChats: 7 },
  },
  {
    of: 'Agent Receives Updates',
    parse: workgroup.parseNotifyQueue,
    value: { count: 1, oldest: TEN, time: 30, status: 'open' },
  },
  {
    of: 'Agent Receives Updates',
    stanza: 1,
    parse: workgroup.parseNotifyQueueDetails,
    value: [{ jid: USER, position: 1, time: 5, joinedAt: TEN }],
  },
  { of: 'Request Element (2)', parse: workgroup.parseAgentList, value: [] },
  { of: 'Response Element (2)', parse: workgroup.parseAgentList, value: ['bob@example.com'] },
  { of: 'Agent Status Update', parse: workgroup.parseAgentStatus, value: { currentChats: 2, maxChats: 4 } },
  {
    of: 'Agent is Offered a Chat',
    parse: workgroup.parseOffer,
    value: { jid: USER, timeout: 30, metadata: [] },
  },
  {
    of: 'Offer Including Meta-Data',
    parse: workgroup.parseOffer,
    value: { jid: USER, timeout: 30, metadata: [] },
  },
  { of: 'Offer Accept Request', parse: workgroup.parseOfferAnswer, value: { answer: 'accept', jid: USER } },
  { of: 'Offer Reject Request', parse: workgroup.parseOfferAnswer, value: { answer: 'reject', jid: USER } },
  { of: 'Agent Accepts Chat', parse: workgroup.parseOfferAnswer, value: { answer: 'accept', jid: USER } },
  {
    of: 'Offer Revoke Request',
    parse: workgroup.parseRevoke,
    value: { jid: USER, reason: '[natural-language text]' },
  },
  {
    of: 'Offer Revoked Due to Timeout',
    parse: workgroup.parseRevoke,
    value: { jid: USER, reason: 'Offer timed out' },
  },
  {
    of: 'An Invitation',
    parse: parseInvite,
    value: {
      room: 'roomname@chatserver.example.com',
      from: SUPPORT,
      reason: 'You have been invited to chat with a support@workgroup.example.com\n          agent.',
    },
  },
  {
    of: 'An Invitation (2)',
    parse: workgroup.parseOffer,
    value: { jid: USER, metadata: [] },
  },
]

describe('A4: XEP-0142 examples are understood', () => {
  for (const { of, stanza: index = 0, parse, value } of readings)
    it(`A4: ${of}, stanza ${index + 1}`, () => expect(parse(at(of, index))).toEqual(value))
})

interface Writing {
  readonly of: Caption
  readonly stanza?: number
  readonly built: (example: Element) => Element
}

const { iq, message, presence, result } = stanza
const answered = (request: Caption, index = 0) => result(at(request, index))

const writings: readonly Writing[] = [
  { of: 'Response Element', built: () => answered('Request Element') },
  { of: 'Successful Join', stanza: 1, built: () => answered('Successful Join') },
  { of: 'Join With Meta-Data', stanza: 1, built: () => answered('Join With Meta-Data') },
  { of: 'Join With Form (3)', stanza: 1, built: () => answered('Join With Form (3)') },
  { of: 'Depart Request (2)', built: () => answered('Depart Request') },
  {
    of: 'Depart Message',
    built: () => message(undefined, USER, SUPPORT, undefined, workgroup.buildDepartMessage()),
  },
  {
    of: 'User Status Push',
    built: () =>
      message(undefined, USER, SUPPORT, undefined, workgroup.buildQueueStatus({ position: 4, time: 60 })),
  },
  {
    of: 'User Status Poll',
    stanza: 1,
    built: () => result(at('User Status Poll'), workgroup.buildQueueStatus({ position: 4, time: 60 })),
  },
  {
    of: 'Agent Becomes Available',
    built: () =>
      presence(
        undefined,
        SUPPORT,
        ALICE,
        undefined,
        stanza.showAndStatus('chat'),
        workgroup.buildAgentStatus({ maxChats: 3 }),
      ),
  },
  {
    of: 'Response Element (2)',
    built: () => result(at('Request Element (2)'), workgroup.buildAgentList(['bob@example.com'])),
  },
  {
    of: 'Agent Status Update',
    built: () =>
      presence(
        undefined,
        ALICE,
        'bob@example.com/work',
        undefined,
        workgroup.buildAgentStatus({ currentChats: 2, maxChats: 4 }),
      ),
  },
  {
    of: 'Agent is Offered a Chat',
    built: () =>
      iq('set', ALICE, SUPPORT, 'id1', workgroup.buildOffer({ jid: USER, timeout: 30, metadata: [] })),
  },
  { of: 'Agent is Offered a Chat', stanza: 1, built: () => answered('Agent is Offered a Chat') },
  { of: 'Offer Response', built: () => answered('Offer Request') },
  {
    of: 'Offer Accept Request',
    built: () =>
      iq('set', SUPPORT, ALICE, 'id1', workgroup.buildOfferAnswer({ answer: 'accept', jid: USER })),
  },
  {
    of: 'Offer Reject Request',
    built: () =>
      iq('set', SUPPORT, ALICE, 'id1', workgroup.buildOfferAnswer({ answer: 'reject', jid: USER })),
  },
  { of: 'Offer Response (2)', built: () => answered('Offer Accept Request') },
  { of: 'Agent Accepts Chat', stanza: 1, built: () => answered('Agent Accepts Chat') },
  {
    of: 'Offer Revoke Request',
    built: () =>
      iq(
        'set',
        ALICE,
        SUPPORT,
        'id1',
        workgroup.buildRevoke({ jid: USER, reason: '[natural-language text]' }),
      ),
  },
  {
    of: 'Offer Revoked Due to Timeout',
    built: () =>
      iq('set', ALICE, SUPPORT, 'id4', workgroup.buildRevoke({ jid: USER, reason: 'Offer timed out' })),
  },
  { of: 'Offer Revoked Due to Timeout', stanza: 1, built: () => answered('Offer Revoked Due to Timeout') },
]

describe('A4: XEP-0142 examples are written', () => {
  for (const { of, stanza: index = 0, built } of writings)
    it(`A4: ${of}, stanza ${index + 1}`, () => {
      const example = at(of, index)
      expectSameXml(built(example), example)
    })
})
