/** What the commands ask of a workgroup, for the person who speaks. */
import type { CaseRow, Colleague, CommandContext, CommandEvent } from '../../commands/types.ts'
import { guestsOf } from '../../core/guests.ts'
import { ownerOf } from '../../core/offers.ts'
import { isAvailable, seatsOf, shownAs, wholeLoadOf } from '../../core/staff.ts'
import type { BareJid, CaseId, FullJid } from '../../core/types.ts'
import { bare, resource } from '../../protocol/jid.ts'
import { forOperator, type LiveCase, lookUp } from '../case-view.ts'
import { operatorName } from '../names.ts'
import { tellServing } from '../notify/case-changes.ts'
import { statusOf } from '../notify/pushes.ts'
import { timeZoneOf } from '../opening-hours.ts'
import { callsIn } from '../room-ways.ts'
import { invitationOfOperator, invite } from '../rooms/invite.ts'
import type { Workgroup } from '../workgroup.ts'
import { asksOf, ringsAt } from './offers.ts'
import { recordsOf } from './records.ts'
import { backOnDuty } from './resting.ts'

/** The invitation goes to the client that spoke. */
const COMES_IN: ReadonlySet<CommandEvent['type']> = new Set(['accept', 'take', 'join-chat', 'take-over'])

/** The other desks of who serves it show where it goes. */
const IS_SEEN_ON_CASE: ReadonlySet<CommandEvent['type']> = new Set(['transfer', 'cancel-transfer', 'hold'])

export function commandContext(workgroup: Workgroup, client: FullJid): CommandContext {
  const { office, settings } = workgroup
  const jid = bare(client)
  const finishing = isFinishing(workgroup, jid)
  return {
    now: office.clock.now(),
    workgroup: {
      jid: workgroup.jid,
      name: settings.name,
      // Few words are about a time of day.
      get timeZone() {
        return timeZoneOf(settings)
      },
      calls: callsIn(office.rooms, settings.calls),
      desk: `${office.config.http.url}/operator/${encodeURIComponent(settings.id)}`,
    },
    speaker: {
      jid,
      client,
      supervisor: isSupervisor(workgroup, jid),
      operator: workgroup.isOperator(jid),
      finishing,
      readsTables: !workgroup.clients.isGajim(client),
      isPlain: !workgroup.clients.isAgent(client),
    },
    cases: () => caseRows(workgroup, jid).filter(({ operator }) => !finishing || operator?.jid === jid),
    colleagues: () => colleagues(workgroup),
    workgroups: () =>
      [...office.workgroups.values()]
        .filter((other) => other !== workgroup)
        .map(({ jid: address, settings: { name } }) => ({ jid: address, name })),
    records: recordsOf(workgroup, client),
    async decide(event) {
      const isAgain = (event.type === 'take' || event.type === 'accept') && serves(workgroup, event.case, jid)
      if (COMES_IN.has(event.type)) workgroup.clients.answered(event.case, client)
      const fault = (await workgroup.actor.post(event))?.fault
      if (!fault && isAgain) inviteAgain(workgroup, event.case, jid)
      if (!fault && IS_SEEN_ON_CASE.has(event.type)) tellServing(workgroup, event.case)
      return fault
    },
    async setStatus(show, status) {
      if (!workgroup.isOperator(jid)) return 'operators-only'
      const known = workgroup.actor.state.operators.get(jid)?.resources.get(resource(client) ?? '')
      const { status: _old, ...same } = { priority: 0, ...known, show }
      const presence = status === undefined ? same : { ...same, status }
      const event = {
        type: 'operator-presence',
        operator: jid,
        resource: resource(client) ?? '',
        presence,
      } as const
      const fault = (await workgroup.actor.post(event))?.fault
      if (!fault && isAvailable(show)) await backOnDuty(workgroup, jid)
      return fault
    },
    backOnDuty: () => backOnDuty(workgroup, jid),
  }
}

const serves = ({ actor }: Workgroup, id: CaseId, jid: BareJid): boolean => {
  const phase = actor.state.cases.get(id)?.phase
  return phase?.is === 'active' && phase.operator === jid
}

/** Who has closed the room's window, or sits at another client now, has no other way in. */
function inviteAgain(workgroup: Workgroup, id: CaseId, jid: BareJid): void {
  const live = lookUp(workgroup, id)
  if (live && serves(workgroup, id, jid)) invite(workgroup, invitationOfOperator(workgroup, live, jid))
}

/** Supervisors supervise every workgroup of the installation, whether they have seats in it or not. */
export const isSupervisor = ({ office }: Workgroup, jid: BareJid): boolean =>
  office.config.operators.get(jid)?.supervisor ?? false

/** Who may command a workgroup at all; which commands, `commands/actions.ts` knows. */
export const mayCommand = (workgroup: Workgroup, jid: BareJid): boolean =>
  workgroup.isOperator(jid) || isSupervisor(workgroup, jid)

/** Taken out of the configuration in mid-chat: what they have, they may end or hand on. */
const isFinishing = (workgroup: Workgroup, jid: BareJid): boolean =>
  !mayCommand(workgroup, jid) && (workgroup.actor.state.operators.get(jid)?.chats.size ?? 0) > 0

/** Whose words and commands are heard here: `speaker` says how far. */
export const mayFinish = (workgroup: Workgroup, jid: BareJid): boolean =>
  mayCommand(workgroup, jid) || isFinishing(workgroup, jid)

/** The queue in its order, then the chats. */
function caseRows(workgroup: Workgroup, speaker: string): CaseRow[] {
  const { state } = workgroup.actor
  const queued = [...state.queue.values()]
  const inChat = [...state.cases.values()].filter(
    ({ phase }) => phase.is === 'opening' || phase.is === 'active',
  )
  // A chat that was handed back is in both.
  return [...new Set([...queued, ...inChat.map(({ id }) => id)])].flatMap((id) => {
    const live = lookUp(workgroup, id)
    return live ? [rowOf(workgroup, live, speaker)] : []
  })
}

function rowOf(workgroup: Workgroup, live: LiveCase, speaker: BareJid): CaseRow {
  const { record } = live
  const { office } = workgroup
  const person = (jid: BareJid) => ({ jid, name: operatorName(office, jid) })
  const owner = ownerOf(record)
  const ringing = ringsAt(record, speaker)
  const seesAll = isSupervisor(workgroup, speaker)
  const shown = guestsOf(record).filter(
    ({ operator, as }) => as !== 'silent' || seesAll || operator === speaker,
  )
  return {
    case: forOperator(live),
    joinedAt: record.joinedAt,
    room: live.details.room,
    operator: owner === undefined ? undefined : person(owner),
    ringsHere: ringing !== undefined,
    asks: ringing?.transfer && asksOf(workgroup, ringing.transfer),
    guests: shown.map(({ operator, as }) => ({ ...person(operator), as })),
    goingTo: live.going?.name,
  }
}

function colleagues(workgroup: Workgroup): Colleague[] {
  const { rules, operators } = workgroup.actor.state
  return [...rules.operators.keys()].flatMap((jid) => {
    const operator = operators.get(jid)
    if (!operator) return []
    return [
      {
        jid,
        name: operatorName(workgroup.office, jid),
        show: shownAs(operator),
        status: statusOf(operator),
        chats: wholeLoadOf(operator) - operator.offers.size,
        seats: seatsOf(rules, operator),
      },
    ]
  })
}
