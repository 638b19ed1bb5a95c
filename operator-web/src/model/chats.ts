/** The chats of this operator. Each fact changes at most one of them. */
import { DESK } from '../../../component/protocol/names.js'

import { amended } from './amend.ts'
import { archivedEarlier, earlierIs } from './earlier.ts'
import type { ArchiveRow, Fact, Noticed, Said } from './facts.ts'
import { askedAgain, caughtUp, gapAfter, gapOf, leftOpen } from './gap.ts'
import { addNotice, addOwn, addSaid, addSystem, hasBegun, setFailed, setSending } from './lines.ts'
import { recounted } from './reads.ts'
import { noted } from './records.ts'
import { hasMoved, nameOf } from './select.ts'
import type { CaseData, Chat, ChatEnd, Instant, News, RoomJid } from './types.ts'

export type Chats = ReadonlyMap<RoomJid, Chat>

/** What the chats need to know of the rest of the desk. */
export interface Around {
  readonly now: Instant
  /** Our name where an invitation leaves it out. */
  readonly ownNick: string
  /** The chat in front of the operator's eyes. */
  readonly seen: RoomJid | undefined
  /** What an offer or the queue told of a case before. */
  readonly known: CaseData | undefined
  /** How far this person has read, by room. */
  readonly reads: ReadonlyMap<RoomJid, string>
  /** The names of the workgroups, to which a chat may be handed on. */
  readonly places: readonly string[]
}

/** "Is typing" is believed this long (XEP-0085 asks clients to say paused; some go without a word). */
const TYPING_FOR = 30_000

export function reduceChats(chats: Chats, fact: Fact, around: Around): Chats {
  switch (fact.is) {
    case 'invited':
      return invited(chats, fact, around)
    case 'said':
      return change(chats, fact.said.room, (chat) => said(chat, fact.said, around))
    case 'amended':
      return change(chats, fact.room, (chat) => amended(chat, fact.amend))
    case 'displayed':
      return change(chats, fact.room, (chat) =>
        fact.nick === chat.with ? { ...chat, readTo: fact.id } : chat,
      )
    case 'archived':
      return change(chats, fact.room, (chat) =>
        fact.rows.reduce((next, row) => archived(next, row, around), chat),
      )
    case 'archived-earlier':
      return change(chats, fact.room, (chat) => archivedEarlier(chat, fact.rows, fact.before, around.now))
    case 'earlier-asked':
      return change(chats, fact.room, (chat) => earlierIs(chat, 'asked'))
    case 'earlier-failed':
      return change(chats, fact.room, (chat) => earlierIs(chat, 'failed'))
    case 'caught-up':
      return change(chats, fact.room, (chat) => recounted(caughtUp(chat), around.reads))
    case 'gap-left':
      return change(chats, fact.room, (chat) => recounted(leftOpen(chat), around.reads))
    case 'reads-told':
      return [...fact.reads.keys()].reduce(
        (next, room) => change(next, room, (chat) => fewer(chat, recounted(chat, around.reads))),
        chats,
      )
    case 'gap-asked':
      return change(chats, fact.room, askedAgain)
    case 'occupant':
      return change(chats, fact.room, (chat) => occupant(chat, fact, around.now))
    case 'room-refused':
      return change(chats, fact.room, (chat) => shutOut(chat, fact.condition, around.now))
    case 'entry-failed':
      return change(chats, fact.room, failed)
    case 'message-refused':
      return change(chats, fact.room, (chat) => refused(chat, fact.id, fact.condition))
    case 'saying':
      return change(chats, fact.room, (chat) => ({
        ...chat,
        lines: addOwn(chat.lines, chat.nick, fact, around.now),
      }))
    case 'saying-again':
      return change(chats, fact.room, (chat) => ({
        ...chat,
        lines: setSending(chat.lines, fact.id),
      }))
    case 'typing':
      return change(chats, fact.room, (chat) => typing(chat, fact.nick, fact.typing, around.now))
    case 'notice':
      return change(chats, fact.room, (chat) => noticed(chat, fact.notice, around.now))
    case 'ended':
      return change(chats, roomOf(chats, fact), (chat) => ended(chat, fact.reason, around.now))
    case 'case-noted':
      return change(chats, roomOfCase(chats, fact.case), (chat) => ({
        ...chat,
        case: noted(chat.case, fact),
      }))
    case 'case-told':
      return change(chats, roomOfCase(chats, fact.case.id), (chat) => told(chat, fact))
    case 'rated': {
      const { rating, comment } = fact
      return change(chats, roomOfCase(chats, fact.case), (chat) => ({ ...chat, rated: { rating, comment } }))
    }
    case 'news':
      return change(chats, roomOfCase(chats, fact.case), (chat) => news(chat, fact, around))
    case 'transferring':
      return change(chats, fact.room, (chat) => transferring(chat, fact.who))
    case 'inviting':
      return change(chats, fact.room, (chat) => inviting(chat, fact.who))
    case 'closing':
      return change(chats, fact.room, (chat) => ({ ...chat, closing: fact.closing }))
    case 'connection-lost':
      return changeAll(chats, quiet)
    case 'online':
      // A resumed stream (XEP-0198) goes on where it stopped: nothing is missing, we never left the rooms.
      return fact.resumed
        ? chats
        : changeAll(chats, (chat) => (chat.state === 'ended' ? chat : reenter(chat)))
    case 'signed-out':
      return new Map()
    case 'dismissed':
      return without(chats, fact.room)
    default:
      return chats
  }
}

