import { describe, expect, it } from 'vitest'
import * as names from '../../protocol/names.js'
import { pairs, rejects, xml } from './pairs.kit.ts'
import * as parlor from './parlor.ts'
import * as workgroup from './workgroup.ts'
import { children, el } from './xml.ts'

const P = `xmlns='urn:parlor:1'`
const WG = `xmlns='http://jabber.org/protocol/workgroup'`

pairs('ticket', { build: parlor.buildTicket, parse: parlor.parseTicket }, [
  { title: 'a ticket', xml: `<ticket ${P}>abc.def</ticket>`, value: 'abc.def' },
])

pairs('resume', { build: parlor.buildResume, parse: parlor.parseResume }, [
  { title: 'a token', xml: `<resume ${P} token='s3cret'/>`, value: 's3cret' },
])
rejects('resume', parlor.parseResume, {
  'no token': `<resume ${P}/>`,
  'an empty token': `<resume ${P} token=''/>`,
})

pairs('case of an invitation', { build: parlor.buildCaseInvitation, parse: parlor.parseCaseInvitation }, [
  {
    title: 'who is who',
    xml: `<case ${P} id='7k3q9x' nick='Mia' with='Anna'/>`,
    value: { id: '7k3q9x', nick: 'Mia', with: 'Anna' },
  },
  {
    title: 'who comes in beside the owner',
    xml: `<case ${P} id='7k3q9x' nick='Ben' with='Mia' as='colleague'/>`,
    value: { id: '7k3q9x', nick: 'Ben', with: 'Mia', as: 'colleague' },
  },
])
rejects('case of an invitation', parlor.parseCaseInvitation, {
  'no nick': `<case ${P} id='1' with='Anna'/>`,
  'an unknown part': `<case ${P} id='1' nick='Ben' with='Mia' as='spy'/>`,
})

pairs(
  'ended',
  { build: parlor.buildEnded, parse: parlor.parseEnded },
  names.END_REASONS.map((reason) => ({
    title: reason,
    xml: `<ended ${P} case='7k3q9x' reason='${reason}'/>`,
    value: { case: '7k3q9x', reason },
  })),
)
rejects('ended', parlor.parseEnded, {
  'an unknown reason': `<ended ${P} case='1' reason='bored'/>`,
  'no case': `<ended ${P} reason='visitor-left'/>`,
})

pairs<parlor.DeskNotice>(
  'notice',
  { build: ({ what, who }) => parlor.buildNotice(what, who), parse: parlor.parseNotice },
  [
    ...names.NOTICES.map((what) => ({ title: what, xml: `<notice ${P} what='${what}'/>`, value: { what } })),
    {
      title: 'about whom',
      xml: `<notice ${P} what='transferred' who='Ben'/>`,
      value: { what: 'transferred', who: 'Ben' },
    },
  ],
)
rejects('notice', parlor.parseNotice, { 'something else': `<notice ${P} what='hello'/>` })

pairs('superseded', { build: parlor.buildSuperseded, parse: parlor.parseSuperseded }, [
  { title: 'the case', xml: `<superseded ${P} case='7k3q9x'/>`, value: '7k3q9x' },
])

pairs('revoked', { build: parlor.buildRevoked, parse: parlor.parseRevoked }, [
  {
    title: 'by whom',
    xml: `<revoked ${P} why='taken' by='ben@localhost'/>`,
    value: { why: 'taken', by: 'ben@localhost' },
  },
  { title: 'nobody', xml: `<revoked ${P} why='expired'/>`, value: { why: 'expired' } },
])
rejects('revoked', parlor.parseRevoked, { 'no reason': `<revoked ${P}/>` })

describe('errors', () => {
  it('names each wrong field', () => {
    const error = el('error', {}, parlor.buildInvalid('email'), parlor.buildInvalid('name'))
    expect(parlor.parseInvalid(error)).toEqual(['email', 'name'])
  })
  it('has an element for each way to be closed', () => {
    for (const name of names.CONDITIONS)
      expect(parlor.buildCondition(name).toString()).toBe(`<${name} xmlns="urn:parlor:1"/>`)
  })
})

const WHOLE = `<case ${P} id='7k3q9x' number='1842' name='Mia' show='away' status='back in 5' phase='waiting'
      front='false' priority='0'>
    <x xmlns='jabber:x:data' type='result'>
      <field var='problem' label='What is it about?'><value>Where is my order?</value></field></x>
    <page url='https://shop.example/cart' title='Cart' referrer='https://search.example/?q=x' language='da' site='demo'/>
    <parameter name='customer' verified='true'>56164</parameter>
    <parameter name='coupon' verified='false'>X&lt;1&gt;</parameter>
  </case>`

