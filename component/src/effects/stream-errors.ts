/** Stream errors (RFC 6120 §4.9) that do not get better by themselves, with what an admin can do about each. */

/** The server will not have this component, and trying again does not help. Stops the start. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused'

  constructor(
    /** RFC 6120 §4.9.3: `not-authorized`, `host-unknown` ... */
    readonly condition: string,
    message: string,
  ) {
    super(message)
  }
}

/** `condition` of a stream error (RFC 6120 §4.9), which the library puts on its `StreamError`. */
export function streamCondition(error: Error): string | undefined {
  return 'condition' in error && typeof error.condition === 'string' ? error.condition : undefined
}

/** What an admin can do about a refusal, by condition. */
const advice: Record<string, (domain: string, address: string) => string> = {
  'not-authorized': (domain, address) =>
    `the XMPP server at ${address} refused the secret of ${domain}: ` +
    'make xmpp.secret the same as component_secret on the server',
  'host-unknown': (domain, address) =>
    `the XMPP server at ${address} does not know the component ${domain}: ` +
    `add Component "${domain}" to its configuration, or correct xmpp.component`,
}

/** The named error for what cannot get better by itself; undefined for everything else. */
export function refusal(error: Error, domain: string, address: string): StreamRefused | undefined {
  const condition = streamCondition(error)
  const message = condition === undefined ? undefined : advice[condition]?.(domain, address)
  return condition !== undefined && message !== undefined ? new StreamRefused(condition, message) : undefined
}
