/** An operator opens the conversation (R7): with somebody on the site, who waits, or who has an account here. */
import type { CommandFault, Refusal } from '../../commands/types.ts'
import type { BareJid, FullJid } from '../../core/types.ts'
import { bare, domain, isValid, local } from '../../protocol/jid.ts'
import { beginCase } from '../rooms/begin-case.ts'
import type { Workgroup } from '../workgroup.ts'
import { hashToken, newToken, rememberPerson } from './admission.ts'
import { inviteFromSite, numberOf } from './site.ts'

/**
 * One who waits is taken. Who only reads a page is shown an invitation there, with these words where there are some. Somebody with an account is invited wherever
 * they are online, and has the visitor's grace to come. Strangers from other servers are not written to: an operator's click must not make this a source of spam.
 */
export async function contact(
  workgroup: Workgroup,
  whom: string,
  client: FullJid,
  text?: string,
): Promise<CommandFault | Refusal | undefined> {
  const number = numberOf(whom)
  if (number !== undefined) return inviteFromSite(workgroup, number, client, text)
  const visitor = whom.includes('/') ? whom : whom.toLowerCase()
  const operator = bare(client)
  const { config, clock } = workgroup.office
  const waiting = waitingOf(workgroup, visitor)
  if (waiting !== undefined) {
    workgroup.clients.answered(waiting, client)
    return (await workgroup.actor.post({ type: 'take', case: waiting, operator }))?.fault
  }
  if (bare(visitor) === operator) return { fault: 'bad-input', text: 'That is you.' }
  if (domain(visitor) !== config.domain || local(visitor) === undefined || !isValid(visitor))
    return { fault: 'not-found', text: `${visitor} has no account here: nobody else is written to.` }
  const id = await workgroup.office.caseIds.take()
  workgroup.clients.answered(id, client)
  const made = await beginCase(
    workgroup,
    { type: 'open-conversation', case: id, visitor, operator },
    {
      ...{ id, workgroup: workgroup.jid, createdAt: clock.now(), answers: [], parameters: [] },
      ...{ visitorName: local(visitor) ?? 'Visitor', visitorJid: visitor },
      tokenHash: hashToken(newToken()),
    },
  )
  if ('fault' in made) return made.fault
  rememberPerson(workgroup, id, [`jid:${bare(visitor)}`])
  workgroup.note(id, 'contacted', operator)
  return undefined
}

/** By the address of a session, or of a person whose only session here it is. */
function waitingOf({ actor }: Workgroup, visitor: FullJid | BareJid): string | undefined {
  const { byVisitor } = actor.state
  const exact = byVisitor.get(visitor)
  if (exact !== undefined) return exact
  const sessions = [...byVisitor.entries()].filter(([jid]) => bare(jid) === visitor)
  return sessions.length === 1 ? sessions[0]?.[1] : undefined
}