const whole: parlor.CaseForOperator = {
  id: '7k3q9x',
  number: 1842,
  name: 'Mia',
  show: 'away',
  status: 'back in 5',
  phase: 'waiting',
  front: false,
  priority: 0,
  answers: [{ name: 'problem', label: 'What is it about?', values: ['Where is my order?'] }],
  page: {
    url: 'https://shop.example/cart',
    title: 'Cart',
    referrer: 'https://search.example/?q=x',
    language: 'da',
    site: 'demo',
  },
  parameters: [
    { name: 'customer', value: '56164', verified: true },
    { name: 'coupon', value: 'X<1>', verified: false },
  ],
}

pairs('case of an operator', { build: parlor.buildCase, parse: parlor.parseCase }, [
  { title: 'everything known', xml: WHOLE, value: whole },
  {
    title: 'what colleagues have written',
    xml: WHOLE.replace(
      '</case>',
      `<tag>refund</tag><tag>vip</tag>
       <note by='ben@localhost' at='2026-11-21T10:00:00Z'>Called back.</note></case>`,
    ),
    value: {
      ...whole,
      tags: ['refund', 'vip'],
      notes: [{ by: 'ben@localhost', at: Date.UTC(2026, 10, 21, 10), text: 'Called back.' }],
    },
  },
  {
    title: 'next to nothing known',
    xml: `<case ${P} id='a' number='1' name='Visitor' show='available' status='' phase='ringing' front='true' priority='2'/>`,
    value: {
      id: 'a',
      number: 1,
      name: 'Visitor',
      show: 'available',
      phase: 'ringing',
      front: true,
      priority: 2,
      answers: [],
      parameters: [],
    },
  },
])
rejects('case of an operator', parlor.parseCase, {
  'an unknown show': WHOLE.replace("show='away'", "show='asleep'"),
  'an unknown phase': WHOLE.replace("phase='waiting'", "phase='lost'"),
  'a number that is none': WHOLE.replace("number='1842'", "number='many'"),
  'no name': WHOLE.replace("name='Mia'", ''),
  'a flag that is none': WHOLE.replace("verified='true'", "verified='yes'"),
})

pairs('offer', { build: workgroup.buildOffer, parse: workgroup.parseOffer }, [
  {
    title: 'the offer of the wire document',
    xml: `<offer ${WG} jid='x@visitors.localhost/w' id='7k3q9x'><timeout>30</timeout>
      <metadata xmlns='http://jivesoftware.com/protocol/workgroup'><value name='email'>mia@example.org</value></metadata>
      <session xmlns='http://jivesoftware.com/protocol/workgroup' id='7k3q9x'/>
      ${WHOLE}</offer>`,
    value: {
      jid: 'x@visitors.localhost/w',
      id: '7k3q9x',
      timeout: 30,
      metadata: [{ name: 'email', value: 'mia@example.org' }],
      case: whole,
    },
  },
  {
    title: 'a transfer',
    xml: `<offer ${WG} jid='x@visitors.localhost/w' id='7k3q9x'>
      <session xmlns='http://jivesoftware.com/protocol/workgroup' id='7k3q9x'/>
      <transfer ${P} by='anna@localhost' as='owner'><note>check the refund</note></transfer></offer>`,
    value: {
      jid: 'x@visitors.localhost/w',
      id: '7k3q9x',
      metadata: [],
      transfer: { by: 'anna@localhost', as: 'owner', note: 'check the refund' },
    },
  },
])
rejects('offer', workgroup.parseOffer, {
  'no visitor': `<offer ${WG}/>`,
  'a broken case': `<offer ${WG} jid='a@b/c'><case ${P} id='1'/></offer>`,
})

pairs(
  'queue details',
  { build: workgroup.buildNotifyQueueDetails, parse: workgroup.parseNotifyQueueDetails },
  [
    {
      title: 'two who wait',
      xml: `<notify-queue-details ${WG}>
      <user jid='x@visitors.localhost/w'><position>0</position><time>60</time><join-time>2026-11-21T10:00:00Z</join-time>${WHOLE}</user>
      <user jid='y@visitors.localhost/w'><position>1</position><join-time>2026-11-21T10:00:01Z</join-time></user>
    </notify-queue-details>`,
      value: [
        {
          jid: 'x@visitors.localhost/w',
          position: 0,
          time: 60,
          joinedAt: Date.UTC(2026, 10, 21, 10),
          case: whole,
        },
        { jid: 'y@visitors.localhost/w', position: 1, joinedAt: Date.UTC(2026, 10, 21, 10, 0, 1) },
      ],
    },
    { title: 'an empty queue', xml: `<notify-queue-details ${WG}/>`, value: [] },
  ],
)

