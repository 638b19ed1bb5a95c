/** A connection without a network, for the tests: what was sent is listed, what arrives is written as XML. */

import { Questions } from '../wire/ask.ts'
import { type Element, xml } from '../wire/library.js'
import type { Link, LinkStatus } from '../wire/link.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'

export function parseXml(text: string): Element {
  let found: Element | undefined
  const parser = new xml.Parser()
  parser.on('element', (element) => {
    found = element
  })
  parser.on('error', (error) => {
    throw error
  })
  // The library's parser takes the first element for the stream's.
  parser.write(`<stream xmlns='jabber:client'>${text}`)
  if (!found) throw new Error(`not one whole stanza: ${text}`)
  return found
}

export class FakeLink implements Link {
  readonly jid = 'anna@localhost'
  readonly sent: Element[] = []
  readonly #stanza: ((stanza: Element) => void)[] = []
  readonly #status: ((status: LinkStatus) => void)[] = []
  readonly #questions = new Questions(
    (stanza) => this.send(stanza),
    () => `${this.jid}/desk`,
  )

  send(stanza: Element): void {
    this.sent.push(stanza)
  }

  ask(iq: Element): Promise<Element> {
    const answer = this.#questions.ask(iq)
    if (iq.getChild('pubsub', PUBSUB)) queueMicrotask(() => this.#account(iq))
    return answer
  }

  /** Our own account answers by itself: it keeps what is published, by node and id. */
  readonly kept = new Map<string, string>()

  #account(iq: Element): void {
    const pubsub = iq.getChild('pubsub', PUBSUB)
    const publish = pubsub?.getChild('publish')
    const item = publish?.getChild('item')
    if (publish && item) this.kept.set(`${publish.attrs.node} ${item.attrs.id}`, item.toString())
    const asked = pubsub?.getChild('items')?.attrs.node
    const items = [...this.kept].filter(([key]) => key.startsWith(`${asked} `)).map(([, text]) => text)
    const payload = asked
      ? `<pubsub xmlns='${PUBSUB}'><items node='${asked}'>${items.join('')}</items></pubsub>`
      : ''
    this.receive(`<iq type='result' id='${iq.attrs.id}'>${payload}</iq>`)
  }

  onStanza(listener: (stanza: Element) => void): void {
    this.#stanza.push(listener)
  }

  onStatus(listener: (status: LinkStatus) => void): void {
    this.#status.push(listener)
  }

  start(): void {}
  hurry(): void {}
  async stop(): Promise<void> {
    this.#questions.giveUp()
  }

  status(status: LinkStatus): void {
    for (const listener of this.#status) listener(status)
  }

  /** A stanza arrives. */
  receive(text: string): void {
    const stanza = parseXml(text)
    if (this.#questions.take(stanza)) return
    for (const listener of this.#stanza) listener(stanza)
  }

  /** The newest stanza sent that holds `part`. */
  last(part: string): Element {
    const found = this.sent.findLast((stanza) => stanza.toString().includes(part))
    if (!found) throw new Error(`nothing with ${part} was sent:\n${this.sent.join('\n')}`)
    return found
  }

  count(part: string): number {
    return this.sent.filter((stanza) => stanza.toString().includes(part)).length
  }

  /** Answers the newest question that holds `part`, and waits until the answer was taken in. */
  async answer(part: string, payload = '', type: 'result' | 'error' = 'result'): Promise<void> {
    const { to, id } = this.last(part).attrs
    this.receive(`<iq type='${type}' from='${to}' id='${id}'>${payload}</iq>`)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
