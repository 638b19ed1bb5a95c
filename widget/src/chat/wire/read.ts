/** Every stanza the visitor gets, as values. Unknown ones are `undefined`; who may say what is checked in `desk.ts`. */
import { DESK, END_REASONS, type EndReason, NOTICES } from '../../../../component/protocol/names.js'
import * as ns from '../../../../component/protocol/namespaces.js'
import type { Amend, Instead, Joined, Refusal, Room, Said } from '../model/types.ts'
import { attribute, bare, child, children, count, resource } from './xml.ts'

/** What a room or the workgroup tells; `from` is its bare JID. */
export type Heard = { readonly from: string } & (
  | { readonly is: 'place'; readonly position: number; readonly seconds?: number }
  | { readonly is: 'invited'; readonly by: string; readonly case: string; readonly room: Room }
  | {
      readonly is: 'ended'
      readonly nick: string
      readonly case: string
      readonly reason: EndReason | 'unknown'
      readonly instead?: Instead
    }
  | { readonly is: 'superseded'; readonly case: string }
  | { readonly is: 'said'; readonly said: Said }
  | { readonly is: 'displayed'; readonly nick: string; readonly id: string }
  | { readonly is: 'state'; readonly nick: string; readonly writing: boolean }
  | {
      readonly is: 'history'
      readonly query: string
      readonly message: Element
      readonly at: number
      readonly id: string
    }
  | { readonly is: 'bounced'; readonly id: string; readonly again: boolean }
)

/** XEP-0482 and XEP-0166: what it says is read by `call/`, which is fetched for it. */
export const isCall = (stanza: Element): boolean =>
  Array.from(stanza.childNodes).some((node) => /call-inv|jingle:1/.test((node as Element).namespaceURI ?? ''))

const STATES = ['active', 'composing', 'paused', 'inactive', 'gone']

export function heard(message: Element, now: number): Heard | undefined {
  const from = attribute(message, 'from')
  if (!from) return undefined
  const type = attribute(message, 'type')
  if (type === 'error') return bounced(message, bare(from))
  if (type === 'groupchat') return inRoom(message, from, now)
  return archived(message, from) ?? invited(message, from) ?? fromWorkgroup(message, from)
}

function fromWorkgroup(message: Element, jid: string): Heard | undefined {
  const from = bare(jid)
  const end = ended(message, jid)
  if (end) return end
  const superseded = child(message, 'superseded', ns.PARLOR)
  if (superseded) return { is: 'superseded', from, case: attribute(superseded, 'case') ?? '' }
  const status = child(message, 'queue-status', ns.WORKGROUP)
  const position = count(child(status, 'position', ns.WORKGROUP))
  const seconds = count(child(status, 'time', ns.WORKGROUP))
  if (position === undefined) return undefined
  return { is: 'place', from, position, ...(seconds === undefined ? {} : { seconds }) }
}

function ended(message: Element, jid: string): Heard | undefined {
  const end = child(message, 'ended', ns.PARLOR)
  if (!end) return undefined
  const reason = END_REASONS.find((known) => known === end.getAttribute('reason')) ?? 'unknown'
  const from = { from: bare(jid), nick: resource(jid) }
  return { is: 'ended', ...from, case: attribute(end, 'case') ?? '', reason, ...answer(end) }
}

/** What may be done instead, in an error or an end. */
function answer(parent: Element): { readonly instead?: Instead } {
  const answer = child(parent, 'answer', ns.PARLOR)
  const [what, jid, url] = ['do', 'jid', 'url'].map((name) => attribute(answer, name))
  if (what === 'message')
    return { instead: attribute(answer, 'callback') === 'true' ? { do: what, callback: true } : { do: what } }
  if (what === 'workgroup' && jid) return { instead: { do: what, jid } }
  return what === 'redirect' && url ? { instead: { do: what, url } } : {}
}

