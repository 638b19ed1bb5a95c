/**
 * The end of a case: everybody is told, both are put out of the room, and only when the transcript is safe in the store the
 * room is destroyed, because the archive goes with it. Each step may be repeated after a crash at any point.
 */
import { insteadText } from '../../commands/visitor-talk.ts'
import type { BareJid, CaseId, Effect } from '../../core/types.ts'
import { endText } from '../../core/words.ts'
import { buildNoStore } from '../../protocol/hints.ts'
import { bare, domain } from '../../protocol/jid.ts'
import { isGone } from '../../protocol/muc.ts'
import { buildEnded, type Ended } from '../../protocol/parlor.ts'
import { body, message } from '../../protocol/stanza.ts'
import { buildDepartMessage } from '../../protocol/workgroup.ts'
import { type LiveCase, lookUp } from '../case-view.ts'
import { operatorName } from '../names.ts'
import { unlessGone } from '../rooms/make-room.ts'
import { destroy, RoomOrder } from '../rooms/room-order.ts'
import { speak } from '../rooms/speak.ts'
import { keep } from '../rooms/transcript.ts'
import { faceOf, finishMovingIn } from '../rooms/transfer.ts'
import { insteadOf } from '../visitors/account-chat.ts'
import type { Workgroup } from '../workgroup.ts'

type End = Effect & { do: 'end' }

/**
 * So often a room that should be there is asked for again before it is believed to be gone: a server that has just begun and
 * cannot read its store yet says so of one that is there.
 */
const DOUBTS = 2

/** How long until an end that failed is tried again, ms. */
const RETRY = [1_000, 5_000, 30_000]

export async function end(workgroup: Workgroup, effect: End, attempt = 0): Promise<void> {
  const live = lookUp(workgroup, effect.case)
  if (live?.record.phase.is !== 'ended') return
  try {
    await finishMovingIn(workgroup, live)
    await tellEverybody(workgroup, live, effect)
    const messages = live.record.hasRoom ? await clearRoom(workgroup, live, attempt) : 0
    await workgroup.office.store.finishCase(effect.case, {
      reason: effect.reason,
      at: live.record.phase.at,
      ...(live.record.phase.operator && { operator: live.record.phase.operator }),
    })
    rememberWho(workgroup, live)
    // Made while it rang, perhaps before a restart: asked for even where there was no chat.
    await unlessGone(destroy(workgroup, live.details.room))
    await workgroup.actor.post({ type: 'archived', case: effect.case })
    workgroup.office.log.info(
      { workgroup: workgroup.jid, case: effect.case, reason: effect.reason, messages },
      'case: archived; its room is destroyed',
    )
    workgroup.forget(effect.case)
    workgroup.office.cache.remarks.delete(effect.case)
    workgroup.visitors.gone(live.record.visitor.jid)
  } catch (error) {
    again(workgroup, effect, attempt, error)
  }
}

/** A lost link needs no timer: everything unfinished is done again when it is back. */
function again(workgroup: Workgroup, effect: End, attempt: number, error: unknown): void {
  const { log, clock, stream } = workgroup.office
  if (!stream.online) return
  const pause = RETRY[Math.min(attempt, RETRY.length - 1)] ?? 30_000
  const about = { workgroup: workgroup.jid, case: effect.case, retryInMs: pause }
  // The same again, case by case, would fill the log; once an hour is enough.
  if (attempt % 120 === 0)
    log.error({ ...about, err: error }, 'a case is not archived yet; it is tried again')
  else log.debug({ ...about, err: error }, 'a case is not archived yet; it is tried again')
  clock.wake(clock.now() + pause, () =>
    workgroup.lanes.run(effect.case, 'end', () => end(workgroup, effect, attempt + 1)),
  )
}

