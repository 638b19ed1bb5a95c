/** People with an account write to a workgroup, without a client that knows XEP-0142 (A5). */
import { CONDITIONS } from '../../../protocol/names.js'
import { PARLOR } from '../../../protocol/namespaces.js'
import {
  type Heard,
  hear,
  type Instead,
  insteadText,
  joinedText,
  messageLeftText,
  type Reply,
  type Standing,
} from '../../commands/visitor-talk.ts'
import { otherwiseOf } from '../../core/ends.ts'
import { isIn } from '../../core/sorted.ts'
import type { Case, CaseId, Otherwise } from '../../core/types.ts'
import { impasses, reasonNotToWait } from '../../core/visitors.ts'
import { faults } from '../../protocol/faults.ts'
import { bare, type Jid } from '../../protocol/jid.ts'
import { buildResponse } from '../../protocol/quick-response.ts'
import { body } from '../../protocol/stanza.ts'
import { StanzaError } from '../../protocol/stanza-error.ts'
import { lookUp } from '../case-view.ts'
import type { Office } from '../office.ts'
import { invitationOfVisitor, invite } from '../rooms/invite.ts'
import { servedBy } from '../rooms/transfer.ts'
import type { Workgroup } from '../workgroup.ts'
import { enter } from './admission.ts'
import { leaveByStanza } from './left-messages.ts'

const MOST_REMEMBERED = 1_000

export async function hearFromAccount(workgroup: Workgroup, from: Jid, words: string): Promise<void> {
  const { talks } = workgroup.office.cache
  await followThem(homeOf(workgroup, from), from)
  const key = `${workgroup.jid} ${from.full}`
  const reply = hear(talks.get(key), heardFrom(workgroup, from, words))
  talks.delete(key)
  if (reply.talk) talks.set(key, reply.talk)
  forgetTheOldest(talks)
  if (reply.say !== undefined)
    workgroup.say(from.full, body(reply.say), ...(reply.responses ?? []).map(buildResponse))
  if (reply.do) await doIt(workgroup, from, reply.do)
}

/** Where they have a case who have come to this workgroup, under whatever address: here, or where they were handed to. */
function homeOf(workgroup: Workgroup, from: Jid): Workgroup {
  const { office } = workgroup
  for (const { actor } of office.workgroups.values())
    for (const visitor of actor.state.byVisitor.keys()) {
      if (bare(visitor) !== from.bare) continue
      const home = servedBy(office, workgroup, visitor)
      if (isIn(home.actor.state.byVisitor, visitor)) return home
    }
  return workgroup
}

/**
 * One person has one case, whatever client they write from: the connection of the one before may be lost, and nobody was
 * told, since such clients send the workgroup no presence.
 */
function caseOfPerson({ actor: { state } }: Workgroup, { full, bare: person }: Jid): Case | undefined {
  const here = state.byVisitor.get(full)
  if (here !== undefined) return state.cases.get(here)
  for (const [visitor, id] of state.byVisitor.entries())
    if (bare(visitor) === person) return state.cases.get(id)
  return undefined
}

/** Who waits is invited where they have written last; into a chat the room lets them from anywhere. */
async function followThem(workgroup: Workgroup, from: Jid): Promise<void> {
  const record = caseOfPerson(workgroup, from)
  if (!record || record.visitor.jid === from.full) return
  if (record.phase.is === 'waiting' || record.phase.is === 'ringing')
    await workgroup.actor.postAndWait({ type: 'visitor-returns', case: record.id, visitor: from.full })
}

function heardFrom(workgroup: Workgroup, from: Jid, words: string): Heard {
  const { state } = workgroup.actor
  const why = reasonNotToWait(state)
  return {
    words,
    now: workgroup.office.clock.now(),
    workgroup: workgroup.settings.name,
    fields: workgroup.settings.form.fields,
    standing: standingOf(homeOf(workgroup, from), from),
    closed: why && {
      why: faults[why].text,
      instead: insteadOf(workgroup.office, otherwiseOf(state.rules, impasses[why])),
    },
  }
}

/** What a person reads instead of an address alone. */
export function insteadOf({ workgroups }: Office, otherwise: Exclude<Otherwise, 'wait'>): Instead {
  if (typeof otherwise === 'string' || 'redirect' in otherwise) return otherwise
  const { workgroup } = otherwise
  return { workgroup, name: workgroups.get(workgroup)?.settings.name ?? 'our colleagues' }
}

export function standingOf(workgroup: Workgroup, from: Jid): Standing {
  const { id, phase: { is: phase } = {} } = caseOfPerson(workgroup, from) ?? {}
  if (id === undefined || phase === undefined || phase === 'ended') return { is: 'outside' }
  return phase === 'waiting' || phase === 'ringing'
    ? { is: 'waiting', ...workgroup.publisher.statusOf(id) }
    : { is: 'in-chat' }
}

/** What is refused is said in a sentence: there is no stanza that could be answered with an error. */
async function doIt(workgroup: Workgroup, from: Jid, wish: NonNullable<Reply['do']>): Promise<void> {
  try {
    const words = await wordsAfter(workgroup, from, wish)
    if (words !== undefined) workgroup.say(from.full, body(words))
  } catch (error) {
    if (!(error instanceof StanzaError) || error.text === undefined) throw error
    const isJoin = typeof wish !== 'string' && 'join' in wish
    workgroup.say(from.full, body([error.text, ...(isJoin ? insteadAfter(workgroup, error) : [])].join(' ')))
  }
}

/** The workgroup has closed while they were asked for their details. */
function insteadAfter({ office, actor: { state } }: Workgroup, error: StanzaError): string[] {
  const fault = CONDITIONS.find((name) => error.has(name, PARLOR))
  return fault ? [insteadText(insteadOf(office, otherwiseOf(state.rules, impasses[fault])))] : []
}

async function wordsAfter(
  workgroup: Workgroup,
  from: Jid,
  wish: NonNullable<Reply['do']>,
): Promise<string | undefined> {
  if (wish === 'depart' || wish === 'invite') {
    const home = homeOf(workgroup, from)
    const id = caseOfPerson(home, from)?.id
    if (id === undefined) return undefined
    if (wish === 'invite') inviteAgain(home, id, from)
    else await home.actor.post({ type: 'depart', case: id })
    return undefined
  }
  if ('join' in wish) {
    // No `queue-status`: nothing a plain client could show.
    const { details } = await enter(workgroup, from, { notifications: false, metadata: [], form: wish.join })
    return joinedText(details.number, workgroup.publisher.statusOf(details.id))
  }
  const { number } = await leaveByStanza(workgroup, from, { form: wish.leaveMessage, text: wish.text })
  return messageLeftText(number)
}

/** The client they write from may know nothing of the room: it may have been started since. */
function inviteAgain(workgroup: Workgroup, id: CaseId, from: Jid): void {
  const live = lookUp(workgroup, id)
  if (live?.record.phase.is !== 'active') return
  const { visitor, phase } = live.record
  if (visitor.inRoom && visitor.jid === from.full) return
  invite(workgroup, { ...invitationOfVisitor(workgroup, live, phase.operator), to: from.full })
}

function forgetTheOldest(talks: Map<string, unknown>): void {
  for (const key of talks.keys()) {
    if (talks.size <= MOST_REMEMBERED) return
    talks.delete(key)
  }
}
