/** What is said of a call in the room (XEP-0482). */
import { HINTS } from '../../../../component/protocol/namespaces.js'
import { el, kids, type Plain } from '../../shared/call/element.ts'

/** Kept, so that the record shows it. */
export const told = (room: string, what: Plain, id?: string): Plain =>
  el('message', { to: room, type: 'groupchat', id }, what, el('store', { xmlns: HINTS }))

export const inside = (parent: Plain | undefined, name: string, xmlns: string): Plain | undefined =>
  parent && kids(parent, name).find(({ attrs }) => attrs.xmlns === xmlns)
