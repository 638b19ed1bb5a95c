import { beforeEach, expect, test } from 'vitest'
import { emptyDesk, reduce } from '../model/desk.ts'
import { Store } from '../model/store.ts'
import type { Desk } from '../model/types.ts'
import { FakeLink } from './fake-link.kit.ts'
import { Shell } from './shell.ts'

const SUPPORT = 'support@support.localhost'
const ROOM = 'r1@rooms.localhost'
const ITEMS = 'http://jabber.org/protocol/disco#items'
const COMMANDS = 'http://jabber.org/protocol/commands'
const DONE = `<command xmlns='${COMMANDS}' status='completed' node='x' sessionid='s'><note>Done.</note></command>`
const WORDS = [
  'transfer',
  'keep',
  'invite',
  'leave',
  'note',
  'tag',
  'canned',
  'messages',
  'answer',
  'settle',
  'visitors',
  'assign',
]

/** A result of rows. */
const table = (...rows: readonly Record<string, string>[]) =>
  `<command xmlns='${COMMANDS}' status='completed' node='x' sessionid='s'><x xmlns='jabber:x:data' type='result'>${rows
    .map(
      (row) =>
        `<item>${Object.entries(row)
          .map(([name, value]) => `<field var='${name}'><value>${value}</value></field>`)
          .join('')}</item>`,
    )
    .join('')}</x></command>`

let link: FakeLink
let store: Store<Desk>
let shell: Shell
const chat = () => {
  const found = store.get().chats.get(ROOM)
  if (!found) throw new Error('no chat')
  return found
}
const values = (part: string) =>
  Object.fromEntries(
    link
      .last(part)
      .getChild('command')
      ?.getChild('x')
      ?.getChildren('field')
      .map((field) => [field.attrs.var, field.getChildText('value')]) ?? [],
  )

