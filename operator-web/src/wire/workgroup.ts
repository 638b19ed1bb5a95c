// XEP-0142: Workgroup Queues (version 0.4), the operator's side, as urn-parlor-1.md §4 uses it.
import { NEWS, REVOKED } from '../../../component/protocol/names.js'
import * as NS from '../../../component/protocol/namespaces.js'
import type { Fact } from '../model/facts.ts'
import type { Asks, Own, Request, Workgroup } from '../model/types.ts'
import { parseCase, parsePresence, parseShow } from './case.ts'
import { bare, countOf, type Element, instantOf, resource, sendable, textOf, xml } from './xml.ts'

/** Directed presence: on duty in this workgroup, with this show, status and number of seats. */
export const buildDuty = (workgroup: string, own: Own): Element =>
  buildPresence(
    own,
    { to: workgroup },
    xml(
      'agent-status',
      { xmlns: NS.WORKGROUP },
      own.seats !== undefined && xml('max-chats', {}, String(own.seats)),
      xml('sharing', { xmlns: NS.PARLOR }),
    ),
  )

export function buildPresence(own: Own, attributes: object, ...children: Element[]): Element {
  const show = own.show === 'available' ? undefined : own.show
  return xml(
    'presence',
    attributes,
    show && xml('show', {}, show),
    own.status && xml('status', {}, sendable(own.status)),
    ...children,
  )
}

export const buildAnswer = (
  answer: 'offer-accept' | 'offer-reject',
  workgroup: string,
  visitor: string,
  id: string,
) => xml('iq', { type: 'set', to: workgroup }, xml(answer, { xmlns: NS.WORKGROUP, jid: visitor, id }))

export const buildColleaguesRequest = (workgroup: string) =>
  xml('iq', { type: 'get', to: workgroup }, xml('agent-status-request', { xmlns: NS.WORKGROUP }))

/** `<notify-queue/>` */
export function parseSummary(presence: Element, summary: Element): Fact {
  const oldest = instantOf(summary.getChildText('oldest'))
  const accepts = summary.getChildText('status')
  return {
    is: 'queue-summary',
    workgroup: bare(presence.attrs.from ?? ''),
    summary: {
      duty: 'on',
      waiting: countOf(summary.getChildText('count')) ?? 0,
      ...(oldest !== undefined && { oldest }),
      ...((accepts === 'open' || accepts === 'active' || accepts === 'closed') && { accepts }),
    },
  }
}

const CLOSED: readonly string[] = ['paused', 'hours', 'nobody']
const seconds = (text: string | undefined, otherwise: number): number => (countOf(text) ?? otherwise) * 1000

const CALLS = ['operator', 'either']

/** `<workgroup/>` beside `<notify-agents/>`: why it is closed, and what counts as long here (urn-parlor-1.md §4). */
export function parseWorkgroup(element: Element): Partial<Workgroup> {
  const { closed, by, late, overdue, answer } = element.attrs
  const owed = element.attrs['answer-overdue']
  const opened = element.attrs['opened-by']
  const until = instantOf(element.attrs.until)
  return {
    attention: {
      waiting: [seconds(late, 60), seconds(overdue, 180)],
      answer: [seconds(answer, 60), seconds(owed, 180)],
    },
    ...(closed && CLOSED.includes(closed) && { closed: closed as NonNullable<Workgroup['closed']> }),
    ...(by && { pausedBy: bare(by) }),
    ...(opened && { openedBy: bare(opened) }),
    ...(until !== undefined && { until }),
    ...(CALLS.includes(element.attrs.calls ?? '') && { calls: element.attrs.calls as 'operator' | 'either' }),
    ...(element.attrs.relay === 'true' && { byRelay: true }),
  }
}

/** `<notify-agents/>` */
export function parseStaff(presence: Element, agents: Element): Fact {
  const count = (name: string) => countOf(agents.getChildText(name)) ?? 0
  const staff = { available: count('available'), chats: count('current-chats'), seats: count('max-chats') }
  const more = presence.getChild('workgroup', NS.PARLOR)
  const summary: Partial<Workgroup> = { duty: 'on', staff, ...(more && parseWorkgroup(more)) }
  return { is: 'queue-summary', workgroup: bare(presence.attrs.from ?? ''), summary }
}

/** `<notify-queue-details/>`: the whole queue each time. */
export function parseDetails(presence: Element, details: Element, now: number): Fact {
  const workgroup = bare(presence.attrs.from ?? '')
  const requests = details.getChildren('user').flatMap((user) => parseUser(user, workgroup, now))
  return { is: 'queue-details', workgroup, requests }
}

