/** The traffic as `PARLOR_DEBUG=xmpp` prints it: without text of people and without secrets. */
import { EventEmitter } from 'node:events'
import type { Component } from '@xmpp/component'
import debug from '@xmpp/debug'
import { Element } from 'ltx'

/** Elements whose text is the protocol's and not a person's; all other text is masked. */
const open = new Set(
  'show priority position time timeout join-time max-chats current-chats max count first last'.split(' '),
)
const openAttributes = new Set(
  (
    'xmlns from to id type var node jid affiliation role code stamp by lang version priority ' +
    'phase reason why what number front case show category hash ver max index queryid complete'
  ).split(' '),
)

const hidden = (text: string): string => `(${text.length} characters)`

/** A copy for people who debug: structure and addresses stay; text, tokens and what a visitor told are masked. */
export function masked(element: Element): Element {
  const copy = new Element(element.name)
  for (const [key, value] of Object.entries(element.attrs)) {
    if (value === undefined) continue
    const known = openAttributes.has(key) || key.startsWith('xml')
    copy.attrs[key] = known ? value : hidden(String(value))
  }
  for (const child of element.children) {
    if (child instanceof Element) copy.append(masked(child))
    else copy.t(open.has(element.name) ? child : hidden(String(child)))
  }
  return copy
}

/** Prints the traffic of a connection with `@xmpp/debug`, which masks the handshake only, hence `masked` first. */
export function watchTraffic(entity: Component): void {
  const copy = new EventEmitter()
  for (const event of ['element', 'send']) {
    entity.on(event, (element: Element) => copy.emit(event, masked(element)))
  }
  entity.on('status', (status: string) => copy.emit('status', status))
  debug(copy, true)
}
