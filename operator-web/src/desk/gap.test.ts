/** The archive does not give what was said: the chat goes on, and the operator asks again, as often as they like. */
import { beforeEach, expect, test } from 'vitest'
import { emptyDesk } from '../model/desk.ts'
import { Store } from '../model/store.ts'
import type { Desk } from '../model/types.ts'
import { gapWords } from '../model/words.ts'
import { FakeLink } from './fake-link.kit.ts'
import { Shell } from './shell.ts'

const SUPPORT = 'support@support.localhost'
const ROOM = 'r1@rooms.localhost'
const MAM = 'urn:xmpp:mam:2'
const SELF = `<presence from='${ROOM}/Anna'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>`
const REFUSED = `<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`
const FIN = `<fin xmlns='${MAM}' complete='true'/>`
const message = (nick: string, stanzaId: string, body: string) =>
  `<message type='groupchat' from='${ROOM}/${nick}' id='${body}'><body>${body}</body>
  <stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='${stanzaId}'/></message>`

let link: FakeLink
let store: Store<Desk>
let shell: Shell
let timers: Set<() => void>

const chat = () => {
  const found = store.get().chats.get(ROOM)
  if (!found) throw new Error('no chat')
  return found
}
const said = () => chat().lines.flatMap((line) => (line.is === 'said' ? [line.body] : []))
/** To the room's archive: our own has another. */
const queries = () =>
  link.sent.filter((stanza) => stanza.attrs.to === ROOM && stanza.getChild('query', MAM)).length
const runTimers = () => {
  for (const run of [...timers]) if (timers.delete(run)) run()
  return new Promise((done) => setTimeout(done, 0))
}

