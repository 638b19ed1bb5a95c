import { beforeEach, expect, test } from 'vitest'
import { emptyDesk } from '../model/desk.ts'
import { Store } from '../model/store.ts'
import type { Desk } from '../model/types.ts'
import { buildOwn } from '../wire/own.ts'
import { FakeLink } from './fake-link.kit.ts'
import { Shell } from './shell.ts'

const SUPPORT = 'support@support.localhost'
const ROOM = 'r1@rooms.localhost'
const NOW = Date.UTC(2026, 10, 21, 12)

class Clock {
  time = NOW
  readonly timers = new Set<{ at: number; callback: () => void }>()
  now = () => this.time
  later = (ms: number, callback: () => void) => {
    const timer = { at: this.time + ms, callback }
    this.timers.add(timer)
    return () => void this.timers.delete(timer)
  }
  advance(ms: number) {
    this.time += ms
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at))
      if (timer.at <= this.time && this.timers.delete(timer)) timer.callback()
  }
}

let link: FakeLink
let clock: Clock
let store: Store<Desk>
let shell: Shell

const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A desk that is opened anew: only what the account keeps is left. */
async function open(kept: ReadonlyMap<string, string> = new Map()): Promise<void> {
  link = new FakeLink()
  for (const [key, item] of kept) link.kept.set(key, item)
  store = new Store(emptyDesk)
  shell = new Shell({ link, store, clock, component: 'support.localhost', patient: false })
  shell.start()
  link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
  await link.answer(
    'disco#items',
    `<query xmlns='http://jabber.org/protocol/disco#items'><item jid='${SUPPORT}' name='Support'/></query>`,
  )
}

/** The show of every presence to the workgroup, in order. */
const told = () =>
  link.sent
    .filter(({ name, attrs }) => name === 'presence' && attrs.to === SUPPORT)
    .map((presence) => presence.getChildText('show') ?? 'available')

beforeEach(async () => {
  clock = new Clock()
  await open()
})

test('D1: state, words and seats are back after a reload, and nobody has heard anything else meanwhile', async () => {
  shell.setOwn({ show: 'dnd', status: 'Lunch', seats: 3 })
  await settled()
  await open(link.kept)
  expect(store.get().own).toEqual({ show: 'dnd', status: 'Lunch', seats: 3 })
  expect(new Set(told())).toEqual(new Set(['dnd']))
})

test('D1: what was chosen until a time ends then, here and after a reload; the seats stay', async () => {
  shell.setOwn({ show: 'away', status: 'Lunch', seats: 3, until: NOW + 60_000 })
  await settled()
  const { kept } = link
  clock.advance(59_000)
  expect(store.get().own.show).toBe('away')
  clock.advance(1_000)
  expect(store.get().own).toEqual({ show: 'available', status: '', seats: 3 })
  expect(told().at(-1)).toBe('available')
  await open(new Map(kept))
  expect(store.get().own).toEqual({ show: 'available', status: '', seats: 3 })
})

test('D1: another window of the person changes the state here, too, and it is said once', async () => {
  const own = { show: 'xa', status: 'Gone' } as const
  const before = told().length
  const event = `<message from='anna@localhost' to='anna@localhost/desk'><event xmlns='http://jabber.org/protocol/pubsub#event'>
    <items node='urn:parlor:1:own'><item id='current'>${buildOwn(own)}</item></items></event></message>`
  link.receive(event)
  expect(store.get().own).toEqual(own)
  expect(told().slice(before)).toEqual(['xa'])
  link.receive(event)
  expect(told().slice(before)).toEqual(['xa'])
  expect(link.count('urn:parlor:1:own')).toBe(1)
})

test('D1: nobody but the own account changes the state', () => {
  link.receive(`<message from='eve@localhost'><event xmlns='http://jabber.org/protocol/pubsub#event'>
    <items node='urn:parlor:1:own'><item id='current'>${buildOwn({ show: 'xa', status: '' })}</item></items></event></message>`)
  link.receive("<presence from='eve@localhost/psi'><show>dnd</show></presence>")
  expect(store.get().own.show).toBe('available')
  expect(store.get().elsewhere.size).toBe(0)
})

test('D1: do not disturb in Psi means the person: the workgroups hear it from here, until it is over', () => {
  link.receive("<presence from='anna@localhost/psi'><show>dnd</show></presence>")
  expect(told().at(-1)).toBe('dnd')
  link.receive("<presence from='anna@localhost/psi'><show>away</show></presence>")
  expect(told().at(-1)).toBe('available')
  link.receive("<presence from='anna@localhost/psi'><show>dnd</show></presence>")
  link.receive("<presence type='unavailable' from='anna@localhost/psi'/>")
  expect(told().at(-1)).toBe('available')
})

test('D1: what was chosen while there was no connection is newer than what the account has', async () => {
  shell.setOwn({ show: 'away', status: '' })
  await settled()
  link.ask = () => Promise.reject(new Error('offline'))
  link.status({ is: 'waiting', retryAt: 0 })
  shell.setOwn({ show: 'xa', status: '' })
  await settled()
  Reflect.deleteProperty(link, 'ask')
  link.status({ is: 'online', jid: 'anna@localhost/desk2', resumed: false })
  await settled()
  expect(store.get().own.show).toBe('xa')
  expect([...link.kept.values()].join()).toContain('show="xa"')
})

const invite = (since: string) =>
  link.receive(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${ROOM}'/>
    <case xmlns='urn:parlor:1' id='c1' nick='Anna' with='Mia' since='${since}'/></message>`)

async function enter(): Promise<void> {
  invite('2026-11-21T11:00:00Z')
  link.receive(
    `<presence from='${ROOM}/Anna'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>`,
  )
  const query = link.last('urn:xmpp:mam:2').getChild('query')?.attrs.queryid
  for (const n of [1, 2])
    link.receive(`<message from='${ROOM}'><result xmlns='urn:xmpp:mam:2' queryid='${query}' id='s${n}'>
      <forwarded xmlns='urn:xmpp:forward:0'><message type='groupchat' from='${ROOM}/Mia' id='m${n}'><body>${n}</body></message></forwarded></result></message>`)
  await link.answer('urn:xmpp:mam:2', "<fin xmlns='urn:xmpp:mam:2' complete='true'/>")
}

test('D2: what was read is read after a reload, and the chat is as old as it was', async () => {
  shell.want('other')
  await enter()
  expect(store.get().chats.get(ROOM)).toMatchObject({ unread: 2, openedAt: Date.UTC(2026, 10, 21, 11) })
  shell.open(ROOM)
  clock.advance(2_000)
  await settled()
  const kept = new Map(link.kept)
  await open(kept)
  shell.want('other')
  await enter()
  expect(store.get().chats.get(ROOM)?.unread).toBe(0)
  shell.dismiss(ROOM)
  expect(link.last('retract').toString()).toContain(ROOM)
})

test('D2: a chat that is waited for opens when it comes; others stay closed until then', async () => {
  shell.want('c1')
  link.receive(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='r0@rooms.localhost'/>
    <case xmlns='urn:parlor:1' id='c0' nick='Anna' with='Omar'/></message>`)
  expect(store.get().open).toBeUndefined()
  invite('2026-11-21T11:00:00Z')
  expect(store.get().open).toBe(ROOM)
  // It began before the other, of which we were told first.
  expect([...store.get().chats.values()].map(({ with: name }) => name)).toEqual(['Mia', 'Omar'])
})
