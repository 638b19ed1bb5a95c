/** XEP-0359: Unique and Stable Stanza IDs (version 0.7.0) */
import type { Element } from 'ltx'
import { STANZA_ID } from '../../protocol/namespaces.js'
import { needed } from './values.ts'
import { attr, child, children, el } from './xml.ts'

export const NS = STANZA_ID

export const buildStanzaId = (id: string, by: string): Element => el('stanza-id', { xmlns: NS, id, by })

/** The id given by `by`, the one entity whose word counts; ids by others are ignored (§6, Security Considerations). */
export function parseStanzaId(stanza: Element, by: string): string | undefined {
  const found = children(stanza, 'stanza-id', NS).find((node) => attr(node, 'by') === by)
  return found && needed(found, 'id')
}

export const buildOriginId = (id: string): Element => el('origin-id', { xmlns: NS, id })

export function parseOriginId(stanza: Element): string | undefined {
  const found = child(stanza, 'origin-id', NS)
  return found && needed(found, 'id')
}
