/** Random stanzas, made of words that mean something, so that they come close to real ones. */
import fc from 'fast-check'
import type { Element } from 'ltx'
import * as chatStates from './chat-states.ts'
import * as commands from './commands.ts'
import * as delay from './delay.ts'
import * as directInvite from './direct-invite.ts'
import * as disco from './disco.ts'
import * as fastpath from './fastpath.ts'
import * as forms from './forms.ts'
import * as mam from './mam.ts'
import * as muc from './muc.ts'
import * as parlor from './parlor.ts'
import * as ping from './ping.ts'
import * as quick from './quick-response.ts'
import * as rsm from './rsm.ts'
import * as stanzaId from './stanza-id.ts'
import * as version from './version.ts'
import * as workgroup from './workgroup.ts'
import { el } from './xml.ts'

/** Names, namespaces, attributes and values that mean something, so that the random trees come close to real ones. */
export const NAMES =
  `join-queue queue-notifications ticket resume case page parameter x field value option reported item required
  validate regex open title instructions desc depart-queue jid queue-status position time skipped agent-status max-chats
  current-chats agent-status-request agent notify-agents available notify-queue count oldest status notify-queue-details user
  join-time offer timeout metadata session offer-accept offer-reject offer-revoke reason revoked ended notice superseded
  transfer news answer leave-message body note tag invalid invite decline destroy query history result fin forwarded delay message set max after before first last command
  actions complete note response action action-selected stanza-id origin-id identity feature c composing ping name version
  show priority body subject error text not-acceptable constructor __proto__`.split(/\s+/)
export const SPACES = [
  workgroup.NS,
  parlor.NS,
  fastpath.NS,
  forms.NS,
  'jabber:iq:data',
  'http://jabber.org/protocol/xdata-validate',
  muc.NS,
  muc.USER,
  muc.ADMIN,
  muc.OWNER,
  mam.NS,
  rsm.NS,
  'urn:xmpp:forward:0',
  delay.NS,
  stanzaId.NS,
  chatStates.NS,
  commands.NS,
  quick.NS,
  disco.INFO,
  disco.ITEMS,
  'http://jabber.org/protocol/caps',
  directInvite.NS,
  ping.NS,
  version.NS,
  'urn:ietf:params:xml:ns:xmpp-stanzas',
  'jabber:component:accept',
]
const ATTRIBUTES =
  `id jid from to type var label name verified number token phase show status front priority nick with room
  case reason what why who as do by at field node action sessionid execute code affiliation role stamp complete queryid category xml:lang
  ver hash url value __proto__`.split(/\s+/)
const VALUES =
  `1 0 -1 true false submit form result cancel hidden text-single list-single FORM_TYPE waiting ringing available
  away visitor-left taken owner colleague silent redirect https://a.example member participant none 110 execute next executing completed info 2026-11-21T10:00:00Z
  a@b/c a@b sha-1 error groupchat unavailable cancel 99999999999 NaN`.split(/\s+/)

export const word = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 20 }))
const attributes = fc.dictionary(fc.constantFrom(...ATTRIBUTES), word, { maxKeys: 6 })

/** Mostly in the namespace around it, as real ones are. */
const space = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 4 },
  { arbitrary: fc.constantFrom(...SPACES), weight: 1 },
)

const inner = fc.letrec<{ node: Element; child: Element | string }>((tie) => ({
  node: fc
    .record({
      name: fc.constantFrom(...NAMES),
      ns: space,
      attributes,
      children: fc.array(tie('child'), { maxLength: 4, depthIdentifier: 'tree' }),
    })
    .map(({ name, ns, attributes, children }) => el(name, { ...attributes, xmlns: ns }, ...children)),
  child: fc.oneof({ depthSize: 'medium', depthIdentifier: 'tree' }, word, tie('node')),
})).child

/** `name` and `namespace` of an element right under a stanza. */
const HEADS =
  `join-queue depart-queue queue-status agent-status agent-status-request notify-agents notify-queue
  notify-queue-details offer offer-accept offer-reject offer-revoke ticket resume case ended notice superseded revoked invalid
  transfer news answer leave-message
  metadata session x query result fin set delay stanza-id origin-id composing command response action action-selected ping c
  error show priority body`.split(/\s+/)

const head = (spaces: readonly string[]): fc.Arbitrary<Element> =>
  fc
    .record({
      name: fc.constantFrom(...HEADS),
      ns: spaces.length > 0 ? fc.constantFrom(...spaces) : space,
      attributes,
      children: fc.array(inner, { maxLength: 6 }),
    })
    .map(({ name, ns, attributes, children }) => el(name, { ...attributes, xmlns: ns }, ...children))

export const stanzas = (spaces: readonly string[]): fc.Arbitrary<Element> =>
  fc
    .record({
      name: fc.constantFrom('iq', 'message', 'presence'),
      attributes,
      children: fc.array(head(spaces), { maxLength: 8 }),
    })
    .map(({ name, attributes, children }) =>
      el(name, { ...attributes, xmlns: 'jabber:component:accept' }, ...children),
    )
