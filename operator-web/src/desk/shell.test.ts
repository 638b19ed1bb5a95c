import { beforeEach, describe, expect, test } from 'vitest'
import { emptyDesk } from '../model/desk.ts'
import { Store } from '../model/store.ts'
import type { Desk } from '../model/types.ts'
import { FakeLink } from './fake-link.kit.ts'
import { Shell } from './shell.ts'

const WG = "xmlns='http://jabber.org/protocol/workgroup'"
const SUPPORT = 'support@support.localhost'
const ROOM = 'r1@rooms.localhost'
const CASE = `<case xmlns='urn:parlor:1' id='7k3q9x' number='1842' name='Mia' show='available' phase='ringing'>
  <x xmlns='jabber:x:data' type='result'><field var='problem' label='What is it about?'><value>My order</value></field></x>
  <parameter name='customer' verified='true'>56164</parameter></case>`
const OFFER = `<iq type='set' from='${SUPPORT}' to='anna@localhost/desk' id='o1'>
  <offer ${WG} jid='v1@visitors.localhost/x' id='7k3q9x'><timeout>30</timeout>${CASE}</offer></iq>`
const INVITE = `<message from='${SUPPORT}' to='anna@localhost/desk'><x xmlns='jabber:x:conference' jid='${ROOM}'/>
  <case xmlns='urn:parlor:1' id='7k3q9x' nick='Anna' with='Mia'/><offer ${WG} jid='v1@visitors.localhost/x'/></message>`
const SELF = `<presence from='${ROOM}/Anna'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>`
const fin = (last?: string) =>
  `<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>${last ? `<last>${last}</last>` : ''}</set></fin>`
const message = (nick: string, id: string, stanzaId: string, body: string) =>
  `<message type='groupchat' from='${ROOM}/${nick}' id='${id}'><body>${body}</body>
  <stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='${stanzaId}'/></message>`

/** A clock that stands still, and timers that run when told. */
class Clock {
  time = 1_000_000
  readonly timers = new Set<{ at: number; callback: () => void }>()
  now = () => this.time
  later = (ms: number, callback: () => void) => {
    const timer = { at: this.time + ms, callback }
    this.timers.add(timer)
    return () => void this.timers.delete(timer)
  }
  advance(ms: number) {
    this.time += ms
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at)) {
      if (timer.at <= this.time && this.timers.delete(timer)) timer.callback()
    }
  }
}

let link: FakeLink
let clock: Clock
let store: Store<Desk>
let shell: Shell
const desk = () => store.get()
const chat = () => {
  const found = desk().chats.get(ROOM)
  if (!found) throw new Error('no chat')
  return found
}
const said = () =>
  chat().lines.flatMap((line) => (line.is === 'said' ? [`${line.body}:${line.delivery}`] : []))

beforeEach(async () => {
  link = new FakeLink()
  clock = new Clock()
  store = new Store(emptyDesk)
  shell = new Shell({ link, store, clock, component: 'support.localhost', patient: false })
  shell.start()
  link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
  await link.answer(
    'disco#items',
    `<query xmlns='http://jabber.org/protocol/disco#items'><item jid='${SUPPORT}' name='Support'/></query>`,
  )
})

/** The stream is lost and a new session begins. */
function comeBack(): void {
  link.status({ is: 'waiting', retryAt: 0 })
  link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
}

/** Where every chat begins: offered, accepted, invited, entered, nothing said yet. */
async function takeMia(rows: readonly string[] = []) {
  link.receive(OFFER)
  shell.take('7k3q9x')
  await link.answer('offer-accept')
  link.receive(INVITE)
  link.receive(SELF)
  await archive(rows)
}

async function archive(rows: readonly string[], last?: string) {
  const id = link.last('urn:xmpp:mam:2').getChild('query')?.attrs.queryid
  for (const [index, row] of rows.entries()) {
    link.receive(`<message from='${ROOM}'><result xmlns='urn:xmpp:mam:2' queryid='${id}' id='${last ?? `s${index}`}'>
      <forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:0${index}Z'/>${row}</forwarded></result></message>`)
  }
  await link.answer('urn:xmpp:mam:2', fin())
}

