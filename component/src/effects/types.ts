/** The edges of the component that touch the world, as the rest of the code sees them. */
import type { Element } from 'ltx'
import type { Duration, Instant } from '../core/types.ts'

/** The component's link to the XMPP server (XEP-0114). */
export interface Stream {
  /** The component's domain: `support.localhost`. */
  readonly domain: string
  readonly online: boolean
  /** Stanzas that could not be written (too large, no address), since the start: each is a fault, and logged. */
  readonly unsent: number
  /** Sends a stanza; while offline it waits in the outbox (presence: the newest per from/to pair). Never rejects. */
  send(stanza: Element): void
  /**
   * Sends an IQ and resolves with the result stanza. Gives it an id; believes only a reply from the addressed JID.
   * Rejects with `StanzaError` for an error reply, after `timeout` ms (default 15 000), or when the link breaks.
   */
  ask(iq: Element, options?: { readonly timeout?: number }): Promise<Element>
  /**
   * The same for what is only done, where the result says nothing more: one IQ, or several that are sent in one go. Resolves
   * when all are done, rejects with the first error.
   */
  tell(iqs: Element | readonly Element[], options?: { readonly timeout?: number }): Promise<void>
  onOnline(listener: () => void): void
  onOffline(listener: () => void): void
  start(): Promise<void>
  stop(): Promise<void>
}

/** Answers one incoming stanza. An IQ handler returns the payload of the result (or nothing); see `handlers/routes.ts`. */
export type StanzaListener = (stanza: Element) => void | Promise<void>

export interface Clock {
  now(): Instant
  /** Calls back once, at or after `at`; returns a function that cancels it. */
  wake(at: Instant, callback: () => void): () => void
}

/** One that says when it was set. */
export interface FollowedClock extends Clock {
  /**
   * Calls back when the wall clock was set forward, or the machine has slept, by so many ms: before anybody sees the new time.
   * Returns a function that stops that.
   */
  onSet(callback: (by: Duration) => void): () => void
}