/** A chat in front of the operator's eyes has nothing unread. */
export function seen(chats: Chats, room: RoomJid | undefined): Chats {
  return change(chats, room, (chat) => (chat.unread === 0 ? chat : { ...chat, unread: 0 }))
}

/** The case with the most in it: an invitation may know less than the offer did. */
export function mergeCase(known: CaseData | undefined, told: CaseData): CaseData {
  if (!known) return told
  return {
    ...known,
    ...told,
    answers: told.answers.length ? told.answers : known.answers,
    parameters: told.parameters.length ? told.parameters : known.parameters,
  }
}

function change(chats: Chats, room: RoomJid | undefined, how: (chat: Chat) => Chat): Chats {
  const chat = room === undefined ? undefined : chats.get(room)
  if (!chat || room === undefined) return chats
  const changed = how(chat)
  return changed === chat ? chats : new Map(chats).set(room, changed)
}

const changeAll = (chats: Chats, how: (chat: Chat) => Chat): Chats =>
  new Map([...chats].map(([room, chat]) => [room, how(chat)]))

function without(chats: Chats, room: RoomJid): Chats {
  const rest = new Map(chats)
  rest.delete(room)
  return rest
}

const roomOf = (chats: Chats, fact: Extract<Fact, { is: 'ended' }>): RoomJid | undefined =>
  fact.room ?? roomOfCase(chats, fact.case)

const roomOfCase = (chats: Chats, id: string | undefined): RoomJid | undefined =>
  [...chats.values()].find((chat) => chat.case.id === id)?.room

function invited(chats: Chats, fact: Extract<Fact, { is: 'invited' }>, around: Around): Chats {
  const chat = chats.get(fact.room)
  const data = mergeCase(chat?.case ?? around.known, fact.case)
  const nick = fact.nick ?? around.ownNick
  const role = fact.as && { as: fact.as }
  const going = {
    ...(fact.transferring && { transferring: fact.transferring }),
    ...(fact.hold && { hold: fact.hold }),
  }
  const other = fact.with ?? data.name
  const told = { case: data, workgroup: fact.workgroup, nick, with: other, ...role, ...going }
  if (!chat) return inOrder(chats, { ...fresh(fact.room, fact.since ?? around.now), ...told })
  // Only a whole case says that it goes nowhere, and is not on hold.
  const known = fact.case.notes ? onHold(transferring(chat, undefined), undefined) : chat
  if (chat.state === 'ended' || chat.state === 'failed') {
    const { ended: _, endedBy: _by, as: _as, ...again } = known
    return new Map(chats).set(fact.room, reenter({ ...again, ...told }))
  }
  // Without a role the chat is ours: a guest has become its owner.
  const { as: _, ...rest } = known
  return new Map(chats).set(fact.room, { ...rest, ...told })
}

/** A mark only moves forward (XEP-0490 §5). */
const fewer = (before: Chat, after: Chat): Chat => (after.unread < before.unread ? after : before)

/** Those that were opened first come first, in whatever order we hear of them. */
function inOrder(chats: Chats, chat: Chat): Chats {
  const all = [...chats.values()]
  const at = all.findLastIndex((other) => other.openedAt <= chat.openedAt) + 1
  return new Map(all.toSpliced(at, 0, chat).map((each) => [each.room, each]))
}

