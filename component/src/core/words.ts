/** What people read, in English, where a client does not say it in its own language. */

import type { EndReason, News, Notice, OfferedAs, Return, RevokeReason } from './types.ts'

/** Names as people know them. `by`: who did it, where somebody did. */
export interface Names {
  readonly visitor: string
  readonly by?: string | undefined
  /** What the visitor may do instead, in words. */
  readonly instead?: string | undefined
  /** Nobody took what was transferred. */
  readonly why?: Return | undefined
  /** The visitor is there, but not at the screen. */
  readonly isAway?: boolean
}

export type Side = 'visitor' | 'operator'

type Sentence = (names: Names) => string

const somebody = 'A colleague'
const LATER = 'Please try again later.'

const ends: { readonly [R in EndReason]: { readonly [S in Side]: Sentence } } = {
  'visitor-left': {
    visitor: () => 'You have ended this conversation.',
    operator: ({ visitor }) => `${visitor} has ended the conversation.`,
  },
  'visitor-lost': {
    visitor: () => 'This conversation has ended because your connection was lost.',
    operator: ({ visitor }) => `The connection of ${visitor} was lost and did not come back.`,
  },
  'operator-closed': {
    visitor: ({ by }) => `${by ?? 'The operator'} has ended this conversation.`,
    operator: ({ visitor }) => `The conversation with ${visitor} is closed.`,
  },
  'operator-left': {
    visitor: ({ by }) => `${by ?? 'The operator'} has left and this conversation has ended.`,
    operator: ({ visitor }) => `You left the room, so the conversation with ${visitor} has ended.`,
  },
  'supervisor-closed': {
    visitor: () => 'This conversation has been ended by a supervisor.',
    operator: ({ visitor, by }) => `${by ?? 'A supervisor'} has ended the conversation with ${visitor}.`,
  },
  'waited-too-long': {
    visitor: ({ instead = LATER }) => `Nobody became free in time. ${instead}`,
    operator: ({ visitor }) => `${visitor} has waited too long; the request has ended.`,
  },
  'nobody-answered': {
    visitor: ({ instead = LATER }) => `Nobody could take your request. ${instead}`,
    operator: ({ visitor }) => `Nobody has answered the request of ${visitor}; it has ended.`,
  },
  'nobody-on-duty': {
    visitor: ({ instead = LATER }) => `Nobody is here at the moment. ${instead}`,
    operator: ({ visitor }) => `Nobody was on duty for ${visitor}; the request has ended.`,
  },
  'workgroup-closed': {
    visitor: ({ instead = 'Please try again when we are open.' }) => `We have closed. ${instead}`,
    operator: ({ visitor }) => `The workgroup has closed; the request of ${visitor} has ended.`,
  },
  'room-failed': {
    visitor: () => 'The conversation could not be opened because of a technical problem. Please try again.',
    operator: ({ visitor }) => `The room for ${visitor} could not be opened; the request has ended.`,
  },
  idle: {
    visitor: () => 'This conversation has ended because nobody wrote any more.',
    operator: ({ visitor }) => `Nobody wrote any more in the conversation with ${visitor}; it has ended.`,
  },
  'visitor-declined': {
    visitor: () => 'This conversation has ended.',
    operator: ({ visitor }) => `${visitor} did not come to the conversation.`,
  },
}

/** Why a case ended, for one side. */
export const endText = (reason: EndReason, side: Side, names: Names): string => ends[reason][side](names)

type Revokes = { readonly [R in RevokeReason]: Sentence }

const gone: Sentence = ({ visitor, isAway }) =>
  isAway ? `${visitor} has stepped away.` : `${visitor} is not there any more.`

