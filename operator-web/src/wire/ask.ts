// IQ requests (RFC 6120 §8.2.3). The library matches replies by id alone; here a reply counts only when it comes from
// the address that was asked, so that no visitor can answer for the server.
import { errorCondition, errorText } from './muc.ts'
import { bare, type Element } from './xml.ts'

/** An error reply, or none at all (`remote-server-timeout`). */
export class StanzaError extends Error {
  constructor(
    /** `forbidden`, `item-not-found`, `conflict` ... (RFC 6120 §8.3.3) */
    readonly condition: string,
    text?: string,
  ) {
    super(text ?? condition)
    this.name = 'StanzaError'
  }
}

interface Open {
  readonly to: string
  readonly settle: (reply: Element | StanzaError) => void
}

export class Questions {
  readonly #open = new Map<string, Open>()

  constructor(
    private readonly send: (stanza: Element) => void,
    /** Our own bare JID: an IQ without `to` is answered by it, or without `from` (RFC 6120 §8.1.2.1). */
    private readonly self: () => string,
  ) {}

  /** Resolves with the result; rejects with `StanzaError`. */
  ask(iq: Element, timeout = 15_000): Promise<Element> {
    const id = crypto.randomUUID()
    iq.attrs.id = id
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(new StanzaError('remote-server-timeout', 'No answer came.')),
        timeout,
      )
      const settle = (reply: Element | StanzaError) => {
        clearTimeout(timer)
        this.#open.delete(id)
        if (reply instanceof StanzaError) reject(reply)
        else resolve(reply)
      }
      this.#open.set(id, { to: iq.attrs.to ?? '', settle })
      this.send(iq)
    })
  }

  /** True when the stanza was the answer to a question. */
  take(stanza: Element): boolean {
    const { type, id, from } = stanza.attrs
    if (stanza.name !== 'iq' || (type !== 'result' && type !== 'error')) return false
    const question = this.#open.get(id ?? '')
    if (!question || !this.#believes(question.to, from ?? '')) return false
    question.settle(type === 'result' ? stanza : new StanzaError(errorCondition(stanza), errorText(stanza)))
    return true
  }

  /** The connection is gone for good: nobody will answer any more. */
  giveUp(): void {
    for (const { settle } of [...this.#open.values()]) settle(new StanzaError('remote-server-timeout'))
  }

  #believes(to: string, from: string): boolean {
    if (to) return from === to
    return from === '' || from === this.self() || from === bare(this.self())
  }
}
