/** What real clients do, and what the server makes of it: Psi, Dino, poezio and stock xmpp.js, by the wire (A7). */
import { client } from '@xmpp/client'
import type { Element } from 'ltx'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { noticesAt, onDuty } from '../support/chat.ts'
import { Connection } from '../support/people/connection.ts'
import { el, NS, type PlainOperator, type Visitor } from '../support/people/index.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const bare = (jid = '') => jid.split('/')[0] ?? ''
const bodies = (all: readonly Element[]) => all.map((one) => one.getChildText('body'))

/** Enters as Psi does: asks for nothing, and takes what the room has. */
async function entersLikePsi(ben: PlainOperator, room: string, nick: string): Promise<void> {
  const since = ben.connection.stanzas.mark()
  await ben.connection.send(el('presence', { to: `${room}/${nick}` }, el('x', { xmlns: NS.muc })))
  await ben.connection.stanzas.until(
    (one) => one.is('message') && bare(one.attrs.from) === room && one.getChild('subject') !== undefined,
    'the subject of the room, which ends the history',
    { since },
  )
}

const saidIn = (ben: PlainOperator, room: string): Element[] =>
  ben.connection.stanzas.items.filter(
    (one) => one.attrs.type === 'groupchat' && bare(one.attrs.from) === room && one.getChild('body'),
  )

async function ringsAtBen(): Promise<{ ben: PlainOperator; mia: Visitor; number: string; id: string }> {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const mia = await stage.visitor()
  const { number, id } = await mia.join({ name: 'Mia' })
  await ben.hears(SUPPORT, new RegExp(`Mia is waiting: case ${number},`))
  return { ben, mia, number, id }
}

test('A7: who comes in later sees the conversation from its first word, in a client that asks no archive; also after a transfer', async () => {
  const anna = await onDuty(stage, 'anna')
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  await anna.accept(await anna.offer(id))
  const here = await mia.enterWhenInvited()
  await here.say('first')
  await here.say('second')
  const there = await anna.enterWhenInvited()
  await there.say('third')
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben' })
  await ben.hears(SUPPORT, /^Anna hands a chat on to you/)
  await ben.asks(SUPPORT, 'take', /^Taken/)
  const { room } = await ben.invited()
  await entersLikePsi(ben, room, 'ben')
  const seen = saidIn(ben, room)
  const earlier = seen.filter((one) => one.getChild('delay', 'urn:xmpp:delay'))
  // Not what the desk has said: who comes in later reads the conversation.
  expect(bodies(earlier)).toEqual(['first', 'second', 'third'])
  await here.say('fourth')
  await ben.connection.stanzas.until((one) => one.getChildText('body') === 'fourth', 'the next line')
  expect(bodies(saidIn(ben, room)).filter((words) => words === 'first')).toHaveLength(1)
})

test('A7: one invitation for a chat, with a body and a reason that name the visitor, which no archive keeps', async () => {
  const { ben, mia } = await ringsAtBen()
  const since = ben.connection.stanzas.mark()
  const taken = await ben.asks(SUPPORT, 'take', /^Taken/)
  const { room, stanza } = await ben.invited({ since })
  const there = await ben.enter(room, 'ben')
  const here = await mia.enterWhenInvited()
  await here.say('hello')
  await there.hears('hello')
  expect(taken).toContain(`xmpp:${room}?join`)
  expect(stanza.getChildText('body')).toMatch(new RegExp(`^Chat \\d+ with Mia\\. xmpp:${room}\\?join$`))
  expect(stanza.getChild('x', NS.conference)?.attrs.jid).toBe(room)
  expect(stanza.getChild('no-store', 'urn:xmpp:hints')).toBeDefined()
  const invites = (one: Element) =>
    one.is('message') && (one.getChild('x', NS.conference) ?? one.getChild('x', NS.mucUser)) !== undefined
  expect(ben.connection.stanzas.items.slice(since).filter(invites)).toHaveLength(1)
})

test('A7: an invitation does not wait for somebody who is away, and a chat that is over says so', async () => {
  const { ben, mia } = await ringsAtBen()
  await ben.asks(SUPPORT, 'take', /^Taken/)
  const { room } = await ben.invited()
  await ben.stop()
  await mia.depart()
  await mia.ended()
  const later = await stage.plainOperator('ben')
  await later.asks(SUPPORT, 'status', /^You are/)
  expect(later.connection.stanzas.items.some((one) => one.getChild('x', NS.mucUser) !== undefined)).toBe(
    false,
  )
  await expect
    .poll(() => later.enter(room, 'ben').catch(String), { timeout: 20_000 })
    .toMatch(/gone.*This chat has ended\./s)
})

