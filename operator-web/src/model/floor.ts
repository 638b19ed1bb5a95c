/** The floor, as supervisors watch it (D7): told whole by each workgroup that one supervises. */

import { t } from '../words/index.ts'
import type { Fact } from './facts.ts'
import { attentionOf } from './queue.ts'
import { nameOf, waitOf } from './select.ts'
import type { BareJid, CaseId, Desk, GuestRole, Instant, Show, Workgroup } from './types.ts'

export interface FloorOperator {
  readonly jid: BareJid
  readonly name: string
  readonly show: Show
  readonly status?: string
  readonly since: Instant
  readonly chats: number
  readonly seats: number
}

export interface FloorChat {
  readonly case: CaseId
  readonly number: string
  readonly workgroup: BareJid
  readonly name: string
  readonly operator: BareJid
  readonly since: Instant
  /** Since when the visitor waits for an answer. */
  readonly owed?: Instant
  /** Where it is on its way to. */
  readonly to?: string
  readonly guests: readonly { readonly jid: BareJid; readonly as: GuestRole }[]
  readonly last?: { readonly nick: string; readonly at: Instant; readonly body: string }
}

/** Since midnight. */
export interface FloorDay {
  readonly answered: number
  readonly inTime: number
  readonly abandoned: number
}

export interface Floor {
  readonly waiting: number
  readonly oldest?: Instant
  readonly day?: FloorDay
  readonly operators: readonly FloorOperator[]
  readonly chats: readonly FloorChat[]
  /** Chats that were left out of the list. */
  readonly more: number
}

export type Floors = ReadonlyMap<BareJid, Floor>

export function reduceFloors(floors: Floors, fact: Fact): Floors {
  if (fact.is === 'signed-out') return new Map()
  return fact.is === 'floor-told' ? new Map(floors).set(fact.workgroup, fact.floor) : floors
}

/** The workgroups that this person supervises, on duty there or not. */
export const watched = (desk: Desk): readonly Workgroup[] =>
  [...desk.workgroups.values()].filter(({ commands }) => commands.includes('assign'))

/** Percent of the requests of today that were answered in time; nothing where there were none. */
export function serviceLevel({ answered, inTime, abandoned }: FloorDay): number | undefined {
  const all = answered + abandoned
  return all === 0 ? undefined : Math.round((100 * inTime) / all)
}

export interface OnFloor extends FloorOperator {
  /** Their visitors who wait for an answer, the longest first. */
  readonly owes: readonly FloorChat[]
}

const PRESENT: readonly Show[] = ['available', 'chat', 'away', 'dnd', 'xa', 'offline']

/** Each operator once, whatever number of workgroups they work in. */
export function operatorsOn(floors: Floors): readonly OnFloor[] {
  const chats = chatsOn(floors)
  const all = new Map<BareJid, FloorOperator>()
  for (const { operators } of floors.values()) {
    for (const one of operators) {
      const known = all.get(one.jid)
      all.set(one.jid, known && known.since < one.since && known.show === one.show ? known : one)
    }
  }
  return [...all.values()]
    .map((one) => ({
      ...one,
      owes: chats.filter(({ operator, owed }) => operator === one.jid && owed !== undefined),
    }))
    .sort((a, b) => PRESENT.indexOf(a.show) - PRESENT.indexOf(b.show) || a.name.localeCompare(b.name))
}

/** Who has waited longest for an answer first, then the oldest chat. */
export const chatsOn = (floors: Floors): readonly FloorChat[] =>
  [...floors.values()]
    .flatMap(({ chats }) => chats)
    .sort(
      (a, b) =>
        (a.owed ?? Number.MAX_SAFE_INTEGER) - (b.owed ?? Number.MAX_SAFE_INTEGER) || a.since - b.since,
    )

export interface FloorAlarm {
  readonly key: string
  readonly text: string
}

/** What a supervisor should look at now: a wait, an answer, a workgroup where nobody is. */
export function alarmsOn(desk: Desk, now: Instant): readonly FloorAlarm[] {
  return watched(desk).flatMap((workgroup): readonly FloorAlarm[] => {
    const floor = desk.floors.get(workgroup.jid)
    if (!floor) return []
    const { jid, name } = workgroup
    const { waiting, answer } = attentionOf(desk, jid)
    const unanswered = floor.chats.filter(
      ({ owed }) => owed !== undefined && waitOf(now - owed, answer) === 'overdue',
    )
    return [
      ...(workgroup.closed === 'nobody'
        ? [{ key: `nobody ${jid}`, text: t('Nobody is on duty in {name}', { name }) }]
        : []),
      ...(floor.oldest !== undefined && waitOf(now - floor.oldest, waiting) === 'overdue'
        ? [
            {
              key: `waiting ${jid} ${floor.oldest}`,
              text: t('Somebody has waited very long in {name}', { name }),
            },
          ]
        : []),
      ...unanswered.map(({ case: id, name: visitor, operator, owed }) => ({
        key: `answer ${id} ${owed}`,
        text: t('{visitor} waits for an answer of {name}', { visitor, name: nameOf(operator) }),
      })),
    ]
  })
}