pairs('queue status', { build: workgroup.buildQueueStatus, parse: workgroup.parseQueueStatus }, [
  {
    title: 'somebody away',
    xml: `<queue-status ${WG}><position>2</position><skipped ${P}/></queue-status>`,
    value: { position: 2, skipped: true },
  },
  {
    title: 'the next one',
    xml: `<queue-status ${WG}><position>0</position></queue-status>`,
    value: { position: 0 },
  },
])
rejects('queue status', workgroup.parseQueueStatus, {
  'a place below nought': `<queue-status ${WG}><position>-1</position></queue-status>`,
  'a fraction': `<queue-status ${WG}><time>1.5</time></queue-status>`,
  'a number beyond all': `<queue-status ${WG}><time>9999999999</time></queue-status>`,
})

pairs('result of join-queue', { build: workgroup.buildJoinResult, parse: workgroup.parseJoinResult }, [
  {
    title: 'a new case',
    xml: `<join-queue ${WG}><case ${P} id='7k3q9x' number='1842' token='t' phase='waiting'/></join-queue>`,
    value: { id: '7k3q9x', number: 1842, token: 't', phase: 'waiting' },
  },
  {
    title: 'a chat that goes on',
    xml: `<join-queue ${WG}><case ${P} id='7k3q9x' number='1842' token='t' phase='active'
      room='r@rooms.localhost' nick='Mia' with='Anna'/></join-queue>`,
    value: {
      id: '7k3q9x',
      number: 1842,
      token: 't',
      phase: 'active',
      room: 'r@rooms.localhost',
      nick: 'Mia',
      with: 'Anna',
    },
  },
])

pairs('offer-revoke', { build: workgroup.buildRevoke, parse: workgroup.parseRevoke }, [
  {
    title: 'taken by a colleague',
    xml: `<offer-revoke ${WG} jid='a@b/c' id='1'><reason>Ben took it.</reason><session xmlns='http://jivesoftware.com/protocol/workgroup' id='1'/><revoked ${P} why='taken' by='ben@localhost'/></offer-revoke>`,
    value: { jid: 'a@b/c', id: '1', reason: 'Ben took it.', why: 'taken', by: 'ben@localhost' },
  },
])

describe('join-queue', () => {
  const join = (inside: string) => xml(`<iq><join-queue ${WG}>${inside}</join-queue></iq>`)
  it('reads ticket, form and metadata together', () => {
    const request = workgroup.parseJoinQueue(
      join(`<queue-notifications/><ticket ${P}>t</ticket>
        <x xmlns='jabber:x:data' type='submit'><field var='name'><value>Mia</value></field></x>
        <metadata xmlns='http://jivesoftware.com/protocol/workgroup'><value name='a'>1</value></metadata>`),
    )
    expect(request).toEqual({
      notifications: true,
      ticket: 't',
      form: { type: 'submit', values: new Map([['name', ['Mia']]]) },
      metadata: [{ name: 'a', value: '1' }],
    })
  })
  it('reads a return', () => {
    expect(workgroup.parseJoinQueue(join(`<resume ${P} token='x'/>`))).toMatchObject({ resume: 'x' })
  })
  it('takes no other namespace for its parts', () => {
    const foreign = join(`<queue-notifications xmlns='urn:other'/><ticket>t</ticket><resume token='x'/>`)
    expect(workgroup.parseJoinQueue(foreign)).toEqual({ notifications: false, metadata: [] })
  })
})

describe('depart message', () => {
  it('A4: for a visitor: the element of XEP-0142, the reason, and words', () => {
    const parts = workgroup.buildDepartMessage({ case: '1', reason: 'operator-closed', text: 'Bye.' })
    const message = el('message', {}, parts)
    expect(workgroup.parseDepartQueue(message)).toEqual({})
    expect(parlor.parseEnded(message)).toEqual({ case: '1', reason: 'operator-closed' })
    expect(message.getChildText('body')).toBe('Bye.')
  })
})

describe('payload of the invitations', () => {
  const who = { id: '1', nick: 'Anna', with: 'Mia' }
  it('A4: carries the offer to the operator', () => {
    expect(
      children(el('m', {}, workgroup.buildInvitationPayload(who, 'a@b/c')), 'offer', workgroup.NS),
    ).toHaveLength(1)
  })
  it('and not to the visitor', () => {
    expect(children(el('m', {}, workgroup.buildInvitationPayload(who)), 'offer', workgroup.NS)).toHaveLength(
      0,
    )
  })
})