/** Mediated (XEP-0045 §7.8.2) from the room, or direct (XEP-0249) from the workgroup; both carry the case. */
function invited(message: Element, jid: string): Heard | undefined {
  const user = child(message, 'x', ns.MUC_USER)
  const mediated = child(user, 'invite', ns.MUC_USER)
  const room = mediated ? bare(jid) : attribute(child(message, 'x', ns.CONFERENCE), 'jid')
  // A room passes on what stands in the invite itself; a direct invitation has it beside.
  const about = [mediated, user, message].map((where) => child(where, 'case', ns.PARLOR)).find(Boolean)
  const [id, nick] = [attribute(about, 'id'), attribute(about, 'nick')]
  if (!room || !id || !nick) return undefined
  const by = bare(mediated ? (attribute(mediated, 'from') ?? '') : jid)
  return {
    is: 'invited',
    from: bare(jid),
    by,
    case: id,
    room: { jid: room, nick, with: attribute(about, 'with') ?? '' },
  }
}

function inRoom(message: Element, jid: string, now: number): Heard | undefined {
  const from = bare(jid)
  const nick = resource(jid)
  // In a room anybody may put such an element beside their words: then the words are what counts.
  const end = nick === DESK ? ended(message, jid) : undefined
  if (end) return end
  const body = child(message, 'body', ns.CLIENT)
  if (body || amendIn(message)) return { is: 'said', from, said: said(message, jid, now, '') }
  const displayed = attribute(child(message, 'displayed', ns.MARKERS), 'id')
  if (displayed) return { is: 'displayed', from, nick, id: displayed }
  const state = STATES.find((name) => child(message, name, ns.CHAT_STATES))
  return state ? { is: 'state', from, nick, writing: state === 'composing' } : undefined
}

/** One message of a room. Only a stanza-id by the room itself counts (XEP-0359 §3). */
export function said(message: Element, jid: string, at: number, archiveId: string): Said {
  const name = resource(jid)
  const own = children(message, 'stanza-id', ns.STANZA_ID).find((id) => id.getAttribute('by') === bare(jid))
  const stanzaId = archiveId || attribute(own, 'id')
  const notice = child(message, 'notice', ns.PARLOR)
  const known = NOTICES.find((what) => what === notice?.getAttribute('what'))
  const about = attribute(notice, 'who')
  const amend = amendIn(message)
  const { text, quote } = unquoted(message)
  return {
    who: name === DESK ? 'desk' : 'other',
    name,
    id: attribute(message, 'id') ?? '',
    // Words that stand there for other clients (XEP-0428); all others are said, and shown.
    text: amend && amend.is !== 'correct' && child(message, 'fallback', ns.FALLBACK) ? '' : text,
    at,
    ...(quote && { quote }),
    ...(amend && { amend }),
    ...(stanzaId === undefined ? {} : { stanzaId }),
    ...(known && name === DESK ? { notice: known, ...(about ? { about } : {}) } : {}),
  }
}

const MOST_REACTIONS = 8
const LONGEST_QUOTE = 200

/** What it says about an earlier message. */
function amendIn(message: Element): Amend | undefined {
  const id = (name: string, namespace: string) => attribute(child(message, name, namespace), 'id')
  const [corrected, retracted] = [id('replace', ns.CORRECT), id('retract', ns.RETRACT)]
  if (retracted) return { is: 'retract', id: retracted }
  if (corrected) return { is: 'correct', id: corrected }
  const reactions = child(message, 'reactions', ns.REACTIONS)
  const about = attribute(reactions, 'id')
  if (!about) return undefined
  const emojis = children(reactions, 'reaction', ns.REACTIONS).map((one) =>
    (one.textContent ?? '').trim().slice(0, 16),
  )
  return { is: 'react', id: about, emojis: [...new Set(emojis)].filter(Boolean).slice(0, MOST_REACTIONS) }
}

/** The words without the quotation that stands before them for clients that know no replies (XEP-0428, in code points). */
function unquoted(message: Element): { text: string; quote?: string } {
  const text = child(message, 'body', ns.CLIENT)?.textContent ?? ''
  const fallback = children(message, 'fallback', ns.FALLBACK).find(
    (one) => attribute(one, 'for') === ns.REPLY,
  )
  const range = child(fallback, 'body', ns.FALLBACK)
  const [start, end] = ['start', 'end'].map((name) => Number(range?.getAttribute(name) ?? Number.NaN)) as [
    number,
    number,
  ]
  const letters = [...text]
  if (!child(message, 'reply', ns.REPLY) || !(start >= 0 && end > start && end <= letters.length))
    return { text }
  const quote = letters.slice(start, end).join('').replace(/^> ?/gm, '').trim().slice(0, LONGEST_QUOTE)
  return { text: [...letters.slice(0, start), ...letters.slice(end)].join('').trim(), quote }
}

