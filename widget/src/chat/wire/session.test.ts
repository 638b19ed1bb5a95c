import { toStanza } from 'strophe.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Happening } from '../model/types.ts'
import type { Dial, WireEars } from './dial.ts'
import { HttpFault } from './http.ts'
import { Session } from './session.ts'

const SUPPORT = 'support@support.localhost'
const ROOM = 'r@rooms.localhost'
const AT = { workgroup: SUPPORT, domain: 'visitors.localhost', websocket: 'ws://x', bosh: 'http://x' }
const room = { jid: ROOM, nick: 'Mia', with: 'Anna' }
const parse = (xml: string): Element => toStanza(xml.replace(/^<(\w+)/, "<$1 xmlns='jabber:client'"))

let told: Happening[]
let sent: string[]
let answers: ((iq: string) => string | undefined)[]
let ears: WireEars
let session: Session
let ticket: () => Promise<typeof AT & { ticket: string }>

/** A server that answers as the test says, and else not at all. */
const dial: Dial = async (_service, _domain, listening) => {
  ears = listening
  return {
    send: (stanza) => void sent.push(stanza.toString()),
    ask: async (iq) => {
      sent.push(iq.toString())
      const answer = answers.map((one) => one(iq.toString())).find(Boolean)
      return answer === undefined ? undefined : parse(answer)
    },
    close: () => undefined,
  }
}
const hear = (xml: string) => ears.stanza(parse(xml))
const news = () => told.splice(0).map(({ is }) => is)
const settle = () => vi.advanceTimersByTimeAsync(0)

const RESULT = `<iq type='result'><join-queue xmlns='http://jabber.org/protocol/workgroup'><case xmlns='urn:parlor:1' id='c' token='t' phase='waiting'/></join-queue></iq>`
const accepts = (iq: string) => (iq.includes('<join-queue') ? RESULT : undefined)
const emptyArchive = (iq: string) =>
  iq.includes('urn:xmpp:mam:2')
    ? "<iq type='result'><fin xmlns='urn:xmpp:mam:2' complete='true'/></iq>"
    : undefined

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  sent = []
  answers = [accepts, emptyArchive]
  ticket = async () => ({ ...AT, ticket: 'T' })
  session = new Session({ tell: (happening) => void told.push(happening), visit: () => ticket(), dial })
})
afterEach(() => {
  session.carry({ do: 'hang-up', depart: false })
  vi.useRealTimers()
})

async function join(): Promise<void> {
  session.carry({ do: 'join', values: { name: 'Mia' }, soon: true })
  await settle()
}

async function enter(): Promise<void> {
  await join()
  session.carry({ do: 'enter', room, soon: true })
  hear(
    `<presence from='${ROOM}/Mia'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/><status code='110'/></x></presence>`,
  )
  news()
}

const said = (nick: string, id: string, inner = '') =>
  `<message from='${ROOM}/${nick}' id='${id}' type='groupchat'><body>x</body><stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='s-${id}'/>${inner}</message>`

