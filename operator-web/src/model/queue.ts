/** The queue as an operator wants to see it, and whether they can take anybody. */

import { many, t } from '../words/index.ts'
import { PLAIN_ATTENTION } from './people.ts'
import { waitOf } from './select.ts'
import type { Attention, BareJid, Chat, Desk, Instant, Request } from './types.ts'

export const ORDERS = ['wait', 'priority', 'workgroup'] as const
export type Order = (typeof ORDERS)[number]

const byWait = (a: Request, b: Request) => a.joinedAt - b.joinedAt

const COMPARE: Record<Order, (a: Request, b: Request) => number> = {
  wait: byWait,
  priority: (a, b) => b.priority - a.priority || byWait(a, b),
  workgroup: (a, b) => a.workgroup.localeCompare(b.workgroup) || b.priority - a.priority || byWait(a, b),
}

/** `only`: of this workgroup; the empty word is all of them. */
export const arranged = (queue: readonly Request[], order: Order, only: BareJid | ''): readonly Request[] =>
  queue.filter(({ workgroup }) => only === '' || workgroup === only).toSorted(COMPARE[order])

export const attentionOf = (desk: Desk, workgroup: BareJid): Attention =>
  desk.workgroups.get(workgroup)?.attention ?? PLAIN_ATTENTION

/** Chats that take a seat: our own that have not ended, and those we are in as a colleague. */
export const seatsTaken = (desk: Desk): number =>
  [...desk.chats.values()].filter(({ state, as, hold }) => state !== 'ended' && as !== 'silent' && !hold)
    .length

/** How many seats there are, once it is known: the most of any workgroup, lowered by the operator's own wish. */
export function seatsHere(desk: Desk): number | undefined {
  const told = [...desk.workgroups.values()].flatMap(({ seats }) => seats ?? [])
  if (told.length === 0) return desk.own.seats
  return Math.min(Math.max(...told), desk.own.seats ?? Number.POSITIVE_INFINITY)
}

/** Why nobody can be taken now. */
export function fullWords(desk: Desk): string | undefined {
  const seats = seatsHere(desk)
  const taken = seatsTaken(desk)
  if (seats === undefined || taken < seats) return undefined
  return many(seats, 'Your one seat is taken', 'All your {n} seats are taken')
}

/** More than there are seats for is nobody's fault: a supervisor may assign beyond them. */
export function loadWords(taken: number, seats: number | undefined): string {
  if (seats === undefined) return `${taken}`
  return taken > seats
    ? t('{taken} of {seats}, {over} over', { taken, seats, over: taken - seats })
    : t('{taken} of {seats}', { taken, seats })
}

/** Since when somebody waits for our answer: their first word behind our last one. */
export function owedSince({ state, as, lines }: Pick<Chat, 'state' | 'as' | 'lines'>): Instant | undefined {
  if (state === 'ended' || as !== undefined) return undefined
  let since: Instant | undefined
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at]
    if (line?.is !== 'said') continue
    if (line.mine) break
    since = line.at
  }
  return since
}

/** How many waits, and answers owed, are late: for those who look at the whole. */
export const isLate = (since: Instant, now: Instant, limits: Attention['answer']): boolean =>
  waitOf(now - since, limits) !== 'calm'
