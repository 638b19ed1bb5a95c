import { beforeEach, expect, test } from 'vitest'
import { emptyDesk } from '../model/desk.ts'
import { Store } from '../model/store.ts'
import type { Desk } from '../model/types.ts'
import { FakeLink } from './fake-link.kit.ts'
import { Shell } from './shell.ts'

const BEN = 'ben@localhost'
const ME = 'anna@localhost'
const MAM = 'urn:xmpp:mam:2'

let link: FakeLink
let store: Store<Desk>
let shell: Shell
let time: number

const talk = () => store.get().talks.get(BEN)
const said = () => talk()?.lines.map(({ mine, body }) => `${mine ? 'me' : 'ben'}: ${body}`)
const chat = (from: string, to: string, id: string, body: string) =>
  `<message type='chat' from='${from}/x' to='${to}' id='${id}'><body>${body}</body></message>`
const forwarded = (inner: string, stamp?: string) =>
  `<forwarded xmlns='urn:xmpp:forward:0'>${stamp ? `<delay xmlns='urn:xmpp:delay' stamp='${stamp}'/>` : ''}${inner.replace('<message', "<message xmlns='jabber:client'")}</forwarded>`

beforeEach(() => {
  time = Date.parse('2026-11-21T12:00:00Z')
  link = new FakeLink()
  store = new Store(emptyDesk)
  shell = new Shell({
    ...{ link, store, component: 'support.localhost', patient: false },
    clock: { now: () => time, later: () => () => {} },
  })
  shell.start()
  link.status({ is: 'online', jid: `${ME}/desk`, resumed: false })
})

test('D3: what a colleague writes counts as unread until their talk is opened; strangers are not heard', () => {
  link.receive(chat(BEN, ME, 'b1', 'Do you know about refunds?'))
  link.receive(chat('evil@elsewhere.example', ME, 'e1', 'Hello'))
  expect(said()).toEqual(['ben: Do you know about refunds?'])
  expect([...store.get().talks.keys()]).toEqual([BEN])
  expect(talk()?.unread).toBe(1)
  shell.talks.open(BEN)
  expect(talk()?.unread).toBe(0)
  time += 1000
  link.receive(chat(BEN, ME, 'b2', 'Still there?'))
  expect(talk()?.unread).toBe(0)
  shell.talks.say(BEN, 'Yes')
  expect(link.last('<body>Yes').attrs).toMatchObject({ to: BEN, type: 'chat' })
  expect(said()?.at(-1)).toBe('me: Yes')
})

test('D3: history comes from the archive, what is known is not there twice, and the rest is asked for', async () => {
  link.receive(chat(BEN, ME, 'b2', 'two'))
  shell.talks.open(BEN)
  const query = link.last(`<value>${BEN}</value>`).getChild('query')
  const row = (id: string, stamp: string, inner: string) =>
    link.receive(
      `<message from='${ME}'><result xmlns='${MAM}' queryid='${query?.attrs.queryid}' id='${id}'>${forwarded(inner, stamp)}</result></message>`,
    )
  row('s0', '2026-11-21T10:00:00Z', chat(ME, BEN, 'a0', 'zero'))
  row('s1', '2026-11-21T10:01:00Z', chat(BEN, ME, 'b1', 'one'))
  row('s2', '2026-11-21T10:02:00Z', chat(BEN, ME, 'b2', 'two'))
  link.receive(
    `<iq type='result' from='${ME}' id='${link.last(`<value>${BEN}</value>`).attrs.id}'><fin xmlns='${MAM}'><set xmlns='http://jabber.org/protocol/rsm'><first>s0</first><last>s2</last></set></fin></iq>`,
  )
  await new Promise((done) => setTimeout(done))
  expect(said()).toEqual(['me: zero', 'ben: one', 'ben: two'])
  shell.talks.readEarlier(BEN)
  expect(link.last(`<value>${BEN}</value>`).toString()).toContain('<before>s0</before>')
})

test('D3: what another window sends is here too, and only our own server may say so', () => {
  const copy = (from: string, id: string) =>
    `<message from='${from}'><sent xmlns='urn:xmpp:carbons:2'>${forwarded(chat(ME, BEN, id, 'from the phone'))}</sent></message>`
  link.receive(copy('evil@localhost/x', 'c0'))
  expect(said()).toBeUndefined()
  link.receive(copy(ME, 'c1'))
  link.receive(copy(ME, 'c1'))
  expect(said()).toEqual(['me: from the phone'])
  expect(talk()?.unread).toBe(0)
})