test('C1: that somebody is typing is over by itself, and when they say that they have stopped', async () => {
  answers.push((iq) => (iq.includes('urn:xmpp:ping') ? "<iq type='result'/>" : undefined))
  await enter()
  const types = (state: string) =>
    hear(
      `<message from='${ROOM}/Anna' type='groupchat'><${state} xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
  types('composing')
  expect(told.splice(0)).toEqual([{ is: 'typing', name: 'Anna', on: true }])
  await vi.advanceTimersByTimeAsync(20_000)
  types('composing')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(told.splice(0)).toEqual([{ is: 'typing', name: 'Anna', on: true }])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told.splice(0)).toEqual([{ is: 'typing', name: 'Anna', on: false }])
  types('composing')
  types('paused')
  told = []
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual([])
})

test('a request: ticket, line, join-queue, answer', async () => {
  await join()
  expect(sent[0]).toContain('<ticket xmlns="urn:parlor:1">T</ticket>')
  expect(told).toEqual([{ is: 'up' }, { is: 'joined', case: 'c', token: 't', phase: 'waiting' }])
})

test('no ticket: the reason is told, no line is opened', async () => {
  ticket = () => Promise.reject(new HttpFault('too-often'))
  await join()
  expect(told).toEqual([{ is: 'visit-failed', fault: 'too-often' }])
})

test('a line that breaks before the answer: asked again with a new ticket', async () => {
  answers = [() => undefined]
  let tickets = 0
  ticket = async () => ({ ...AT, ticket: `T${++tickets}` })
  session.carry({ do: 'join', values: {}, soon: true })
  await vi.advanceTimersByTimeAsync(0)
  answers = [accepts]
  told = []
  // The unanswered one is told as "later"; the model then starts anew.
  expect(sent.at(-1)).toContain('T1')
  session.carry({ do: 'hang-up', depart: false })
  session.carry({ do: 'join', values: {}, soon: false })
  await vi.advanceTimersByTimeAsync(3000)
  expect(sent.at(-1)).toContain('T2')
})

test('only the workgroup tells places, ends and invites', async () => {
  await join()
  news()
  const status = `<queue-status xmlns='http://jabber.org/protocol/workgroup'><position>0</position></queue-status>`
  const ended = `<ended xmlns='urn:parlor:1' case='c' reason='operator-closed'/>`
  const invite = `<x xmlns='jabber:x:conference' jid='${ROOM}'/><case xmlns='urn:parlor:1' id='c' nick='Mia' with='Anna'/>`
  for (const payload of [status, ended, invite, "<superseded xmlns='urn:parlor:1' case='c'/>"]) {
    hear(`<message from='mallory@visitors.localhost/x'>${payload}</message>`)
    expect(news()).toEqual([])
    hear(`<message from='${SUPPORT}'>${payload}</message>`)
    expect(news()).toHaveLength(1)
  }
})

test('a chat that was handed on to another workgroup is ended by that one', async () => {
  await join()
  news()
  const ended = "<ended xmlns='urn:parlor:1' case='c' reason='operator-closed'/>"
  hear(`<message from='sales@support.localhost'>${ended}</message>`)
  expect(news()).toHaveLength(1)
})

test('in the room: own reflections, the other one, the desk, and nobody from elsewhere', async () => {
  await enter()
  hear(said('Mia', 'm1'))
  hear(said('Anna', 'a1'))
  hear(said('Desk', 'd1', "<notice xmlns='urn:parlor:1' what='operator-lost'/>"))
  hear(said('Anna', 'a2').replaceAll(ROOM, 'other@rooms.localhost'))
  expect(told.flatMap((happening) => (happening.is === 'said' ? [happening.said.who] : []))).toEqual([
    'me',
    'other',
    'desk',
  ])
})

test('an end is the desk’s word, not the operator’s', async () => {
  await enter()
  const end = "<ended xmlns='urn:parlor:1' case='c' reason='operator-closed'/>"
  hear(said('Anna', 'a', end))
  expect(told.filter(({ is }) => is === 'ended')).toEqual([])
  hear(said('Desk', 'd', end))
  expect(told.filter(({ is }) => is === 'ended')).toHaveLength(1)
})

test('a message that the room does not reflect is not sent', async () => {
  await enter()
  answers.push((iq) => (iq.includes('urn:xmpp:ping') ? "<iq type='result'/>" : undefined))
  session.carry({ do: 'send', room, id: 'm', text: 'hi', soon: true })
  session.carry({ do: 'send', room, id: 'n', text: 'ho', soon: true })
  hear(said('Mia', 'n'))
  told = []
  await vi.advanceTimersByTimeAsync(13_000)
  expect(told).toContainEqual({ is: 'bounced', id: 'm', again: false })
  expect(told).not.toContainEqual({ is: 'bounced', id: 'n', again: false })
})

test('the archive is read page by page, and only what was asked for', async () => {
  await enter()
  let page = 0
  answers = [
    (iq) => {
      const query = /queryid="(\w+)"/.exec(iq)?.[1]
      if (!query) return undefined
      page++
      const line = (of: string) =>
        `<message from='${ROOM}'><result xmlns='urn:xmpp:mam:2' queryid='${of}' id='s${page}'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/><message xmlns='jabber:client' from='${ROOM}/Anna' id='a${page}' type='groupchat'><body>${page}</body></message></forwarded></result></message>`
      hear(line(query))
      hear(line('forged'))
      const complete = page === 3 ? "complete='true'" : ''
      return `<iq type='result'><fin xmlns='urn:xmpp:mam:2' ${complete}><set xmlns='http://jabber.org/protocol/rsm'><last>s${page}</last></set></fin></iq>`
    },
  ]
  session.carry({ do: 'catch-up', room, soon: true })
  await settle()
  const [history] = told
  expect(history?.is === 'history' && history.said.map(({ text, stanzaId }) => [text, stanzaId])).toEqual([
    ['1', 's1'],
    ['2', 's2'],
    ['3', 's3'],
  ])
})

test('XEP-0410: an answer that one is not in the room leads out of it', async () => {
  await enter()
  answers = [
    (iq) =>
      iq.includes('urn:xmpp:ping')
        ? "<iq type='error'><error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        : undefined,
  ]
  await vi.advanceTimersByTimeAsync(30_000)
  expect(told).toContainEqual({ is: 'removed' })
})

test('leaving: depart-queue is answered before the line is closed', async () => {
  await enter()
  answers = [() => "<iq type='result'/>"]
  session.carry({ do: 'hang-up', depart: true })
  await settle()
  expect(sent.at(-1)).toContain('<depart-queue')
})
