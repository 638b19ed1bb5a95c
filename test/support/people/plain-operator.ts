/** An operator with any chat program: a contact in the roster, messages to read, words to answer with. */
import type { Element } from 'ltx'
import { Connection } from './connection.ts'
import { NS } from './namespaces.ts'
import type { Account } from './operator.ts'
import { Person } from './person.ts'
import { attr, bare, body, el, from, show } from './stanza.ts'
import type { Waiting } from './watched.ts'

export class PlainOperator extends Person {
  /** Says yes to whoever wants to see the presence, as people do when the program asks. */
  static async signIn(account: Account): Promise<PlainOperator> {
    const connection = await Connection.open(account.username, account)
    const operator = new PlainOperator(connection)
    operator.#sayYes()
    await connection.get(bare(connection.jid), el('query', { xmlns: NS.roster }))
    await connection.send(el('presence'))
    return operator
  }

  /** Adds the workgroup to the roster: that alone puts an operator on duty. Resolves when both see each other, or one the other. */
  async add(workgroup: string, whoSees: 'both' | 'to' = 'both'): Promise<void> {
    const item = el('item', { jid: workgroup, name: 'Support' })
    await this.connection.set(bare(this.jid), el('query', { xmlns: NS.roster }, item))
    await this.connection.send(el('presence', { to: workgroup, type: 'subscribe' }))
    await this.connection.stanzas.until(
      (stanza) => subscriptionOf(stanza, workgroup) === whoSees,
      `the subscription with ${workgroup} to be '${whoSees}'`,
    )
  }

  /** Removes it again: off duty. */
  async remove(workgroup: string): Promise<void> {
    const item = el('item', { jid: workgroup, subscription: 'remove' })
    await this.connection.set(bare(this.jid), el('query', { xmlns: NS.roster }, item))
  }

  appear(shown?: 'away' | 'chat' | 'xa' | 'dnd', status?: string): Promise<void> {
    return this.connection.send(
      el('presence', {}, shown && el('show', {}, shown), status !== undefined && el('status', {}, status)),
    )
  }

  /** What the contact list shows beside the workgroup. */
  async statusOf(
    workgroup: string,
    text: RegExp,
    waiting: Waiting = {},
  ): Promise<{ show: string; status: string }> {
    const stanza = await this.connection.stanzas.until(
      (one) =>
        one.is('presence') &&
        bare(from(one)) === workgroup &&
        ['unavailable', undefined].includes(attr(one, 'type')) &&
        text.test(one.getChildText('status') ?? ''),
      `${workgroup} to show ${text}`,
      waiting,
    )
    return { show: show(stanza), status: stanza.getChildText('status') ?? '' }
  }

  /** Types a line to the workgroup. */
  tells(workgroup: string, text: string): Promise<void> {
    return this.connection.send(el('message', { to: workgroup, type: 'chat' }, el('body', {}, text)))
  }

  /** A message of the workgroup whose text fits. */
  async hears(workgroup: string, text: RegExp, waiting: Waiting = {}): Promise<Element> {
    return this.connection.stanzas.until(
      (stanza) => stanza.is('message') && bare(from(stanza)) === workgroup && text.test(body(stanza) ?? ''),
      `a message that fits ${text}`,
      waiting,
    )
  }

  /** Types a word and waits for the answer to it. */
  async asks(workgroup: string, word: string, answer: RegExp): Promise<string> {
    const since = this.connection.stanzas.mark()
    await this.tells(workgroup, word)
    return body(await this.hears(workgroup, answer, { since })) ?? ''
  }

  #sayYes(): void {
    this.connection.stanzas.follow((stanza) => {
      if (!stanza.is('presence') || attr(stanza, 'type') !== 'subscribe') return
      void this.connection.send(el('presence', { to: bare(from(stanza)), type: 'subscribed' }))
    })
  }
}

function subscriptionOf(stanza: Element, jid: string): string | undefined {
  const items = stanza.is('iq') ? (stanza.getChild('query', NS.roster)?.getChildren('item') ?? []) : []
  return attr(
    items.find((item) => attr(item, 'jid') === jid),
    'subscription',
  )
}