const fresh = (room: RoomJid, now: Instant) => ({
  room,
  state: 'entering' as const,
  openedAt: now,
  lines: [],
  gapAt: 0,
  unread: 0,
  visitorHere: false,
  colleagues: [],
  closing: false,
})

/** The room has to be entered, and the archive asked for what came after the last line we have. */
function reenter(chat: Chat): Chat {
  const { gap: _, ...rest } = quiet(earlierIs(chat, 'there'))
  return { ...rest, state: 'entering', gapAt: gapOf(chat), visitorHere: false, colleagues: [] }
}

function quiet(chat: Chat): Chat {
  const { typingUntil: _, typing: _who, ...rest } = chat
  return rest
}

const isMine = (chat: Chat, message: Said) => message.nick === chat.nick

function said(chat: Chat, message: Said, { now, seen: open }: Around): Chat {
  const mine = isMine(chat, message)
  const added = addSaid(chat.lines, message, mine, now)
  const { lines, isNew } = added
  return {
    ...(mine ? chat : quiet(chat)),
    ...gapAfter(chat, added),
    lines,
    // Who has answered on another client has read what was there.
    unread: mine ? (isNew ? 0 : chat.unread) : isNew && open !== chat.room ? chat.unread + 1 : chat.unread,
    // While there is a gap, the archive id of a live line would hide what lies before it.
    ...(message.stanzaId && chat.gapAt === undefined && { lastStanzaId: message.stanzaId }),
  }
}

function archived(chat: Chat, row: ArchiveRow, { now }: Around): Chat {
  if ('amend' in row) {
    const { key: lastStanzaId } = row.amend
    return { ...amended(chat, row.amend), ...(lastStanzaId && { lastStanzaId }) }
  }
  const index = chat.gapAt ?? chat.lines.length
  const mine = 'said' in row && isMine(chat, row.said)
  const added =
    'said' in row
      ? addSaid(chat.lines, row.said, mine, now, index)
      : addNotice(chat.lines, row.notice, now, index)
  const { lines, isNew, moved } = added
  const last = 'said' in row ? row.said.stanzaId : row.notice.key
  return {
    ...chat,
    lines,
    gapAt: isNew ? index + 1 : moved ? moved.to + 1 : index,
    ...(last && { lastStanzaId: last }),
  }
}

const failed = (chat: Chat): Chat => (chat.state === 'ended' ? chat : { ...chat, state: 'failed' })

/** Why a room lets nobody in (XEP-0045 §7.2): we are no member any more, or there is none (§10.9). */
const REFUSALS: Readonly<Record<string, ChatEnd>> = {
  'registration-required': 'went-on',
  forbidden: 'went-on',
  gone: 'unknown',
  'item-not-found': 'unknown',
}

function shutOut(chat: Chat, condition: string, now: Instant): Chat {
  const reason = REFUSALS[condition]
  return reason ? ended(chat, reason, now) : failed(chat)
}

/** Taken out of the room for good (321), or the room is gone; anything else and we go in again. */
const isFinal = (fact: Extract<Fact, { is: 'occupant' }>) =>
  fact.destroyed || fact.codes.some((code) => ['301', '307', '321', '322'].includes(code))

function occupant(chat: Chat, fact: Extract<Fact, { is: 'occupant' }>, now: Instant): Chat {
  if (fact.self || fact.nick === chat.nick) {
    if (fact.here || chat.state === 'ended') return chat
    return isFinal(fact) ? ended(chat, 'unknown', now) : reenter(chat)
  }
  if (fact.nick === DESK) return chat
  if (fact.nick !== chat.with) return chat.state === 'ended' ? chat : colleague(chat, fact.nick, fact.here)
  const next: Chat = { ...quiet(chat), visitorHere: fact.here }
  if (!fact.here) return next
  // The archive has no comings and goings: only the first is worth a line, and it is the chat's first.
  if (hasBegun(chat.lines)) return next
  return { ...next, lines: addSystem(chat.lines, 'visitor-entered', 'visitor-entered', now).lines }
}

function colleague(chat: Chat, nick: string, here: boolean): Chat {
  const others = chat.colleagues.filter((other) => other !== nick)
  const next = chat.typing === nick ? quiet(chat) : chat
  return { ...next, colleagues: here ? [...others, nick] : others }
}

