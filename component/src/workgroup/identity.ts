/** What a workgroup is and can do; the hash of it goes into its presence (XEP-0115). */

import type { Element } from 'ltx'
import { buildCaps, type Caps, capsHash, capsNode, type Info } from '../protocol/disco.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type Named = Pick<Workgroup, 'office' | 'settings'>

const NODE = 'urn:parlor'

/** Without the form, whose values change with the queue: what is hashed must stay the same. */
export const identityOf = ({ settings, office }: Named): Info => ({
  identities: [{ category: 'collaboration', type: 'workgroup', name: settings.name }],
  features: office.features('workgroup'),
})

export const capsOf = (workgroup: Named): Element => buildCaps(NODE, identityOf(workgroup))

/** The node that a client asks for which has seen our presence. */
export function nodeOf(workgroup: Named): string {
  const caps: Pick<Caps, 'node' | 'ver'> = { node: NODE, ver: capsHash(identityOf(workgroup)) }
  return capsNode(caps)
}
