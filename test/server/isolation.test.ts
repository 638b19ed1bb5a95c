import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everythingOnDisk } from '../support/on-disk.ts'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { condition, type RawPeer, rawClient, rawComponent } from '../support/raw.ts'
import { as, configFor, enter, makeRoom } from '../support/room.ts'

const MUC = 'http://jabber.org/protocol/muc'
const hidden = (name: string) => `${name}-6f1c0a9be27d4e55a1@rooms.localhost`

let prosody: TestProsody
let desk: RawPeer
let anna: RawPeer
let mia: RawPeer
let stranger: RawPeer
const visitor = () => rawClient(prosody.websocket, 'visitors.localhost')

beforeAll(async () => {
  prosody = await startProsody({
    env: { PARLOR_VISITOR_RATE: '1000', PARLOR_TURN_HOST: '127.0.0.1', PARLOR_TURN_SECRET: 'shared' },
  })
  prosody.addUser('anna', 'secret')
  desk = await rawComponent(prosody.componentPort, 'support.localhost', prosody.componentSecret)
  anna = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
  anna.send('<presence/>')
  mia = await visitor()
  stranger = await visitor()
})

afterAll(async () => {
  for (const peer of [mia, stranger, anna, desk]) await peer?.close()
  await prosody?.stop()
})

/** At a room that has ended: ejabberd loses what comes in that moment, and whoever knocks again is answered. */
function knocks(peer: RawPeer, room: string) {
  const again = () => peer.send(`<presence to='${room}/Mia'><x xmlns='${MUC}'/></presence>`)
  const timer = setInterval(again, 500)
  return enter(peer, room, 'Mia').finally(() => clearInterval(timer))
}

/** What the visitor is told about one stanza, and what of it reaches the others. */
async function attempt(xml: string) {
  const others = [anna, stranger, desk]
  const before = others.map((peer) => peer.seen.length)
  mia.send(xml)
  const news = await mia.settle()
  await Promise.all([anna.settle(), stranger.settle()])
  const reached = others
    .flatMap((peer, index) => peer.seen.slice(before[index]))
    .filter((s) => s.attrs.from === mia.jid)
  return { told: news.map(condition), reached }
}

