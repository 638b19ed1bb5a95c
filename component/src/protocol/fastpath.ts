/**
 * What Openfire's Fastpath adds to XEP-0142, in `http://jivesoftware.com/protocol/workgroup`: metadata (names with values
 * beside a request or an offer) and the session, which ties an invitation to its offer. No XEP; as read and written by
 * Smack's `org.jivesoftware.smackx.workgroup`.
 */
import type { Element } from 'ltx'
import { FASTPATH } from '../../protocol/namespaces.js'
import { parseCaps } from './caps.ts'
import { needed } from './values.ts'
import { allOwn, attr, child, el, text } from './xml.ts'

export const NS = FASTPATH

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

/** For Fastpath the id of the case: the same in offer, revoke and invitation. */
export const buildSession = (id: string): Element => el('session', { xmlns: NS, id })

export function parseSession(parent: Element): string | undefined {
  const session = child(parent, 'session', NS)
  return session && needed(session, 'id')
}

/**
 * Does this presence come from a client on Smack? COMPAT: its readers of `notify-queue` and `notify-queue-details` know
 * only dates like `20261121T10:00:00` and give up at an element they do not know, so such a client gets these two
 * plain (`QueueDetails.Provider`, in all versions up to 4.5).
 */
export const isFastpath = (presence: Element): boolean =>
  /^https?:\/\/(www\.)?igniterealtime\.org\//.test(parseCaps(presence)?.node ?? '')
