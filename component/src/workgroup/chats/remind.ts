/**
 * Who has accepted and is not in the room is reminded, with the link: the invitation may be hidden behind others, and what
 * is not entered in time is offered to somebody else. The reminder is lost with a restart, which does no harm.
 */
import { calledOf } from '../../commands/find.ts'
import type { BareJid, CaseId, Instant } from '../../core/types.ts'
import { joinUri } from '../../protocol/muc.ts'
import { body } from '../../protocol/stanza.ts'
import { lookUp } from '../case-view.ts'
import type { Workgroup } from '../workgroup.ts'

const AFTER = 20_000

/** As much of the workgroup as is needed here. */
type Reminder = Pick<Workgroup, 'actor' | 'cases' | 'clients' | 'office' | 'say'>

export function remindLater(workgroup: Reminder, id: CaseId, operator: BareJid): void {
  const { clock } = workgroup.office
  const until = missingUntil(workgroup, id, operator)
  if (until === undefined) return
  clock.wake(Math.min(clock.now() + AFTER, (clock.now() + until) / 2), () => remind(workgroup, id, operator))
}

/** Until when they may come; `undefined` when they are in, or it is somebody else's. */
function missingUntil({ actor }: Reminder, id: CaseId, operator: BareJid): Instant | undefined {
  const phase = actor.state.cases.get(id)?.phase
  return phase?.is === 'active' && phase.operator === operator && !phase.operatorIn
    ? phase.operatorUntil
    : undefined
}

/** The web desk enters by itself, or shows that it cannot. */
function remind(workgroup: Reminder, id: CaseId, operator: BareJid): void {
  const { stream, clock } = workgroup.office
  const until = missingUntil(workgroup, id, operator)
  const live = lookUp(workgroup, id)
  const client = workgroup.clients.clientOf(id, operator)
  if (until === undefined || !live || !stream.online || workgroup.clients.isAgent(client)) return
  const { visitorName: name, number, room } = live.details
  const seconds = Math.max(1, Math.round((until - clock.now()) / 1000))
  workgroup.say(
    client,
    body(
      `You are not in the chat yet: ${calledOf({ name, number })}. ` +
        `In ${seconds} s it is offered to a colleague. ${joinUri(room)}`,
    ),
  )
}
