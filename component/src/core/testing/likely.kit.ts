/** Likely events: said by the right person, about a case that is there. Purely random ones rarely meet anybody. */
import { guestsOf } from '../guests.ts'
import { offersOfCase } from '../offers.ts'
import type { BareJid, Case, Event, State } from '../types.ts'

/** What is likely to happen next, and to which of those it could happen to. */
export interface Likely {
  readonly what: keyof typeof likely
  readonly nth: number
}

const inPhase = <P extends Case['phase']['is']>(state: State, is: P) =>
  [...state.cases.values()].filter(
    (one): one is Case & { phase: Extract<Case['phase'], { is: P }> } => one.phase.is === is,
  )

const ringing = (state: State): { case: string; operator: BareJid }[] =>
  live(state).flatMap((one) => offersOfCase(one).map(({ operator }) => ({ case: one.id, operator })))

const chats = (state: State): { case: string; operator: BareJid }[] =>
  [...inPhase(state, 'active'), ...inPhase(state, 'opening')].map(({ id, phase }) => ({
    case: id,
    operator: phase.operator,
  }))

const live = (state: State): Case[] => [...state.cases.values()].filter(({ phase }) => phase.is !== 'ended')

const toSales = (state: State): string[] =>
  inPhase(state, 'active').flatMap(({ id, phase: { transfer } }) =>
    transfer && transfer.to !== 'queue' && 'workgroup' in transfer.to ? [id] : [],
  )

const invitations = (state: State): { case: string; operator: BareJid }[] =>
  live(state).flatMap(({ id, invited = [] }) => invited.map(({ operator }) => ({ case: id, operator })))

const guests = (state: State): { case: string; operator: BareJid }[] =>
  live(state).flatMap((one) => guestsOf(one).map(({ operator }) => ({ case: one.id, operator })))

const online = { show: 'available', priority: 0 } as const

