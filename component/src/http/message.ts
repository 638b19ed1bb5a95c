/** `POST /api/message`: a message instead of a chat (urn:parlor:1 §1). */
import { z } from 'zod'
import type { Config } from '../config/types.ts'
import { validateLeft } from '../mail/callback.ts'
import { LONGEST_MESSAGE, type MessageInput } from '../mail/left-message.ts'
import { cleanText } from '../protocol/clean.ts'
import type { Invalid } from '../protocol/forms.ts'
import { type Ticket, verifyTicket } from '../protocol/ticket.ts'
import { findPlace } from './look.ts'
import { checkOrigin } from './origins.ts'
import { Problem } from './problems.ts'
import { type Caller, pageOf, pageShape, parseBody } from './visit.ts'

/** Of one name or value before it is measured by the form: what is longer is no typing error. */
const MOST = { fields: 100, name: 64, value: 10_000, values: 50 }

const value = z.string().max(MOST.value)
const schema = z.object({
  ...pageShape,
  ticket: z.string().max(65_536).optional(),
  text: z.string().max(MOST.value),
  form: z
    .record(z.string().min(1).max(MOST.name), z.union([value, z.array(value).max(MOST.values)]))
    .refine((form) => Object.keys(form).length <= MOST.fields, `at most ${MOST.fields} fields`)
    .optional(),
})

/** Checked as far as the web can: origin, ticket, form. @throws Problem */
export function messageOf(body: unknown, config: Config, caller: Caller): MessageInput {
  const asked = parseBody(schema, body)
  const { site, workgroup } = findPlace(config, asked.site ?? '', asked.workgroup ?? '')
  checkOrigin(caller.origin, caller.address, config, [site])
  const ticket = asked.ticket === undefined ? undefined : readTicket(asked.ticket, workgroup.jid, caller)
  const { answers, invalid } = validateLeft(workgroup, {
    type: 'submit',
    values: new Map(Object.entries(asked.form ?? {}).map(([name, given]) => [name, [given].flat()])),
  })
  const wrong = [...invalid, ...wrongText(asked.text)]
  if (wrong.length > 0) {
    const [texts, fields] = [wrong.map(({ text }) => text), wrong.map(({ field }) => field)]
    throw new Problem('invalid', texts.join(' '), {}, { invalid: fields })
  }
  const { page, title, referrer, language, background, parameters } = ticket ?? pageOf(asked, site, caller)
  const from = ticket === undefined ? site : (config.sites.get(ticket.site) ?? site)
  const pageData = { page, title, referrer, language, background, parameters }
  return { workgroup, site: from, visitorJid: '', answers, text: asked.text, ...pageData }
}

/**
 * A ticket brings what the page has given already. It may have been used: a request that was refused is what
 * messages are left for; how many are left is limited by address.
 */
function readTicket(text: string, workgroup: string, { ticketKey, now }: Caller): Ticket {
  const ticket = verifyTicket(text, ticketKey, { workgroup, now })
  if (typeof ticket !== 'string') return ticket
  throw new Problem('ticket', ticket === 'expired' ? 'It has expired: ask for another.' : undefined)
}

function wrongText(text: string): Invalid[] {
  const words = cleanText(text)
  if (words === '') return [{ field: 'text', text: 'A message is needed.' }]
  return [...words].length > LONGEST_MESSAGE
    ? [{ field: 'text', text: `The message is too long: at most ${LONGEST_MESSAGE} characters.` }]
    : []
}
