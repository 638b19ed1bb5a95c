/**
 * Leaving a message instead of a chat, and answering it (Q5): the same for HTTP and XMPP. The caller has checked
 * the form (`validate`) and who is asking; afterwards it wakes the post, and tells whoever is on duty (`messageTold`).
 */

import { teamOf } from '../config/team.ts'
import type { Config, SiteConfig, WorkgroupConfig } from '../config/types.ts'
import type { Answer, Background, Parameter } from '../core/request.ts'
import { addressOf, requestOf } from '../core/request.ts'
import type { BareJid, CaseId } from '../core/types.ts'
import type { Clock } from '../effects/types.ts'
import { cleanLine, cleanText } from '../protocol/clean.ts'
import { bare, domain } from '../protocol/jid.ts'
import { visitorName } from '../protocol/lookalike.ts'
import { newCaseId } from '../store/case-id.ts'
import type { Answered, CaseDetails, LeftMessage, Store } from '../store/types.ts'
import { answerMail, answerWords, messageMail } from './compose.ts'

export interface MessageInput {
  readonly workgroup: WorkgroupConfig
  readonly site?: SiteConfig | undefined
  /** Full JID; empty for one who came by HTTP. */
  readonly visitorJid: string
  /** Of somebody with an account. */
  readonly account?: BareJid | undefined
  readonly answers: readonly Answer[]
  /** What they want to say; cleaned here. At most `LONGEST_MESSAGE`. */
  readonly text: string
  readonly parameters: readonly Parameter[]
  readonly page?: string | undefined
  readonly title?: string | undefined
  readonly referrer?: string | undefined
  readonly language?: string | undefined
  readonly background?: Background | undefined
}

/** Characters; as `text-multi` in a form. */
export const LONGEST_MESSAGE = 4_000

export interface MessageParts {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
}

/** Resolves when it is stored, with the mail to the workgroup if one is to be sent. */
export async function keepMessage(parts: MessageParts, input: MessageInput): Promise<LeftMessage> {
  const { workgroup, answers } = input
  const text = cleanText(input.text)
  const mail = addressOf(workgroup, answers)
  const { persons } = requestOf(workgroup, input)
  const left = { text, persons, ...(mail !== undefined && { mail }) }
  const toWorkgroup = (details: CaseDetails) =>
    parts.config.smtp === undefined
      ? []
      : messageMail(workgroup, details, left, accountOf(parts.config, { details, ...left }))
  const details = detailsOf(parts, input, await newCaseId(parts.store))
  return parts.store.leaveMessage(details, { ...left, mails: toWorkgroup })
}

type NewMessage = Parameters<Store['leaveMessage']>[0]

function detailsOf({ clock, config }: MessageParts, input: MessageInput, id: CaseId): NewMessage {
  const { workgroup, site, page, title, referrer, language, background } = input
  return {
    id,
    workgroup: workgroup.jid,
    createdAt: clock.now(),
    visitorName: nameOf(input, config),
    visitorJid: input.visitorJid,
    answers: input.answers,
    parameters: input.parameters,
    ...(site && { site: site.id }),
    ...(page !== undefined && { page }),
    ...(title !== undefined && { title }),
    ...(referrer !== undefined && { referrer }),
    ...(language !== undefined && { language }),
    ...(background && { background }),
  }
}

function nameOf({ answers, account }: MessageInput, config: MessageParts['config']): string {
  const given = cleanLine(answers.find(({ name }) => name === 'name')?.values[0] ?? '')
  if (given) return visitorName(given, teamOf(config))
  return account?.slice(0, account.indexOf('@')) ?? 'Visitor'
}

/** Where it was left from, if that is somebody with an account: with no e-mail address the answer goes there. */
export const accountOf = (
  config: Pick<Config, 'domain'>,
  { details: { visitorJid }, mail }: Pick<LeftMessage, 'details' | 'mail'>,
): BareJid | undefined =>
  mail === undefined && visitorJid.includes('@') && domain(visitorJid) === config.domain
    ? bare(visitorJid)
    : undefined

export type MessageFault =
  /** Not in this workgroup, or no left message at all. */
  | 'no-such-message'
  | 'answered-before'
  /** Recorded nothing: the visitor left no address and has no account, or no mail server is configured. */
  | 'no-address'
  | 'no-mail-server'

/** Resolves when answer and mail are stored; undefined means done. `answer.text` has been cleaned and measured. */
export async function answerMessage(
  { config, store, say }: AnswerParts,
  workgroup: WorkgroupConfig,
  id: CaseId,
  answer: Answered,
): Promise<MessageFault | undefined> {
  const left = await store.leftMessage(id)
  if (!left || left.details.workgroup !== workgroup.jid) return 'no-such-message'
  if (left.answer) return 'answered-before'
  const account = accountOf(config, left)
  if (left.mail === undefined && account === undefined) return 'no-address'
  if (left.mail !== undefined && config.smtp === undefined) return 'no-mail-server'
  const done = await store.answerMessage(id, answer, answerMail(config, workgroup, left, answer))
  if (!done) return 'answered-before'
  if (account !== undefined) say(account, answerWords(config, workgroup, left, answer))
  return undefined
}

interface AnswerParts extends Pick<MessageParts, 'config' | 'store'> {
  /** In a message to somebody with an account. */
  say(account: BareJid, words: string): void
}

/** Settled without a mail: by telephone, or because the visitor came back and was served. False when it was before. */
export const settleMessage = (store: Store, id: CaseId, by: Pick<Answered, 'by' | 'at'>): Promise<boolean> =>
  store.answerMessage(id, { ...by, text: '' })
