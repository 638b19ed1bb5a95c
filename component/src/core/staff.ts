/** What an operator's presences and load come to: one person, however many clients. */
import type { BareJid, Operator, Resource, Rules, Show, State } from './types.ts'

/** Best first. `offline` is the absence of resources. */
const rank: { readonly [S in Show]: number } = { chat: 0, available: 1, away: 2, xa: 3, dnd: 4, offline: 5 }

export const better = (a: Show, b: Show): Show => (rank[a] <= rank[b] ? a : b)

/** Of clients that are the same: asked for of every operator at each step. */
const shows = new WeakMap<Operator['resources'], Show>()

/** `dnd` on any client means the person; otherwise the best client speaks for them. */
export function showOf({ resources }: Operator): Show {
  const known = shows.get(resources)
  if (known !== undefined) return known
  const show = showTogether(resources.values())
  shows.set(resources, show)
  return show
}

function showTogether(clients: Iterable<Resource>): Show {
  let best: Show = 'offline'
  for (const { show, silentSince } of clients) {
    if (silentSince !== undefined) continue
    if (show === 'dnd') return 'dnd'
    best = better(best, show)
  }
  return best
}

/** With a client that is there, as far as anybody knows. */
export function isOnline({ resources }: Operator): boolean {
  for (const { silentSince } of resources.values()) if (silentSince === undefined) return true
  return false
}

export const isAvailable = (show: Show): boolean => show === 'chat' || show === 'available'

/** May a request ring at somebody with this show at all (R1)? */
export const mayRing = (rules: Rules, show: Show): boolean =>
  isAvailable(show) || (show === 'away' && rules.offerAway)

/** On duty: configured, and a request could ring at them. Full seats are still on duty, who rests is not. */
export const isOnDuty = (rules: Rules, operator: Operator): boolean =>
  rules.operators.has(operator.jid) && operator.resting === undefined && mayRing(rules, showOf(operator))

/** As others see them: who rests is away for long, whatever their clients say. */
export function shownAs(operator: Operator): Show {
  const show = showOf(operator)
  return operator.resting && rank[show] < rank.xa ? 'xa' : show
}

/** Configured seats, lowered by `max-chats`; with several hints the highest counts (their most capable client). */
export function seatsOf(rules: Rules, operator: Operator): number {
  const seats = rules.operators.get(operator.jid)?.seats ?? 0
  let hint: number | undefined
  for (const { maxChats, silentSince } of operator.resources.values())
    if (maxChats !== undefined && silentSince === undefined) hint = Math.max(hint ?? 0, maxChats)
  return Math.max(0, Math.min(seats, hint ?? seats))
}

/** Seats taken in this workgroup: by offers, chats, and as a guest. */
export function loadOf({ offers, chats, held, guestIn }: Operator): number {
  let load = offers.size + chats.size - held.size
  if (guestIn.size === 0) return load
  // A guest at whom the same chat rings, to become its owner, has their seat already.
  for (const id of guestIn) if (!offers.has(id)) load += 1
  return load
}

/** Configured seats with somebody in them, everywhere; what only rings is not counted. */
export const takenSeats = ({ chats, held, guestIn, elsewhere }: Operator): number =>
  chats.size - held.size + guestIn.size + elsewhere

/** Seats taken everywhere. */
export const wholeLoadOf = (operator: Operator): number => loadOf(operator) + operator.elsewhere

export const hasFreeSeat = (rules: Rules, operator: Operator): boolean =>
  wholeLoadOf(operator) < seatsOf(rules, operator)

/** Could a request ring at them now? */
export const isFree = (rules: Rules, operator: Operator): boolean =>
  hasFreeSeat(rules, operator) && isOnDuty(rules, operator)

export function onDuty(state: State): BareJid[] {
  const there: BareJid[] = []
  for (const operator of state.operators.values())
    if (isOnDuty(state.rules, operator)) there.push(operator.jid)
  return there
}

/** `but`: somebody who does not count. Who is free is on duty: the others are looked at only when nobody is free. */
export const isAnybodyOnDuty = (state: State, but?: BareJid): boolean => {
  const isMeant = ({ jid }: Operator): boolean => jid !== but
  if (state.free.available.some(isMeant) || state.free.away.some(isMeant)) return true
  for (const operator of state.operators.values())
    if (operator.jid !== but && isOnDuty(state.rules, operator)) return true
  return false
}

export const newOperator = (jid: BareJid, idleSince = 0): Operator => ({
  jid,
  resources: new Map(),
  offers: new Set(),
  chats: new Set(),
  held: new Set(),
  guestIn: new Set(),
  turn: 0,
  elsewhere: 0,
  idleSince,
})

export const sameResource = (a: Resource | undefined, b: Resource): boolean =>
  a?.show === b.show &&
  a.priority === b.priority &&
  a.status === b.status &&
  a.maxChats === b.maxChats &&
  a.silentSince === b.silentSince
