/**
 * Every stanza the desk understands, as a table; the first that fits is the one. Each route answers with facts for the
 * model. A stanza that fits none is not for us and is left alone.
 */
import type { Fact } from '../model/facts.ts'
import { parseCaseTold } from './case.ts'
import {
  errorCondition,
  parseDirect,
  parseEnded,
  parseMediated,
  parseNotice,
  parseOccupant,
  parseSaid,
} from './muc.ts'
import { NS } from './namespaces.ts'
import {
  parseColleague,
  parseDetails,
  parseNews,
  parseOffer,
  parseRevoke,
  parseSiteNews,
  parseSiteVisitors,
  parseStaff,
  parseSummary,
} from './workgroup.ts'
import { bare, type Element, resource } from './xml.ts'

type Reading = Fact | readonly Fact[] | undefined

interface Route {
  readonly stanza: 'iq' | 'message' | 'presence'
  readonly type?: string
  readonly child?: readonly [namespace: string, name: string]
  readonly read: (stanza: Element, child: Element, now: number) => Reading
}

const notifications = (stanza: Element, _child: Element, now: number): readonly Fact[] => {
  const summary = stanza.getChild('notify-queue', NS.workgroup)
  const details = stanza.getChild('notify-queue-details', NS.workgroup)
  const agents = stanza.getChild('notify-agents', NS.workgroup)
  return [
    ...(summary ? [parseSummary(stanza, summary)] : []),
    ...(details ? [parseDetails(stanza, details, now)] : []),
    ...(agents ? [parseStaff(stanza, agents)] : []),
  ]
}

const refusedPresence = (stanza: Element): Fact => {
  const from = stanza.attrs.from ?? ''
  const condition = errorCondition(stanza)
  // Presence to a room goes to room/nick and comes back from there; to a workgroup it goes to the bare JID.
  return resource(from)
    ? { is: 'room-refused', room: bare(from), condition }
    : { is: 'duty-refused', workgroup: from, condition }
}

/** The component has just begun and knows nobody who is on duty by directed presence. */
const started = (stanza: Element): Fact => ({
  is: 'workgroup-started',
  workgroup: bare(stanza.attrs.from ?? ''),
})

const refusedMessage = (stanza: Element): Fact | undefined => {
  const { from, id } = stanza.attrs
  if (!from || !id) return undefined
  return { is: 'message-refused', room: bare(from), id, condition: errorCondition(stanza) }
}

const typing = (stanza: Element, child: Element): Fact | undefined => {
  const from = stanza.attrs.from ?? ''
  const nick = resource(from)
  return nick ? { is: 'typing', room: bare(from), nick, typing: child.name === 'composing' } : undefined
}

const messagesChanged = (stanza: Element): Fact => ({
  is: 'messages-changed',
  workgroup: bare(stanza.attrs.from ?? ''),
})

const said = (stanza: Element): Fact | undefined => {
  const found = parseSaid(stanza)
  return found && { is: 'said', said: found }
}

export const routes: readonly Route[] = [
  { stanza: 'presence', type: 'error', read: refusedPresence },
  { stanza: 'presence', child: [NS.parlor, 'started'], read: started },
  { stanza: 'presence', child: [NS.workgroup, 'notify-queue'], read: notifications },
  { stanza: 'presence', child: [NS.workgroup, 'notify-queue-details'], read: notifications },
  { stanza: 'presence', child: [NS.workgroup, 'notify-agents'], read: notifications },
  { stanza: 'presence', child: [NS.workgroup, 'agent-status'], read: parseColleague },
  { stanza: 'presence', child: [NS.mucUser, 'x'], read: parseOccupant },
  { stanza: 'iq', type: 'set', child: [NS.workgroup, 'offer'], read: parseOffer },
  { stanza: 'iq', type: 'set', child: [NS.workgroup, 'offer-revoke'], read: parseRevoke },
  { stanza: 'message', type: 'error', read: refusedMessage },
  { stanza: 'message', child: [NS.parlor, 'ended'], read: parseEnded },
  { stanza: 'message', child: [NS.parlor, 'news'], read: parseNews },
  { stanza: 'message', child: [NS.parlor, 'messages'], read: messagesChanged },
  { stanza: 'message', child: [NS.parlor, 'site-news'], read: parseSiteNews },
  { stanza: 'message', child: [NS.parlor, 'visitors'], read: parseSiteVisitors },
  { stanza: 'message', child: [NS.parlor, 'notice'], read: parseNotice },
  { stanza: 'message', child: [NS.conference, 'x'], read: parseDirect },
  { stanza: 'message', child: [NS.mucUser, 'x'], read: parseMediated },
  { stanza: 'message', child: [NS.parlor, 'case'], read: parseCaseTold },
  { stanza: 'message', type: 'groupchat', child: ['', 'body'], read: said },
  { stanza: 'message', type: 'groupchat', child: [NS.chatStates, 'composing'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.chatStates, 'paused'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.chatStates, 'active'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.chatStates, 'inactive'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.chatStates, 'gone'], read: typing },
]

/** The IQ requests among them: answered with an empty result, all others with `service-unavailable`. */
export const requests = routes.flatMap((route) => (route.stanza === 'iq' && route.child ? [route.child] : []))

function fits(route: Route, stanza: Element): Element | undefined {
  if (route.stanza !== stanza.name) return undefined
  if (route.type !== undefined && route.type !== stanza.attrs.type) return undefined
  if (!route.child) return stanza
  const [namespace, name] = route.child
  return stanza.getChild(name, namespace || undefined)
}

/** What a stanza means. `now` is used where the peer left a time out. */
export function interpret(stanza: Element, now: number): readonly Fact[] {
  for (const route of routes) {
    const child = fits(route, stanza)
    if (!child) continue
    const reading = route.read(stanza, child, now)
    if (reading) return Array.isArray(reading) ? reading : [reading as Fact]
    return []
  }
  return []
}
