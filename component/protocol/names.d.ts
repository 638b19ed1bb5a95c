/**
 * The words of urn:parlor:1 that stand in an attribute or name a fault: each list once, for the component, the widget and
 * the desk. They read this file as it stands, so it is plain JavaScript without dependencies; `names.d.ts` is made from it
 * (`npm run names -w component`). What each word means is written in `urn-parlor-1.md`; parsers and sentences stand where
 * they are used.
 */
/** RFC 6121 §4.7.2.1, with the two states that have no `<show/>` given names. */
export declare const SHOWS: readonly ['chat', 'available', 'away', 'xa', 'dnd', 'offline'];
export type Show = (typeof SHOWS)[number];
/** @typedef {(typeof SHOWS)[number]} Show */
/** Why a case ended. */
export declare const END_REASONS: readonly ['visitor-left', 'visitor-lost', 'operator-closed', 'operator-left', 'supervisor-closed', 'waited-too-long', 'nobody-answered', 'nobody-on-duty', 'workgroup-closed', 'room-failed', 'visitor-declined', 'idle'];
export type EndReason = (typeof END_REASONS)[number];
/** @typedef {(typeof END_REASONS)[number]} EndReason */
/** How a report calls the days of the week, the first one first. */
export declare const WEEKDAYS: readonly ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** What the desk says in a room, or to one of the two privately. */
export declare const NOTICES: readonly ['operator-lost', 'operator-back', 'visitor-lost', 'visitor-back', 'looking-for-another', 'colleague-joined', 'colleague-left', 'transferred', 'quiet', 'on-hold', 'off-hold'];
export type Notice = (typeof NOTICES)[number];
/** @typedef {(typeof NOTICES)[number]} Notice */
/** What one operator is told about a chat, privately. */
export declare const NEWS: readonly ['transfer-accepted', 'transfer-declined', 'transfer-expired', 'transfer-failed', 'invitation-accepted', 'invitation-declined', 'invitation-expired', 'taken-over', 'assigned-to-you', 'hold-waits'];
export type News = (typeof NEWS)[number];
/** @typedef {(typeof NEWS)[number]} News */
/** What one is who comes into the chat of somebody else. `silent`: neither of the two sees it. */
export declare const GUEST_ROLES: readonly ['colleague', 'supervisor', 'silent'];
export type GuestRole = (typeof GUEST_ROLES)[number];
/** @typedef {(typeof GUEST_ROLES)[number]} GuestRole */
/** What one is asked to become to whom a chat with an owner is offered. */
export declare const OFFERED_AS: readonly ['owner', 'colleague'];
export type OfferedAs = (typeof OFFERED_AS)[number];
/** @typedef {(typeof OFFERED_AS)[number]} OfferedAs */
/** Why an offer is no longer there. */
export declare const REVOKED: readonly ['taken', 'expired', 'visitor-gone', 'not-available', 'rejected', 'ended'];
export type RevokeReason = (typeof REVOKED)[number];
/** @typedef {(typeof REVOKED)[number]} RevokeReason */
/**
 * What became of an invitation to somebody who only reads a page of the site. `queued`: they said yes, and the operator
 * could not take them any more.
 */
export declare const OUTCOMES: readonly ['accepted', 'declined', 'busy', 'expired', 'left', 'queued'];
export type Outcome = (typeof OUTCOMES)[number];
/** @typedef {(typeof OUTCOMES)[number]} Outcome */
/** What a visitor may do instead who cannot be served. */
export declare const ALTERNATIVES: readonly ['message', 'workgroup', 'redirect'];
/** XEP-0142 § Queue Update: `active` serves those who wait and lets nobody new in. */
export declare const QUEUE_STATES: readonly ['open', 'active', 'closed'];
export type QueueState = (typeof QUEUE_STATES)[number];
/** @typedef {(typeof QUEUE_STATES)[number]} QueueState */
/** Why a workgroup takes nobody: application conditions of `service-unavailable`. */
export declare const CONDITIONS: readonly ['nobody-on-duty', 'workgroup-closed', 'queue-full'];
/** Why something was refused. What each looks like on the wire: `component/src/protocol/faults.ts`. */
export declare const FAULTS: readonly ["already-joined", "nobody-on-duty", "workgroup-closed", "queue-full", "no-such-case", "not-offered", "already-taken", "not-your-chat", "not-an-operator", "no-free-seat", "not-on-duty", "no-such-operator", "colleague-not-free", "already-in-chat", "transfer-under-way"];
export type Fault = (typeof FAULTS)[number];
/** @typedef {(typeof FAULTS)[number]} Fault */
/** The nickname of the workgroup's own occupant in a room. */
export declare const DESK = "Desk";
