/** Names of the wire that calls need. */
import * as ns from '../../../../component/protocol/namespaces.js'

export const NS = {
  ...{ jingle: ns.JINGLE, errors: ns.JINGLE_ERRORS, rtp: ns.RTP, ice: ns.ICE, feedback: ns.RTCP_FEEDBACK },
  ...{ extensions: ns.RTP_EXTENSIONS, dtls: ns.DTLS, group: ns.GROUPING, sources: ns.SOURCES },
  ...{ category: ns.CATEGORY, invites: ns.CALLS, services: ns.SERVICES, parlor: ns.PARLOR },
} as const

/** XEP-0507: a screen, or a face. */
export const CATEGORIES = { screen: 'slides', camera: 'speaker' } as const

export type Role = 'initiator' | 'responder'
export type Senders = Role | 'both' | 'none'
