/** Who has missed too many offers is off duty in all workgroups, is told why, and says when they are there again (R10). */
import type { BareJid, Effect, FullJid, Resting } from '../../core/types.ts'
import { buildOffDuty, buildOnDuty } from '../../protocol/parlor.ts'
import { buildResponse } from '../../protocol/quick-response.ts'
import { body } from '../../protocol/stanza.ts'
import { hasPlainClient } from '../plain-client.ts'
import type { Workgroup } from '../workgroup.ts'

export function rest(workgroup: Workgroup, { operator, resting }: Effect & { do: 'rest' }): void {
  const isNews = !others(workgroup).some((one) => one.actor.state.operators.get(operator)?.resting)
  if (!isNews) return
  remember(workgroup, operator, resting)
  for (const reader of readersOf(workgroup, operator)) tellRest(workgroup, reader, resting)
  for (const { actor } of others(workgroup)) actor.decideNow({ type: 'rest', operator, resting })
}

export function endRest(workgroup: Workgroup, { operator }: Effect & { do: 'back-on-duty' }): void {
  const isNews = others(workgroup).every(({ actor }) => {
    const known = actor.state.operators.get(operator)
    return !known || known.resting !== undefined
  })
  if (!isNews) return
  remember(workgroup, operator, undefined)
  for (const reader of readersOf(workgroup, operator))
    workgroup.say(reader, body('You are on duty again: requests ring at you.'), buildOnDuty())
  for (const { actor } of others(workgroup)) actor.decideNow({ type: 'back-on-duty', operator })
}

/** Also when a client comes: who has slept reads what has happened. */
export function tellRest(workgroup: Workgroup, to: BareJid | FullJid, { since, missed }: Resting): void {
  const requests = missed === 1 ? 'a request' : `${missed} requests in a row`
  const words = `You have missed ${requests}, so nothing rings at you any more. Write "on" when you are back.`
  workgroup.say(
    to,
    body(words),
    buildOffDuty(since, missed),
    buildResponse({ value: 'on', label: 'I am back' }),
  )
}

export async function backOnDuty({ actor }: Workgroup, operator: BareJid): Promise<boolean> {
  if (!actor.state.operators.get(operator)?.resting) return false
  await actor.post({ type: 'back-on-duty', operator })
  return true
}

const others = (workgroup: Workgroup): Workgroup[] =>
  [...workgroup.office.workgroups.values()].filter((one) => one !== workgroup)

function readersOf(workgroup: Workgroup, operator: BareJid): (BareJid | FullJid)[] {
  const clients = workgroup.clients.agentsOf(operator)
  return hasPlainClient(workgroup, operator) ? [...clients, operator] : clients
}

function remember({ office, jid }: Workgroup, operator: BareJid, resting: Resting | undefined): void {
  office.store.setResting(operator, resting).catch((error: unknown) => {
    office.log.error({ workgroup: jid, operator, err: error }, 'who missed offers was not remembered')
  })
}
