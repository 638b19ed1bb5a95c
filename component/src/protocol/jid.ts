/**
 * RFC 7622: addresses. Strings everywhere; these functions take them apart and check the ones that come from outside.
 * Comparing is comparing strings, so `parse` gives one spelling: local part and domain in lower case and NFKC.
 */
import { StanzaError } from './stanza-error.ts'

export interface Jid {
  readonly local: string | undefined
  readonly domain: string
  readonly resource: string | undefined
  /** `local@domain`, or the domain alone. */
  readonly bare: string
  /** With the resource, if there is one. */
  readonly full: string
}

/** `anna@localhost/psi` -> `anna@localhost`. Checks nothing. */
export function bare(jid: string): string {
  const slash = jid.indexOf('/')
  return slash < 0 ? jid : jid.slice(0, slash)
}

/** What follows the first slash; `undefined` for a bare JID. Checks nothing. */
export function resource(jid: string): string | undefined {
  const slash = jid.indexOf('/')
  return slash < 0 ? undefined : jid.slice(slash + 1)
}

/** `undefined` for a host's JID. Checks nothing. */
export function local(jid: string): string | undefined {
  const at = bare(jid).indexOf('@')
  return at < 0 ? undefined : jid.slice(0, at)
}

/** Checks nothing. */
export function domain(jid: string): string {
  const front = bare(jid)
  return front.slice(front.indexOf('@') + 1)
}

/** Taken apart as it is. Checks nothing. */
export function apart(full: string): Jid {
  const front = bare(full)
  const at = front.indexOf('@')
  return {
    local: at < 0 ? undefined : front.slice(0, at),
    domain: front.slice(at + 1),
    resource: resource(full),
    bare: front,
    full,
  }
}

/** Control, format (bidi, zero width), surrogate, private use, unassigned; line and paragraph separators. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/u
const IN_LOCAL = /["&'/:<>@\p{Z}]/u
const LABEL = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u
const IPV6 = /^\[[0-9a-f:.]{2,45}\]$/
const MAX_BYTES = 1023

/** Checks and normalises an address from outside. Throws `jid-malformed`. */
export function parse(address: string): Jid {
  const slash = address.indexOf('/')
  const front = slash < 0 ? address : address.slice(0, slash)
  const at = front.indexOf('@')
  const localPart = at < 0 ? undefined : checkedLocal(front.slice(0, at))
  const domainPart = checkedDomain(front.slice(at + 1))
  const resourcePart = slash < 0 ? undefined : checkedResource(address.slice(slash + 1))
  const bareJid = localPart === undefined ? domainPart : `${localPart}@${domainPart}`
  return {
    local: localPart,
    domain: domainPart,
    resource: resourcePart,
    bare: bareJid,
    full: resourcePart === undefined ? bareJid : `${bareJid}/${resourcePart}`,
  }
}

function checkedLocal(part: string): string {
  const name = part.normalize('NFKC').toLowerCase()
  if (!fits(name) || UNSAFE.test(name) || IN_LOCAL.test(name)) throw malformed('local part')
  return name
}

function checkedDomain(part: string): string {
  const name = part.normalize('NFKC').toLowerCase().replace(/\.$/, '')
  const good = fits(name) && (IPV6.test(name) || name.split('.').every((label) => LABEL.test(label)))
  if (!good) throw malformed('domain')
  return name
}

/** A resource keeps its case (RFC 7622 §3.4); format characters are refused, so that two never look alike by them. */
function checkedResource(part: string): string {
  const name = part.normalize('NFC')
  if (!fits(name) || UNSAFE.test(name)) throw malformed('resource')
  return name
}

const fits = (part: string): boolean => part !== '' && Buffer.byteLength(part) <= MAX_BYTES

const malformed = (part: string): StanzaError =>
  new StanzaError('modify', 'jid-malformed', `The ${part} of the address is not valid.`)

/** Is it an address in the one spelling that `parse` gives? */
export function isValid(address: string): boolean {
  try {
    return parse(address).full === address
  } catch {
    return false
  }
}