/** Once: the note in the store remembers that it was done. */
async function tellEverybody(
  workgroup: Workgroup,
  live: LiveCase,
  { case: id, reason, by, otherwise }: End,
): Promise<void> {
  const { stream, store, clock, config } = workgroup.office
  const told = (await store.events(id)).some(({ what }) => what === 'ended')
  if (told) return
  const words = wordsFor(workgroup, live, reason, by)
  const { record, details } = live
  // Who has a widget sees it on the screen; who writes to the workgroup with an account has nothing but words.
  const hasWords = domain(record.visitor.jid) === config.domain && otherwise && otherwise !== 'wait'
  const instead = hasWords ? insteadText(insteadOf(workgroup.office, otherwise)) : undefined
  const ended: Ended = { case: id, reason, instead: otherwise === 'wait' ? undefined : otherwise }
  if (record.hasRoom) speak(workgroup, details.room, `ended-${id}`, body(words.room), buildEnded(ended))
  const depart = buildDepartMessage({
    ...ended,
    text: endText(reason, 'visitor', { ...words.names, instead }),
  })
  // From the workgroup they came to, should another one have taken over.
  const face = faceOf(workgroup, record)
  stream.send(message(undefined, record.visitor.jid, face, workgroup.newId(), ...depart))
  const operator = record.phase.is === 'ended' ? record.phase.operator : undefined
  if (operator !== undefined) {
    const client = workgroup.clients.clientOf(id, operator)
    // Who has closed it themselves has had their answer; a client that shows the case still hears that it is over.
    const isTheirs = reason === 'operator-closed' && by === operator
    const ending = buildEnded({ case: id, reason })
    if (isTheirs) workgroup.say(client, ending, buildNoStore())
    else workgroup.say(client, body(words.operator), ending)
  }
  await store.note({ case: id, at: clock.now(), what: 'ended', detail: reason, ...(by && { who: by }) })
}

/** Whoever served this person is asked first next time (R9); a preference, so nobody waits for it. */
function rememberWho(workgroup: Workgroup, { record }: LiveCase): void {
  if (record.phase.is !== 'ended' || record.phase.operator === undefined) return
  const { store, log } = workgroup.office
  const { operator, at } = record.phase
  store
    .personsOf(record.id)
    .then((persons) => store.setLastOperator(workgroup.jid, persons, operator, at))
    .catch((error: unknown) =>
      log.error(
        { case: record.id, operator, err: error },
        'who served a visitor was not stored; the visitor may meet somebody else next time',
      ),
    )
}

function wordsFor(
  workgroup: Workgroup,
  { details }: LiveCase,
  reason: End['reason'],
  by: BareJid | undefined,
) {
  const names = { visitor: details.visitorName, by: by && operatorName(workgroup.office, by) }
  return {
    // Both read it: "you" would be the wrong one of them.
    room: endText(
      reason,
      reason === 'visitor-left' || reason === 'visitor-lost' ? 'operator' : 'visitor',
      names,
    ),
    names,
    operator: endText(reason, 'operator', names),
  }
}

/** Everybody out first, so that nothing is said after the copy is made. Resolves with how many messages are safe. */
async function clearRoom(
  workgroup: Workgroup,
  { record, details }: LiveCase,
  attempt: number,
): Promise<number> {
  const operator = record.phase.is === 'ended' ? record.phase.operator : undefined
  const members = [bare(record.visitor.jid), operator].filter((jid) => jid !== undefined)
  const people = new Set([...members, ...workgroup.occupants.peopleIn(details.room)])
  try {
    await new RoomOrder(workgroup, details.room)
      .affiliate(...[...people].map((jid) => ({ jid, affiliation: 'none' as const })))
      .later()
      .send()
    return await keep(workgroup, record.id, details.room)
  } catch (error) {
    if (!isGone(error)) throw error
    const kept = await keptBefore(workgroup, record.id)
    if (kept === undefined && attempt < DOUBTS) throw error
    return kept ?? lost(workgroup, record.id)
  }
}

/** The room is gone: how many messages are safe, where this is a repetition or nobody could have spoken. */
async function keptBefore({ office: { store } }: Workgroup, id: CaseId): Promise<number | undefined> {
  const kept = (await store.transcript(id)).length
  const wasOpen = (await store.events(id)).some(({ what }) => what === 'opened')
  return kept > 0 || !wasOpen ? kept : undefined
}

/** The room is gone, and its archive with it: somebody destroyed it. */
function lost(workgroup: Workgroup, id: CaseId): number {
  const { counters, log } = workgroup.office
  counters.transcriptsLost += 1
  log.error(
    { workgroup: workgroup.jid, case: id },
    'the room is gone before its archive was copied; the case ends without a transcript',
  )
  return 0
}