test('A7: presence to another nickname than the reserved one is presence to their own, and leaves by it', async () => {
  const { ben, mia } = await ringsAtBen()
  await ben.asks(SUPPORT, 'take', /^Taken/)
  const { room } = await ben.invited()
  const here = await mia.enterWhenInvited()
  await entersLikePsi(ben, room, 'ben')
  const since = ben.connection.stanzas.mark()
  const whats = (type: string | undefined) =>
    ben.connection.stanzas.until(
      (one) => one.is('presence') && bare(one.attrs.from) === room && one.attrs.type === type,
      'the answer of the room',
      { since },
    )
  await ben.connection.send(el('presence', { to: `${room}/ben` }, el('show', {}, 'away')))
  const answer = await whats(undefined)
  expect(answer.attrs.from).toBe(`${room}/Ben`)
  expect(answer.getChildText('show')).toBe('away')
  const ping = el('ping', { xmlns: 'urn:xmpp:ping' })
  expect((await ben.connection.get(`${room}/ben`, ping)).attrs.type).toBe('result')
  await ben.connection.send(el('presence', { to: `${room}/ben`, type: 'unavailable' }))
  await whats('unavailable')
  expect(here.people.has('Ben')).toBe(false)
})

test('A1: adding the workgroup is enough: nobody is asked a second question', async () => {
  const { websocket, domain } = stage.prosody
  const psi = await Connection.open('carol', { websocket, domain, username: 'carol', password: PASSWORD })
  await psi.get(psi.bareJid, el('query', { xmlns: NS.roster }))
  await psi.send(el('presence'))
  await psi.set(psi.bareJid, el('query', { xmlns: NS.roster }, el('item', { jid: SUPPORT })))
  await psi.send(el('presence', { to: SUPPORT, type: 'subscribe' }))
  const isBoth = (one: Element) =>
    one
      .getChild('query', NS.roster)
      ?.getChildren('item')
      .some(({ attrs }) => attrs.subscription === 'both')
  await psi.stanzas.until((one) => isBoth(one) === true, 'both to see each other')
  await psi.stanzas.until(
    (one) => one.is('presence') && bare(one.attrs.from) === SUPPORT && one.getChild('status') !== undefined,
    'the queue in the presence of the workgroup',
  )
  expect(psi.stanzas.items.some((one) => one.attrs.type === 'subscribe')).toBe(false)
  await psi.stop()
})

test('A7: a client that bookmarks every room keeps its own rooms, and none of a chat', async () => {
  const { ben } = await ringsAtBen()
  await ben.asks(SUPPORT, 'take', /^Taken/)
  const { room } = await ben.invited()
  const pubsub = (...content: Element[]) =>
    el('pubsub', { xmlns: 'http://jabber.org/protocol/pubsub' }, ...content)
  const bookmark = (jid: string) => {
    const conference = el('conference', { xmlns: 'urn:xmpp:bookmarks:1', autojoin: 'true' })
    return pubsub(el('publish', { node: 'urn:xmpp:bookmarks:1' }, el('item', { id: jid }, conference)))
  }
  const me = ben.connection.bareJid
  const all = () => ben.connection.get(me, pubsub(el('items', { node: 'urn:xmpp:bookmarks:1' })))
  for (const jid of [room, 'team@conference.example']) await ben.connection.set(me, bookmark(jid))
  expect((await all()).toString()).toContain('team@conference.example')
  expect((await all()).toString()).not.toContain(room)
  const legacy = [room, 'old@conference.example'].map((jid) => el('conference', { jid, autojoin: 'true' }))
  const storage = el('storage', { xmlns: 'storage:bookmarks' }, ...legacy)
  await ben.connection.set(me, el('query', { xmlns: 'jabber:iq:private' }, storage))
  expect((await all()).toString()).toContain('old@conference.example')
  expect((await all()).toString()).not.toContain(room)
})

