/** When a chat is over, its visitor may say how it was, and have it by e-mail (C8). */
import type { CaseId } from '../../core/types.ts'
import { asRead } from '../../mail/as-read.ts'
import { transcriptMail } from '../../mail/compose.ts'
import { cleanText } from '../../protocol/clean.ts'
import { buildRated } from '../../protocol/parlor.ts'
import { body } from '../../protocol/stanza.ts'
import type { RatedCase } from '../../store/memory-types.ts'
import type { Office } from '../office.ts'
import { hasPlainClient, writeTo } from '../plain-client.ts'
import { hashToken } from './admission.ts'

/** So long the key of a chat that is over works, ms. */
const WITHIN = 24 * 60 * 60_000
const MAILS = 3

interface Said {
  readonly rating: number
  readonly comment?: string
}

/** Resolves when it is stored; false where there is no such chat. Said again it replaces what was said. */
export async function rate(
  office: Office,
  token: string,
  { rating, comment: words }: Said,
): Promise<boolean> {
  const found = await caseOver(office, token)
  if (!found) return false
  const { store, clock, log } = office
  const comment = cleanText(words ?? '')
  const at = clock.now()
  await store.rate(found.id, { rating, at, ...(comment && { comment }) })
  await store.note({
    case: found.id,
    at,
    what: 'rated',
    who: 'visitor',
    detail: `${rating}${comment && `: ${comment}`}`,
  })
  log.info({ workgroup: found.workgroup, case: found.id, rating }, 'a chat was rated')
  tellOperator(office, found, { rating, ...(comment && { comment }) })
  return true
}

/** To whoever served it, where they are on duty: in words, and on a desk beside the chat. */
function tellOperator(
  office: Office,
  { id, number, workgroup: jid, operator, visitorName }: RatedCase,
  said: Said,
): void {
  const workgroup = office.workgroups.get(jid)
  if (!workgroup || operator === undefined) return
  const rated = buildRated({ case: id, ...said })
  const comment = said.comment ? `\n\u201C${said.comment}\u201D` : ''
  const words = body(
    `${visitorName} (case ${number}) gave ${said.rating} of 5 for your conversation.${comment}`,
  )
  for (const desk of workgroup.clients.agentsOf(operator)) workgroup.say(desk, words, rated)
  if (hasPlainClient(workgroup, operator)) writeTo(workgroup, operator, [words, rated])
}

/** Why nothing is sent, or nothing where it is; without its words, a transcript is none. */
export async function mailTranscript(
  office: Office,
  token: string,
  mail: string,
): Promise<'unknown' | 'no-mail' | 'too-often' | undefined> {
  const { store, clock, config, post } = office
  if (config.smtp === undefined) return 'no-mail'
  const found = await caseOver(office, token)
  const settings = found && config.workgroups.get(found.workgroup)
  if (!found || !settings) return 'unknown'
  const before = (await store.events(found.id)).filter(({ what }) => what === 'transcript-mailed')
  if (before.length >= MAILS) return 'too-often'
  const at = clock.now()
  const lines = asRead(await store.transcript(found.id)).map((line) => ({
    ...line,
    body: cleanText(line.body),
  }))
  await store.queueMails([transcriptMail(settings, found, lines, { mail, at })])
  await store.note({ case: found.id, at, what: 'transcript-mailed', who: 'visitor' })
  post.wake()
  return undefined
}

/** The case of this token, once it is over. One that ends just now is waited for: its transcript is being copied. */
async function caseOver(office: Office, token: string): Promise<RatedCase | undefined> {
  const { store, clock } = office
  const hash = hashToken(token)
  const live = await store.caseByToken(hash)
  if (live) await endOf(office, live.workgroup, live.id)
  return store.caseToRate(hash, clock.now() - WITHIN)
}

async function endOf({ workgroups }: Office, jid: string, id: CaseId): Promise<void> {
  const workgroup = workgroups.get(jid)
  if (workgroup?.actor.state.cases.get(id)?.phase.is === 'ended') await workgroup.lanes.idle(id)
}
