export const PARLOR = 'urn:parlor:1'
/** XEP-0142 */
export const WORKGROUP = 'http://jabber.org/protocol/workgroup'
/** XEP-0045 */
export const MUC = 'http://jabber.org/protocol/muc'
export const MUC_USER = `${MUC}#user`
/** XEP-0249 */
export const CONFERENCE = 'jabber:x:conference'
/** XEP-0004 */
export const DATA = 'jabber:x:data'
/** XEP-0085 */
export const CHAT_STATES = 'http://jabber.org/protocol/chatstates'
/** XEP-0359 */
export const STANZA_ID = 'urn:xmpp:sid:0'
/** XEP-0313 */
export const MAM = 'urn:xmpp:mam:2'
/** XEP-0059 */
export const RSM = 'http://jabber.org/protocol/rsm'
/** XEP-0297 */
export const FORWARD = 'urn:xmpp:forward:0'
/** XEP-0203 */
export const DELAY = 'urn:xmpp:delay'
/** XEP-0199 */
export const PING = 'urn:xmpp:ping'
export const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas'
export const CLIENT = 'jabber:client'
/** Parlor's own occupant in a room. */
export const DESK = 'Desk'