describe('the anonymous host', () => {
  const refused: Record<string, [xml: string, told: string | undefined]> = {
    'T1: refuses a message to an operator': [
      "<message to='anna@localhost' type='chat'><body>hi</body></message>",
      'service-unavailable',
    ],
    'T5, T6: refuses a message to an operator who does not exist (the same answer)': [
      "<message to='nobody@localhost' type='chat'><body>hi</body></message>",
      'service-unavailable',
    ],
    'T1: refuses an IQ to an operator': [
      "<iq type='get' id='1' to='anna@localhost'><vCard xmlns='vcard-temp'/></iq>",
      'service-unavailable',
    ],
    'T1: refuses presence to an operator': ["<presence to='anna@localhost'/>", undefined],
    'T4: refuses a subscription to an operator': [
      "<presence to='anna@localhost' type='subscribe'/>",
      undefined,
    ],
    'T1: refuses a probe of an operator': ["<presence to='anna@localhost' type='probe'/>", undefined],
    'T4: refuses a subscription to the workgroup': [
      "<presence to='support@support.localhost' type='subscribe'/>",
      undefined,
    ],
    'T32: refuses disco of the server': [
      "<iq type='get' id='2' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
      'service-unavailable',
    ],
    'T32: refuses disco of the own host': [
      "<iq type='get' id='3' to='visitors.localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
      'service-unavailable',
    ],
    'T32: refuses disco of the rooms': [
      "<iq type='get' id='4' to='rooms.localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
      'service-unavailable',
    ],
    'T25: refuses a slot for a file': [
      "<iq type='get' id='5' to='upload.localhost'><request xmlns='urn:xmpp:http:upload:0' filename='a' size='1'/></iq>",
      'service-unavailable',
    ],
    'T3: refuses registration': [
      "<iq type='get' id='6' to='visitors.localhost'><query xmlns='jabber:iq:register'/></iq>",
      'service-unavailable',
    ],
    'T32: refuses commands of the server': [
      "<iq type='set' id='7' to='localhost'><command xmlns='http://jabber.org/protocol/commands' node='x' action='execute'/></iq>",
      'service-unavailable',
    ],
    'T3: refuses the roster': [
      "<iq type='get' id='8'><query xmlns='jabber:iq:roster'/></iq>",
      'service-unavailable',
    ],
    'T3: refuses private storage': [
      "<iq type='set' id='9'><query xmlns='jabber:iq:private'><a xmlns='b'/></query></iq>",
      'service-unavailable',
    ],
    'T3: refuses a vCard': [
      "<iq type='set' id='10'><vCard xmlns='vcard-temp'><FN>x</FN></vCard></iq>",
      'service-unavailable',
    ],
    'T3: refuses a PEP node': [
      "<iq type='set' id='11'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='n'><item/></publish></pubsub></iq>",
      'service-unavailable',
    ],
    'T3: refuses the own archive': [
      "<iq type='set' id='12'><query xmlns='urn:xmpp:mam:2'/></iq>",
      'service-unavailable',
    ],
    'T3: refuses carbons': [
      "<iq type='set' id='13'><enable xmlns='urn:xmpp:carbons:2'/></iq>",
      'service-unavailable',
    ],
    'T20: refuses too many elements': [
      `<message to='support@support.localhost'><body>hi</body>${'<a/>'.repeat(2_000)}</message>`,
      'policy-violation',
    ],
    'T20: refuses elements that are too deep': [
      `<message to='support@support.localhost'><body>hi</body>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</message>`,
      'policy-violation',
    ],
    'T2: refuses another server': [
      "<message to='somebody@example.org'><body>hi</body></message>",
      'service-unavailable',
    ],
    'T2: refuses an IQ to another server': [
      "<iq type='get' id='14' to='example.org'><ping xmlns='urn:xmpp:ping'/></iq>",
      'service-unavailable',
    ],
  }
  for (const [what, [xml, told]] of Object.entries(refused)) {
    test(what, async () => {
      const outcome = await attempt(xml)
      expect(outcome.told).toEqual(told ? [told] : [])
      expect(outcome.reached).toEqual([])
    })
  }

  test('T1, B6: refuses another visitor', async () => {
    const { told, reached } = await attempt(
      `<message to='${stranger.jid}' type='chat'><body>hi</body></message>`,
    )
    expect(told).toEqual(['service-unavailable'])
    expect(reached).toEqual([])
    const iq = await attempt(
      `<iq type='get' id='20' to='${stranger.jid}'><query xmlns='jabber:iq:version'/></iq>`,
    )
    expect(iq).toEqual({ told: ['service-unavailable'], reached: [] })
    expect(await attempt(`<presence to='${stranger.jid}'/>`)).toEqual({ told: [], reached: [] })
  })

  test('B6: an operator does not reach a visitor either', async () => {
    const before = mia.seen.length
    expect(condition(await anna.ask('get', mia.jid, "<query xmlns='jabber:iq:version'/>"))).toBe(
      'service-unavailable',
    )
    anna.send(`<message to='${mia.jid}' type='chat'><body>hi</body></message>`)
    anna.send(`<presence to='${mia.jid}'/>`)
    expect((await anna.settle()).map(condition)).toContain('service-unavailable')
    await mia.settle()
    expect(mia.seen.slice(before).filter((stanza) => stanza.attrs.from === anna.jid)).toEqual([])
  })

  test('B6: lets the desk be reached, by IQ, message and presence', async () => {
    const from = desk.seen.length
    mia.send("<presence to='support@support.localhost'><show>away</show></presence>")
    mia.send("<message to='support@support.localhost'><body>hi</body></message>")
    mia.send(
      "<iq type='get' id='d1' to='support@support.localhost'><join-queue xmlns='http://jabber.org/protocol/workgroup'/></iq>",
    )
    await desk.next((stanza) => stanza.attrs.id === 'd1', from)
    expect(desk.seen.slice(from).map((stanza) => stanza.name)).toEqual(['presence', 'message', 'iq'])
    desk.send(`<iq type='result' id='d1' from='support@support.localhost' to='${mia.jid}'/>`)
    await mia.next((stanza) => stanza.attrs.id === 'd1' && stanza.attrs.type === 'result')
  })
})

