/** What Desk sees and hears in the rooms: who comes and goes, the first answer, messages the archive missed. */
import type { Element } from 'ltx'
import { DESK } from '../../../protocol/names.js'
import { CHAT_STATES } from '../../../protocol/namespaces.js'
import { guestOf } from '../../core/guests.ts'
import { ownerOf } from '../../core/offers.ts'
import { isNewsThatWrote } from '../../core/quiet.ts'
import type { BareJid, CaseId, FullJid } from '../../core/types.ts'
import { copied } from '../../protocol/copied.ts'
import { bare } from '../../protocol/jid.ts'
import { type Occupant, parseGroupchat, parseOccupant, STATUS } from '../../protocol/muc.ts'
import { attr } from '../../protocol/stanza.ts'
import { StanzaError } from '../../protocol/stanza-error.ts'
import { parseStanzaId } from '../../protocol/stanza-id.ts'
import { child } from '../../protocol/xml.ts'
import { type LiveCase, lookUp } from '../case-view.ts'
import type { Person } from '../occupants.ts'
import { checkMembers } from '../rooms/affiliations.ts'
import { enter } from '../rooms/make-room.ts'
import { callTheRollIn } from '../rooms/speak.ts'
import type { Workgroup } from '../workgroup.ts'
import { reconcile } from './reconcile.ts'

/** Presence from `room/nick` (XEP-0045 §7.2, §7.14). */
export function onOccupant(workgroup: Workgroup, stanza: Element): void {
  const occupant = parseOccupant(stanza)
  if (!occupant) return
  const id = workgroup.cases.ofRoom(occupant.room)
  if (id === undefined) {
    deskMovedInSpare(workgroup, occupant)
    return
  }
  const { room, nick, present, self, statuses } = occupant
  const live = lookUp(workgroup, id)
  if (self || nick === DESK) deskMoved(workgroup, id, live, occupant)
  else if (statuses.has(STATUS.nickChanged)) workgroup.occupants.left(room, nick)
  else if (present) personEntered(workgroup, live, occupant)
  else personLeft(workgroup, id, live, occupant)
}

/** Nobody else is in a room that no case has. */
function deskMovedInSpare(workgroup: Workgroup, { room, present }: Occupant): void {
  if (!workgroup.spares.has(room)) return
  if (present) {
    workgroup.occupants.deskEntered(room)
    return
  }
  workgroup.occupants.forget(room)
  workgroup.spares.lost(room)
}

function deskMoved(
  workgroup: Workgroup,
  id: CaseId,
  live: LiveCase | undefined,
  { room, present, statuses }: Occupant,
): void {
  if (present) {
    const isFirst = !workgroup.occupants.isComplete(room)
    workgroup.occupants.deskEntered(room)
    // Made ahead before a restart, and whoever was a member then may have come back by another address.
    if (isFirst && !statuses.has(STATUS.created) && workgroup.rooms.isKnown(id))
      workgroup.lanes.run(id, 'members', () => checkMembers(workgroup, id))
    // Shown once more with every change of its own affiliation: nobody else has moved then.
    if (isFirst && live) reconcile(workgroup, live)
    return
  }
  // Thrown out, or the room is gone: with the case still alive the next thing to be done there brings Desk back.
  workgroup.occupants.forget(room)
  if (live?.record.phase.is === 'active' && workgroup.office.stream.online) comeBack(workgroup, room)
}

/** Once now; if the room does not want Desk, it is tried again with the next reconnect. */
function comeBack(workgroup: Workgroup, room: BareJid): void {
  const { clock, log, stream } = workgroup.office
  log.warn({ workgroup: workgroup.jid, room }, 'Desk was put out of a room and enters again')
  clock.wake(clock.now() + 1_000, () => {
    if (stream.online && !workgroup.occupants.isComplete(room) && goesOnIn(workgroup, room))
      enter(workgroup, room)
  })
}

/** Whoever enters a room that has been destroyed makes it anew, and nobody would ever clear it away. */
function goesOnIn(workgroup: Workgroup, room: BareJid): boolean {
  const id = workgroup.cases.ofRoom(room)
  const live = id === undefined ? undefined : lookUp(workgroup, id)
  return live !== undefined && live.record.phase.is !== 'ended'
}

function personEntered(
  workgroup: Workgroup,
  live: LiveCase | undefined,
  { room, nick, jid, jids }: Occupant,
): void {
  const person = jid === undefined ? undefined : personOf(live, jid, jids)
  if (!live || !person) return
  const isNew = workgroup.occupants.whoIs(room, nick) === undefined
  workgroup.occupants.entered(room, nick, person)
  if (isNew) workgroup.note(live.details.id, 'entered', person.side, nick)
  if (isNew) workgroup.occupants.stirs(room, workgroup.office.clock.now())
  if (person.clients) workgroup.liveness.lookAfter(person.clients)
  reconcile(workgroup, live)
}

function personLeft(
  workgroup: Workgroup,
  id: CaseId,
  live: LiveCase | undefined,
  { room, nick }: Occupant,
): void {
  const person = workgroup.occupants.whoIs(room, nick)
  if (!person) return
  workgroup.occupants.left(room, nick, workgroup.office.clock.now())
  workgroup.note(id, 'left', person.side, nick)
  if (live) reconcile(workgroup, live)
}

