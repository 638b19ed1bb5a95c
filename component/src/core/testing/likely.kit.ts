/** Likely events: said by the right person, about a case that is there. Purely random ones rarely meet anybody. */
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
  inPhase(state, 'ringing').flatMap(({ id, phase }) =>
    phase.offers.map(({ operator }) => ({ case: id, operator })),
  )

const chats = (state: State): { case: string; operator: BareJid }[] =>
  [...inPhase(state, 'active'), ...inPhase(state, 'opening')].map(({ id, phase }) => ({
    case: id,
    operator: phase.operator,
  }))

const live = (state: State): Case[] => [...state.cases.values()].filter(({ phase }) => phase.is !== 'ended')

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
  archived: (state: State): Event[] =>
    inPhase(state, 'ended').map(({ id }) => ({ type: 'archived', case: id })),
} satisfies Record<string, (state: State) => Event[]>

/** The event it comes to; `undefined` when it cannot happen to anybody now. */
export function eventOf(state: State, { what, nth }: Likely): Event | undefined {
  const possible = likely[what](state)
  return possible[nth % Math.max(1, possible.length)]
}
