// XEP-0115: Entity Capabilities (version 1.6.0): by them our account knows which news of itself this client wants (XEP-0163 §4).
import * as NS from '../../../component/protocol/namespaces.js'
import { type Element, xml } from './xml.ts'

const NODE = 'urn:parlor:1#desk'
export const IDENTITY = { category: 'client', type: 'web', name: 'Parlor desk' } as const

/** In the order of their octets, as they are hashed. */
export const FEATURES: readonly string[] = [
  NS.CAPS,
  NS.DISCO_INFO,
  NS.MUC,
  NS.CONFERENCE,
  NS.OWN,
  `${NS.OWN}+notify`,
  NS.DISPLAYED,
  `${NS.DISPLAYED}+notify`,
].sort()

/** SHA-1 of identity and features in base64 (§5.1); `caps.test.ts` sees to it that it is right. */
export const VERSION = 'olD/AN2yw8C+N+Vmu2QboaFh0uo='

export const buildCaps = (): Element => xml('c', { xmlns: NS.CAPS, hash: 'sha-1', node: NODE, ver: VERSION })

export const buildInfo = (query: Element): Element =>
  xml(
    'query',
    { xmlns: NS.DISCO_INFO, node: query.attrs.node },
    xml('identity', IDENTITY),
    FEATURES.map((feature) => xml('feature', { var: feature })),
  )
