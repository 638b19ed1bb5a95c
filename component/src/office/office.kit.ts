/**
 * An office without a server: everything is real but the stream, whose other end is in the hands of the test. The store is in
 * memory, the clock is moved by hand.
 */
import { type Element, parse } from 'ltx'
import { readConfig } from '../config/read.ts'
import type { Config } from '../config/types.ts'
import { handMovedClock } from '../effects/clock.kit.ts'
import { openLog } from '../effects/log.ts'
import type { Stream } from '../effects/types.ts'
import { dispatcher } from '../handlers/dispatch.ts'
import { featuresOf, routes } from '../handlers/routes.ts'
import { SeenPages } from '../monitor/seen-pages.ts'
import { SiteVisitors } from '../monitor/site-visitors.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import { openPushing, type Rung } from '../push/deliver.ts'
import { CaseIds } from '../store/case-id.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/types.ts'
import { pulseOf } from '../workgroup/chats/liveness.ts'
import { newCounters } from '../workgroup/counters.ts'
import type { Office } from '../workgroup/office.ts'
import { OpeningHours } from '../workgroup/opening-hours.ts'
import { USUAL_WAYS } from '../workgroup/room-ways.ts'
import { newStoreCache } from '../workgroup/store-cache.ts'
import { UsedTickets } from '../workgroup/used-tickets.ts'
import { Workgroup } from '../workgroup/workgroup.ts'
import { begin } from './begin.ts'

export const SUPPORT = 'support@support.localhost'
export const SALES = 'sales@support.localhost'
export const ANNA = 'anna@localhost/desk'
export const BEN = 'ben@localhost/desk'
export const CAROL = 'carol@localhost/desk'
const WG = 'http://jabber.org/protocol/workgroup'

export const CONFIG = `
domain: localhost
xmpp: { component: support.localhost, secret: x, visitors: visitors.localhost, rooms: rooms.localhost }
http: { url: 'http://parlor.example:8080' }
operators: { anna: { name: Anna }, ben: { name: Ben }, carol: { name: Carol, supervisor: true } }
sites: { demo: { name: Acme, origins: [own], workgroups: [support, sales] } }
workgroups:
  support: { name: Support, operators: [anna, ben], form: [{ name: name, label: Name }] }
  sales: { name: Sales, operators: [ben] }
`

export interface OfficeKit {
  readonly office: Office
  readonly support: Workgroup
  readonly sales: Workgroup
  readonly store: Store
  /** To the server. */
  readonly link: { online: boolean }
  /** Which devices were rung. */
  readonly rung: Rung[]
  /** What was said to the server, in order. */
  readonly sent: Element[]
  /** The same as text, for what is about `words`. */
  said(words: string): string[]
  /** Questions that contain these words are refused from now on. */
  refuse(words: string, condition: 'item-not-found' | 'forbidden' | 'internal-server-error'): void
  allow(): void
  /** Answers questions that contain these words with this payload. */
  answerWith(words: string, payload: string): void
  /** A stanza comes from the server, and what follows at once has been done. */
  hear(xml: string): Promise<void>
  /** On duty with a XEP-0142 client, or with a plain one. */
  onDuty(client: string, how?: 'agent' | 'plain', show?: string): Promise<void>
  /** A visitor with an account asks to talk; returns the id of the case. */
  joins(name: string, workgroup?: Workgroup): Promise<string>
  /** Both are in the room of a chat. */
  inRoom(id: string, visitor: string, operator: string): Promise<void>
  move(ms: number): Promise<void>
  settled(): Promise<void>
  close(): Promise<void>
}

