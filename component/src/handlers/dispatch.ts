/**
 * Finds the route of an incoming stanza and turns what the handler answers, or throws, into a stanza. So every get and
 * set is answered exactly once, an error is never answered with an error, and the peer learns nothing about the inside.
 */
import type { Element } from 'ltx'
import { DESK } from '../../protocol/names.js'
import { isDelayed } from '../protocol/delay.ts'
import { apart, domain, type Jid } from '../protocol/jid.ts'
import { remembered } from '../protocol/remembered.ts'
import { attr, bodyOf, type Child, child, envelope, presence, result } from '../protocol/stanza.ts'
import { refusal, StanzaError } from '../protocol/stanza-error.ts'
import type { Office } from '../workgroup/office.ts'
import type { Answer, Call, Kind, Level, Route } from './route.ts'

/** Never throws, never rejects. Most of what comes wants no answer and waits for nothing: it costs no promise. */
export type Dispatch = (stanza: Element) => Promise<void> | undefined

export function dispatcher(office: Office, routes: readonly Route[]): Dispatch {
  const table = indexed(routes)
  const answered = (stanza: Element, payload: Child): void => {
    if (isRequest(stanza)) office.stream.send(result(stanza, payload))
  }
  const later = (asked: Element, answer: Promise<Child>): Promise<void> =>
    answer.then(
      (payload) => answered(asked, payload),
      (error) => refuse(office, asked, error),
    )
  return (stanza) => {
    try {
      const answer = answerTo(office, table, stanza)
      if (answer instanceof Promise) return later(envelope(stanza), answer)
      answered(stanza, answer)
    } catch (error) {
      refuse(office, stanza, error)
    }
  }
}

/** The lines that could fit, in order: by what the stanza is addressed to, and what it is. */
type Table = { readonly [L in Level]: ReadonlyMap<string, readonly Route[]> }

function indexed(routes: readonly Route[]): Table {
  const kinds: readonly Kind[] = ['iq', 'message', 'presence']
  const linesFor = (at: Level) => {
    const lines = routes.filter((one) => one.at === at)
    return new Map(kinds.map((kind) => [kind, lines.filter((one) => one.kind === kind)]))
  }
  return {
    service: linesFor('service'),
    workgroup: linesFor('workgroup'),
    colleague: linesFor('colleague'),
    room: linesFor('room'),
  }
}

const addressee = remembered(apart)

function answerTo(office: Office, table: Table, stanza: Element): Answer {
  // The server has checked and normalised both; a nickname that it lets through is let through here.
  const from = apart(attr(stanza, 'from') ?? '')
  const to = addressee(attr(stanza, 'to') ?? '')
  const level = levelOf(office, from, to)
  const type = typeOf(stanza)
  if (level !== 'room' && isOwnWord(stanza, type)) office.pulse.hears(from.full)
  const route = table[level].get(stanza.getName())?.find((one) => fits(one, stanza, type))
  if (route?.at === 'service') return route.to({ office, stanza, from, to })
  const workgroup = level === 'service' ? undefined : office.workgroups.get(to.bare)
  if (!workgroup && (level === 'workgroup' || level === 'colleague'))
    return unknownWorkgroup({ office, stanza, from, to })
  if (!route || !workgroup) return unhandled(stanza)
  return route.to({ office, stanza, from, to, workgroup })
}

/** Nobody but the client itself can have said this: goodbyes, errors and what it said long ago are also said in its name. */
const isOwnWord = (stanza: Element, type: string): boolean =>
  type !== 'error' && type !== 'unavailable' && !isDelayed(stanza)

function levelOf(office: Office, from: Jid, to: Jid): Level {
  if (from.domain === office.config.xmpp.rooms) return 'room'
  if (to.local === undefined) return 'service'
  return to.resource === undefined || to.resource === DESK ? 'workgroup' : 'colleague'
}

function fits(route: Route, stanza: Element, type: string): boolean {
  if (route.type !== undefined && route.type !== type) return false
  return route.child === undefined || child(stanza, ...route.child) !== undefined
}

/** RFC 6121 §5.2.2: a message without type is `normal`; a presence without type is `available` here. */
export function typeOf(stanza: Element): string {
  return attr(stanza, 'type') ?? untyped[stanza.getName()] ?? ''
}

const untyped: { readonly [kind: string]: string } = { message: 'normal', presence: 'available' }

function isRequest(stanza: Element): boolean {
  const type = stanza.is('iq') && attr(stanza, 'type')
  return type === 'get' || type === 'set'
}

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
  if (known)
    office.log.debug(
      { ...about, condition: error.condition, text: error.text },
      'a stanza was refused; its sender is told',
    )
  else office.log.error({ ...about, err: error }, 'a handler failed; the sender of the stanza is told')
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
