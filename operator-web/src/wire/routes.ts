/**
 * Every stanza the desk understands, as a table; the first that fits is the one. Each route answers with facts for the
 * model. A stanza that fits none is not for us and is left alone.
 */
import * as NS from '../../../component/protocol/namespaces.js'
import type { Fact } from '../model/facts.ts'
import { hasOwnWords, parseAmended, parseRead } from './amend.ts'
import { JINGLE } from './call.ts'
import { parseCaseTold, parsePresence } from './case.ts'
import { DISPLAYED_NODE, parseDisplayed } from './displayed.ts'
import { parseFloor } from './floor.ts'
import {
  byDesk,
  errorCondition,
  parseDirect,
  parseEnded,
  parseMediated,
  parseNotice,
  parseOccupant,
  parseSaid,
} from './muc.ts'
import { OWN_NODE, parseOwn } from './own.ts'
import { parseEvent } from './pep.ts'
import {
  parseColleague,
  parseDetails,
  parseNews,
  parseOffDuty,
  parseOffer,
  parseRated,
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
  const summary = stanza.getChild('notify-queue', NS.WORKGROUP)
  const details = stanza.getChild('notify-queue-details', NS.WORKGROUP)
  const agents = stanza.getChild('notify-agents', NS.WORKGROUP)
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

const onDuty = (stanza: Element): Fact => ({ is: 'on-duty', workgroup: bare(stanza.attrs.from ?? '') })

const said = (stanza: Element): Fact | undefined => {
  const found = parseSaid(stanza)
  return found && { is: 'said', said: found }
}

/** Another client of the same person, or somebody from the roster; who of them counts is known to the shell. */
const shown = (stanza: Element): Fact => ({
  is: 'client-shown',
  by: stanza.attrs.from ?? '',
  show: parsePresence(stanza).show,
})

const account = (stanza: Element): readonly Fact[] => {
  const by = bare(stanza.attrs.from ?? '')
  const own = parseEvent(stanza, OWN_NODE).flatMap(({ payload }) => parseOwn(payload) ?? [])[0]
  const reads = parseDisplayed(parseEvent(stanza, DISPLAYED_NODE))
  return [
    ...(own ? [{ is: 'own-told' as const, by, own }] : []),
    ...(reads.size > 0 ? [{ is: 'reads-told' as const, by, reads }] : []),
  ]
}

export const routes: readonly Route[] = [
  { stanza: 'presence', type: 'error', read: refusedPresence },
  { stanza: 'presence', child: [NS.PARLOR, 'started'], read: started },
  { stanza: 'presence', child: [NS.WORKGROUP, 'notify-queue'], read: notifications },
  { stanza: 'presence', child: [NS.WORKGROUP, 'notify-queue-details'], read: notifications },
  { stanza: 'presence', child: [NS.WORKGROUP, 'notify-agents'], read: notifications },
  { stanza: 'presence', child: [NS.WORKGROUP, 'agent-status'], read: parseColleague },
  { stanza: 'presence', child: [NS.MUC_USER, 'x'], read: parseOccupant },
  { stanza: 'iq', type: 'set', child: [NS.WORKGROUP, 'offer'], read: parseOffer },
  { stanza: 'iq', type: 'set', child: [NS.WORKGROUP, 'offer-revoke'], read: parseRevoke },
  // Heard by the part that has the call; the answer is given here.
  { stanza: 'iq', type: 'set', child: JINGLE, read: () => undefined },
  { stanza: 'message', type: 'error', read: refusedMessage },
  { stanza: 'message', child: [NS.PARLOR, 'ended'], read: parseEnded },
  { stanza: 'message', child: [NS.PARLOR, 'news'], read: parseNews },
  { stanza: 'message', child: [NS.PARLOR, 'off-duty'], read: parseOffDuty },
  { stanza: 'message', child: [NS.PARLOR, 'on-duty'], read: onDuty },
  { stanza: 'message', child: [NS.PARLOR, 'rated'], read: parseRated },
  { stanza: 'message', child: [NS.PARLOR, 'messages'], read: messagesChanged },
  { stanza: 'message', child: [NS.PARLOR, 'floor'], read: parseFloor },
  { stanza: 'message', child: [NS.PARLOR, 'site-news'], read: parseSiteNews },
  { stanza: 'message', child: [NS.PARLOR, 'visitors'], read: parseSiteVisitors },
  { stanza: 'message', child: [NS.PARLOR, 'notice'], read: parseNotice },
  // Prosody adds the direct invitation to a mediated one: the room's own says who invites.
  { stanza: 'message', child: [NS.MUC_USER, 'x'], read: parseMediated },
  { stanza: 'message', child: [NS.CONFERENCE, 'x'], read: parseDirect },
  { stanza: 'message', child: [NS.PARLOR, 'case'], read: parseCaseTold },
  { stanza: 'message', type: 'groupchat', child: [NS.CORRECT, 'replace'], read: parseAmended },
  { stanza: 'message', type: 'groupchat', child: [NS.RETRACT, 'retract'], read: parseAmended },
  { stanza: 'message', type: 'groupchat', child: [NS.REACTIONS, 'reactions'], read: parseAmended },
  { stanza: 'message', type: 'groupchat', child: [NS.MARKERS, 'displayed'], read: parseRead },
  { stanza: 'message', child: [NS.PUBSUB_EVENT, 'event'], read: account },
  { stanza: 'message', type: 'groupchat', child: ['', 'body'], read: said },
  { stanza: 'message', type: 'groupchat', child: [NS.CHAT_STATES, 'composing'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.CHAT_STATES, 'paused'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.CHAT_STATES, 'active'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.CHAT_STATES, 'inactive'], read: typing },
  { stanza: 'message', type: 'groupchat', child: [NS.CHAT_STATES, 'gone'], read: typing },
  { stanza: 'presence', read: shown },
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

/** What the desk and the server say. In a room somebody may put it beside their words: then the words are what counts. */
const OURS: readonly string[] = [
  ...[NS.PARLOR, NS.WORKGROUP, NS.FASTPATH, NS.MUC_USER, NS.CONFERENCE, NS.PUBSUB_EVENT],
]

const mayFit = (route: Route, stanza: Element): boolean =>
  stanza.attrs.type !== 'groupchat' || byDesk(stanza) || !OURS.includes(route.child?.[0] ?? '')

/** What a stanza means. `now` is used where the peer left a time out. */
export function interpret(stanza: Element, now: number): readonly Fact[] {
  for (const route of routes) {
    const child = mayFit(route, stanza) ? fits(route, stanza) : undefined
    if (!child) continue
    const reading = route.read(stanza, child, now)
    if (!reading) return []
    const facts = Array.isArray(reading) ? reading : [reading as Fact]
    const words = hasOwnWords(stanza) ? said(stanza) : undefined
    return words && route.read !== said ? [...facts, words] : facts
  }
  return []
}
