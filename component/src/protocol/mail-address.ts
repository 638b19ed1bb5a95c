/** Addresses of mailboxes (RFC 5322 §3.4), the plain ones only: no comments, no quoted local parts, one each. */

export interface Mailbox {
  readonly address: string
  /** Shown before it: `Acme Support`. */
  readonly name?: string
}

/** RFC 5321 §4.5.3.1: 254 characters in a path. */
const LONGEST = 254
const ADDRESS =
  /^[^\s@<>"(),:;[\]\\\p{C}]{1,64}@[^\s@<>"(),:;[\]\\\p{C}.]+(?:\.[^\s@<>"(),:;[\]\\\p{C}.]+)*$/u

/** Nothing that could end a header or name a second recipient. */
export const isAddress = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text)

/** `help@acme.example`, or `Acme Support <help@acme.example>`. */
export function parseMailbox(text: unknown): Mailbox | undefined {
  if (typeof text !== 'string') return undefined
  const [, name = '', bracketed] = /^\s*(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>)\s*$/u.exec(text) ?? []
  const address = (bracketed ?? text).trim()
  if (!isAddress(address)) return undefined
  return name === '' ? { address } : { address, name: name.trim() }
}