beforeEach(async () => {
  link = new FakeLink()
  store = new Store(emptyDesk)
  timers = new Set()
  const later = (_ms: number, run: () => void) => {
    timers.add(run)
    return () => void timers.delete(run)
  }
  shell = new Shell({
    link,
    store,
    clock: { now: () => 0, later },
    component: 'support.localhost',
    patient: false,
  })
  shell.start()
  await online()
  link.receive(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${ROOM}'/>
    <case xmlns='urn:parlor:1' id='7k3q9x' nick='Anna' with='Mia'/></message>`)
  link.receive(SELF)
})

async function online(): Promise<void> {
  link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
  await link.answer(
    'disco#items',
    `<query xmlns='http://jabber.org/protocol/disco#items'><item jid='${SUPPORT}' name='Support'/></query>`,
  )
}

/** Both tries that the desk makes by itself. */
async function refuse(): Promise<void> {
  await link.answer(MAM, REFUSED, 'error')
  await runTimers()
  await link.answer(MAM, REFUSED, 'error')
}

async function give(...lines: readonly [nick: string, stanzaId: string, body: string][]): Promise<void> {
  const id = link.last(MAM).getChild('query')?.attrs.queryid
  for (const [nick, stanzaId, body] of lines)
    link.receive(`<message from='${ROOM}'><result xmlns='${MAM}' queryid='${id}' id='${stanzaId}'>
      <forwarded xmlns='urn:xmpp:forward:0'>${message(nick, stanzaId, body)}</forwarded></result></message>`)
  await link.answer(MAM, FIN)
}

test('C2: an archive that does not answer is said in the place of the lines, and the chat goes on', async () => {
  shell.say(ROOM, 'mine')
  await refuse()
  expect(chat()).toMatchObject({ state: 'open', gap: 'left', gapAt: 0 })
  expect(gapWords(chat())).toContain('Earlier messages could not be loaded')
  expect(link.count('<body>mine')).toBe(1)
  link.receive(message('Mia', 's9', 'new'))
  expect(said()).toEqual(['new', 'mine'])
})

test('C2: asked again, and again, until the archive is back: the lines stand where they belong', async () => {
  await refuse()
  link.receive(message('Mia', 's3', 'three'))
  shell.readAgain(ROOM)
  expect(chat().gap).toBe('asked')
  await refuse()
  expect(chat().gap).toBe('left')
  shell.readAgain(ROOM)
  await give(['Mia', 's1', 'one'], ['Mia', 's2', 'two'], ['Mia', 's3', 'three'])
  expect(said()).toEqual(['one', 'two', 'three'])
  expect(chat()).not.toHaveProperty('gap')
  expect(chat()).not.toHaveProperty('gapAt')
})

test('C2: a gap in the middle is filled in the middle, from the last line that is known to be in the record', async () => {
  await give(['Mia', 's1', 'one'])
  link.status({ is: 'waiting', retryAt: 0 })
  await online()
  link.receive(SELF)
  await refuse()
  link.receive(message('Mia', 's3', 'three'))
  expect(gapWords(chat())).toContain('Messages from while you were away could not be loaded')
  shell.readAgain(ROOM)
  expect(link.last(MAM).toString()).toContain('<after>s1</after>')
  await give(['Mia', 's2', 'two'], ['Mia', 's3', 'three'])
  expect(said()).toEqual(['one', 'two', 'three'])
})

/** A page of the archive that is not its last. */
async function page(first: number, last: number): Promise<void> {
  const id = link.last(MAM).getChild('query')?.attrs.queryid
  for (let n = first; n <= last; n += 1)
    link.receive(`<message from='${ROOM}'><result xmlns='${MAM}' queryid='${id}' id='s${n}'>
      <forwarded xmlns='urn:xmpp:forward:0'>${message('Mia', `s${n}`, `m${n}`)}</forwarded></result></message>`)
  await link.answer(
    MAM,
    `<fin xmlns='${MAM}' complete='${first === 0}'><set xmlns='http://jabber.org/protocol/rsm'>
    <first>s${first}</first><last>s${last}</last></set></fin>`,
  )
}

test('C2: the newest page comes first; what lies before it comes when it is looked for, once at a time', async () => {
  expect(link.last(MAM).toString()).toContain('<before/>')
  await page(4, 6)
  expect(said()).toEqual(['m4', 'm5', 'm6'])
  expect(chat()).toMatchObject({ state: 'open', earlier: { is: 'there', before: 's4' } })
  shell.readEarlier(ROOM)
  shell.readEarlier(ROOM)
  expect(queries()).toBe(2)
  expect(link.last(MAM).toString()).toContain('<before>s4</before>')
  link.receive(message('Mia', 's7', 'm7'))
  await page(2, 4)
  expect(said()).toEqual(['m2', 'm3', 'm4', 'm5', 'm6', 'm7'])
  shell.readEarlier(ROOM)
  await link.answer(MAM, REFUSED, 'error')
  expect(chat().earlier?.is).toBe('failed')
  shell.readEarlier(ROOM)
  await page(0, 1)
  expect(said()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'])
  expect(chat()).not.toHaveProperty('earlier')
})

test('C2: a session that is lost while earlier lines are fetched fetches them again, and its gap from where it was', async () => {
  await page(4, 6)
  shell.readEarlier(ROOM)
  await online()
  expect(chat().earlier?.is).toBe('there')
  link.receive(SELF)
  expect(link.last(MAM).toString()).toContain('<after>s6</after>')
  await give(['Mia', 's7', 'm7'])
  expect(said()).toEqual(['m4', 'm5', 'm6', 'm7'])
  shell.readEarlier(ROOM)
  await page(0, 3)
  expect(said()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'])
})

test('it is asked once at a time, and not without a connection; a new session asks by itself', async () => {
  await refuse()
  const asked = queries()
  link.status({ is: 'waiting', retryAt: 0 })
  shell.readAgain(ROOM)
  expect(queries()).toBe(asked)
  await online()
  link.receive(SELF)
  expect(queries()).toBe(asked + 1)
  shell.readAgain(ROOM)
  expect(queries()).toBe(asked + 1)
  await give(['Mia', 's1', 'one'])
  expect(said()).toEqual(['one'])
})
