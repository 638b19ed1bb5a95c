/** Every stanza the visitor sends. Values pass through Strophe's builder, so escaping is nobody's task. */
import { $iq, $msg, $pres, Builder } from 'strophe.js'
import * as ns from '../../../../component/protocol/namespaces.js'
import type { Plain } from '../../shared/call/element.ts'
import type { Room, Values } from '../model/types.ts'
import { clean } from './xml.ts'

const joinQueue = (to: string): Builder => $iq({ type: 'set', to }).c('join-queue', { xmlns: ns.WORKGROUP })

/** XEP-0142 §2.1.1 with the details form and Parlor's ticket. */
export function join(workgroup: string, values: Values, ticket: string): Builder {
  const iq = joinQueue(workgroup).c('queue-notifications').up()
  iq.c('x', { xmlns: ns.DATA, type: 'submit' })
  for (const [name, value] of Object.entries(values)) {
    iq.c('field', { var: name })
    for (const line of clean(value).split('\n')) iq.c('value', {}, line)
    iq.up()
  }
  return iq.up().c('ticket', { xmlns: ns.PARLOR }, ticket)
}

export const resume = (workgroup: string, token: string): Builder =>
  joinQueue(workgroup).c('queue-notifications').up().c('resume', { xmlns: ns.PARLOR, token })

export const depart = (workgroup: string): Builder =>
  $iq({ type: 'set', to: workgroup }).c('depart-queue', { xmlns: ns.WORKGROUP })

/** Away with a word about it that may be empty, or there. */
export function presence(workgroup: string, away?: string): Builder {
  const presence = $pres({ to: workgroup })
  if (away === undefined) return presence
  presence.c('show', {}, 'away')
  return away ? presence.c('status', {}, clean(away)) : presence
}

/** XEP-0045 §7.2; no history, for the archive has all of it with ids. */
export const enter = (room: Room): Builder =>
  $pres({ to: `${room.jid}/${room.nick}` })
    .c('x', { xmlns: ns.MUC })
    .c('history', { maxstanzas: '0' })

/** The room gives the id back as it is (XEP-0045 §7.4), so an origin-id beside it would only weigh, three times. */
export function say(
  room: string,
  id: string,
  text: string,
  [more, before]: readonly [more: readonly Plain[], before: string] = [[], ''],
): Builder {
  const message = $msg({ to: room, type: 'groupchat', id }).c('body', {}, clean(before + text))
  for (const child of more) message.up().cnode(plain(child).tree())
  return message
}

/** XEP-0333: in a room it is the room's id that counts. */
export const displayed = (room: string, id: string): Builder =>
  $msg({ to: room, type: 'groupchat' }).c('displayed', { xmlns: ns.MARKERS, id })

export const chatState = (room: string, state: 'composing' | 'paused' | 'active'): Builder =>
  $msg({ to: room, type: 'groupchat' }).c(state, { xmlns: ns.CHAT_STATES })

/** XEP-0313 §4: the archive of a room, 50 at a time, after a stanza-id. */
export function catchUp(room: string, queryid: string, after?: string): Builder {
  const iq = $iq({ type: 'set', to: room }).c('query', { xmlns: ns.MAM, queryid })
  iq.c('set', { xmlns: ns.RSM }).c('max', {}, '50')
  return after === undefined ? iq : iq.c('after', {}, after)
}

export const ping = (to?: string): Builder =>
  $iq(to ? { type: 'get', to } : { type: 'get' }).c('ping', { xmlns: ns.PING })

/** A stanza as plain data: what calls say (`call/`). */
export function plain({ name, attrs, children, text }: Plain): Builder {
  const stanza = new Builder(name, attrs)
  if (text) stanza.t(clean(text))
  for (const child of children) stanza.cnode(plain(child).tree()).up()
  return stanza
}
