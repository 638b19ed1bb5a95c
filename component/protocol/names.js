/**
 * The words of urn:parlor:1 that stand in an attribute or name a fault: each list once, for the component, the widget and
 * the desk. They read this file as it stands, so it is plain JavaScript without dependencies; `names.d.ts` is made from it
 * (`npm run names -w component`). What each word means is written in `urn-parlor-1.md`; parsers and sentences stand where
 * they are used.
 */

/** RFC 6121 §4.7.2.1, with the two states that have no `<show/>` given names. */
export const SHOWS = /** @type {const} */ (['chat', 'available', 'away', 'xa', 'dnd', 'offline'])
/** @typedef {(typeof SHOWS)[number]} Show */

/** Why a case ended. */
export const END_REASONS = /** @type {const} */ ([
  'visitor-left',
  'visitor-lost',
  'operator-closed',
  'operator-left',
  'supervisor-closed',
  'waited-too-long',
  'nobody-answered',
  'nobody-on-duty',
  'workgroup-closed',
  'room-failed',
  // The visitor did not come to a conversation that an operator opened.
  'visitor-declined',
  // Nobody wrote any more.
  'idle',
])
/** @typedef {(typeof END_REASONS)[number]} EndReason */

/** How a report calls the days of the week, the first one first. */
export const WEEKDAYS = /** @type {const} */ ([
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
])

/** What the desk says in a room, or to one of the two privately. */
export const NOTICES = /** @type {const} */ ([
  'operator-lost',
  'operator-back',
  'visitor-lost',
  'visitor-back',
  'looking-for-another',
  // These come with a name; never about silent ones.
  'colleague-joined',
  'colleague-left',
  'transferred',
  // Nobody has written for a while: it ends soon.
  'quiet',
  'on-hold',
  'off-hold',
])
/** @typedef {(typeof NOTICES)[number]} Notice */

/** What one operator is told about a chat, privately. */
export const NEWS = /** @type {const} */ ([
  'transfer-accepted',
  'transfer-declined',
  'transfer-expired',
  'transfer-failed',
  'invitation-accepted',
  'invitation-declined',
  'invitation-expired',
  // Somebody else has the chat now, by a supervisor's hand.
  'taken-over',
  'assigned-to-you',
  // The visitor has written in a chat on hold, and there is no seat for it yet.
  'hold-waits',
])
/** @typedef {(typeof NEWS)[number]} News */

/** What one is who comes into the chat of somebody else. `silent`: neither of the two sees it. */
export const GUEST_ROLES = /** @type {const} */ (['colleague', 'supervisor', 'silent'])
/** @typedef {(typeof GUEST_ROLES)[number]} GuestRole */

/** What one is asked to become to whom a chat with an owner is offered. */
export const OFFERED_AS = /** @type {const} */ (['owner', 'colleague'])
/** @typedef {(typeof OFFERED_AS)[number]} OfferedAs */

/** Why an offer is no longer there. */
export const REVOKED = /** @type {const} */ ([
  'taken',
  'expired',
  'visitor-gone',
  'not-available',
  'rejected',
  'ended',
])
/** @typedef {(typeof REVOKED)[number]} RevokeReason */

/**
 * What became of an invitation to somebody who only reads a page of the site. `queued`: they said yes, and the operator
 * could not take them any more.
 */
export const OUTCOMES = /** @type {const} */ (['accepted', 'declined', 'busy', 'expired', 'left', 'queued'])
/** @typedef {(typeof OUTCOMES)[number]} Outcome */

/** What a visitor may do instead who cannot be served. */
export const ALTERNATIVES = /** @type {const} */ (['message', 'workgroup', 'redirect'])

/** XEP-0142 § Queue Update: `active` serves those who wait and lets nobody new in. */
export const QUEUE_STATES = /** @type {const} */ (['open', 'active', 'closed'])
/** @typedef {(typeof QUEUE_STATES)[number]} QueueState */

/** Why a workgroup takes nobody: application conditions of `service-unavailable`. */
export const CONDITIONS = /** @type {const} */ (['nobody-on-duty', 'workgroup-closed', 'queue-full'])

/** Why something was refused. What each looks like on the wire: `component/src/protocol/faults.ts`. */
export const FAULTS = /** @type {const} */ ([
  'already-joined',
  ...CONDITIONS,
  'no-such-case',
  'not-offered',
  'already-taken',
  'not-your-chat',
  'not-an-operator',
  'no-free-seat',
  'not-on-duty',
  // Of a colleague: not of this workgroup; not on duty or without a free seat; in the chat, or asked already.
  'no-such-operator',
  'colleague-not-free',
  'already-in-chat',
  'transfer-under-way',
])
/** @typedef {(typeof FAULTS)[number]} Fault */

/** The nickname of the workgroup's own occupant in a room. */
export const DESK = 'Desk'
