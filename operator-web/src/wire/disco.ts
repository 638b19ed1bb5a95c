// XEP-0030: Service Discovery (version 2.5): which workgroups the component has.
import * as NS from '../../../component/protocol/namespaces.js'
import { type Element, local, xml } from './xml.ts'

export const buildItemsQuery = (to: string): Element =>
  xml('iq', { type: 'get', to }, xml('query', { xmlns: NS.DISCO_ITEMS }))

/** The list of commands: what this operator may do there (XEP-0050 §2.2). */
export const buildCommandsQuery = (workgroup: string): Element =>
  xml('iq', { type: 'get', to: workgroup }, xml('query', { xmlns: NS.DISCO_ITEMS, node: NS.COMMANDS }))

export const parseCommands = (reply: Element): readonly string[] =>
  (reply.getChild('query', NS.DISCO_ITEMS)?.getChildren('item') ?? []).flatMap(
    ({ attrs }) => attrs.node ?? [],
  )

/** Items with a node in their address are workgroups; the component's other services have none. */
export function parseItems(reply: Element): readonly { jid: string; name: string }[] {
  const items = reply.getChild('query', NS.DISCO_ITEMS)?.getChildren('item') ?? []
  return items.flatMap(({ attrs: { jid, name } }) =>
    jid?.includes('@') ? [{ jid, name: name ?? local(jid) }] : [],
  )
}