describe('on duty', () => {
  test('tells each workgroup of the component, and asks for the colleagues', () => {
    expect(link.last('agent-status').attrs.to).toBe(SUPPORT)
    expect(link.last('agent-status-request').attrs.to).toBe(SUPPORT)
  })

  test('D1: own status reaches the workgroup and the server at once', () => {
    shell.setOwn({ show: 'away', status: 'lunch' })
    const stanza = link.last('agent-status xmlns')
    expect(stanza.getChildText('show')).toBe('away')
    expect(stanza.getChildText('status')).toBe('lunch')
    expect(link.count('<show>away</show>')).toBe(2)
  })

  test('a workgroup that begins again hears of us at once', () => {
    const before = link.count('<agent-status xmlns')
    link.receive(`<presence from='${SUPPORT}'><started xmlns='urn:parlor:1'/></presence>`)
    expect(link.count('<agent-status xmlns')).toBe(before + 1)
  })

  test('a workgroup that says nothing at all is asked again, less and less often; one that answers is not', () => {
    const asked = () => link.count('<agent-status xmlns')
    const before = asked()
    clock.advance(3_000)
    expect(asked()).toBe(before + 1)
    clock.advance(3_000)
    expect(asked()).toBe(before + 1)
    clock.advance(3_000)
    expect(asked()).toBe(before + 2)
    link.receive(`<presence from='${SUPPORT}'><notify-queue-details ${WG}/></presence>`)
    expect(desk().workgroups.get(SUPPORT)?.duty).toBe('on')
    clock.advance(12_000)
    clock.advance(12_000)
    expect(asked()).toBe(before + 3)
  })

  test('a workgroup that refuses us is not asked again; one that does not answer is', () => {
    const refuse = (condition: string) =>
      link.receive(
        `<presence type='error' from='${SUPPORT}'><error type='auth'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>`,
      )
    refuse('remote-server-timeout')
    expect(desk().workgroups.get(SUPPORT)?.duty).toBe('unreachable')
    const before = link.count('<agent-status xmlns')
    clock.advance(3_000)
    expect(link.count('<agent-status xmlns')).toBe(before + 1)
    refuse('not-authorized')
    clock.advance(60_000)
    expect(link.count('<agent-status xmlns')).toBe(before + 1)
  })
})

test('R10: whoever has missed offers is told so until one click says that they are back; a new session is told anew', async () => {
  const rest = `<message type='chat' from='${SUPPORT}'><body>x</body><off-duty xmlns='urn:parlor:1' missed='2' since='2026-11-21T10:00:00Z'/></message>`
  link.receive(rest.replace(SUPPORT, 'support@elsewhere.example'))
  expect(desk().resting).toBeUndefined()
  link.receive(rest)
  expect(desk().resting).toMatchObject({ workgroup: SUPPORT, missed: 2 })
  shell.comeBack()
  expect(link.last('node="on"').attrs.to).toBe(SUPPORT)
  link.receive(
    `<message type='chat' from='${SUPPORT}'><body>x</body><on-duty xmlns='urn:parlor:1'/></message>`,
  )
  expect(desk().resting).toBeUndefined()
  link.receive(rest)
  comeBack()
  expect(desk().resting).toBeUndefined()
})

