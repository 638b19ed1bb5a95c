/**
 * Finds the route of an incoming stanza and turns what the handler answers, or throws, into a stanza. So every get and
 * set is answered exactly once, an error is never answered with an error, and the peer learns nothing about the inside.
 */
import type { Element } from 'ltx'
import { bare, domain, type Jid, local, resource } from '../protocol/jid.ts'
import { attr, bodyOf, child, presence, result } from '../protocol/stanza.ts'
import { refusal, StanzaError } from '../protocol/stanza-error.ts'
import { DESK } from '../workgroup/names.ts'
import type { Office } from '../workgroup/office.ts'
import type { Call, Level, Route } from './route.ts'

export type Dispatch = (stanza: Element) => Promise<void>

export function dispatcher(office: Office, routes: readonly Route[]): Dispatch {
  return async (stanza) => {
    try {
      const answer = await answerTo(office, routes, stanza)
      if (isRequest(stanza)) office.stream.send(result(stanza, answer))
    } catch (error) {
      refuse(office, stanza, error)
    }
  }
}

async function answerTo(office: Office, routes: readonly Route[], stanza: Element) {
  const call = { office, stanza, from: address(stanza, 'from'), to: address(stanza, 'to') }
  const level = levelOf(office, call)
  const route = routes.find((one) => one.at === level && fits(one, stanza))
  if (route?.at === 'service') return route.to(call)
  const workgroup = level === 'service' ? undefined : office.workgroups.get(call.to.bare)
  if (!workgroup && (level === 'workgroup' || level === 'colleague')) return unknownWorkgroup(call)
  if (!route || !workgroup) return unhandled(stanza)
  return route.to({ ...call, workgroup })
}

/** The server has checked and normalised both; a nickname that it lets through is let through here. */
function address(stanza: Element, name: 'from' | 'to'): Jid {
  const full = attr(stanza, name) ?? ''
  return { full, bare: bare(full), local: local(full), domain: domain(full), resource: resource(full) }
}

function levelOf(office: Office, { from, to }: Call): Level {
  if (from.domain === office.config.xmpp.rooms) return 'room'
  if (to.local === undefined) return 'service'
  return to.resource === undefined || to.resource === DESK ? 'workgroup' : 'colleague'
}

function fits(route: Route, stanza: Element): boolean {
  if (!stanza.is(route.kind)) return false
  if (route.type !== undefined && route.type !== typeOf(stanza)) return false
  return route.child === undefined || child(stanza, ...route.child) !== undefined
}

/** RFC 6121 §5.2.2: a message without type is `normal`; a presence without type is `available` here. */
export function typeOf(stanza: Element): string {
  const none = { message: 'normal', presence: 'available' }[stanza.getName()]
  return attr(stanza, 'type') ?? none ?? ''
}

const isRequest = (stanza: Element): boolean => stanza.is('iq') && ['get', 'set'].includes(typeOf(stanza))

function unknownWorkgroup({ stanza, office, from, to }: Call): undefined {
  if (stanza.is('presence') && typeOf(stanza) === 'subscribe')
    office.stream.send(presence('unsubscribed', from.bare, to.bare))
  else if (!stanza.is('presence') || typeOf(stanza) === 'available')
    throw refusal('item-not-found', 'There is no such workgroup.')
}

/** Words to the service, or to a colleague's name here, would be read by nobody: whoever wrote them hears so. */
function unhandled(stanza: Element): undefined {
  if (isRequest(stanza) || bodyOf(stanza) !== undefined) throw refusal('service-unavailable')
}

function refuse(office: Office, stanza: Element, error: unknown): void {
  const known = error instanceof StanzaError
  const about = { from: attr(stanza, 'from'), to: attr(stanza, 'to'), id: attr(stanza, 'id') }
  if (known) office.log.debug({ ...about, condition: error.condition, text: error.text }, 'refused a stanza')
  else office.log.error({ ...about, err: error }, 'a handler failed')
  if (!mayBeAnswered(office, stanza)) return
  const refused = known ? error : refusal('internal-server-error')
  office.stream.send(refused.toStanza(stanza))
}

/**
 * Results and errors are ends; so is a presence that takes something back. A room would put Desk out for an error to
 * what it tells its occupants (XEP-0045 §7.14, status 333).
 */
function mayBeAnswered(office: Office, stanza: Element): boolean {
  const type = typeOf(stanza)
  const from = attr(stanza, 'from')
  if (from === undefined) return false
  if (stanza.is('iq')) return isRequest(stanza)
  if (domain(from) === office.config.xmpp.rooms) return false
  if (stanza.is('presence')) return type === 'available'
  return type !== 'error' && type !== 'groupchat' && type !== 'headline'
}
