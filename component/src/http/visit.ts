/** `POST /api/visit`: a ticket for somebody who has clicked (urn:parlor:1 §1). */
import { z } from 'zod'
import type { Config, SiteConfig } from '../config/types.ts'
import type { Background } from '../core/request.ts'
import type { Instant } from '../core/types.ts'
import { randomText } from '../effects/random.ts'
import { searchWords } from '../monitor/background.ts'
import type { SiteVisitor } from '../monitor/types.ts'
import { cleanLine } from '../protocol/clean.ts'
import { signTicket, TICKET_LIFE, type Ticket, ticketId } from '../protocol/ticket.ts'
import { networkOf } from './client-address.ts'
import { findPlace } from './look.ts'
import { checkOrigin } from './origins.ts'
import { Problem } from './problems.ts'
import { parametersOf, type SignatureFault } from './signatures.ts'

/** More than this is a mistake or an attack; addresses of pages are only cut, they may be long in earnest. */
const MAX = { params: 50, name: 64, value: 1_000, url: 2_048, title: 300, language: 35 }
/** Characters: it travels in one stanza with the filled-in form, and a visitor's stream carries 64 KiB. */
const LARGEST_TICKET = 44 * 1024

/** A name of digits only has no one place in sorted JSON (see `signParameters`). */
const paramName = z.string().min(1).max(MAX.name).regex(/\D/, 'a name cannot be a number')

/** What a page says of itself, and what the site gives with it. */
export const pageShape = {
  site: z.string().optional(),
  workgroup: z.string().optional(),
  page: z.string().optional(),
  title: z.string().optional(),
  referrer: z.string().optional(),
  language: z.string().optional(),
  params: z
    .record(paramName, z.string().max(MAX.value))
    .refine((params) => Object.keys(params).length <= MAX.params, `at most ${MAX.params} parameters`)
    .optional(),
  signature: z.string().max(128).optional(),
  /** The names of those the signature is of, where there are others beside them. */
  signed: z.array(paramName).max(MAX.params).optional(),
}
const schema = z.object({
  ...pageShape,
  /** The visitor follows an operator's, of which `Caller.invitation` knows. */
  invitation: z.string().max(64).optional(),
  /** The page is watched, and this is what it was told to be called. */
  visitor: z.string().max(64).optional(),
})
type Body = Omit<z.output<typeof schema>, 'invitation' | 'visitor'>

export interface Caller {
  readonly origin: string | undefined
  readonly address: string
  readonly now: Instant
  readonly ticketKey: string
  /** Is told of a signature that is no good. */
  readonly suspect: (site: SiteConfig, fault: SignatureFault) => void
  /** An operator's invitation that stands. */
  readonly invitation?: (token: string) => Invited | undefined
  /** What the request says by itself: place and browser. */
  readonly background?: Background
  /** Who is on a page that is watched. */
  readonly watched?: (key: string) => SiteVisitor | undefined
}

export interface Invited {
  readonly workgroup: string
  readonly visitor: { readonly site: string }
}

/** @throws Problem */
export function visit(body: unknown, config: Config, caller: Caller) {
  const asked = parseBody(schema, body)
  const invited = invitedBy(asked.invitation, caller)
  const { site, workgroup } = findPlace(config, asked.site ?? '', invited?.workgroup ?? asked.workgroup ?? '')
  checkOrigin(caller.origin, caller.address, config, [site])
  if (invited && invited.visitor.site !== site.id) throw new Problem('no-such-invitation')
  const ticket: Ticket = {
    jti: ticketId(caller.now, randomText(16, 'base64url')),
    exp: caller.now + TICKET_LIFE,
    site: site.id,
    workgroup: workgroup.jid,
    address: networkOf(caller.address),
    ...pageOf(asked, site, caller),
    ...watchedAs(asked.visitor, site, caller),
    ...(asked.invitation !== undefined && { invitation: asked.invitation }),
  }
  return {
    ticket: within(LARGEST_TICKET, signTicket(ticket, caller.ticketKey)),
    workgroup: workgroup.jid,
    domain: config.xmpp.visitors,
    websocket: `${config.http.url.replace(/^http/, 'ws')}/xmpp-websocket`,
    bosh: `${config.http.url}/http-bind`,
  }
}

/** @throws Problem `too-large`: here the site's owner finds out, and not a visitor whose stream is closed. */
function within(most: number, ticket: string): string {
  if (ticket.length <= most) return ticket
  const kilobytes = (length: number) => Math.ceil((length * 0.75) / 1024)
  throw new Problem(
    'too-large',
    `Page and parameters are ${kilobytes(ticket.length)} kB; together they may be ${kilobytes(most)} kB.`,
  )
}

/** @throws Problem `no-such-invitation` */
function invitedBy(token: string | undefined, { invitation }: Caller): Invited | undefined {
  if (token === undefined) return undefined
  const found = invitation?.(token)
  if (!found) throw new Problem('no-such-invitation', 'It is over, or has never been.')
  return found
}

/** Page and parameters, cleaned; the signature has been checked. */
export function pageOf(
  asked: Body,
  site: SiteConfig,
  { suspect, background }: Pick<Caller, 'suspect' | 'background'>,
): Pick<Ticket, (typeof pageKeys)[number]> {
  const referrer = url(asked.referrer)
  const seen = { ...background, ...optional('words', searchWords(referrer)) }
  return {
    ...optional('page', url(asked.page)),
    ...optional('title', cleanLine(asked.title ?? '').slice(0, MAX.title)),
    ...optional('referrer', referrer),
    ...optional('language', language(asked.language)),
    ...(Object.keys(seen).length > 0 && { background: seen }),
    parameters: parametersOf(asked, site, suspect),
  }
}
const pageKeys = ['page', 'title', 'referrer', 'language', 'background', 'parameters'] as const

/** Whose page is watched has let us see more: it goes with their request. How many cases they have is asked for later. */
function watchedAs(
  key: string | undefined,
  site: SiteConfig,
  { watched }: Caller,
): Pick<Ticket, 'background' | 'known'> {
  const there = key === undefined ? undefined : watched?.(key)
  if (there?.site !== site.id) return {}
  const { earlier: _, ...background } = there.background ?? {}
  return { background, ...optional('known', there.known) }
}

/** @throws Problem `malformed`, naming what is wrong */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(body)
  if (data !== undefined) return data
  const [issue] = error?.issues ?? []
  const where = issue && issue.path.length > 0 ? `${issue.path.map(String).join('.').slice(0, 80)}: ` : ''
  throw new Problem('malformed', `${where}${issue?.message ?? 'not understood'}`)
}

/** Operators will see it as a link: only the web, nothing that runs. */
function url(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined
  const { protocol, href } = new URL(text)
  return protocol === 'https:' || protocol === 'http:' ? href.slice(0, MAX.url) : undefined
}

/** BCP 47, or not worth passing on. */
const language = (text: string | undefined): string | undefined =>
  text !== undefined && text.length <= MAX.language && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(text)
    ? text
    : undefined

function optional<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value ? ({ [key]: value } as { [K in Key]: string }) : {}
}
