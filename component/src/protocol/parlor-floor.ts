/** urn:parlor:1 §4: the floor of a workgroup, as supervisors watch it (D7). */
import type { Element } from 'ltx'
import type { GuestRole } from '../../protocol/names.js'
import type { BareJid, CaseId, Duration, Instant, Show } from '../core/types.ts'
import { buildDateTime } from './datetime.ts'
import { NS } from './parlor-case.ts'
import { child, el } from './xml.ts'

export interface FloorOperator {
  readonly jid: BareJid
  readonly name: string
  readonly show: Show
  readonly status?: string | undefined
  /** Since when they are so, as far as is known. */
  readonly since: Instant
  readonly chats: number
  readonly seats: number
}

export interface FloorChat {
  readonly case: CaseId
  readonly number: number
  /** The visitor's. */
  readonly name: string
  readonly operator: BareJid
  readonly since: Instant
  /** Since when the visitor waits for an answer. */
  readonly owed?: Instant | undefined
  /** On its way: `Ben`, `the queue`. */
  readonly to?: string | undefined
  readonly guests: readonly { readonly jid: BareJid; readonly as: GuestRole }[]
  readonly last?: { readonly nick: string; readonly at: Instant; readonly body: string } | undefined
}

/** Since midnight. `inTime`: answered before a wait counts as late. */
export interface FloorDay {
  readonly answered: number
  readonly inTime: number
  readonly abandoned: number
}

export interface Floor {
  readonly waiting: number
  readonly oldest?: Instant | undefined
  readonly day?: FloorDay | undefined
  readonly operators: readonly FloorOperator[]
  readonly chats: readonly FloorChat[]
  /** Chats that are not in the list: there are too many. */
  readonly more?: number | undefined
  /** For how long it is told to who has asked, without being asked again. */
  readonly lasts?: Duration | undefined
}

const dateOf = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : buildDateTime(at)

export const buildFloor = ({ waiting, oldest, day, operators, chats, more, lasts }: Floor): Element =>
  el(
    'floor',
    {
      xmlns: NS,
      waiting,
      oldest: dateOf(oldest),
      answered: day?.answered,
      'in-time': day?.inTime,
      abandoned: day?.abandoned,
      more,
      lasts: lasts && Math.round(lasts / 1000),
    },
    operators.map(({ jid, name, show, status, since, chats: count, seats }) =>
      el('operator', { jid, name, show, status, since: dateOf(since), chats: count, seats }),
    ),
    chats.map(({ case: id, number, name, operator, since, owed, to, guests, last }) =>
      el(
        'chat',
        { case: id, number, name, operator, since: dateOf(since), owed: dateOf(owed), to },
        guests.map((guest) => el('guest', { jid: guest.jid, as: guest.as })),
        last && el('last', { nick: last.nick, at: dateOf(last.at) }, last.body),
      ),
    ),
  )

/** Asked for; `stop`: it is no longer looked at. */
export function parseFloorWish(iq: Element): 'watch' | 'stop' | undefined {
  const wish = child(iq, 'floor', NS)
  return wish && (wish.attrs.stop === 'true' ? 'stop' : 'watch')
}
