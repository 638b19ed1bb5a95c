/**
 * Fastpath's metadata, `<metadata xmlns='http://jivesoftware.com/protocol/workgroup'/>`: names with values beside a
 * request or an offer. No XEP; as written by Smack's `MetaDataUtils`.
 */
import type { Element } from 'ltx'
import { allOwn, attr, child, el, text } from './xml.ts'

export const NS = 'http://jivesoftware.com/protocol/workgroup'

/** A name may come more than once. */
export interface MetadataItem {
  readonly name: string
  readonly value: string
}

/** `undefined` when there is nothing to say, so that no empty element is sent. */
export const buildMetadata = (items: readonly MetadataItem[]): Element | undefined =>
  items.length === 0
    ? undefined
    : el(
        'metadata',
        { xmlns: NS },
        items.map((item) => el('value', { name: item.name }, item.value)),
      )

/** The items in `parent`'s `<metadata/>`; none when it is not there. A value without a name is ignored. */
export function parseMetadata(parent: Element): readonly MetadataItem[] {
  const metadata = child(parent, 'metadata', NS)
  if (!metadata) return []
  return allOwn(metadata, 'value').flatMap((value) => {
    const name = attr(value, 'name')
    return name ? [{ name, value: text(value) }] : []
  })
}
