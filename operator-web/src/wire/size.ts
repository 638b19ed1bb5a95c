/** A stanza that is too large ends the whole stream (RFC 6120 §13.12): it is refused here, as the server would. */
import * as NS from '../../../component/protocol/namespaces.js'
import { type Element, xml } from './xml.ts'

/** In bytes; the server takes 64 KiB. */
const LARGEST = 60_000

/** Shorter than this in characters it fits, whatever they are. */
const SURELY = LARGEST / 3

/** The error that answers what is too large; `undefined` for what may travel. */
export function refusalOf(stanza: Element): Element | undefined {
  const text = stanza.toString()
  if (text.length < SURELY || new TextEncoder().encode(text).length <= LARGEST) return undefined
  const { to: from, id } = stanza.attrs
  return xml(
    stanza.name,
    { type: 'error', from, id },
    xml('error', { type: 'modify' }, xml('policy-violation', { xmlns: NS.STANZAS })),
  )
}