test('A7: a stock xmpp.js client that is answered while it signs in keeps its session', async () => {
  globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket
  const { websocket, domain } = stage.prosody
  for (let time = 0; time < 6; time += 1) {
    const xmpp = client({ service: websocket, domain, username: 'anna', password: PASSWORD })
    xmpp.reconnect.stop()
    const ended = new Promise((_, fail) => xmpp.on('error', fail))
    ended.catch(() => {})
    // As soon as it may: what is answered arrives together with `<enabled/>`.
    xmpp.on('online', () => {
      void xmpp.send(el('presence'))
      for (let i = 0; i < 5; i += 1)
        void xmpp.send(el('iq', { type: 'get', id: `r${i}` }, el('query', { xmlns: NS.roster })))
    })
    await xmpp.start()
    for (let i = 0; i < 5; i += 1)
      await Promise.race([
        ended,
        xmpp.iqCaller.request(el('iq', { type: 'get', to: domain }, el('ping', { xmlns: 'urn:xmpp:ping' }))),
      ])
    await xmpp.stop()
  }
})

test('A2: with several offers a reply chooses its case, and a thumb takes it; other reactions mean nothing', async () => {
  const { ben, number } = await ringsAtBen()
  const zoe = await stage.visitor()
  const second = await zoe.join({ name: 'Zoe' })
  const [first, other] = [
    await ben.hears(SUPPORT, new RegExp(`Mia is waiting: case ${number},`)),
    await ben.hears(SUPPORT, /^Zoe is waiting/),
  ]
  const send = (...content: Element[]) =>
    ben.connection.send(el('message', { to: SUPPORT, type: 'chat', id: `m${content.length}` }, ...content))
  const reply = (to: Element) => el('reply', { xmlns: 'urn:xmpp:reply:0', to: SUPPORT, id: to.attrs.id })
  const reaction = (to: Element, emoji: string) =>
    el('reactions', { xmlns: 'urn:xmpp:reactions:0', id: to.attrs.id }, el('reaction', {}, emoji))
  await send(el('body', {}, 'reject'), reply(first))
  await ben.hears(SUPPORT, new RegExp(`^Rejected: Mia, case ${number}`))
  await send(reaction(other, '\u{1F440}'))
  await ben.asks(SUPPORT, 'status', /^You are available, 0 of/)
  await send(reaction(other, '\u{1F44D}\u{1F3FD}'))
  await ben.hears(SUPPORT, new RegExp(`^Taken: Zoe, case ${second.number}`))
})

test('R8: a client that nobody looks at (XEP-0352) is not woken every few seconds to say that it is there', async () => {
  const { ben, mia } = await ringsAtBen()
  await ben.asks(SUPPORT, 'take', /^Taken/)
  const [here, there] = await Promise.all([mia.enterWhenInvited(), ben.enterWhenInvited()])
  const asked = (who: PlainOperator | Visitor, since = 0) =>
    who.connection.stanzas.items.slice(since).filter((one) => one.getChild('ping', 'urn:xmpp:ping')).length
  await ben.connection.send(el('inactive', { xmlns: 'urn:xmpp:csi:0' }))
  await there.say('inactive from here')
  const [since, sinceMia] = [ben.connection.stanzas.mark(), mia.connection.stanzas.mark()]
  await here.hears('inactive from here')
  await expect.poll(() => asked(mia, sinceMia), { timeout: 30_000 }).toBeGreaterThanOrEqual(3)
  // Once, and it counts as there all the same.
  expect(asked(ben, since)).toBeLessThanOrEqual(1)
  await here.say('are you there?')
  await there.hears('are you there?')
  expect(here.people.has('Ben')).toBe(true)
  expect(noticesAt(here)).toEqual([])
})

test('A7: who has accepted and does not enter is reminded with the link, before the chat goes to somebody else', async () => {
  const { ben, number } = await ringsAtBen()
  const taken = await ben.asks(SUPPORT, 'take', /^Taken/)
  const link = /xmpp:\S+\?join/.exec(taken)?.[0]
  const reminder = await ben.hears(SUPPORT, /^You are not in the chat yet/, { within: 60_000 })
  expect(reminder.getChildText('body')).toMatch(
    new RegExp(
      `^You are not in the chat yet: Mia, case ${number}\\. In \\d+ s it is offered to a colleague\\. `,
    ),
  )
  expect(reminder.getChildText('body')).toContain(link)
  const card = await ben.connection.get(SUPPORT, el('vCard', { xmlns: 'vcard-temp' }))
  expect(card.getChild('vCard')?.getChildText('FN')).toBe('Support')
})
