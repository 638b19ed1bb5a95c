// urn:parlor:1 §4: the floor of a workgroup, for supervisors.
import { GUEST_ROLES } from '../../../component/protocol/names.js'
import * as NS from '../../../component/protocol/namespaces.js'
import type { WireFact } from '../model/facts.ts'
import type { Floor, FloorChat, FloorDay, FloorOperator } from '../model/floor.ts'
import { parseShow } from './case.ts'
import { bare, countOf, type Element, instantOf, xml } from './xml.ts'

export const buildFloorWish = (workgroup: string): Element =>
  xml('iq', { type: 'get', to: workgroup }, xml('floor', { xmlns: NS.PARLOR }))

/** In the answer, and in the headlines that follow. */
export function parseFloor(stanza: Element): WireFact | undefined {
  const told = stanza.getChild('floor', NS.PARLOR)
  if (!told) return undefined
  const workgroup = bare(stanza.attrs.from ?? '')
  const oldest = instantOf(told.attrs.oldest)
  const day = parseDay(told)
  const floor: Floor = {
    waiting: countOf(told.attrs.waiting) ?? 0,
    operators: told.getChildren('operator').flatMap(parseOperator),
    chats: told.getChildren('chat').flatMap((chat) => parseChat(chat, workgroup)),
    more: countOf(told.attrs.more) ?? 0,
    ...(oldest !== undefined && { oldest }),
    ...(day && { day }),
  }
  return { is: 'floor-told', workgroup, floor }
}

function parseDay({ attrs }: Element): FloorDay | undefined {
  const answered = countOf(attrs.answered)
  if (answered === undefined) return undefined
  return { answered, inTime: countOf(attrs['in-time']) ?? 0, abandoned: countOf(attrs.abandoned) ?? 0 }
}

function parseOperator({ attrs }: Element): FloorOperator[] {
  const { jid, name = jid ?? '', status } = attrs
  if (!jid) return []
  return [
    {
      jid: bare(jid),
      name,
      show: attrs.show === 'offline' ? 'offline' : parseShow(attrs.show),
      since: instantOf(attrs.since) ?? 0,
      chats: countOf(attrs.chats) ?? 0,
      seats: countOf(attrs.seats) ?? 0,
      ...(status && { status }),
    },
  ]
}

function parseChat(chat: Element, workgroup: string): FloorChat[] {
  const { case: id, number = '', name = '', operator, to } = chat.attrs
  if (!id || !operator) return []
  const owed = instantOf(chat.attrs.owed)
  const last = chat.getChild('last')
  return [
    {
      case: id,
      number,
      workgroup,
      name,
      operator: bare(operator),
      since: instantOf(chat.attrs.since) ?? 0,
      guests: chat.getChildren('guest').flatMap(({ attrs: { jid, as } }) => {
        const role = GUEST_ROLES.find((known) => known === as)
        return jid && role ? [{ jid: bare(jid), as: role }] : []
      }),
      ...(owed !== undefined && { owed }),
      ...(to && { to }),
      ...(last && {
        last: { nick: last.attrs.nick ?? '', at: instantOf(last.attrs.at) ?? 0, body: last.getText() },
      }),
    },
  ]
}