describe('rooms', () => {
  test('T7, B6: only the desk makes them', async () => {
    const room = hidden('own')
    expect(['gone', 'forbidden']).toContain(condition(await enter(mia, room, 'Mia')))
    expect(['gone', 'forbidden']).toContain(condition(await enter(anna, room, 'Anna')))
    expect((await makeRoom(desk, room, [])).attrs.type).toBe('result')
  })

  test('T7, B6: an operator may not make one by configuring it', async () => {
    const answer = await anna.ask(
      'set',
      hidden('instant'),
      `<query xmlns='${MUC}#owner'><x xmlns='jabber:x:data' type='submit'/></query>`,
    )
    expect(['gone', 'item-not-found', 'forbidden']).toContain(condition(answer))
  })

  test('B6: what the desk configures sticks and is read back', async () => {
    const room = hidden('config')
    await makeRoom(desk, room, [])
    const form = await as(
      desk,
      "from='sales@support.localhost'",
      'get',
      room,
      `<query xmlns='${MUC}#owner'/>`,
    )
    expect(condition(form)).toBe('forbidden') // another workgroup is not the owner
    const own = await as(
      desk,
      "from='support@support.localhost'",
      'get',
      room,
      `<query xmlns='${MUC}#owner'/>`,
    )
    const fields = own.getChild('query')?.getChild('x')?.getChildren('field') ?? []
    const read = Object.fromEntries(fields.map((field) => [field.attrs.var, field.getChildText('value')]))
    for (const [name, value] of configFor(own)) {
      expect(`${name}=${read[name] === 'true' ? '1' : read[name]}`).toBe(`${name}=${value}`)
    }
  })

  test('T29, B6: more rooms at once than a server keeps in memory by itself, and the first still takes its people', async () => {
    const first = hidden('many-0')
    await makeRoom(desk, first, [mia.jid])
    await Promise.all(Array.from({ length: 110 }, (_, n) => makeRoom(desk, hidden(`many-${n + 1}`), [])))
    expect(condition(await enter(mia, first, 'Mia'))).toBeUndefined()
  })

  test('T28, B6: a room that is gone leaves nothing behind, neither its words nor its name', async () => {
    const room = hidden('gone')
    await makeRoom(desk, room, [mia.jid])
    await enter(mia, room, 'Mia')
    mia.send(`<message to='${room}' type='groupchat' id='last'><body>forget me</body></message>`)
    await mia.next((stanza) => stanza.attrs.id === 'last')
    const name = room.split('@')[0] ?? ''
    expect(everythingOnDisk(prosody)).toContain('forget me')
    const destroy = `<query xmlns='${MUC}#owner'><destroy/></query>`
    await as(desk, "from='support@support.localhost'", 'set', room, destroy)
    expect(everythingOnDisk(prosody)).not.toContain(name)
    expect(['gone', 'forbidden']).toContain(condition(await knocks(mia, room)))
  })

  test('T9, B6: a stranger neither enters, nor reads, nor is told who is there', async () => {
    const room = hidden('stranger')
    await makeRoom(desk, room, [mia.jid, anna.jid])
    await enter(mia, room, 'Mia')
    expect(condition(await enter(stranger, room, 'Eve'))).toBe('registration-required')
    expect(condition(await stranger.ask('set', room, "<query xmlns='urn:xmpp:mam:2'/>"))).toBe('forbidden')
    const items = await stranger.ask('get', room, "<query xmlns='http://jabber.org/protocol/disco#items'/>")
    expect(condition(items)).toBe('service-unavailable')
    stranger.send(`<message to='${room}' type='groupchat'><body>hi</body></message>`)
    expect((await stranger.settle()).map(condition)).toContain('not-acceptable')
  })

  test('T14, B6: people see each other, not their addresses, clients or status texts', async () => {
    const room = hidden('faces')
    await makeRoom(desk, room, [mia.jid, anna.jid])
    await enter(mia, room, 'Mia')
    anna.send(
      `<presence to='${room}/Anna'><status>at the dentist</status><show>away</show>
       <c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>
       <x xmlns='vcard-temp:x:update'><photo>abc</photo></x><x xmlns='${MUC}'/></presence>`,
    )
    const seen = await mia.next((stanza) => stanza.is('presence') && stanza.attrs.from === `${room}/Anna`)
    expect(seen.toString()).not.toMatch(/anna@localhost|dentist|caps|vcard/)
    expect(seen.getChildText('show')).toBe('away')
  })

  describe('inside', () => {
    const room = hidden('inside')
    beforeAll(async () => {
      await makeRoom(desk, room, [mia.jid, anna.jid])
      await enter(mia, room, 'Mia')
      await enter(anna, room, 'Anna')
      await Promise.all([mia.settle(), anna.settle()])
    })

    const forbidden: Record<string, [xml: string, told: string]> = {
      'T12: refuses a private message': [
        `<message to='${room}/Anna' type='chat'><body>psst</body></message>`,
        'policy-violation',
      ],
      'T13: refuses a vCard through the room': [
        `<iq type='get' id='30' to='${room}/Anna'><vCard xmlns='vcard-temp'/></iq>`,
        'service-unavailable',
      ],
      'T13: refuses a call through the room': [
        `<iq type='set' id='31' to='${room}/Anna'><jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='1'/></iq>`,
        'service-unavailable',
      ],
      'T15: refuses an invitation': [
        `<message to='${room}'><x xmlns='${MUC}#user'><invite to='somebody@localhost'/></x></message>`,
        'policy-violation',
      ],
      'T15: refuses a nickname for ever': [
        `<iq type='get' id='32' to='${room}'><query xmlns='jabber:iq:register'/></iq>`,
        'service-unavailable',
      ],
      'T15: refuses the list of members': [
        `<iq type='get' id='33' to='${room}'><query xmlns='${MUC}#admin'><item affiliation='member'/></query></iq>`,
        'service-unavailable',
      ],
      'T15: refuses the configuration': [
        `<iq type='get' id='34' to='${room}'><query xmlns='${MUC}#owner'/></iq>`,
        'service-unavailable',
      ],
      'C1: refuses text that is not kept': [
        `<message to='${room}' type='groupchat'><body>x</body><no-store xmlns='urn:xmpp:hints'/></message>`,
        'policy-violation',
      ],
      'C1: refuses a payload without text': [
        `<message to='${room}' type='groupchat'><secret xmlns='urn:example'>x</secret></message>`,
        'policy-violation',
      ],
      'C1: refuses words in a thread': [
        `<message to='${room}' type='groupchat'><thread>psst</thread></message>`,
        'policy-violation',
      ],
      'C1: refuses words in a chat state': [
        `<message to='${room}' type='groupchat'><active xmlns='http://jabber.org/protocol/chatstates'>psst</active></message>`,
        'policy-violation',
      ],
      'C1: refuses words in the id of a message without a body': [
        `<message to='${room}' type='groupchat'><origin-id xmlns='urn:xmpp:sid:0' id='${'psst'.repeat(600)}'/></message>`,
        'policy-violation',
      ],
      'T10: refuses another name': [`<presence to='${room}/Support'/>`, 'not-acceptable'],
      'T10: refuses the name of a colleague in other letters': [
        `<presence to='${room}/\u0410nna'/>`,
        'not-acceptable',
      ],
      'T15: refuses a subject': [
        `<message to='${room}' type='groupchat'><subject>x</subject></message>`,
        'policy-violation',
      ],
      'T19: refuses a text of 20 kB': [
        `<message to='${room}' type='groupchat'><body>${'x'.repeat(20_000)}</body></message>`,
        'policy-violation',
      ],
    }
    for (const [what, [xml, told]] of Object.entries(forbidden)) {
      test(what, async () => {
        const before = anna.seen.length
        expect((await attempt(xml)).told).toEqual([told])
        expect(anna.seen.slice(before).filter((stanza) => stanza.attrs.from?.startsWith(room))).toEqual([])
      })
    }

    test('T16, B6: lets text, typing, ping and the archive through, without markup', async () => {
      mia.send(`<message to='${room}' type='groupchat' id='m1'><body>hello</body>
        <html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'><b>x</b></body></html></message>`)
      mia.send(
        `<message to='${room}' type='groupchat' id='m2'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
      )
      const text = await anna.next((stanza) => stanza.attrs.id === 'm1')
      expect(text.getChildText('body')).toBe('hello')
      expect(text.toString()).not.toContain('xhtml')
      await anna.next((stanza) => stanza.attrs.id === 'm2')
      const echo = await mia.next((stanza) => stanza.attrs.id === 'm1')
      const id = echo.getChild('stanza-id', 'urn:xmpp:sid:0')?.attrs.id
      const from = mia.seen.length
      expect((await mia.ask('set', room, "<query xmlns='urn:xmpp:mam:2'/>")).attrs.type).toBe('result')
      const kept = mia.seen.slice(from).map((stanza) => stanza.getChild('result', 'urn:xmpp:mam:2')?.attrs.id)
      expect(kept).toContain(id)
      expect((await mia.ask('get', `${room}/Mia`, "<ping xmlns='urn:xmpp:ping'/>")).attrs.type).toBe('result')
      const info = await mia.ask('get', room, "<query xmlns='http://jabber.org/protocol/disco#info'/>")
      expect(info.attrs.type).toBe('result')
    })

    test('C11: a reaction is taken back without a word; one that says something needs a body', async () => {
      const reacts = (inside: string, more = '') =>
        `<message to='${room}' type='groupchat' id='r1'>${more}<reactions xmlns='urn:xmpp:reactions:0' id='x'>${inside}</reactions><store xmlns='urn:xmpp:hints'/></message>`
      const told = async (xml: string) => {
        const from = mia.seen.length
        mia.send(xml)
        return condition(await mia.next((stanza) => stanza.attrs.id === 'r1', from))
      }
      expect(await told(reacts(''))).toBeUndefined()
      expect(await told(reacts('<reaction>hello there</reaction>'))).toBe('policy-violation')
      expect(await told(reacts('<reaction>👍</reaction>', '<body>👍</body>'))).toBeUndefined()
    })

    test('C6: a call passes to whoever has asked for it, until it is over, and to nobody else', async () => {
      const jingle = "<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s1'/>"
      const call = async () => condition(await mia.ask('set', `${room}/Anna`, jingle))
      const asks = async (what: string) => {
        const from = mia.seen.length
        anna.send(
          `<message to='${room}' type='groupchat'><${what} xmlns='urn:xmpp:call-invites:0'><jingle sid='s1'/></${what}><store xmlns='urn:xmpp:hints'/></message>`,
        )
        await mia.next((stanza) => stanza.getChild(what, 'urn:xmpp:call-invites:0') !== undefined, from)
      }
      const answer = anna.seen.length
      expect(await call()).toBe('service-unavailable')
      expect(anna.seen.slice(answer).filter((stanza) => stanza.is('iq'))).toEqual([])
      await asks('invite')
      const from = anna.seen.length
      mia.send(`<iq type='set' id='j1' to='${room}/Anna'>${jingle}</iq>`)
      const heard = await anna.next(
        (stanza) => stanza.getChild('jingle', 'urn:xmpp:jingle:1') !== undefined,
        from,
      )
      expect(heard.attrs.from).toBe(`${room}/Mia`)
      expect(condition(await mia.ask('set', `${room}/Desk`, jingle))).toBe('service-unavailable')
      expect(condition(await mia.ask('set', 'anna@localhost', jingle))).toBe('service-unavailable')
      await asks('left')
      expect(await call()).toBe('service-unavailable')
    })

    test('C6: a visitor asks for a call where the room allows it, and calls whoever has said yes', async () => {
      const jingle = "<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s2'/>"
      const call = async () => condition(await mia.ask('set', `${room}/Anna`, jingle))
      const invites = async (id: string) => {
        const from = mia.seen.length
        mia.send(
          `<message to='${room}' type='groupchat' id='${id}'><invite xmlns='urn:xmpp:call-invites:0' audio='true' video='false'><jingle sid='s2'/></invite><store xmlns='urn:xmpp:hints'/></message>`,
        )
        return condition(await mia.next((stanza) => stanza.attrs.id === id, from))
      }
      expect(await invites('i1')).toBe('policy-violation')
      const owner = `from='support@${desk.jid}'`
      const form = await as(desk, owner, 'get', room, "<query xmlns='http://jabber.org/protocol/muc#owner'/>")
      const isPossible = form.toString().includes('roomconfig_calls')
      expect(isPossible).toBe(process.env.PARLOR_TEST_SERVER !== 'ejabberd')
      // Where a room cannot allow it, nobody asks.
      if (!isPossible) return
      await as(
        desk,
        owner,
        'set',
        room,
        "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field><field var='{urn:parlor:1}roomconfig_calls'><value>1</value></field></x></query>",
      )
      const asked = anna.seen.length
      expect(await invites('i2')).toBeUndefined()
      await anna.next((stanza) => stanza.attrs.id === 'i2', asked)
      expect(await call()).toBe('service-unavailable')
      const from = mia.seen.length
      anna.send(
        `<message to='${room}' type='groupchat'><accept xmlns='urn:xmpp:call-invites:0' id='x'><jingle sid='s2'/></accept><store xmlns='urn:xmpp:hints'/></message>`,
      )
      await mia.next((stanza) => stanza.getChild('accept', 'urn:xmpp:call-invites:0') !== undefined, from)
      const heard = anna.seen.length
      mia.send(`<iq type='set' id='j2' to='${room}/Anna'>${jingle}</iq>`)
      await anna.next((stanza) => stanza.getChild('jingle', 'urn:xmpp:jingle:1') !== undefined, heard)
    })

    test('C6: of two clients of one operator the call is with the one that has said yes', async () => {
      const other = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
      other.send('<presence/>')
      await enter(other, room, 'Anna')
      const from = mia.seen.length
      other.send(
        `<message to='${room}' type='groupchat'><accept xmlns='urn:xmpp:call-invites:0' id='y'><jingle sid='s2'/></accept><store xmlns='urn:xmpp:hints'/></message>`,
      )
      await mia.next((stanza) => stanza.getChild('accept', 'urn:xmpp:call-invites:0') !== undefined, from)
      const [here, there] = [other.seen.length, anna.seen.length]
      mia.send(
        `<iq type='set' id='j3' to='${room}/Anna'><jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='s2'/></iq>`,
      )
      await other.next((stanza) => stanza.getChild('jingle', 'urn:xmpp:jingle:1') !== undefined, here)
      await anna.settle()
      expect(anna.seen.slice(there).filter((stanza) => stanza.getChild('jingle'))).toEqual([])
      await other.close()
    })

    test('C6: a visitor answers a call without a word, and is told the way through firewalls (XEP-0215)', async () => {
      mia.send(
        `<message to='${room}' type='groupchat' id='c1'><accept xmlns='urn:xmpp:call-invites:0' id='x'><jingle sid='s1'/></accept><store xmlns='urn:xmpp:hints'/></message>`,
      )
      await anna.next((stanza) => stanza.attrs.id === 'c1')
      const services = await mia.ask('get', 'visitors.localhost', "<services xmlns='urn:xmpp:extdisco:2'/>")
      const [, turn] = services.getChild('services', 'urn:xmpp:extdisco:2')?.getChildren('service') ?? []
      expect(turn?.attrs).toMatchObject({ type: 'turn', host: '127.0.0.1', port: '3478' })
      expect(turn?.attrs.password).toBeTruthy()
    })
  })
})
