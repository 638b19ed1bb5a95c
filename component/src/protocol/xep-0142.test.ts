/** XEP-0142 by its own examples. Where an example is wrong in itself, the test says how it is read. */
import type { Element } from 'ltx'
import { describe, expect, it } from 'vitest'
import * as disco from './disco.ts'
import type { Form } from './forms.ts'
import { parseInvite } from './muc.ts'
import { expectSameXml, xml } from './pairs.kit.ts'
import * as stanza from './stanza.ts'
import { refusal, StanzaError } from './stanza-error.ts'
import * as workgroup from './workgroup.ts'
import { type Caption, stanzasOf } from './xep-0142.kit.ts'

const at = (caption: Caption, index = 0): Element => {
  const found = stanzasOf(caption)[index]
  if (!found) throw new Error(`${caption} has no stanza ${index}`)
  return found
}

const SUPPORT = 'support@workgroup.example.com'
const USER = 'user@example.net/home'
const ALICE = 'alice@example.com/work'

const FORM: Form = {
  title: 'Support.com Chat Customer Information',
  instructions:
    'Welcome to example.com! Please provide us with\n        some information about yourself so we can serve you better.',
  fields: [
    { name: 'first', label: 'First Name', type: 'text-single' },
    { name: 'last', label: 'Last Name', type: 'text-single' },
    {
      name: 'contract_type',
      label: 'Contract Type',
      type: 'list-single',
      values: ['0'],
      options: [
        { label: 'None', value: '0' },
        { label: 'Bronze', value: '1' },
        { label: 'Silver', value: '2' },
        { label: 'Gold', value: '3' },
      ],
    },
  ],
}

interface Reading {
  readonly of: Caption
  readonly stanza?: number
  readonly parse: (stanza: Element) => unknown
  readonly value: unknown
}

const joined = { notifications: true, metadata: [] }
const TEN = Date.UTC(2005, 1, 8, 10, 0, 0)

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

describe('A4: XEP-0142 §5 service discovery', () => {
  const all = stanzasOf('Workgroup Service Discovery')
  const [, , , info, , items, , workgroupInfo] = all

  it('A4: of the service', () => {
    expect(info && disco.parseInfo(info)).toEqual({
      identities: [{ category: 'collaboration', name: 'Live Assistant', type: 'workgroup' }],
      features: [workgroup.NS, disco.INFO],
    })
  })

  it('A4: of its workgroups', () => {
    expect(items && disco.parseItems(items)?.map(({ jid }) => jid)).toEqual([
      'support@workgroup.example.com',
      'sales@workgroup.example.com',
    ])
  })

  it('A4: of one workgroup, both ways', () => {
    const value = workgroupInfo && disco.parseInfo(workgroupInfo)
    expect(value?.extensions).toEqual([
      {
        formType: `${workgroup.NS}#workgroupinfo`,
        fields: [
          {
            name: 'workgroup#description',
            label: 'Description',
            values: ['Example.com Support Workgroup'],
          },
          { name: 'workgroup#online', label: 'Status', values: ['ready'] },
        ],
      },
    ])
    if (value && workgroupInfo)
      expectSameXml(disco.buildInfo(value), stanza.child(workgroupInfo, 'query', disco.INFO) ?? workgroupInfo)
  })
})
