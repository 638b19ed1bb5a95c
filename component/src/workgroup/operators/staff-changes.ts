/** The configuration says who is an operator: what follows when somebody is taken out of it, or put into it, while all goes on. */
import { guestsOf } from '../../core/guests.ts'
import type { BareJid, Guest } from '../../core/types.ts'
import { presence } from '../../protocol/stanza.ts'
import { refusal } from '../../protocol/stanza-error.ts'
import { buildStarted } from '../roll-call.ts'
import { leaveTeamRoom } from '../rooms/team-room.ts'
import type { Workgroup } from '../workgroup.ts'
import { isSupervisor, mayCommand } from './command-context.ts'

export const notAnOperator = () => refusal('not-authorized', 'You are not an operator of this workgroup.')

/** `before`: whom the rules knew until now. */
export function followStaff(workgroup: Workgroup, before: Iterable<BareJid>): void {
  const were = new Set(before)
  for (const jid of were) if (!workgroup.isOperator(jid)) discharge(workgroup, jid)
  for (const jid of workgroup.actor.state.rules.operators.keys()) if (!were.has(jid)) engage(workgroup, jid)
  dismissStrangers(workgroup)
}

/** Their clients hear it as they would when they said `agent-status` now, and nothing more of the queue. Their chats go on. */
function discharge(whole: Workgroup, jid: BareJid): void {
  const { office, clients, jid: workgroup } = whole
  if (!isSupervisor(whole, jid))
    leaveTeamRoom(whole, jid).catch((error: unknown) =>
      office.log.warn(
        { workgroup, operator: jid, err: error },
        'a former operator is still in the room of the team',
      ),
    )
  clients.dismissed(jid)
  for (const client of clients.of(jid)) {
    clients.gone(client)
    office.stream.send(presence('error', client, workgroup, undefined, notAnOperator().toElement()))
  }
}

/**
 * Desks say again who they are. Who has the workgroup in the roster from before they were an operator was never asked for
 * their presence; who is one again was, or did not want it.
 */
function engage({ office, subscribers, clients, jid: workgroup }: Workgroup, jid: BareJid): void {
  if (!subscribers.has(jid)) return
  office.stream.send(presence(undefined, jid, workgroup, undefined, buildStarted()))
  office.stream.send(presence(clients.engaged(jid) ? 'probe' : 'subscribe', jid, workgroup))
}

/** Who is neither operator nor supervisor any more sits in nobody's chat as a guest; only supervisors listen silently. */
export function dismissStrangers(workgroup: Workgroup): void {
  for (const one of [...workgroup.actor.state.cases.values()])
    for (const guest of guestsOf(one))
      if (!mayStay(workgroup, guest))
        void workgroup.actor.post({ type: 'leave-chat', case: one.id, operator: guest.operator })
}

const mayStay = (workgroup: Workgroup, { as, operator }: Guest): boolean =>
  as === 'leaving' || (as === 'silent' ? isSupervisor(workgroup, operator) : mayCommand(workgroup, operator))