function personOf(
  live: LiveCase | undefined,
  full: FullJid,
  all: readonly FullJid[] = [full],
): Person | undefined {
  const record = live?.record
  const jid = copied(bare(full))
  if (!record) return undefined
  const clients = all.map(copied)
  if (bare(record.visitor.jid) === jid) return { side: 'visitor', jid, clients }
  const isTheirs = ownerOf(record) === jid || guestOf(record, jid) !== undefined
  return isTheirs ? { side: 'operator', jid, clients } : undefined
}

/** A live message: normally nothing to do, because truth is the archive. */
export function onRoomMessage(workgroup: Workgroup, stanza: Element): void {
  const said = parseGroupchat(stanza)
  if (said?.nick !== undefined) heardIn(workgroup, said.room, said.nick)
  const id = said && workgroup.cases.ofRoom(said.room)
  if (id !== undefined && said?.nick !== undefined && (said.body !== undefined || isComposing(stanza)))
    wroteIn(workgroup, id, said.room, said.nick, said.body !== undefined)
  if (id === undefined || said?.nick === undefined || said.body === undefined) return
  const { room, nick } = said
  if (parseStanzaId(stanza, room) === undefined) {
    workgroup.office.counters.unarchived += 1
    workgroup.office.log.error(
      { workgroup: workgroup.jid, case: id, room },
      'the room did not archive a message; the transcript will lack it',
    )
  }
  const side = nick === DESK ? undefined : workgroup.occupants.whoIs(room, nick)?.side
  if (side === undefined) return
  if (side === 'operator') firstAnswer(workgroup, id)
  workgroup.cases.said(id, side, { nick, body: said.body, at: workgroup.office.clock.now() })
  workgroup.publisher.floorChanged()
}

/** Words, or a notice of typing: whoever sits there with one client has said it with that. */
function heardIn({ occupants, office }: Workgroup, room: BareJid, nick: string): void {
  if (nick !== DESK) occupants.stirs(room, office.clock.now())
  const [client, ...more] = occupants.whoIs(room, nick)?.clients ?? []
  if (client !== undefined && more.length === 0) office.pulse.hears(client)
}

const isComposing = (stanza: Element): boolean => child(stanza, 'composing', CHAT_STATES) !== undefined

/** Whoever writes a long answer is not silent (Q6); a chat on hold waits for the words themselves. */
function wroteIn(workgroup: Workgroup, id: CaseId, room: BareJid, nick: string, isSaid: boolean): void {
  const { actor, occupants, office } = workgroup
  const person = occupants.whoIs(room, nick)
  const one = actor.state.cases.get(id)
  if (!person || !one || !isNewsThatWrote(one, office.clock.now())) return
  if (!isSaid && one.phase.is === 'active' && one.phase.hold) return
  const by = person.side === 'operator' ? { operator: person.jid } : {}
  actor.decideNow({ type: 'wrote', case: id, who: person.side, ...by })
}

function firstAnswer(workgroup: Workgroup, id: CaseId): void {
  if (workgroup.cases.answered(id)) workgroup.note(id, 'first-answer', 'operator')
}

/** An error from the room: Desk spoke and is not in it any more (XEP-0045 §7.4), or may not enter. */
export function onRoomError(workgroup: Workgroup, stanza: Element): void {
  const room = bare(attr(stanza, 'from') ?? '')
  const id = workgroup.cases.ofRoom(room)
  const condition = StanzaError.fromStanza(stanza)?.condition
  const kind = stanza.getName()
  workgroup.office.log.info(
    { workgroup: workgroup.jid, case: id, room, kind, condition },
    'a room answered with an error',
  )
  if (kind === 'presence' && condition === 'resource-constraint')
    workgroup.office.log.error(
      { workgroup: workgroup.jid, case: id, room },
      'the server lets the desk into no more rooms; on ejabberd raise max_user_conferences of mod_muc',
    )
  const isOut = kind === 'message' && condition === 'not-acceptable'
  if (isOut && goesOnIn(workgroup, room)) enter(workgroup, room)
}

/** After a start, or when the link is back: look into every room that has a chat. */
export function lookIntoRooms(workgroup: Workgroup): void {
  workgroup.occupants.reset()
  for (const [id, record] of workgroup.actor.state.cases.entries()) {
    const room = workgroup.cases.details(id)?.room
    if (!record.hasRoom || room === undefined || record.phase.is === 'opening' || record.phase.is === 'ended')
      continue
    enter(workgroup, room)
    callTheRollIn(workgroup, room)
    workgroup.lanes.run(id, 'members', () => checkMembers(workgroup, id))
  }
}

/**
 * Rooms that are being opened when the link is back: their members are looked at when that is done, for a visitor may have
 * come back from another address just when it broke, and the old one is a member still.
 */
export function lookIntoOpenings(workgroup: Workgroup): void {
  for (const [id, { phase }] of workgroup.actor.state.cases.entries())
    if (phase.is === 'opening') workgroup.lanes.run(id, 'members', () => checkMembers(workgroup, id))
}