export const likely = {
  join: ({ nextSeq }: State): Event[] => [
    {
      type: 'join',
      case: `n${nextSeq}`,
      visitor: `n${nextSeq}@visitors/web`,
      priority: nextSeq % 3 === 0 ? 1 : 0,
    },
  ],
  hold: (state: State): Event[] => chats(state).map((chat) => ({ type: 'hold', ...chat })),
  'visitor writes': (state: State): Event[] =>
    inPhase(state, 'active').map(({ id }) => ({ type: 'wrote', case: id, who: 'visitor' })),
  'come on duty': ({ operators }: State): Event[] =>
    [...operators.keys()].map((operator) => ({
      type: 'operator-presence',
      operator,
      resource: 'desk',
      presence: online,
    })),
  'go offline': ({ operators }: State): Event[] =>
    [...operators.values()].flatMap(({ jid, resources }) =>
      [...resources.keys()].map((resource) => ({
        type: 'operator-presence',
        operator: jid,
        resource,
        presence: { show: 'offline', priority: 0 },
      })),
    ),
  'back on duty': ({ operators }: State): Event[] =>
    [...operators.keys()].map((operator) => ({ type: 'back-on-duty', operator })),
  'falls silent': ({ operators }: State): Event[] =>
    [...operators.values()].flatMap(({ jid, resources }) =>
      [...resources.keys()].map((resource) => ({
        type: 'operator-silent',
        operator: jid,
        resource,
        since: 0,
      })),
    ),
  accept: (state: State): Event[] => ringing(state).map((offer) => ({ type: 'accept', ...offer })),
  reject: (state: State): Event[] => ringing(state).map((offer) => ({ type: 'reject', ...offer })),
  take: (state: State): Event[] =>
    [...state.operators.keys()].flatMap((operator) =>
      [...state.queue.values()].map((id): Event => ({ type: 'take', case: id, operator })),
    ),
  opened: (state: State): Event[] =>
    inPhase(state, 'opening').map(({ id }) => ({ type: 'opened', case: id })),
  'open-failed': (state: State): Event[] =>
    inPhase(state, 'opening').map(({ id, phase }) => ({
      type: 'open-failed',
      case: id,
      operator: phase.operator,
    })),
  'operator enters': (state: State): Event[] =>
    chats(state).map(({ case: id }) => ({ type: 'entered', case: id, who: 'operator' })),
  'visitor enters': (state: State): Event[] =>
    chats(state).map(({ case: id }) => ({ type: 'entered', case: id, who: 'visitor' })),
  'operator leaves': (state: State): Event[] =>
    chats(state).map(({ case: id }) => ({ type: 'left', case: id, who: 'operator' })),
  /** Since ever: later is easier. */
  'operator is cut off': (state: State): Event[] =>
    chats(state).map((chat) => ({ type: 'left', who: 'operator', lost: 0, ...chat })),
  'visitor leaves': (state: State): Event[] =>
    chats(state).map(({ case: id }) => ({ type: 'left', case: id, who: 'visitor' })),
  close: (state: State): Event[] => chats(state).map((chat) => ({ type: 'close', ...chat })),
  'visitor offline': (state: State): Event[] =>
    live(state).map(({ visitor }) => ({ type: 'visitor-presence', visitor: visitor.jid, show: 'offline' })),
  'visitor away': (state: State): Event[] =>
    live(state).map(({ visitor }) => ({ type: 'visitor-presence', visitor: visitor.jid, show: 'away' })),
  'visitor ready': (state: State): Event[] =>
    live(state).map(({ visitor }) => ({ type: 'visitor-presence', visitor: visitor.jid, show: 'available' })),
  'visitor returns': (state: State): Event[] =>
    live(state).map(({ id, visitor }) => ({ type: 'visitor-returns', case: id, visitor: `${visitor.jid}+` })),
  'transfer to a colleague': (state: State): Event[] =>
    chats(state).flatMap((chat) =>
      [...state.operators.keys()].map(
        (colleague): Event => ({
          type: 'transfer',
          ...chat,
          to: { operator: colleague },
        }),
      ),
    ),
  'transfer to the queue': (state: State): Event[] =>
    chats(state).map((chat) => ({ type: 'transfer', ...chat, to: 'queue', note: 'please' })),
  'transfer to sales': (state: State): Event[] =>
    chats(state).map((chat) => ({ type: 'transfer', ...chat, to: { workgroup: 'sales@desk' } })),
  'cancel transfer': (state: State): Event[] =>
    chats(state).map((chat) => ({ type: 'cancel-transfer', ...chat })),
  'handed over': (state: State): Event[] =>
    toSales(state).map((id) => ({ type: 'transferred', case: id, operator: 'sam@localhost' })),
  returned: (state: State): Event[] =>
    toSales(state).map((id) => ({ type: 'returned', case: id, why: 'expired' })),
  adopt: ({ nextSeq }: State): Event[] => [
    {
      type: 'adopt',
      case: `a${nextSeq}`,
      visitor: { jid: `a${nextSeq}@visitors/web`, show: 'away', inRoom: true },
      priority: 0,
      from: { workgroup: 'sales@desk', owner: 'sam@localhost' },
    },
  ],
  'called back': (state: State): Event[] =>
    live(state)
      .filter(({ from }) => from)
      .map(({ id }) => ({ type: 'recalled', case: id })),
  invite: (state: State): Event[] =>
    chats(state).flatMap((chat) =>
      [...state.operators.keys()].map((guest): Event => ({ type: 'invite', ...chat, guest })),
    ),
  'accept invitation': (state: State): Event[] =>
    invitations(state).map((answer) => ({ type: 'accept', ...answer })),
  'reject invitation': (state: State): Event[] =>
    invitations(state).map((answer) => ({ type: 'reject', ...answer })),
  'supervisor joins': (state: State): Event[] =>
    chats(state).flatMap(({ case: id }, n) =>
      [...state.operators.keys(), 'boss@localhost', 'dora@localhost'].map(
        (operator): Event => ({
          type: 'join-chat',
          case: id,
          operator,
          silent: n % 2 === 0,
        }),
      ),
    ),
  'guest enters': (state: State): Event[] =>
    guests(state).map((guest) => ({ type: 'entered', who: 'operator', ...guest })),
  'guest leaves': (state: State): Event[] =>
    guests(state).map((guest) => ({ type: 'left', who: 'operator', ...guest })),
  'guest goes': (state: State): Event[] => guests(state).map((guest) => ({ type: 'leave-chat', ...guest })),
  assign: (state: State): Event[] =>
    live(state).flatMap(({ id }) =>
      [...state.operators.keys()].map(
        (operator): Event => ({
          type: 'assign',
          case: id,
          operator,
          by: 'boss@localhost',
        }),
      ),
    ),
  'take over': (state: State): Event[] =>
    live(state).flatMap(({ id }) =>
      [...new Set([...state.operators.keys(), 'boss@localhost'])].map(
        (operator): Event => ({ type: 'take-over', case: id, operator }),
      ),
    ),
  prioritise: (state: State): Event[] =>
    live(state).map(({ id }, n) => ({ type: 'prioritise', case: id, priority: n % 3 })),
  'open conversation': ({ nextSeq, operators }: State): Event[] =>
    [...operators.keys()].map((operator) => ({
      type: 'open-conversation',
      case: `o${nextSeq}`,
      visitor: `o${nextSeq}@visitors/web`,
      operator,
    })),
  archived: (state: State): Event[] =>
    inPhase(state, 'ended').map(({ id }) => ({ type: 'archived', case: id })),
} satisfies Record<string, (state: State) => Event[]>

/** The event it comes to; `undefined` when it cannot happen to anybody now. */
export function eventOf(state: State, { what, nth }: Likely): Event | undefined {
  const possible = likely[what](state)
  return possible[nth % Math.max(1, possible.length)]
}
