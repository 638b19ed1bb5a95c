/** The whole desk as one value: `reduce(desk, fact, now)`, pure. Who acts on the world is `desk/`. */
import { mergeCase, reduceChats, seen } from './chats.ts'
import type { Fact } from './facts.ts'
import { reduceFloors } from './floor.ts'
import {
  plainOwn,
  reduceColleagues,
  reduceElsewhere,
  reduceOwn,
  reduceResting,
  reduceWorkgroups,
} from './people.ts'
import { isCaseOf } from './place.ts'
import { reduceReads } from './reads.ts'
import { reduceCanned, reduceMessages } from './records.ts'
import { reduceAnswering, reduceOffers, reduceQueue } from './requests.ts'
import { nameOf } from './select.ts'
import { reduceSlots } from './slots.ts'
import { reduceTalks } from './talks.ts'
import type { BareJid, CaseData, CaseId, Desk, Instant, RoomJid, Session, Word } from './types.ts'
import { reduceVisitors } from './visitors.ts'

export const emptyDesk: Desk = {
  session: { is: 'signed-out' },
  own: plainOwn,
  elsewhere: new Map(),
  reads: new Map(),
  slots: new Map(),
  workgroups: new Map(),
  queue: [],
  offers: [],
  answering: new Set(),
  chats: new Map(),
  colleagues: new Map(),
  looking: true,
  looksAtTalks: true,
  talks: new Map(),
  words: [],
  canned: new Map(),
  messages: [],
  visitors: [],
  floors: new Map(),
}

export function reduce(desk: Desk, fact: Fact, now: Instant): Desk {
  const reads = reduceReads(desk.reads, fact)
  const chats = reduceChats(desk.chats, fact, {
    now,
    reads,
    ownNick: nickOf(desk.session),
    seen: desk.looking ? desk.open : undefined,
    known: fact.is === 'invited' ? knownCase(desk, fact.case.id) : undefined,
    places: [...desk.workgroups.values()].map(({ name }) => name),
  })
  const { open: _o, preview: _p, talking: _t, wanted: _w, resting: _r, ...rest } = desk
  const resting = reduceResting(desk.resting, fact)
  const open = openAfter(desk, fact, [...chats.keys()])
  const looking = fact.is === 'looking' ? fact.looking : desk.looking
  const looksAtTalks = fact.is === 'looking' ? fact.atTalks : desk.looksAtTalks
  const queue = reduceQueue(desk.queue, fact)
  const offers = reduceOffers(desk.offers, fact, now)
  const talking = talkingAfter(desk, fact)
  const stillWanted = wantedAfter(desk, fact)
  const found = waitingCase(stillWanted, offers, queue)
  const wanted = found === undefined ? stillWanted : undefined
  const preview = found ?? previewAfter(desk, fact)
  return {
    ...rest,
    session: reduceSession(desk.session, fact, now),
    own: reduceOwn(desk.own, fact),
    ...(resting && { resting }),
    elsewhere: reduceElsewhere(desk.elsewhere, fact),
    reads,
    slots: reduceSlots(desk.slots, fact, desk.chats),
    workgroups: reduceWorkgroups(desk.workgroups, fact),
    queue,
    offers,
    answering: reduceAnswering(desk.answering, fact),
    colleagues: reduceColleagues(desk.colleagues, fact),
    chats: looking ? seen(chats, open) : chats,
    looking,
    looksAtTalks,
    talks: reduceTalks(desk.talks, fact, looksAtTalks ? talking : undefined, now),
    words: reduceWords(desk.words, fact, now),
    canned: reduceCanned(desk.canned, fact),
    messages: reduceMessages(desk.messages, fact),
    visitors: reduceVisitors(desk.visitors, fact),
    floors: reduceFloors(desk.floors, fact),
    ...(open !== undefined && { open }),
    ...(preview !== undefined && { preview }),
    ...(talking !== undefined && { talking }),
    ...(wanted !== undefined && { wanted }),
  }
}

