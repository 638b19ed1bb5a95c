/**
 * The namespaces Parlor speaks, once. The component, the widget and the desk read this file as it stands, so it is plain
 * JavaScript without dependencies; `namespaces.d.ts` is made from it (`npm run names -w component`).
 */

/** `urn-parlor-1.md`, beside this file. */
export const PARLOR = 'urn:parlor:1'

/** Of a host of rooms: it furnishes them in one step. */
export const FURNISH = 'urn:parlor:1#furnish'

/** The operator's own account keeps what they have chosen under this name. */
export const OWN = 'urn:parlor:1:own'

/** RFC 6120 */
export const CLIENT = 'jabber:client'
export const BIND = 'urn:ietf:params:xml:ns:xmpp-bind'
export const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas'
/** XEP-0004 */
export const DATA = 'jabber:x:data'
/** XEP-0030 */
export const DISCO_INFO = 'http://jabber.org/protocol/disco#info'
export const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items'
/** XEP-0045 */
export const MUC = 'http://jabber.org/protocol/muc'
export const MUC_ADMIN = 'http://jabber.org/protocol/muc#admin'
export const MUC_CONFIG = 'http://jabber.org/protocol/muc#roomconfig'
export const MUC_OWNER = 'http://jabber.org/protocol/muc#owner'
export const MUC_USER = 'http://jabber.org/protocol/muc#user'
/** XEP-0050 */
export const COMMANDS = 'http://jabber.org/protocol/commands'
/** XEP-0059 */
export const RSM = 'http://jabber.org/protocol/rsm'
/** XEP-0060 */
export const PUBSUB = 'http://jabber.org/protocol/pubsub'
export const PUBSUB_EVENT = 'http://jabber.org/protocol/pubsub#event'
export const PUBLISH_OPTIONS = 'http://jabber.org/protocol/pubsub#publish-options'
/** XEP-0066 */
export const OOB = 'jabber:x:oob'
/** XEP-0085 */
export const CHAT_STATES = 'http://jabber.org/protocol/chatstates'
/** XEP-0092 */
export const VERSION = 'jabber:iq:version'
/** XEP-0115 */
export const CAPS = 'http://jabber.org/protocol/caps'
/** XEP-0122 */
export const VALIDATE = 'http://jabber.org/protocol/xdata-validate'
/** XEP-0142, and what Openfire's Fastpath adds to it. */
export const WORKGROUP = 'http://jabber.org/protocol/workgroup'
export const WORKGROUP_INFO = 'http://jabber.org/protocol/workgroup#workgroupinfo'
export const FASTPATH = 'http://jivesoftware.com/protocol/workgroup'
/** XEP-0199 */
export const PING = 'urn:xmpp:ping'
/** XEP-0203 */
export const DELAY = 'urn:xmpp:delay'
/** XEP-0249 */
export const CONFERENCE = 'jabber:x:conference'
/** XEP-0280 */
export const CARBONS = 'urn:xmpp:carbons:2'
/** XEP-0054 */
export const VCARD_TEMP = 'vcard-temp'
/** XEP-0292 */
export const VCARD_4 = 'urn:ietf:params:xml:ns:vcard-4.0'
/** XEP-0297 */
export const FORWARD = 'urn:xmpp:forward:0'
/** XEP-0308 */
export const CORRECT = 'urn:xmpp:message-correct:0'
/** XEP-0313 */
export const MAM = 'urn:xmpp:mam:2'
export const MAM_EXTENDED = 'urn:xmpp:mam:2#extended'
/** XEP-0431 */
export const FULLTEXT = 'urn:xmpp:fulltext:0'
/** XEP-0334 */
export const HINTS = 'urn:xmpp:hints'
/** XEP-0359 */
export const STANZA_ID = 'urn:xmpp:sid:0'
/** XEP-0363 */
export const UPLOAD = 'urn:xmpp:http:upload:0'
/** XEP-0386 */
export const BIND_2 = 'urn:xmpp:bind:0'
/** XEP-0439 */
export const QUICK_RESPONSE = 'urn:xmpp:quick-response:0'
/** XEP-0333 */
export const MARKERS = 'urn:xmpp:chat-markers:0'
/** XEP-0424 */
export const RETRACT = 'urn:xmpp:message-retract:1'
/** XEP-0428 */
export const FALLBACK = 'urn:xmpp:fallback:0'
/** XEP-0444 */
export const REACTIONS = 'urn:xmpp:reactions:0'
/** XEP-0446, XEP-0447 */
export const FILE = 'urn:xmpp:file:metadata:0'
export const SHARING = 'urn:xmpp:sfs:0'
export const URL_DATA = 'http://jabber.org/protocol/url-data'
/** XEP-0461 */
export const REPLY = 'urn:xmpp:reply:0'
/** XEP-0504 */
export const DATA_POLICY = 'urn:xmpp:data-policy:0'
/** XEP-0506 */
export const NO_REPLY = 'urn:xmpp:noreply:0'
/** XEP-0490 */
export const DISPLAYED = 'urn:xmpp:mds:displayed:0'
/** XEP-0166, XEP-0167, XEP-0176, and what describes a call in them: XEP-0293, 0294, 0320, 0338, 0339, 0507. */
export const JINGLE = 'urn:xmpp:jingle:1'
export const JINGLE_ERRORS = 'urn:xmpp:jingle:errors:1'
export const RTP = 'urn:xmpp:jingle:apps:rtp:1'
export const ICE = 'urn:xmpp:jingle:transports:ice-udp:1'
export const RTCP_FEEDBACK = 'urn:xmpp:jingle:apps:rtp:rtcp-fb:0'
export const RTP_EXTENSIONS = 'urn:xmpp:jingle:apps:rtp:rtp-hdrext:0'
export const DTLS = 'urn:xmpp:jingle:apps:dtls:0'
export const GROUPING = 'urn:xmpp:jingle:apps:grouping:0'
export const SOURCES = 'urn:xmpp:jingle:apps:rtp:ssma:0'
export const CATEGORY = 'urn:xmpp:jingle:apps:category:0'
/** XEP-0482 */
export const CALLS = 'urn:xmpp:call-invites:0'
/** XEP-0215 */
export const SERVICES = 'urn:xmpp:extdisco:2'
