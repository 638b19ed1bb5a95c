/**
 * A ticket is what a visitor brings along from the web server to the workgroup (urn:parlor:1 §1): what only HTTP knows, signed
 * by the one for the other, good for one request within minutes.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Instant } from '../core/types.ts'

/** How long a visitor may take from the click to the request, ms. */
export const TICKET_LIFE = 5 * 60_000

/** What only the HTTP side knows, carried by the visitor to the workgroup. JSON-serialisable. */
const schema = z.object({
  /** Burnt in the store at first use: when it was made, and 128 random bits. */
  jti: z.string().min(1),
  /** Expiry, an instant. */
  exp: z.number(),
  site: z.string(),
  /** Bare JID. */
  workgroup: z.string(),
  page: z.string().exactOptional(),
  title: z.string().exactOptional(),
  referrer: z.string().exactOptional(),
  language: z.string().exactOptional(),
  background: z
    .object({
      place: z.string().exactOptional(),
      browser: z.string().exactOptional(),
      words: z.string().exactOptional(),
      path: z.array(z.string()).readonly().exactOptional(),
      visits: z.number().exactOptional(),
    })
    .exactOptional(),
  /** The name that their browser has for them, where they have agreed to it. */
  known: z.string().exactOptional(),
  /** The visitor's network, as limits count it: an IPv4 address, or an IPv6 /64. */
  address: z.string().exactOptional(),
  /** Of the operator who has called this visitor (R7). */
  invitation: z.string().exactOptional(),
  /** `verified`: the site's server signed them. */
  parameters: z.array(z.object({ name: z.string(), value: z.string(), verified: z.boolean() })),
})

export type Ticket = z.infer<typeof schema>

/** Why a ticket is no good. `used` is the store's to find out (`burnTicket`). */
export type TicketFault = 'malformed' | 'forged' | 'expired' | 'other-workgroup'

/** Those of the same time lie close together in the store: burning one costs less. `chance`: 128 random bits as text. */
export const ticketId = (now: Instant, chance: string): string => now.toString(36) + chance

const mac = (key: string, payload: string): Buffer => createHmac('sha256', key).update(payload).digest()

/** `base64url(payload).base64url(hmac)` */
export function signTicket(ticket: Ticket, key: string): string {
  const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url')
  return `${payload}.${mac(key, payload).toString('base64url')}`
}

/** The signature first: nothing of a forged ticket is even parsed. */
export function verifyTicket(
  text: string,
  key: string,
  expected: { readonly workgroup: string; readonly now: Instant },
): Ticket | TicketFault {
  const [payload, signature, ...rest] = text.split('.')
  if (!payload || !signature || rest.length > 0) return 'malformed'
  if (!same(Buffer.from(signature, 'base64url'), mac(key, payload))) return 'forged'
  const ticket = parse(payload)
  if (!ticket) return 'malformed'
  if (ticket.exp <= expected.now) return 'expired'
  return ticket.workgroup === expected.workgroup ? ticket : 'other-workgroup'
}

function parse(payload: string): Ticket | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data
  } catch {
    return undefined
  }
}

/**
 * The signature a site's server makes: lower-case hex HMAC-SHA-256, keyed with the site's key, of the JSON text of the
 * parameters with their names sorted.
 */
export function signParameters(params: Readonly<Record<string, string>>, key: string): string {
  const names = Object.keys(params).sort()
  // Written by hand: in an object JavaScript would put names that look like numbers first, whatever the sorting.
  const pairs = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(params[name])}`)
  return mac(key, `{${pairs.join(',')}}`).toString('hex')
}

export function parametersAreSigned(
  params: Readonly<Record<string, string>>,
  signature: string,
  key: string,
): boolean {
  return same(Buffer.from(signature), Buffer.from(signParameters(params, key)))
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
