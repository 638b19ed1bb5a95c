/** The mails there are, as text. Pure; what people wrote has been cleaned before, and is once more on its way out. */
import { createHash } from 'node:crypto'
import type { Config, WorkgroupConfig } from '../config/types.ts'
import type { BareJid, CaseId, Instant } from '../core/types.ts'
import { shorten } from '../protocol/clean.ts'
import type { Answered, CaseDetails, LeftMessage, NewMail } from '../store/types.ts'
import { phoneOf } from './callback.ts'

/** To the workgroup's address: somebody has left a message. */
export function messageMail(
  workgroup: Pick<WorkgroupConfig, 'name' | 'mail'>,
  details: CaseDetails,
  left: { readonly text: string; readonly mail?: string },
  account?: BareJid,
): NewMail[] {
  if (workgroup.mail === undefined) return []
  const { answers, parameters, page, number } = details
  const facts = [
    ...answers.map(({ label, values }) => `${label}: ${values.join(', ')}`),
    ...parameters.map(({ name, value, verified }) => `${name}: ${value}${verified ? '' : ' (not verified)'}`),
    ...(page === undefined ? [] : [`Page: ${page}`]),
  ]
  const how = left.mail
    ? `To answer, write "answer ${number} ..." to ${details.workgroup}; the visitor gets it by e-mail.`
    : phoneOf(answers)
      ? `When you have called back, write "settle ${number}" to ${details.workgroup}.`
      : account
        ? `To answer, write "answer ${number} ..." to ${details.workgroup}; ${account} gets it as a message.`
        : 'The visitor has left no address to answer to.'
  return [
    {
      id: `${details.id}.left`,
      at: details.createdAt,
      to: workgroup.mail,
      subject: `[${workgroup.name}] Message from ${details.visitorName} (case ${number})`,
      text: [left.text, facts.join('\n'), how].filter((part) => part !== '').join('\n\n'),
      ...(left.mail !== undefined && { replyTo: left.mail }),
    },
  ]
}

/** To the visitor: what the operator answered, and below it what it answers. */
export function answerMail(
  config: Pick<Config, 'operators'>,
  workgroup: Pick<WorkgroupConfig, 'name' | 'mail'>,
  left: LeftMessage,
  answer: Answered,
): NewMail[] {
  if (left.mail === undefined) return []
  const name = config.operators.get(answer.by)?.name
  return [
    {
      id: `${left.details.id}.answer`,
      at: answer.at,
      to: left.mail,
      subject: `Re: Your message to ${workgroup.name} (case ${left.details.number})`,
      text: `${answer.text}\n\n${dayOf(left.at)}, ${left.details.visitorName}:\n${quoted(left.text)}`,
      fromName: name === undefined ? workgroup.name : `${shorten(name, 60)}, ${workgroup.name}`,
      ...(workgroup.mail !== undefined && { replyTo: workgroup.mail }),
    },
  ]
}

/** The same to somebody with an account, as a message. */
export function answerWords(
  config: Pick<Config, 'operators'>,
  workgroup: Pick<WorkgroupConfig, 'name'>,
  left: LeftMessage,
  answer: Answered,
): string {
  const name = config.operators.get(answer.by)?.name ?? workgroup.name
  return `${name} answers your message (case ${left.details.number}):\n${quoted(left.text)}\n\n${answer.text}`
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')

/** To the visitor, who asked for it: what was said in their chat (C8). */
export function transcriptMail(
  workgroup: Pick<WorkgroupConfig, 'name' | 'mail'>,
  about: { readonly id: CaseId; readonly number: number },
  lines: readonly { readonly at: Instant; readonly nick: string; readonly body: string }[],
  asked: { readonly mail: string; readonly at: Instant },
): NewMail {
  const said = lines.map(({ at, nick, body }) => `${timeOf(at)} ${nick}: ${body}`)
  return {
    id: `${about.id}.transcript.${createHash('sha256').update(asked.mail).digest('hex').slice(0, 12)}`,
    at: asked.at,
    to: asked.mail,
    subject: `Your conversation with ${workgroup.name} (case ${about.number})`,
    text: [`${dayOf(lines[0]?.at ?? asked.at)}, times are UTC`, said.join('\n')].join('\n\n'),
    fromName: workgroup.name,
    ...(workgroup.mail !== undefined && { replyTo: workgroup.mail }),
  }
}

const timeOf = (at: Instant): string => new Date(at).toISOString().slice(11, 16)

/** The same everywhere, and misread nowhere. */
const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10)