beforeEach(async () => {
  link = new FakeLink()
  store = new Store(emptyDesk)
  const clock = { now: () => 0, later: () => () => {} }
  shell = new Shell({ link, store, clock, component: 'support.localhost', patient: false })
  shell.start()
  link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
  await link.answer('disco#items', `<query xmlns='${ITEMS}'><item jid='${SUPPORT}' name='Support'/></query>`)
  const nodes = WORDS.map((word) => `<item jid='${SUPPORT}' node='${word}'/>`).join('')
  await link.answer(`node="${COMMANDS}"`, `<query xmlns='${ITEMS}' node='${COMMANDS}'>${nodes}</query>`)
  link.receive(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${ROOM}'/>
    <case xmlns='urn:parlor:1' id='c1' number='1842' name='Mia' nick='Anna' with='Mia'/></message>`)
})

test('C5: while a transfer is on its way the chat stays; what became of it is told', async () => {
  const asked = shell.share.transfer(chat(), { value: 'ben@localhost', label: 'Ben' }, 'The refund')
  expect(values('node="transfer"')).toEqual({ case: 'c1', to: 'ben@localhost', note: 'The refund' })
  await link.answer('node="transfer"', DONE)
  await asked
  expect(chat().transferring).toBe('Ben')
  link.receive(
    `<message from='evil@x'><news xmlns='urn:parlor:1' case='c1' what='transfer-accepted'/></message>`,
  )
  expect(chat().state).toBe('entering')
  const news = (what: string) =>
    link.receive(
      `<message from='${SUPPORT}'><news xmlns='urn:parlor:1' case='c1' what='${what}' who='ben@localhost'/></message>`,
    )
  news('transfer-declined')
  expect(chat().transferring).toBeUndefined()
  expect(store.get().words.at(-1)).toMatchObject({ tone: 'bad', text: 'Ben declined. Mia stays with you.' })
  news('transfer-accepted')
  expect(chat()).toMatchObject({ state: 'ended', ended: 'handed-over', endedBy: 'Ben' })
})

test('C7: what a colleague has changed is shown at once; only the workgroup is believed', () => {
  const told = (from: string, tag: string) =>
    link.receive(
      `<message type='headline' from='${from}'><case xmlns='urn:parlor:1' id='c1' number='1842' name='Mia'><tag>${tag}</tag><note by='ben@localhost' at='2026-11-21T10:00:00Z'>Called</note></case></message>`,
    )
  told(SUPPORT, 'vip')
  told('evil@x', 'fraud')
  expect(chat().case).toMatchObject({ tags: ['vip'], notes: [{ by: 'ben@localhost', text: 'Called' }] })
})

test('C5: a transfer that was refused is said, and nothing waits', async () => {
  const asked = shell.share.transfer(chat(), { value: 'ben@localhost', label: 'Ben' }, '')
  await link.answer(
    'node="transfer"',
    "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Ben is not free.</text></error>",
    'error',
  )
  await asked
  expect(chat().transferring).toBeUndefined()
  expect(store.get().words.at(-1)?.text).toBe('Ben is not free.')
})

test('C7: a note is written, and all of them are read again', async () => {
  const written = shell.records.note(SUPPORT, 'c1', 'Called back')
  await link.answer('Called back', DONE)
  await link.answer(
    'node="note"',
    table({ by: 'anna@localhost', at: '2026-11-21T10:00:00Z', text: 'Called back' }),
  )
  expect(await written).toBe(true)
  expect(chat().case.notes).toEqual([
    { by: 'anna@localhost', at: Date.parse('2026-11-21T10:00:00Z'), text: 'Called back' },
  ])
})

test('C7: of the tags only those of this case are shown', async () => {
  const written = shell.records.tag(SUPPORT, 'c1', 'vip')
  await link.answer('vip', DONE)
  await link.answer('node="tag"', table({ tag: 'vip', here: 'true' }, { tag: 'refund', here: 'false' }))
  await written
  expect(chat().case.tags).toEqual(['vip'])
})

test('C4: a supervisor asks for all cases, and leaves nothing half begun', async () => {
  const found = shell.share.cases([SUPPORT])
  await link.answer(
    'node="assign"',
    `<command xmlns='${COMMANDS}' node='assign' sessionid='s7' status='executing'><x xmlns='jabber:x:data' type='form'>
      <field var='case' type='list-single'><option label='Mia, case 1842'><value>c1</value></option></field></x></command>`,
  )
  expect(await found).toEqual([{ workgroup: SUPPORT, case: 'c1', label: 'Mia, case 1842' }])
  expect(link.last('action="cancel"').toString()).toContain('s7')
})

test('Q5: left messages are listed, and answered', async () => {
  link.receive(
    `<presence from='${SUPPORT}'><notify-queue xmlns='http://jabber.org/protocol/workgroup'/></presence>`,
  )
  const listed = shell.records.loadMessages()
  await link.answer(
    'node="messages"',
    table({
      case: 'm1',
      number: '7',
      name: 'Zoe',
      at: '2026-11-21T10:00:00Z',
      mail: 'zoe@x',
      text: 'Norway?',
    }),
  )
  await listed
  const [message] = store.get().messages
  expect(message).toMatchObject({ case: 'm1', name: 'Zoe', mail: 'zoe@x', text: 'Norway?' })
  if (!message) return
  const sent = shell.records.answer(message, 'Yes')
  expect(values('node="answer"')).toEqual({ case: 'm1', text: 'Yes' })
  await link.answer('node="answer"', DONE)
  await link.answer('node="messages"', table())
  expect(await sent).toBeUndefined()
  expect(store.get().messages).toEqual([])
})

test('Q5: why an answer was not sent comes back to where it was written', async () => {
  const left = {
    case: 'm1',
    workgroup: SUPPORT,
    number: '7',
    name: 'Zoe',
    at: 0,
    mail: 'z@e.org',
    text: 'Hi',
  }
  const sent = shell.records.answer(left, 'Hello')
  await link.answer(
    'node="answer"',
    "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No e-mail can be sent from here.</text></error>",
    'error',
  )
  expect(await sent).toBe('No e-mail can be sent from here.')
  expect(store.get().words).toEqual([])
})

test('Q5: a message that is left meanwhile is told, by our workgroups alone', async () => {
  link.receive(`<message from='evil@x'><messages xmlns='urn:parlor:1'/></message>`)
  const before = link.sent.length
  link.receive(`<message from='${SUPPORT}'><messages xmlns='urn:parlor:1'/></message>`)
  expect(link.sent.length).toBe(before + 1)
  await link.answer('node="messages"', table({ case: 'm1', number: '7', name: 'Zoe', text: 'Norway?' }))
  expect(store.get().messages).toMatchObject([{ case: 'm1', name: 'Zoe', text: 'Norway?' }])
})

test('Q5: a left message that has been dealt with leaves the list', async () => {
  const left = { case: 'm1', workgroup: SUPPORT, number: '7', name: 'Zoe', at: 0, text: 'Norway?' }
  store.set(reduce(store.get(), { is: 'messages-found', workgroup: SUPPORT, messages: [left] }, 0))
  const settled = shell.records.settle(left)
  expect(values('node="settle"')).toEqual({ case: 'm1' })
  await link.answer('node="settle"', DONE)
  await link.answer('node="messages"', table())
  await settled
  expect(store.get().messages).toEqual([])
})

test('R7: who is on the site is asked for when it has changed; an invitation says whom', async () => {
  const row = {
    visitor: 'v3',
    name: 'Visitor 3',
    title: 'Cart',
    since: '2026-11-21T10:00:00Z',
    busy: 'false',
  }
  link.receive(
    `<message type='headline' from='${SUPPORT}'><visitors xmlns='urn:parlor:1' count='1'/></message>`,
  )
  await link.answer('node="visitors"', table(row))
  expect(store.get().visitors).toMatchObject([
    { visitor: 'v3', title: 'Cart', workgroup: SUPPORT, busy: false },
  ])
  const [visitor] = store.get().visitors
  if (visitor) void shell.visitors.invite(visitor)
  expect(values('node="contact"')).toEqual({ visitor: 'v3' })
  link.receive(
    `<message from='${SUPPORT}'><site-news xmlns='urn:parlor:1' visitor='v3' name='Visitor 3' what='declined'/>
    <body>Visitor 3 does not want to chat now.</body></message>`,
  )
  expect(store.get().words.at(-1)?.text).toBe('Visitor 3 does not want to chat now.')
})