describe('requests', () => {
  test('R3: accept answers the offer and the invitation opens the room', async () => {
    link.receive(OFFER)
    expect(desk().offers[0]).toMatchObject({
      case: { name: 'Mia', problem: 'My order' },
      until: clock.time + 30_000,
    })
    shell.take('7k3q9x')
    expect(link.last('offer-accept').toString()).toContain('v1@visitors.localhost/x')
    await link.answer('offer-accept')
    link.receive(INVITE)
    expect(desk().offers).toHaveLength(0)
    expect(desk().open).toBe(ROOM)
    expect(chat().case.parameters).toEqual([{ name: 'customer', value: '56164', verified: true }])
    expect(link.last(`${ROOM}/Anna`).getChild('x')?.getChild('history')?.attrs.maxstanzas).toBe('0')
  })

  test('R3: reject takes the card away and tells the workgroup', () => {
    link.receive(OFFER)
    shell.decline('7k3q9x')
    expect(desk().offers).toHaveLength(0)
    expect(link.last('offer-reject').attrs.to).toBe(SUPPORT)
  })

  test('D1: what a colleague took is gone from offers and queue at once', () => {
    link.receive(OFFER)
    link.receive(
      `<presence from='${SUPPORT}'><notify-queue-details ${WG}><user jid='v1@visitors.localhost/x'>${CASE}</user></notify-queue-details></presence>`,
    )
    expect(desk().queue).toHaveLength(1)
    link.receive(`<iq type='set' from='${SUPPORT}' id='r1'><offer-revoke ${WG} jid='v1@visitors.localhost/x' id='7k3q9x'>
      <revoked xmlns='urn:parlor:1' why='taken' by='ben@localhost'/></offer-revoke></iq>`)
    expect(desk().offers).toHaveLength(0)
    expect(desk().queue).toHaveLength(0)
  })

  test('R6: a waiting request is taken by command, out of order', async () => {
    link.receive(
      `<presence from='${SUPPORT}'><notify-queue-details ${WG}><user jid='v1@visitors.localhost/x'>${CASE}</user></notify-queue-details></presence>`,
    )
    shell.take('7k3q9x')
    expect(link.last('commands').toString()).toContain('<value>7k3q9x</value>')
    await link.answer(
      'commands',
      `<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
      'error',
    )
    expect(desk().queue).toHaveLength(0)
    expect(desk().words.at(-1)?.text).toBe('A colleague was quicker.')
  })

  test('an offer whose revoke was lost stops ringing by itself', () => {
    link.receive(OFFER)
    clock.advance(33_000)
    expect(desk().offers).toHaveLength(0)
  })

  test('an invitation from a stranger is ignored', () => {
    link.receive(INVITE.replaceAll(SUPPORT, 'evil@elsewhere.example'))
    expect(desk().chats.size).toBe(0)
  })
})

describe('talking', () => {
  test('C1: sent means reflected by the room with its archive id', async () => {
    await takeMia()
    shell.say(ROOM, 'Hello')
    expect(said()).toEqual(['Hello:sending'])
    const { id } = link.last('<body>Hello').attrs
    link.receive(message('Anna', id ?? '', 's9', 'Hello'))
    expect(said()).toEqual(['Hello:sent'])
  })

  test('C1: a message that comes twice is on the screen once', async () => {
    await takeMia()
    link.receive(message('Mia', 'm1', 's1', 'Hi'))
    link.receive(message('Mia', 'm1', 's2', 'Hi'))
    expect(said()).toEqual(['Hi:sent'])
  })

  test('what was said before we came in stands first, and is not unread', async () => {
    await takeMia([`<message type='groupchat' from='${ROOM}/Mia' id='m0'><body>Anybody?</body></message>`])
    expect(said()).toEqual(['Anybody?:sent'])
    expect(chat().unread).toBe(0)
    expect(chat().state).toBe('open')
  })

  test('C2: after a new session the gap is filled in order, and the outbox is sent with the same ids', async () => {
    await takeMia()
    link.receive(message('Mia', 'm1', 's1', 'one'))
    link.status({ is: 'waiting', retryAt: 0 })
    shell.say(ROOM, 'mine')
    const { id } = chat().lines.findLast((line) => line.is === 'said') as { id: string }
    link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
    expect(link.count('<body>mine')).toBe(0)
    link.receive(SELF)
    link.receive(message('Mia', 'm3', 's3', 'three'))
    expect(link.last('urn:xmpp:mam:2').toString()).toContain('<after>s1</after>')
    await archive([`<message type='groupchat' from='${ROOM}/Mia' id='m2'><body>two</body></message>`], 's2')
    expect(said()).toEqual(['one:sent', 'two:sent', 'three:sent', 'mine:sending'])
    expect(link.last('<body>mine').attrs.id).toBe(id)
  })

  test('C2: a message that reached the archive before the loss is not sent twice', async () => {
    await takeMia()
    shell.say(ROOM, 'mine')
    const { id } = link.last('<body>mine').attrs
    comeBack()
    link.receive(SELF)
    await archive(
      [`<message type='groupchat' from='${ROOM}/Anna' id='${id}'><body>mine</body></message>`],
      's1',
    )
    expect(said()).toEqual(['mine:sent'])
    expect(link.count('<body>mine')).toBe(1)
  })

  test('a resumed stream needs no entry; what was written meanwhile goes out once', async () => {
    await takeMia()
    link.status({ is: 'waiting', retryAt: 0 })
    shell.say(ROOM, 'mine')
    const entries = link.count(`${ROOM}/Anna`)
    link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: true })
    expect(link.count('<body>mine')).toBe(1)
    expect(link.count(`${ROOM}/Anna`)).toBe(entries)
  })

  test('D2: a message in a chat that is not in front counts as unread until it is opened', async () => {
    await takeMia()
    shell.looking(false)
    link.receive(message('Mia', 'm1', 's1', 'Hi'))
    expect(chat().unread).toBe(1)
    shell.looking(true)
    expect(chat().unread).toBe(0)
  })

  test('typing is shown and said', async () => {
    await takeMia()
    const state = (name: string) =>
      link.receive(
        `<message type='groupchat' from='${ROOM}/Mia'><${name} xmlns='http://jabber.org/protocol/chatstates'/></message>`,
      )
    state('composing')
    expect(chat().typingUntil).toBe(clock.time + 30_000)
    state('paused')
    expect(chat().typingUntil).toBeUndefined()
    shell.wrote(ROOM, 'H')
    shell.wrote(ROOM, 'He')
    expect(link.count('<composing')).toBe(1)
    clock.advance(5_000)
    expect(link.count('<paused')).toBe(1)
  })

  test('C1: what is delivered but not in the record can be sent again, once, with the same id', async () => {
    await takeMia()
    shell.say(ROOM, 'Hello')
    const id = link.last('<body>Hello').attrs.id ?? ''
    const unsaved = () =>
      link.receive(`<message type='groupchat' from='${ROOM}/Anna' id='${id}'><body>Hello</body></message>`)
    unsaved()
    expect(said()).toEqual(['Hello:unsaved'])
    shell.sayAgain(ROOM, id)
    expect(said()).toEqual(['Hello:sending'])
    expect(link.count(id)).toBe(2)
    unsaved()
    shell.sayAgain(ROOM, id)
    expect(said()).toEqual(['Hello:unsaved'])
    expect(link.count(id)).toBe(2)
    link.receive(message('Anna', id, 's9', 'Hello'))
    expect(said()).toEqual(['Hello:sent'])
  })

  test('C2: a message under way in two streams that ended is set aside; the others go on', async () => {
    await takeMia()
    shell.say(ROOM, 'poison')
    comeBack()
    link.receive(SELF)
    await archive([])
    expect(link.count('<body>poison')).toBe(2)
    comeBack()
    shell.say(ROOM, 'fine')
    link.receive(SELF)
    await archive([])
    expect(said()).toEqual(['poison:failed', 'fine:sending'])
    comeBack()
    link.receive(SELF)
    await archive([])
    expect(link.count('<body>poison')).toBe(2)
    expect(link.count('<body>fine')).toBe(2)
    const id = link.last('<body>poison').attrs.id ?? ''
    shell.sayAgain(ROOM, id)
    expect(link.count('<body>poison')).toBe(3)
  })

  test('C2: a stream that is lost while nothing is under way counts against no message', async () => {
    await takeMia()
    shell.say(ROOM, 'one')
    comeBack()
    link.status({ is: 'waiting', retryAt: 0 })
    link.status({ is: 'waiting', retryAt: 0 })
    link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
    link.receive(SELF)
    await archive([])
    expect(link.count('<body>one')).toBe(2)
    expect(said()).toEqual(['one:sending'])
  })

  test('C1: the visitor has come back is said once, however the room and the desk tell it', async () => {
    await takeMia()
    const here = () =>
      link.receive(`<presence from='${ROOM}/Mia'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>`)
    const notice = (what: string, id: string) =>
      link.receive(`<message type='groupchat' from='${ROOM}/Desk' id='${id}'><body>x</body>
        <notice xmlns='urn:parlor:1' what='${what}'/><stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='${id}'/></message>`)
    const words = () => chat().lines.flatMap((line) => (line.is === 'system' ? [line.what] : []))
    here()
    notice('visitor-back', 'n1')
    expect(words()).toEqual(['visitor-entered'])
    notice('visitor-lost', 'n2')
    notice('visitor-back', 'n3')
    notice('visitor-back', 'n4')
    comeBack()
    link.receive(SELF)
    await archive([])
    here()
    expect(words()).toEqual(['visitor-lost', 'visitor-back'])
  })

  test('C1: who loses the connection is not typing, and who goes on typing says so again', async () => {
    await takeMia()
    link.receive(
      `<message type='groupchat' from='${ROOM}/Mia'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    link.receive(`<message type='groupchat' from='${ROOM}/Desk' id='n1'><body>x</body>
      <notice xmlns='urn:parlor:1' what='visitor-lost'/></message>`)
    expect(chat().typingUntil).toBeUndefined()
    for (let n = 0; n < 11; n += 1) {
      shell.wrote(ROOM, `${'x'.repeat(n)} `.trim() || 'x')
      clock.advance(4_000)
    }
    expect(link.count('<composing')).toBe(3)
  })

  test('C11: what the operator sees is said to be read, once, and not in a chat that is not in front', async () => {
    await takeMia()
    link.receive(message('Mia', 'm1', 's1', 'Hi'))
    expect(link.count('chat-markers')).toBe(1)
    expect(link.last('chat-markers').toString()).toContain('s1')
    link.receive(message('Anna', 'm2', 's2', 'Hello'))
    shell.looking(false)
    link.receive(message('Mia', 'm3', 's3', 'Are you there?'))
    expect(link.count('chat-markers')).toBe(1)
    shell.looking(true)
    expect(link.last('chat-markers').toString()).toContain('s3')
  })

  test('a refused message can be tried again with the same id', async () => {
    await takeMia()
    shell.say(ROOM, 'Hello')
    const id = link.last('<body>Hello').attrs.id ?? ''
    link.receive(
      `<message type='error' from='${ROOM}' id='${id}'><error type='wait'><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    expect(said()).toEqual(['Hello:failed'])
    shell.sayAgain(ROOM, id)
    expect(link.count(id)).toBe(2)
  })
})

describe('the end', () => {
  test('the operator ends the chat; it stays readable until it is put away', async () => {
    await takeMia()
    shell.close(ROOM)
    expect(chat().closing).toBe(true)
    await link.answer('node="close"')
    expect(chat()).toMatchObject({ state: 'ended', ended: 'operator-closed' })
    shell.dismiss(ROOM)
    expect(desk().chats.size).toBe(0)
  })

  test('the visitor ends it: the reason is said once', async () => {
    await takeMia()
    link.receive(
      `<message type='groupchat' from='${ROOM}/Desk'><body>x</body><ended xmlns='urn:parlor:1' case='7k3q9x' reason='visitor-left'/></message>`,
    )
    link.receive(
      `<presence type='unavailable' from='${ROOM}/Anna'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/><status code='321'/></x></presence>`,
    )
    expect(chat()).toMatchObject({ state: 'ended', ended: 'visitor-left' })
    expect(chat().lines.filter((line) => line.is === 'system' && line.what.startsWith('ended'))).toHaveLength(
      1,
    )
  })

  test('a chat we were thrown out of by the server is entered again', async () => {
    await takeMia()
    const before = link.count(`${ROOM}/Anna`)
    link.receive(
      `<presence type='unavailable' from='${ROOM}/Anna'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/><status code='333'/></x></presence>`,
    )
    expect(link.count(`${ROOM}/Anna`)).toBe(before + 1)
    expect(chat().state).toBe('entering')
  })
})
