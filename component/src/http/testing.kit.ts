/** For tests: a web server on a free port with a small configuration and workgroups that say what a test wants. */
import type { Config } from '../config/load.ts'
import { readConfig } from '../config/read.ts'
import type { WorkgroupConfig } from '../config/types.ts'
import { openLog } from '../effects/log.ts'
import type { MessageInput } from '../mail/left-message.ts'
import { SiteVisitors } from '../monitor/site-visitors.ts'
import { serveHttp } from './serve.ts'
import type { Availability, Health, Workgroups } from './types.ts'

export const SITE_KEY = 'shop-key-0123456789'
export const TICKET_KEY = 'ticket-key'

const yaml = `
domain: localhost
xmpp: { component: support.localhost, secret: x, visitors: visitors.localhost, rooms: rooms.localhost }
http: { url: 'http://parlor.example:8080', trustProxy: [] }
operators: { anna: { name: Anna, statusPicture: true }, ben: { name: Ben } }
sites:
  demo: { name: Acme, origins: [own], workgroups: [support, sales], mail: help@acme.example, phone: '+49 30 1', home: 'https://acme.example', about: 'We <help>.', greeting: 'Hi! How can we help?' }
  shop: { name: Shop, origins: ['https://shop.example'], workgroups: [sales], key: ${SITE_KEY}, language: de }
workgroups:
  support:
    name: Support
    description: Help with orders
    operators: [anna]
    formTitle: Before we start
    form:
      - { name: name, label: Name, required: true }
      - { name: email, label: E-mail, datatype: email }
      - { name: topic, label: About, type: list-single, options: [Order, { label: My account, value: account }] }
    hours: { timeZone: Europe/Berlin, weekly: ['Mo-Fr 09:00-17:00'] }
    otherwise: { closed: { redirect: 'https://help.example/' }, full: { workgroup: sales } }
    notices: [We moved.]
  sales: { name: 'Sales & <more>', operators: [anna] }
`

export const OWN = 'http://parlor.example:8080'

type Http = Config['http']
type Monitoring = 'off' | 'consent' | 'on'

interface Change extends Partial<Http> {
  readonly xmppWeb?: string
  readonly assets?: string
  /** By site. */
  readonly monitoring?: Readonly<Record<string, Monitoring>>
  readonly logos?: Readonly<Record<string, string>>
}

export async function testServer(change: Change = {}) {
  const { xmppWeb = 'http://127.0.0.1:1', assets = '/nowhere', monitoring = {}, logos = {}, ...http } = change
  const base = readConfig(yaml, {})
  let config: Config = {
    ...base,
    xmpp: { ...base.xmpp, web: xmppWeb },
    http: { ...base.http, port: 0, ...http },
    sites: new Map(
      [...base.sites].map(([id, site]) => [
        id,
        {
          ...site,
          monitoring: monitoring[id] ?? site.monitoring,
          ...(logos[id] !== undefined && { logo: logos[id] }),
        },
      ]),
    ),
  }
  const state = {
    availability: { open: true, show: 'available', statusText: '', waiting: 0 } as Availability,
    health: { ok: true, parts: { stream: 'ok' } } as Health,
    /** A Tuesday at noon in Berlin. */
    now: 1_699_959_600_000,
    log: [] as string[],
    messages: [] as MessageInput[],
    ratings: [] as unknown[],
  }
  const clock = { now: () => state.now, wake: () => () => {} }
  const siteVisitors = new SiteVisitors(clock, { changed() {}, outcome() {} }, () => 1_000)
  const workgroups: Workgroups = {
    siteVisitors,
    availability: (jid) => (config.workgroups.has(jid) ? state.availability : undefined),
    metrics: () => [
      {
        name: 'parlor_waiting',
        type: 'gauge',
        help: 'Requests that wait.',
        samples: [{ labels: { workgroup: 'a"b' }, value: 2 }],
      },
    ],
    health: () => state.health,
    operator: () => ({ show: 'away' }),
    faq: () => [
      { id: 'q2', language: 'de', question: 'Wo?', answer: 'Hier.', at: 1_699_956_000_000 },
      { id: 'q1', question: 'Where?', answer: 'Here.', at: 1_699_956_000_000 },
    ],
    async rate(token, said) {
      state.ratings.push(said)
      return token === 'known'
    },
    mailTranscript: async (token, mail) =>
      token === 'known' ? (mail.startsWith('again') ? 'too-often' : undefined) : 'unknown',
    async leaveMessage(input) {
      state.messages.push(input)
      return { id: 'm7', number: 7 }
    },
  }
  const places = { of: () => 'Aarhus, Denmark' }
  const server = await serveHttp({
    places,
    config: () => config,
    ticketKey: TICKET_KEY,
    workgroups,
    clock,
    log: openLog('info', { write: (line: string) => void state.log.push(line) }),
    assets: { widget: `${assets}/widget`, operator: `${assets}/operator` },
  })
  const url = `http://127.0.0.1:${server.port}`
  return {
    ...server,
    url,
    state,
    siteVisitors,
    http: () => config.http,
    reload: (more: Partial<Http>) => {
      config = { ...config, http: { ...config.http, ...more } }
    },
    reloadWorkgroup: (jid: string, more: Partial<WorkgroupConfig>) => {
      const before = config.workgroups.get(jid)
      if (before)
        config = { ...config, workgroups: new Map(config.workgroups).set(jid, { ...before, ...more }) }
    },
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(url + path, { headers, redirect: 'manual' }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: OWN, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

/** `404 no-such-site`, after a look at the form of the answer. */
export async function problem(answer: Response): Promise<string> {
  const { status, type } = (await answer.json()) as { status: number; type: string }
  const form = answer.headers.get('content-type')
  if (status !== answer.status || !form?.startsWith('application/problem+json'))
    throw new Error(`not a problem: ${form}`)
  return `${status} ${type.replace('urn:parlor:1:', '')}`
}

export type TestServer = Awaited<ReturnType<typeof testServer>>