function reduceSession(session: Session, fact: Fact, now: Instant): Session {
  switch (fact.is) {
    case 'signing-in':
      return { is: 'signing-in', jid: fact.jid }
    case 'online':
      return { is: 'online', jid: fact.jid }
    case 'connection-lost': {
      if (session.is === 'signed-out') return session
      const since = session.is === 'reconnecting' ? session.since : now
      const retry = fact.retryAt === undefined ? {} : { retryAt: fact.retryAt }
      return { is: 'reconnecting', jid: session.jid, since, ...retry }
    }
    case 'signed-out':
      return { is: 'signed-out', ...(fact.problem && { problem: fact.problem }) }
    default:
      return session
  }
}

const nickOf = (session: Session) => (session.is === 'signed-out' ? 'Operator' : nameOf(session.jid))

const isCase = (id: CaseId) => (item: { case: CaseData }) => item.case.id === id

function knownCase(desk: Desk, id: CaseId): CaseData | undefined {
  const offered = desk.offers.find(isCase(id))?.case
  const queued = desk.queue.find(isCase(id))?.case
  return offered && queued ? mergeCase(queued, offered) : (offered ?? queued)
}

/** A chat the operator asked for comes to the front; one that was found again does so only on an empty screen. */
function openAfter(desk: Desk, fact: Fact, rooms: readonly RoomJid[]): RoomJid | undefined {
  switch (fact.is) {
    case 'opened':
      return fact.room !== undefined && rooms.includes(fact.room) ? fact.room : undefined
    case 'invited':
      return isAskedFor(desk, fact.case) ? fact.room : desk.open
    case 'dismissed': {
      if (desk.open !== fact.room) return desk.open
      const before = [...desk.chats.keys()]
      const at = before.indexOf(fact.room)
      return before[at + 1] ?? before[at - 1]
    }
    case 'signed-out':
      return undefined
    default:
      return desk.open
  }
}

/** Taken here, waited for, or the first on an empty screen where nothing else is waited for. */
const isAskedFor = (desk: Desk, data: CaseData): boolean =>
  desk.answering.has(data.id) ||
  (desk.wanted === undefined ? desk.open === undefined : isCaseOf(desk.wanted, data))

function wantedAfter(desk: Desk, fact: Fact): string | undefined {
  if (fact.is === 'wanted') return fact.case
  if (fact.is === 'opened' || fact.is === 'previewed' || fact.is === 'signed-out') return undefined
  return fact.is === 'invited' && isAskedFor(desk, fact.case) ? undefined : desk.wanted
}

/** Whom a link meant may be waiting still. */
function waitingCase(
  wanted: string | undefined,
  ...lists: readonly (readonly { readonly case: CaseData }[])[]
): CaseId | undefined {
  if (wanted === undefined) return undefined
  return lists.flat().find((item) => isCaseOf(wanted, item.case))?.case.id
}

function previewAfter(desk: Desk, fact: Fact): CaseId | undefined {
  if (fact.is === 'previewed') return fact.case
  const goes = fact.is === 'opened' || fact.is === 'signed-out'
  return goes || (fact.is === 'invited' && fact.case.id === desk.preview) ? undefined : desk.preview
}

function talkingAfter({ talking }: Desk, fact: Fact): BareJid | undefined {
  if (fact.is === 'talk-opened') return fact.with
  return fact.is === 'signed-out' ? undefined : talking
}

function reduceWords(list: readonly Word[], fact: Fact, now: Instant): readonly Word[] {
  if (fact.is === 'word-over') return list.filter((word) => word.id !== fact.id)
  if (fact.is === 'told') {
    const { text, tone } = fact
    const same = list.find((word) => word.text === text)
    const others = list.filter((word) => word !== same)
    const times = same ? { times: (same.times ?? 1) + 1 } : {}
    // Its number is new, so that it stays as long as one that has just come.
    return [...others, { id: (list.at(-1)?.id ?? 0) + 1, text, tone, at: now, ...times }]
  }
  return fact.is === 'signed-out' ? [] : list
}
