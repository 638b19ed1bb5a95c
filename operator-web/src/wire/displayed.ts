// XEP-0490: Message Displayed Synchronization (version 0.1.0): how far this person has read, for all their clients.

import * as NS from '../../../component/protocol/namespaces.js'
import type { RoomJid } from '../model/types.ts'
import type { Item, Node } from './pep.ts'
import { type Element, xml } from './xml.ts'

export const DISPLAYED_NODE: Node = { name: NS.DISPLAYED, many: true }

export const buildDisplayed = (room: RoomJid, stanzaId: string): Element =>
  xml('displayed', { xmlns: NS.DISPLAYED }, xml('stanza-id', { xmlns: NS.STANZA_ID, by: room, id: stanzaId }))

/** By room: the archive id of the last message that was read. */
export const parseDisplayed = (items: readonly Item[]): ReadonlyMap<RoomJid, string> =>
  new Map(
    items.flatMap(({ id: room, payload }) => {
      const mark = payload.is('displayed', NS.DISPLAYED) && payload.getChild('stanza-id', NS.STANZA_ID)?.attrs
      return mark && mark.by === room && mark.id ? [[room, mark.id] as const] : []
    }),
  )