const revokes: { readonly [K in OfferedAs | 'request']: Revokes } = {
  request: {
    taken: ({ visitor, by }) => `${by ?? somebody} took the request of ${visitor}.`,
    expired: ({ visitor }) =>
      `The request of ${visitor} was not answered in time and goes back to the queue.`,
    'visitor-gone': gone,
    'not-available': ({ visitor }) =>
      `You are not free any more, so the request of ${visitor} goes back to the queue.`,
    rejected: ({ visitor }) => `You declined the request of ${visitor}.`,
    ended: ({ visitor }) => `The request of ${visitor} has ended.`,
  },
  owner: {
    taken: ({ visitor, by }) => `${by ?? somebody} has taken the chat with ${visitor} over.`,
    expired: ({ visitor }) => `You did not answer in time: the chat with ${visitor} does not come to you.`,
    'visitor-gone': gone,
    'not-available': ({ visitor }) =>
      `You are not free any more, so the chat with ${visitor} does not come to you.`,
    rejected: ({ visitor }) => `You declined to take the chat with ${visitor} over.`,
    ended: ({ visitor }) => `The chat with ${visitor} is not handed on to you any more.`,
  },
  colleague: {
    taken: ({ visitor }) => `You have answered the invitation to the chat with ${visitor}.`,
    expired: ({ visitor }) =>
      `You did not answer in time: the invitation to the chat with ${visitor} is over.`,
    'visitor-gone': gone,
    'not-available': ({ visitor }) =>
      `You are not free any more, so the invitation to the chat with ${visitor} is over.`,
    rejected: ({ visitor }) => `You declined to come into the chat with ${visitor}.`,
    ended: ({ visitor }) => `The invitation to the chat with ${visitor} is over.`,
  },
}

/** Why something rings no more, for the operator; `as` where it was a chat that has an owner. */
export const revokeText = (why: RevokeReason, names: Names, as?: OfferedAs): string =>
  revokes[as ?? 'request'][why](names)

/** What Desk says in the room, where both read it. */
const notices: { readonly [N in Notice]: Sentence } = {
  'operator-lost': () => 'The connection of the operator was lost. Please wait a moment.',
  'operator-back': () => 'The operator is back.',
  'visitor-lost': ({ visitor }) => `The connection of ${visitor} was lost.`,
  'visitor-back': ({ visitor }) => `${visitor} is back.`,
  'looking-for-another': () => 'We are looking for a colleague for you.',
  'colleague-joined': ({ by }) => `${by ?? somebody} has joined the conversation.`,
  'colleague-left': ({ by }) => `${by ?? somebody} has left the conversation.`,
  transferred: ({ by }) => `${by ?? somebody} will go on with this conversation.`,
  quiet: () => 'Nobody has written for a while. This conversation ends soon, unless somebody does.',
  'on-hold': ({ by }) =>
    `${by ?? somebody} has put this conversation on hold. It goes on as soon as you write.`,
  'off-hold': () => 'This conversation goes on.',
}

/** `who` it is about, where it is about an operator. */
export const noticeText = (notice: Notice, visitor: string, who?: string): string =>
  notices[notice]({ visitor, by: who })

/** Why nobody took what was transferred. */
const returns: { readonly [R in Return]: string } = {
  'nobody-there': 'Nobody is on duty there',
  closed: 'It is closed there',
  full: 'Too many are waiting there',
  expired: 'Nobody answered',
  declined: 'Nobody could take the chat over',
}

/** What one operator is told; `by` is the colleague it is about. */
const news: { readonly [N in News]: Sentence } = {
  'transfer-accepted': ({ visitor, by }) => `${by ?? somebody} has taken ${visitor} over from you.`,
  'transfer-declined': ({ visitor, by }) =>
    `${by ?? somebody} declined to take ${visitor} over; you still have the chat.`,
  'transfer-expired': ({ visitor, by }) =>
    `${by ?? somebody} did not answer; you still have the chat with ${visitor}.`,
  'transfer-failed': ({ visitor, by, why = 'declined' }) =>
    `${by === undefined ? returns[why] : `${by} can no longer take it`}; you still have the chat with ${visitor}.`,
  'invitation-accepted': ({ visitor, by }) => `${by ?? somebody} joins your chat with ${visitor}.`,
  'invitation-declined': ({ visitor, by }) => `${by ?? somebody} declined to join your chat with ${visitor}.`,
  'invitation-expired': ({ visitor, by }) =>
    `${by ?? somebody} did not answer your invitation to the chat with ${visitor}.`,
  'taken-over': ({ visitor, by }) => `${by ?? 'A supervisor'} has the chat with ${visitor} now.`,
  'hold-waits': ({ visitor }) =>
    `${visitor} has written. The chat on hold comes back to you as soon as you have a free seat.`,
  'assigned-to-you': ({ visitor, by }) => `${by ?? 'A supervisor'} has given you ${visitor}.`,
}

export const newsText = (what: News, names: Names): string => news[what](names)