function parseUser(user: Element, workgroup: string, now: number): Request[] {
  const visitor = user.attrs.jid
  if (!visitor) return []
  const state = user.getChild('case', NS.PARLOR)?.attrs ?? {}
  const status = state.status
  return [
    {
      case: parseCase(user, visitor),
      workgroup,
      visitor,
      joinedAt: instantOf(user.getChildText('join-time')) ?? now,
      show: parseShow(state.show),
      ringing: state.phase === 'ringing',
      position: countOf(user.getChildText('position')) ?? 0,
      priority: Number.parseInt(state.priority ?? '', 10) || 0,
      ...(status && { status }),
    },
  ]
}

/** Presence from `support@support.localhost/ben@localhost`: a component cannot speak for another host. */
export function parseColleague(presence: Element, status: Element): Fact | undefined {
  const from = presence.attrs.from ?? ''
  const jid = status.attrs.jid ?? resource(from)
  if (!jid.includes('@')) return undefined
  const chats = countOf(status.getChildText('current-chats'))
  const seats = countOf(status.getChildText('max-chats'))
  const colleague = {
    jid: bare(jid),
    ...parsePresence(presence),
    ...(chats !== undefined && { chats }),
    ...(seats !== undefined && { seats }),
  }
  return { is: 'colleague', workgroup: bare(from), colleague }
}

/** XEP-0142 leaves the time open; a request without one rings this long. */
const RING_SECONDS = 30

export function parseOffer(iq: Element, offer: Element): Fact | undefined {
  const visitor = offer.attrs.jid
  if (!visitor) return undefined
  const seconds = countOf(textOf(offer, 'timeout')) ?? RING_SECONDS
  const asks = parseAsks(offer.getChild('transfer', NS.PARLOR))
  return {
    is: 'offered',
    workgroup: bare(iq.attrs.from ?? ''),
    visitor,
    case: parseCase(offer, visitor, offer.attrs.id),
    ringFor: seconds * 1000,
    ...(asks && { asks }),
  }
}

/** The chat has an owner, who hands it on or asks for help. */
function parseAsks(transfer: Element | undefined): Asks | undefined {
  const by = transfer?.attrs.by
  if (!transfer || !by) return undefined
  const note = textOf(transfer, 'note')
  return {
    by: bare(by),
    as: transfer.attrs.as === 'colleague' ? 'colleague' : 'owner',
    ...(note && { note }),
  }
}

/** `<news/>`: what became of a transfer or an invitation. An unknown one has words for people only. */
export function parseNews(message: Element, news: Element): Fact | undefined {
  const { case: id, who } = news.attrs
  const what = NEWS.find((known) => known === news.attrs.what)
  if (!id || !what) return undefined
  const workgroup = bare(message.attrs.from ?? '')
  return { is: 'news', workgroup, case: id, what, ...(who && { who: bare(who) }) }
}

/** `<off-duty/>`: we have missed offers, and nothing rings at us any more. */
export const parseOffDuty = (message: Element, { attrs }: Element, now: number): Fact => ({
  is: 'off-duty',
  workgroup: bare(message.attrs.from ?? ''),
  missed: countOf(attrs.missed) ?? 1,
  since: instantOf(attrs.since) ?? now,
})

/** `<rated/>`: what a visitor said of a chat when it was over. */
export function parseRated(_: Element, rated: Element): Fact | undefined {
  const { case: id, rating } = rated.attrs
  const value = Number(rating)
  if (!id || !(value >= 1 && value <= 5)) return undefined
  return { is: 'rated', case: id, rating: value, comment: rated.getText() }
}

/** `<site-news/>`: what a visitor of the site said. Nothing follows from it; people read the body. */
export function parseSiteNews(message: Element): Fact | undefined {
  const text = textOf(message, 'body')
  return text ? { is: 'site-news', workgroup: bare(message.attrs.from ?? ''), text } : undefined
}

/** `<visitors/>`: somebody came to the site, or went. */
export const parseSiteVisitors = (message: Element): Fact => ({
  is: 'site-changed',
  workgroup: bare(message.attrs.from ?? ''),
})

export function parseRevoke(iq: Element, revoke: Element): Fact {
  const { jid: visitor, id } = revoke.attrs
  const revoked = revoke.getChild('revoked', NS.PARLOR)?.attrs
  const why = REVOKED.find((known) => known === revoked?.why)
  const by = revoked?.by
  return {
    is: 'revoked',
    workgroup: bare(iq.attrs.from ?? ''),
    ...(visitor && { visitor }),
    ...(id && { case: id }),
    ...(why && { why }),
    ...(by && { by: bare(by) }),
  }
}