function typing(chat: Chat, nick: string, isTyping: boolean, now: Instant): Chat {
  if (nick === chat.nick || nick === DESK) return chat
  return isTyping ? { ...chat, typingUntil: now + TYPING_FOR, typing: nick } : quiet(chat)
}

function refused(chat: Chat, id: string, condition: string): Chat {
  // Not an occupant any more (XEP-0045 §7.4): it stays in the outbox while the room is entered again.
  if (condition === 'not-acceptable' && chat.state !== 'ended') return reenter(chat)
  return { ...chat, lines: setFailed(chat.lines, id, condition) }
}

function transferring(chat: Chat, who: string | undefined): Chat {
  const { transferring: _, ...rest } = chat
  return who === undefined ? rest : { ...rest, transferring: who }
}

function onHold(chat: Chat, hold: true | undefined): Chat {
  const { hold: _, ...rest } = chat
  return hold ? { ...rest, hold } : rest
}

/** What a colleague has changed; an ended chat is not ours any more. */
function told(chat: Chat, fact: Extract<Fact, { is: 'case-told' }>): Chat {
  if (chat.state === 'ended') return chat
  const now = { ...chat, case: { ...mergeCase(chat.case, fact.case), name: chat.case.name } }
  return onHold(transferring(now, fact.transferring), fact.hold)
}

function inviting(chat: Chat, who: string | undefined): Chat {
  const { inviting: _, ...rest } = chat
  return who === undefined ? rest : { ...rest, inviting: who }
}

/** What the news say of this chat: whether it is still ours, and whether somebody is still asked. */
const NEWS: { readonly [W in News]?: (chat: Chat) => Chat | ChatEnd } = {
  'transfer-accepted': () => 'handed-over',
  'taken-over': () => 'taken-over',
  'transfer-declined': (chat) => transferring(chat, undefined),
  'transfer-expired': (chat) => transferring(chat, undefined),
  'transfer-failed': (chat) => transferring(chat, undefined),
  'invitation-accepted': (chat) => inviting(chat, undefined),
  'invitation-declined': (chat) => inviting(chat, undefined),
  'invitation-expired': (chat) => inviting(chat, undefined),
}

function news(chat: Chat, { what, who }: Extract<Fact, { is: 'news' }>, { now, places }: Around): Chat {
  const after = NEWS[what]?.(chat) ?? chat
  if (typeof after !== 'string') return after
  const place = after === 'handed-over' && chat.transferring && places.includes(chat.transferring)
  return ended(chat, after, now, who && (place ? `${nameOf(who)} (${chat.transferring})` : nameOf(who)))
}

/** Its end has said already who has it now. */
const noticed = (chat: Chat, notice: Noticed, now: Instant): Chat =>
  hasMoved(chat) && notice.what === 'transferred'
    ? chat
    : { ...heard(chat, notice), lines: addNotice(chat.lines, notice, now, undefined).lines }

/** Who has lost the connection does not write. */
const heard = (chat: Chat, { what }: Noticed): Chat => {
  if (what === 'on-hold' || what === 'off-hold') return onHold(chat, what === 'on-hold' || undefined)
  return what === 'visitor-lost' ? quiet(chat) : chat
}

/** The room's own word of this move: a later one than those by which the chat came to us. */
function withoutMove(lines: Chat['lines'], nick: string): Chat['lines'] {
  const at = lines.findLastIndex((line) => line.is === 'system' && line.what === 'transferred')
  const line = lines[at]
  return line?.is !== 'system' || line.who === nick ? lines : lines.toSpliced(at, 1)
}

function ended(chat: Chat, reason: ChatEnd, now: Instant, who?: string): Chat {
  if (chat.state === 'ended' && (chat.ended !== 'unknown' || reason === 'unknown')) return chat
  const others = chat.lines.filter((line) => line.key !== 'ended')
  const lines = hasMoved({ ended: reason }) ? withoutMove(others, chat.nick) : others
  return {
    ...inviting(transferring(onHold(quiet(chat), undefined), undefined), undefined),
    state: 'ended',
    ended: reason,
    ...(who && { endedBy: who }),
    closing: false,
    visitorHere: false,
    colleagues: [],
    lines: addSystem(lines, `ended:${reason}`, 'ended', now, { who }).lines,
  }
}
