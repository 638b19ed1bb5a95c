/** Messages left by visitors whom nobody could serve (Q5): kept, and told once to an operator on duty. */
import { messagesText } from '../../commands/actions/messages.ts'
import type { Answer } from '../../core/request.ts'
import { onDuty } from '../../core/staff.ts'
import type { BareJid, CaseId } from '../../core/types.ts'
import { phoneOf, validateLeft } from '../../mail/callback.ts'
import { accountOf, keepMessage, LONGEST_MESSAGE, type MessageInput } from '../../mail/left-message.ts'
import { cleanText } from '../../protocol/clean.ts'
import type { Submit } from '../../protocol/forms.ts'
import type { Jid } from '../../protocol/jid.ts'
import { buildMessagesChanged, type LeaveMessage } from '../../protocol/parlor.ts'
import { body } from '../../protocol/stanza.ts'
import { refusal } from '../../protocol/stanza-error.ts'
import type { LeftMessage } from '../../store/types.ts'
import type { Office } from '../office.ts'
import { hasPlainClient, writeTo } from '../plain-client.ts'
import type { Workgroup } from '../workgroup.ts'
import { accountOf as accountAt, burn, checkTicket, refuseForm } from './admission.ts'

export interface Left {
  readonly id: CaseId
  readonly number: number
}

/** Resolves when it is stored. */
export async function leaveMessage(office: Office, input: MessageInput): Promise<Left> {
  const { details } = await keepMessage(office, input)
  const { id, number, workgroup: jid } = details
  office.post.wake()
  office.cache.untold.add(jid)
  office.log.info({ workgroup: jid, case: id }, 'a message was left')
  const workgroup = office.workgroups.get(jid)
  if (workgroup) {
    tellLeft(workgroup)
    listChanged(workgroup)
    workgroup.wakeUps.messageLeft(id)
  }
  return { id, number }
}

/** Desks ask for the list again; who reads words alone has had them, or asks. */
export function listChanged(workgroup: Workgroup): void {
  for (const desk of workgroup.clients.agents())
    if (workgroup.clients.dialectOf(desk) === 'standard') workgroup.say(desk, buildMessagesChanged())
}

/** The same over XMPP: who may ask, and how, as with `join-queue` (urn:parlor:1 §2). */
export async function leaveByStanza(workgroup: Workgroup, from: Jid, asked: LeaveMessage): Promise<Left> {
  const ticket = checkTicket(workgroup, from, asked.ticket)
  const answers = checkLeft(workgroup, asked.form)
  checkText(asked.text)
  if (ticket) await burn(workgroup, ticket)
  const { page, title, referrer, language, background, parameters = [] } = ticket ?? {}
  const { config } = workgroup.office
  return leaveMessage(workgroup.office, {
    workgroup: workgroup.settings,
    site: config.sites.get(ticket?.site ?? ''),
    visitorJid: from.full,
    account: accountAt(workgroup, from),
    answers,
    text: asked.text,
    parameters,
    ...{ page, title, referrer, language, background },
  })
}

function checkLeft({ settings }: Workgroup, form: Submit | undefined): readonly Answer[] {
  const { answers, invalid } = validateLeft(settings, form)
  if (invalid.length > 0) throw refuseForm(invalid)
  return answers
}

function checkText(text: string): void {
  const { length } = [...cleanText(text)]
  if (length === 0) throw refusal('not-acceptable', 'A message is needed.')
  if (length > LONGEST_MESSAGE)
    throw refusal('not-acceptable', `The message is too long: at most ${LONGEST_MESSAGE} characters.`)
}

/** Whenever somebody comes on duty. One alone is told, and of each message once. */
export function tellLeft(workgroup: Workgroup): void {
  const { cache, stream, log } = workgroup.office
  const operator = cache.untold.has(workgroup.jid) && stream.online ? whoIsThere(workgroup) : undefined
  if (operator === undefined) return
  cache.untold.delete(workgroup.jid)
  tell(workgroup, operator).catch((error: unknown) => {
    cache.untold.add(workgroup.jid)
    log.error(
      { workgroup: workgroup.jid, operator, err: error },
      'an operator could not be told of left messages; the next one on duty is',
    )
  })
}

/** Who has been without a chat for longest. */
function whoIsThere({ actor: { state } }: Workgroup): BareJid | undefined {
  const since = (jid: BareJid): number => state.operators.get(jid)?.idleSince ?? 0
  return onDuty(state).sort((a, b) => since(a) - since(b))[0]
}

async function tell(workgroup: Workgroup, operator: BareJid): Promise<void> {
  const { store, clock } = workgroup.office
  const untold = await store.openMessages(workgroup.jid, { untold: true })
  const theirs: LeftMessage[] = []
  for (const one of untold)
    if (await store.messageTold(one.details.id, operator, clock.now())) theirs.push(one)
  if (theirs.length === 0) return
  const words = messagesText(
    theirs.map((one) => asRecord(workgroup.office, one)),
    clock.now(),
  )
  const agents = workgroup.clients.agentsOf(operator)
  const content = () => [body(`Left while nobody could answer:\n${words}`)]
  for (const agent of agents) workgroup.say(agent, ...content())
  if (agents.length === 0 || hasPlainClient(workgroup, operator)) writeTo(workgroup, operator, content())
}

/** As the commands show it. */
export const asRecord = ({ config }: Office, left: LeftMessage) => {
  const { details, at, mail, text } = left
  return {
    id: details.id,
    number: details.number,
    name: details.visitorName,
    at,
    mail,
    account: accountOf(config, left),
    phone: phoneOf(details.answers),
    text,
  }
}
