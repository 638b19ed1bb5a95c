// XEP-0163: Personal Eventing Protocol (version 1.2.2), kept private as XEP-0223 says: what the person's own account keeps
// for all their clients. Our own address is left out: it is meant then (RFC 6120 §8.1.1.1).

import * as NS from '../../../component/protocol/namespaces.js'
import { buildSubmission } from './forms.ts'
import { type Element, xml } from './xml.ts'

/** `many`: one item for each of something, all of them kept; else there is only the current one. */
export interface Node {
  readonly name: string
  readonly many: boolean
}

/** A node that does not exist yet is made with these options; one that has others refuses. */
const options = ({ many }: Node) =>
  xml(
    'publish-options',
    {},
    buildSubmission({
      FORM_TYPE: NS.PUBLISH_OPTIONS,
      'pubsub#persist_items': 'true',
      'pubsub#access_model': 'whitelist',
      ...(many && { 'pubsub#max_items': 'max', 'pubsub#send_last_published_item': 'never' }),
    }),
  )

export const buildPublish = (node: Node, id: string, payload: Element): Element =>
  xml(
    'iq',
    { type: 'set' },
    xml(
      'pubsub',
      { xmlns: NS.PUBSUB },
      xml('publish', { node: node.name }, xml('item', { id }, payload)),
      options(node),
    ),
  )

export const buildRetract = (node: Node, id: string): Element =>
  xml(
    'iq',
    { type: 'set' },
    xml(
      'pubsub',
      { xmlns: NS.PUBSUB },
      xml('retract', { node: node.name, notify: 'true' }, xml('item', { id })),
    ),
  )

export const buildItems = (node: Node): Element =>
  xml('iq', { type: 'get' }, xml('pubsub', { xmlns: NS.PUBSUB }, xml('items', { node: node.name })))

export interface Item {
  readonly id: string
  readonly payload: Element
}

const itemsIn = (parent: Element | undefined, node: string): readonly Item[] => {
  const list = parent?.getChildren('items').find(({ attrs }) => attrs.node === node)
  return (list?.getChildren('item') ?? []).flatMap((item) => {
    const payload = item.getChildElements()[0]
    return payload ? [{ id: item.attrs.id ?? '', payload }] : []
  })
}

export const parseItems = (reply: Element, node: Node): readonly Item[] =>
  itemsIn(reply.getChild('pubsub', NS.PUBSUB), node.name)

/** What another client of ours has published; that it comes from our own account the caller checks. */
export const parseEvent = (message: Element, node: Node): readonly Item[] =>
  itemsIn(message.getChild('event', NS.PUBSUB_EVENT), node.name)
