// What is said about an earlier message: XEP-0308, XEP-0333, XEP-0424, XEP-0444, XEP-0461 (with XEP-0428 around quotations).
import * as NS from '../../../component/protocol/namespaces.js'
import type { Amend, Fact } from '../model/facts.ts'
import type { Reply } from '../model/types.ts'
import { bare, type Element, resource, sendable, xml } from './xml.ts'

const toRoom = (room: string, ...children: (Element | false | undefined)[]): Element =>
  xml('message', { to: room, type: 'groupchat', id: crypto.randomUUID() }, ...children)

/** Without a body a message is kept only where that is asked for (XEP-0334). */
const store = () => xml('store', { xmlns: NS.HINTS })

export const buildCorrection = (room: string, id: string, body: string): Element =>
  toRoom(room, xml('body', {}, sendable(body)), xml('replace', { xmlns: NS.CORRECT, id }))

/** What clients show that do not know it. */
const TAKEN_BACK = 'This message was taken back, but your client does not support that.'

export const buildRetraction = (room: string, id: string): Element =>
  toRoom(
    room,
    xml('retract', { xmlns: NS.RETRACT, id }),
    xml('fallback', { xmlns: NS.FALLBACK, for: NS.RETRACT }),
    xml('body', {}, TAKEN_BACK),
    store(),
  )

export const buildReactions = (room: string, id: string, emojis: readonly string[]): Element =>
  toRoom(
    room,
    xml('reactions', { xmlns: NS.REACTIONS, id }, ...emojis.map((emoji) => xml('reaction', {}, emoji))),
    store(),
  )

/** In a room the room's own id counts (XEP-0333 §4.1). Nothing for the archive. */
export const buildRead = (room: string, id: string): Element =>
  toRoom(room, xml('displayed', { xmlns: NS.MARKERS, id }))

const quoted = (quote: string): string => `${quote.replace(/^/gm, '> ')}\n`

/** The words as clients see them that know no replies, and what marks the quotation (XEP-0428). */
export function replyParts(room: string, body: string, reply: Reply): { body: string; children: Element[] } {
  const quotation = quoted(sendable(reply.quote))
  return {
    body: quotation + body,
    children: [
      xml('reply', { xmlns: NS.REPLY, to: `${room}/${reply.nick}`, id: reply.id }),
      xml(
        'fallback',
        { xmlns: NS.FALLBACK, for: NS.REPLY },
        xml('body', { start: '0', end: String([...quotation].length) }),
      ),
    ],
  }
}

const LONGEST_QUOTE = 200
const MOST_REACTIONS = 8

/** The words without the quotation, and what they answer. Characters are counted as code points (XEP-0428 §2.1). */
export function parseReply(message: Element, body: string): { body: string; reply?: Reply } {
  const { id, to } = message.getChild('reply', NS.REPLY)?.attrs ?? {}
  if (!id) return { body }
  const fallback = message
    .getChildren('fallback', NS.FALLBACK)
    .find(({ attrs }) => attrs.for === NS.REPLY)
    ?.getChild('body')
  const [start, end] = [Number(fallback?.attrs.start ?? 0), Number(fallback?.attrs.end ?? 0)]
  const letters = [...body]
  if (!fallback || !(start >= 0 && end > start && end <= letters.length))
    return { body, reply: { id, nick: resource(to ?? ''), quote: '' } }
  const quote = letters.slice(start, end).join('').replace(/^> ?/gm, '').trim().slice(0, LONGEST_QUOTE)
  return {
    body: [...letters.slice(0, start), ...letters.slice(end)].join('').trim(),
    reply: { id, nick: resource(to ?? ''), quote },
  }
}

/** `undefined` for what says nothing about another message. */
export function parseAmend(message: Element, key?: string): Amend | undefined {
  const nick = resource(message.attrs.from ?? '')
  const about = { nick, ...(key && { key }) }
  const replace = message.getChild('replace', NS.CORRECT)?.attrs.id
  const body = message.getChildText('body')
  if (!nick) return undefined
  if (replace && body !== null)
    return { is: 'correct', id: replace, body: parseReply(message, body).body, ...about }
  const retract = message.getChild('retract', NS.RETRACT)?.attrs.id
  if (retract) return { is: 'retract', id: retract, ...about }
  const reactions = message.getChild('reactions', NS.REACTIONS)
  if (!reactions?.attrs.id) return undefined
  const emojis = reactions.getChildren('reaction').flatMap((one) => one.getText().trim().slice(0, 16) || [])
  return {
    is: 'react',
    id: reactions.attrs.id,
    emojis: [...new Set(emojis)].slice(0, MOST_REACTIONS),
    ...about,
  }
}

/**
 * Words of a person in a room that stand beside a reaction, a mark, or what is taken back, and are not marked as being there
 * for other clients (XEP-0428): they are said, and kept, so they are shown. Those of a correction are the correction.
 */
export function hasOwnWords(message: Element): boolean {
  const beside = [NS.RETRACT, NS.REACTIONS, NS.MARKERS]
  const isBeside = message
    .getChildElements()
    .some((one) => beside.includes(one.getNS() ?? '') && one.name !== 'markable')
  const isFallback = message
    .getChildren('fallback', NS.FALLBACK)
    .some(({ attrs }) => attrs.for === undefined || beside.includes(attrs.for))
  const corrects = message.getChild('replace', NS.CORRECT) !== undefined
  return (
    message.attrs.type === 'groupchat' &&
    isBeside &&
    !isFallback &&
    !corrects &&
    Boolean(message.getChildText('body'))
  )
}

export function parseAmended(message: Element): Fact | undefined {
  const amend = parseAmend(message)
  return amend && { is: 'amended', room: bare(message.attrs.from ?? ''), amend }
}

export function parseRead(message: Element, displayed: Element): Fact | undefined {
  const from = message.attrs.from ?? ''
  const { id } = displayed.attrs
  return id ? { is: 'displayed', room: bare(from), nick: resource(from), id } : undefined
}
