/** What the desk says, in one place. Short, active; what happened, what was kept, what to do. */
import type { CaseData, EndReason, Show, SignInProblem, SystemWord } from './types.ts'

export const SHOW_WORDS: Record<Show, string> = {
  chat: 'Free to chat',
  available: 'Available',
  away: 'Away',
  xa: 'Away for longer',
  dnd: 'Do not disturb',
  offline: 'Offline',
}

/** What a state means for the queue. */
export const SHOW_MEANING: Record<Exclude<Show, 'offline'>, string> = {
  chat: 'Rings first, where the workgroup asks for it',
  available: 'New requests ring here',
  away: 'Rings only when nobody better is there',
  xa: 'Nothing rings; your chats go on',
  dnd: 'Nothing rings; your chats go on',
}

export const SIGN_IN_PROBLEMS: Record<SignInProblem, string> = {
  'wrong-password': 'The name or the password is not right.',
  unreachable: 'The server does not answer. Check the connection and try again.',
  'no-mechanism': 'The server offers no safe way to sign in (SCRAM). Tell the administrator.',
  'insecure-page':
    'This page was loaded without encryption, so the browser refuses to sign in. Open it with https.',
  expired: 'Your sign-in has run out. Sign in again; your chats are kept.',
  'bad-address': 'This address is not known here. It looks like anna, or anna@example.com.',
}

const END_WORDS: Record<EndReason | 'unknown', (name: string) => string> = {
  'visitor-left': (name) => `${name} ended the chat`,
  'visitor-lost': (name) => `${name} lost the connection and did not come back`,
  'operator-closed': () => 'You ended the chat',
  'operator-left': () => 'The chat ended because you left it',
  'supervisor-closed': () => 'A supervisor ended the chat',
  'waited-too-long': (name) => `${name} waited too long`,
  'nobody-answered': () => 'Nobody answered',
  'nobody-on-duty': () => 'Nobody was on duty',
  'workgroup-closed': () => 'The workgroup was closed',
  'room-failed': () => 'The room could not be kept open',
  unknown: () => 'The chat is over',
}

export function systemWords(what: SystemWord, name: string): string {
  switch (what) {
    case 'visitor-entered':
      return `${name} is here`
    case 'visitor-away':
      return `${name} is away`
    case 'operator-lost':
      return 'Your connection was lost'
    case 'operator-back':
      return 'You are back'
    case 'visitor-lost':
      return `${name} lost the connection`
    case 'visitor-back':
      return `${name} is back`
    case 'looking-for-another':
      return 'Looking for another operator'
    default:
      return END_WORDS[what.slice('ended:'.length) as EndReason](name)
  }
}

/** Errors of the workgroup's answers (urn-parlor-1.md §4), when it gives no text of its own. */
export const REFUSALS: Record<string, string> = {
  conflict: 'A colleague was quicker.',
  'item-not-found': 'This request is no longer there.',
  forbidden: 'You are not an operator of this workgroup.',
  'resource-constraint': 'All your seats are taken.',
  'not-acceptable': 'All your seats are taken.',
  'remote-server-timeout': 'The workgroup does not answer. Nothing was lost; try again.',
}

export const caseLabel = (data: CaseData): string => (data.number ? `Case ${data.number}` : 'Case')
