/** Who has missed too many offers is off duty in all workgroups, is told why, and says when they are there again (R10). */
import type { Element } from 'ltx'
import type { BareJid, Effect, FullJid, Resting } from '../../core/types.ts'
import { buildOffDuty, buildOnDuty } from '../../protocol/parlor.ts'
import { buildResponse } from '../../protocol/quick-response.ts'
import { body } from '../../protocol/stanza.ts'
import { hasPlainClient, writeTo } from '../plain-client.ts'
import type { Workgroup } from '../workgroup.ts'

export function rest(workgroup: Workgroup, { operator, resting }: Effect & { do: 'rest' }): void {
  const isNews = !others(workgroup).some((one) => one.actor.state.operators.get(operator)?.resting)
  if (!isNews) return
  remember(workgroup, operator, resting)
  tellEverywhere(workgroup, operator, () => restContent(resting))
  for (const { actor } of others(workgroup)) actor.decideNow({ type: 'rest', operator, resting })
}

export function endRest(workgroup: Workgroup, { operator }: Effect & { do: 'back-on-duty' }): void {
  const isNews = others(workgroup).every(({ actor }) => {
    const known = actor.state.operators.get(operator)
    return !known || known.resting !== undefined
  })
  if (!isNews) return
  remember(workgroup, operator, undefined)
  tellEverywhere(workgroup, operator, () => [
    body('You are on duty again: requests ring at you.'),
    buildOnDuty(),
  ])
  for (const { actor } of others(workgroup)) actor.decideNow({ type: 'back-on-duty', operator })
}

/** Also when a client comes: who has slept reads what has happened. */
export const tellRest = (workgroup: Workgroup, client: FullJid, resting: Resting): void =>
  workgroup.say(client, ...restContent(resting))

function restContent({ since, missed }: Resting): Element[] {
  const requests = missed === 1 ? 'a request' : `${missed} requests in a row`
  const words = `You have missed ${requests}, so nothing rings at you any more. Write "on" when you are back.`
  return [body(words), buildOffDuty(since, missed), buildResponse({ value: 'on', label: 'I am back' })]
}

export async function backOnDuty({ actor }: Workgroup, operator: BareJid): Promise<boolean> {
  if (!actor.state.operators.get(operator)?.resting) return false
  await actor.post({ type: 'back-on-duty', operator })
  return true
}

const others = (workgroup: Workgroup): Workgroup[] =>
  [...workgroup.office.workgroups.values()].filter((one) => one !== workgroup)

function tellEverywhere(workgroup: Workgroup, operator: BareJid, content: () => Element[]): void {
  for (const client of workgroup.clients.agentsOf(operator)) workgroup.say(client, ...content())
  if (hasPlainClient(workgroup, operator)) writeTo(workgroup, operator, content())
}

function remember({ office, jid }: Workgroup, operator: BareJid, resting: Resting | undefined): void {
  office.store.setResting(operator, resting).catch((error: unknown) => {
    office.log.error({ workgroup: jid, operator, err: error }, 'who missed offers was not remembered')
  })
}
