/**
 * Who may ask for nothing, until when (B7): known by their address, by their account, by a customer's number
 * that the site has signed, or by the random name to which they have agreed. Not by what anybody may claim, or one could be blocked in another's name.
 */

import type { CaseId, FullJid, Instant } from '../../core/types.ts'
import { networks } from '../../http/client-address.ts'
import { buildDateTime } from '../../protocol/datetime.ts'
import { NS as PARLOR } from '../../protocol/parlor.ts'
import { el } from '../../protocol/stanza.ts'
import { refusal } from '../../protocol/stanza-error.ts'
import type { Block } from '../../store/types.ts'
import type { Workgroup } from '../workgroup.ts'

const ADDRESS = 'address:'
const SURE = /^(jid|customer|browser):/

/** As they are kept: the network of an address, and who the person has proved to be. */
export const keysOf = (address: string | undefined, persons: readonly string[]): string[] => [
  ...(address === undefined ? [] : [ADDRESS + address]),
  ...persons.filter((person) => SURE.test(person)),
]

/** Does one of the keys of a block fit one of the visitor's? */
export function fits(block: Pick<Block, 'keys'>, visitor: readonly string[]): boolean {
  return block.keys.some((key) => {
    if (!key.startsWith(ADDRESS)) return visitor.includes(key)
    const isIn = networks([key.slice(ADDRESS.length)])
    return visitor.some(
      (one) => one.startsWith(ADDRESS) && isIn(one.slice(ADDRESS.length).split('/')[0] ?? ''),
    )
  })
}

/** Throws what the visitor reads. */
export function refuseBlocked({ office, jid }: Workgroup, visitor: readonly string[]): void {
  const now = office.clock.now()
  const found = office.cache.blocks.get(jid)?.find((block) => block.until > now && fits(block, visitor))
  if (!found) return
  throw refusal('forbidden', `We do not take requests from you until ${words(found.until)}.`, [
    el('blocked', { xmlns: PARLOR, until: buildDateTime(found.until) }),
  ])
}

/** `2026-11-22 10:00 UTC`: whoever is blocked may be anywhere. */
const words = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** So many of one address wait or talk already. */
export function refuseCrowd({ office }: Workgroup, address: string | undefined): void {
  if (address === undefined) return
  if (office.cache.addresses.open(address) < office.config.http.limits.openRequests) return
  throw refusal(
    'resource-constraint',
    'Several people of your network wait or talk here already. Please try again in a few minutes.',
    [el('too-many-here', { xmlns: PARLOR })],
  )
}

/** Of a live case; what it is blocked by. */
export async function keysOfCase({ office, cases }: Workgroup, id: CaseId): Promise<string[]> {
  const visitor: FullJid = cases.details(id)?.visitorJid ?? ''
  const isAnonymous = visitor.includes(`@${office.config.xmpp.visitors}/`)
  const persons = await office.store.personsOf(id)
  const account = isAnonymous || visitor === '' ? [] : [`jid:${visitor.split('/', 1)[0]}`]
  return [...new Set(keysOf(office.cache.addresses.get(id), [...account, ...persons]))]
}