function archived(message: Element, from: string): Heard | undefined {
  const result = child(message, 'result', ns.MAM)
  const forwarded = child(result, 'forwarded', ns.FORWARD)
  const inner = child(forwarded, 'message', ns.CLIENT)
  const [id, query] = [attribute(result, 'id'), attribute(result, 'queryid')]
  if (!inner || !id || !query) return undefined
  const at = Date.parse(attribute(child(forwarded, 'delay', ns.DELAY), 'stamp') ?? '') || 0
  return { is: 'history', from: bare(from), query, message: inner, at, id }
}

/** What a rate limit bounced may be sent again in a moment (RFC 6120 §8.3.2, type `wait`; mod_firewall's limits). */
function bounced(message: Element, from: string): Heard | undefined {
  const id = attribute(message, 'id')
  const error = child(message, 'error', ns.CLIENT)
  if (!id || !error) return undefined
  const again = error.getAttribute('type') === 'wait' || Boolean(child(error, 'policy-violation', ns.STANZAS))
  return { is: 'bounced', from, id, again }
}

export interface Seen {
  readonly room: string
  readonly nick: string
  readonly show: string
  /** XEP-0045 status 110. */
  readonly self: boolean
  readonly gone: boolean
  readonly error: boolean
}

export function seen(presence: Element): Seen | undefined {
  const from = attribute(presence, 'from')
  const x = child(presence, 'x', ns.MUC_USER)
  const type = attribute(presence, 'type')
  if (!from || (!x && type !== 'error')) return undefined
  return {
    room: bare(from),
    nick: resource(from),
    show: child(presence, 'show', ns.CLIENT)?.textContent || 'available',
    self: children(x, 'status', ns.MUC_USER).some((status) => status.getAttribute('code') === '110'),
    gone: type === 'unavailable',
    error: type === 'error',
  }
}

/** The result of `join-queue`. */
export function joined(iq: Element): Joined | undefined {
  const about = child(child(iq, 'join-queue', ns.WORKGROUP), 'case', ns.PARLOR)
  const [id, token] = [attribute(about, 'id'), attribute(about, 'token')]
  const [room, nick] = [attribute(about, 'room'), attribute(about, 'nick')]
  if (!id) return undefined
  return {
    case: id,
    token: token ?? '',
    phase: attribute(about, 'phase') ?? 'waiting',
    ...(room && nick ? { room: { jid: room, nick, with: attribute(about, 'with') ?? '' } } : {}),
  }
}

const REFUSALS: Record<string, Refusal> = {
  'not-authorized': 'ticket',
  'not-acceptable': 'form',
  conflict: 'twice',
  'item-not-found': 'gone',
  forbidden: 'blocked',
  'service-unavailable': 'nobody',
  'resource-constraint': 'too-often',
  'remote-server-timeout': 'later',
  'recipient-unavailable': 'later',
}

const SHUT: Record<string, Refusal> = { 'queue-full': 'full', 'workgroup-closed': 'closed' }

/** The error of `join-queue`, by its condition; no answer at all counts as "later". */
export function refusal(iq: Element | undefined): { why: Refusal; fields: string[]; instead?: Instead } {
  const error = child(iq, 'error', ns.CLIENT)
  if (!error) return { why: 'later', fields: [] }
  const condition = Object.keys(REFUSALS).find((name) => child(error, name, ns.STANZAS)) ?? ''
  const shut = Object.keys(SHUT).find((name) => child(error, name, ns.PARLOR)) ?? ''
  const fields = children(error, 'invalid', ns.PARLOR).map((field) => attribute(field, 'field') ?? '')
  return { why: SHUT[shut] ?? REFUSALS[condition] ?? 'server', fields, ...answer(error) }
}

/** The end of one page of the archive. */
export function page(iq: Element): { complete: boolean; last?: string } {
  const fin = child(iq, 'fin', ns.MAM)
  const last = child(child(fin, 'set', ns.RSM), 'last', ns.RSM)?.textContent
  return { complete: fin?.getAttribute('complete') === 'true' || !last, ...(last ? { last } : {}) }
}
