/**
 * The namespaces Parlor speaks, once. The component, the widget and the desk read this file as it stands, so it is plain
 * JavaScript without dependencies; `namespaces.d.ts` is made from it (`npm run names -w component`).
 */
/** `urn-parlor-1.md`, beside this file. */
export declare const PARLOR = "urn:parlor:1";
/** Of a host of rooms: it furnishes them in one step. */
export declare const FURNISH = "urn:parlor:1#furnish";
/** The operator's own account keeps what they have chosen under this name. */
export declare const OWN = "urn:parlor:1:own";
/** RFC 6120 */
export declare const CLIENT = "jabber:client";
export declare const BIND = "urn:ietf:params:xml:ns:xmpp-bind";
export declare const STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
/** XEP-0004 */
export declare const DATA = "jabber:x:data";
/** XEP-0030 */
export declare const DISCO_INFO = "http://jabber.org/protocol/disco#info";
export declare const DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
/** XEP-0045 */
export declare const MUC = "http://jabber.org/protocol/muc";
export declare const MUC_ADMIN = "http://jabber.org/protocol/muc#admin";
export declare const MUC_CONFIG = "http://jabber.org/protocol/muc#roomconfig";
export declare const MUC_OWNER = "http://jabber.org/protocol/muc#owner";
export declare const MUC_USER = "http://jabber.org/protocol/muc#user";
/** XEP-0050 */
export declare const COMMANDS = "http://jabber.org/protocol/commands";
/** XEP-0059 */
export declare const RSM = "http://jabber.org/protocol/rsm";
/** XEP-0060 */
export declare const PUBSUB = "http://jabber.org/protocol/pubsub";
export declare const PUBSUB_EVENT = "http://jabber.org/protocol/pubsub#event";
export declare const PUBLISH_OPTIONS = "http://jabber.org/protocol/pubsub#publish-options";
/** XEP-0066 */
export declare const OOB = "jabber:x:oob";
/** XEP-0085 */
export declare const CHAT_STATES = "http://jabber.org/protocol/chatstates";
/** XEP-0092 */
export declare const VERSION = "jabber:iq:version";
/** XEP-0115 */
export declare const CAPS = "http://jabber.org/protocol/caps";
/** XEP-0122 */
export declare const VALIDATE = "http://jabber.org/protocol/xdata-validate";
/** XEP-0142, and what Openfire's Fastpath adds to it. */
export declare const WORKGROUP = "http://jabber.org/protocol/workgroup";
export declare const WORKGROUP_INFO = "http://jabber.org/protocol/workgroup#workgroupinfo";
export declare const FASTPATH = "http://jivesoftware.com/protocol/workgroup";
/** XEP-0199 */
export declare const PING = "urn:xmpp:ping";
/** XEP-0203 */
export declare const DELAY = "urn:xmpp:delay";
/** XEP-0249 */
export declare const CONFERENCE = "jabber:x:conference";
/** XEP-0280 */
export declare const CARBONS = "urn:xmpp:carbons:2";
/** XEP-0054 */
export declare const VCARD_TEMP = "vcard-temp";
/** XEP-0292 */
export declare const VCARD_4 = "urn:ietf:params:xml:ns:vcard-4.0";
/** XEP-0297 */
export declare const FORWARD = "urn:xmpp:forward:0";
/** XEP-0308 */
export declare const CORRECT = "urn:xmpp:message-correct:0";
/** XEP-0313 */
export declare const MAM = "urn:xmpp:mam:2";
export declare const MAM_EXTENDED = "urn:xmpp:mam:2#extended";
/** XEP-0431 */
export declare const FULLTEXT = "urn:xmpp:fulltext:0";
/** XEP-0334 */
export declare const HINTS = "urn:xmpp:hints";
/** XEP-0359 */
export declare const STANZA_ID = "urn:xmpp:sid:0";
/** XEP-0363 */
export declare const UPLOAD = "urn:xmpp:http:upload:0";
/** XEP-0386 */
export declare const BIND_2 = "urn:xmpp:bind:0";
/** XEP-0439 */
export declare const QUICK_RESPONSE = "urn:xmpp:quick-response:0";
/** XEP-0333 */
export declare const MARKERS = "urn:xmpp:chat-markers:0";
/** XEP-0424 */
export declare const RETRACT = "urn:xmpp:message-retract:1";
/** XEP-0428 */
export declare const FALLBACK = "urn:xmpp:fallback:0";
/** XEP-0444 */
export declare const REACTIONS = "urn:xmpp:reactions:0";
/** XEP-0446, XEP-0447 */
export declare const FILE = "urn:xmpp:file:metadata:0";
export declare const SHARING = "urn:xmpp:sfs:0";
export declare const URL_DATA = "http://jabber.org/protocol/url-data";
/** XEP-0461 */
export declare const REPLY = "urn:xmpp:reply:0";
/** XEP-0504 */
export declare const DATA_POLICY = "urn:xmpp:data-policy:0";
/** XEP-0506 */
export declare const NO_REPLY = "urn:xmpp:noreply:0";
/** XEP-0490 */
export declare const DISPLAYED = "urn:xmpp:mds:displayed:0";
/** XEP-0166, XEP-0167, XEP-0176, and what describes a call in them: XEP-0293, 0294, 0320, 0338, 0339, 0507. */
export declare const JINGLE = "urn:xmpp:jingle:1";
export declare const JINGLE_ERRORS = "urn:xmpp:jingle:errors:1";
export declare const RTP = "urn:xmpp:jingle:apps:rtp:1";
export declare const ICE = "urn:xmpp:jingle:transports:ice-udp:1";
export declare const RTCP_FEEDBACK = "urn:xmpp:jingle:apps:rtp:rtcp-fb:0";
export declare const RTP_EXTENSIONS = "urn:xmpp:jingle:apps:rtp:rtp-hdrext:0";
export declare const DTLS = "urn:xmpp:jingle:apps:dtls:0";
export declare const GROUPING = "urn:xmpp:jingle:apps:grouping:0";
export declare const SOURCES = "urn:xmpp:jingle:apps:rtp:ssma:0";
export declare const CATEGORY = "urn:xmpp:jingle:apps:category:0";
/** XEP-0482 */
export declare const CALLS = "urn:xmpp:call-invites:0";
/** XEP-0215 */
export declare const SERVICES = "urn:xmpp:extdisco:2";
