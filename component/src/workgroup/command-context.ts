/** What the commands ask of a workgroup, for the person who speaks. */
import { noRecords } from '../commands/records.ts'
import type { CaseRow, Colleague, CommandContext } from '../commands/types.ts'
import { seatsOf, showOf, wholeLoadOf } from '../core/staff.ts'
import type { Case, FullJid } from '../core/types.ts'
import { bare, resource } from '../protocol/jid.ts'
import { forOperator, lookUp } from './case-view.ts'
import { operatorName } from './names.ts'
import { statusOf } from './pushes.ts'
import type { Workgroup } from './workgroup.ts'

export function commandContext(workgroup: Workgroup, client: FullJid): CommandContext {
  const { office, settings } = workgroup
  const jid = bare(client)
  return {
    now: office.clock.now(),
    workgroup: { jid: workgroup.jid, name: settings.name },
    speaker: { jid, client, supervisor: office.config.operators.get(jid)?.supervisor ?? false },
    cases: () => caseRows(workgroup, jid),
    colleagues: () => colleagues(workgroup),
    workgroups: () =>
      [...office.workgroups.values()]
        .filter((other) => other !== workgroup)
        .map(({ jid: address, settings: { name } }) => ({ jid: address, name })),
    records: noRecords,
    async decide(event) {
      if (event.type === 'accept' || event.type === 'take') workgroup.clients.answered(event.case, client)
      return (await workgroup.actor.post(event))?.fault
    },
    async setStatus(show, status) {
      const words = status === undefined ? {} : { status }
      const known = workgroup.actor.state.operators.get(jid)?.resources.get(resource(client) ?? '')
      const presence = { priority: 0, ...known, ...words, show }
      const event = {
        type: 'operator-presence',
        operator: jid,
        resource: resource(client) ?? '',
        presence,
      } as const
      return (await workgroup.actor.post(event))?.fault
    },
  }
}

/** The queue in its order, then the chats. */
function caseRows(workgroup: Workgroup, speaker: string): CaseRow[] {
  const { state } = workgroup.actor
  const queued = [...state.queue.values()]
  const inChat = [...state.cases.values()].filter(
    ({ phase }) => phase.is === 'opening' || phase.is === 'active',
  )
  return [...queued, ...inChat.map(({ id }) => id)].flatMap((id) => {
    const live = lookUp(workgroup, id)
    return live ? [rowOf(workgroup, live, speaker)] : []
  })
}

function rowOf(
  workgroup: Workgroup,
  live: { record: Case } & Parameters<typeof forOperator>[0],
  speaker: string,
): CaseRow {
  const { phase, joinedAt } = live.record
  const operator = phase.is === 'opening' || phase.is === 'active' ? phase.operator : undefined
  return {
    case: forOperator(live),
    joinedAt,
    operator:
      operator === undefined ? undefined : { jid: operator, name: operatorName(workgroup.office, operator) },
    ringsHere: phase.is === 'ringing' && phase.offers.some((offer) => offer.operator === speaker),
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
        show: showOf(operator),
        status: statusOf(operator),
        chats: wholeLoadOf(operator) - operator.offers.size,
        seats: seatsOf(rules, operator),
      },
    ]
  })
}