export async function officeKit(configured: string = CONFIG): Promise<OfficeKit> {
  const config: Config = readConfig(configured, {})
  const log = openLog('silent')
  const store = await openStore({ sqlite: ':memory:' }, { log })
  const { clock, move } = handMovedClock(1_795_297_300_000)
  const sent: Element[] = []
  const refusals = new Map<string, 'item-not-found' | 'forbidden' | 'internal-server-error'>()
  const answers = new Map<string, string>()
  const link = { online: true }

  const ask = async (iq: Element): Promise<Element> => {
    sent.push(iq)
    const text = iq.toString()
    for (const [words, condition] of refusals)
      if (text.includes(words)) throw new StanzaError('cancel', condition)
    for (const [words, payload] of answers)
      if (text.includes(words)) return parse(`<iq type='result'>${payload}</iq>`)
    if (text.includes('urn:xmpp:mam:2'))
      return parse(`<iq type='result'><fin xmlns='urn:xmpp:mam:2' complete='true'/></iq>`)
    return parse(`<iq type='result'><query xmlns='http://jabber.org/protocol/muc#admin'/></iq>`)
  }
  const stream: Stream = {
    domain: config.xmpp.component,
    get online() {
      return link.online
    },
    send(stanza) {
      sent.push(stanza)
      // The room lets the desk in.
      const to = String(stanza.attrs.to)
      if (stanza.is('presence') && to.endsWith('/Desk') && stanza.attrs.type === undefined)
        void hear(
          `<presence from='${to}' to='${stanza.attrs.from}'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/><status code='110'/></x></presence>`,
        )
    },
    ask,
    async tell(iqs) {
      if (!link.online) throw new StanzaError('wait', 'remote-server-timeout')
      await Promise.all([iqs].flat().map((one) => ask(one as Element)))
    },
    unsent: 0,
    onOnline() {},
    onOffline() {},
    async start() {},
    async stop() {},
  }
  const rung: Rung[] = []
  const pushing = await openPushing({ store, clock, log, config: () => config.push })
  const workgroups = new Map<string, Workgroup>()
  const office: Office = {
    ...{ config, stream, store, clock, log, workgroups },
    ticketKey: 'key',
    usedTickets: new UsedTickets(),
    caseIds: new CaseIds(store),
    counters: newCounters(),
    cache: newStoreCache(),
    hours: new OpeningHours(),
    rooms: USUAL_WAYS,
    pulse: pulseOf(stream, log, () => office),
    post: { wake() {} },
    delivery: { wake() {}, counts: () => ({ waiting: 0, failed: 0 }) },
    pushing: { ...pushing, ring: async (rings) => void rung.push(...rings) },
    seenPages: new SeenPages(),
    siteVisitors: new SiteVisitors(clock, { changed() {}, outcome() {} }, () => 10),
    features: featuresOf,
  }
  for (const settings of config.workgroups.values()) {
    const one = new Workgroup(office, settings)
    await begin(one, () => {})
    workgroups.set(one.jid, one)
    one.actor.start()
  }
  const dispatch = dispatcher(office, routes)
  const support = workgroups.get(SUPPORT)
  const sales = workgroups.get(SALES)
  if (!support || !sales) throw new Error('the configuration of the test lacks a workgroup')

  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const hear = async (xml: string): Promise<void> => {
    await dispatch(parse(xml))
    await settled()
  }
  return {
    ...{ office, support, sales, store, link, sent, rung, hear, settled },
    said: (words) => sent.map(String).filter((text) => text.includes(words)),
    refuse: (words, condition) => void refusals.set(words, condition),
    allow: () => refusals.clear(),
    answerWith: (words, payload) => void answers.set(words, payload),
    onDuty: (client, how = 'agent', show = '') =>
      hear(
        `<presence from='${client}' to='${SUPPORT}'>${show && `<show>${show}</show>`}${how === 'agent' ? `<agent-status xmlns='${WG}'/>` : ''}</presence>`,
      ),
    async joins(name, workgroup = support) {
      const before = new Set(workgroup.actor.state.cases.keys())
      await hear(
        `<iq type='set' id='join-${name}' from='${name}@localhost/web' to='${workgroup.jid}'><join-queue xmlns='${WG}'><queue-notifications/></join-queue></iq>`,
      )
      // Writing takes as long as the store takes.
      for (let turn = 0; turn < 1_000; turn++) {
        const id = [...workgroup.actor.state.cases.keys()].find((one) => !before.has(one))
        if (id !== undefined && workgroup.cases.has(id)) return id
        await settled()
      }
      throw new Error(`${name} was not let in: ${sent.at(-1)}`)
    },
    async inRoom(id, visitor, operator) {
      const room = support.cases.details(id)?.room
      const enters = (nick: string, jid: string) =>
        hear(
          `<presence from='${room}/${nick}' to='${SUPPORT}/Desk'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='${jid}'/></x></presence>`,
        )
      await enters('Mia', visitor)
      await enters('Anna', operator)
    },
    async move(ms) {
      move(ms)
      await settled()
    },
    async close() {
      office.pulse.stop()
      await pushing.stop()
      for (const { publisher, actor, wakeUps } of workgroups.values()) {
        publisher.stop()
        wakeUps.stop()
        await actor.stop()
      }
      await store.close()
    },
  }
}

/** Answers an offer as a XEP-0142 client does. */
export const answerOffer = (kit: OfficeKit, client: string, what: 'accept' | 'reject', id: string) =>
  kit.hear(
    `<iq type='set' id='a-${id}' from='${client}' to='${SUPPORT}'><offer-${what} xmlns='${WG}' id='${id}'/></iq>`,
  )
