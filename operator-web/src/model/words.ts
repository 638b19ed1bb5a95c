/** What the desk says, in one place. Short, active; what happened, what was kept, what to do. */
import type {
  CaseData,
  Chat,
  ChatEnd,
  Earlier,
  GuestRole,
  News,
  Resting,
  Show,
  SignInProblem,
  SystemWord,
} from './types.ts'

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

/** Why nothing rings although the person is there. */
export const restingText = ({ missed }: Pick<Resting, 'missed'>): string =>
  `You missed ${missed === 1 ? 'a request' : `${missed} requests in a row`}, so you are off duty: nothing rings until you are back.`

export const SIGN_IN_PROBLEMS: Record<SignInProblem, string> = {
  'wrong-password': 'The name or the password is not right.',
  unreachable: 'The server does not answer. Check the connection and try again.',
  'no-mechanism': 'The server offers no safe way to sign in (SCRAM). Tell the administrator.',
  'insecure-page':
    'This page was loaded without encryption, so the browser refuses to sign in. Open it with https.',
  expired: 'Your sign-in has run out. Sign in again; your chats are kept.',
  'bad-address': 'This address is not known here. It looks like anna, or anna@example.com.',
}

const END_WORDS: Record<ChatEnd, (name: string, who?: string) => string> = {
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
  'visitor-declined': (name) => `${name} did not come`,
  idle: () => 'Nobody wrote any more, so the chat ended',
  'handed-over': (name, who = 'A colleague') => `${who} has the chat with ${name} now`,
  'taken-over': (name, who = 'A supervisor') => `${who} took over the chat with ${name}`,
  'went-on': (name) => `The chat with ${name} went on without you while you were away`,
  unknown: () => 'The chat is over',
}

export function systemWords(what: SystemWord, name: string, who = 'A colleague'): string {
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
    case 'colleague-joined':
      return `${who} joined the chat`
    case 'colleague-left':
      return `${who} left the chat`
    case 'transferred':
      return `The chat was handed to ${who}`
    case 'quiet':
      return 'Nobody has written for a while: the chat ends soon'
    case 'on-hold':
      return 'The chat is on hold until somebody writes'
    case 'off-hold':
      return 'The chat goes on'
    default:
      return END_WORDS[what.slice('ended:'.length) as ChatEnd](name, who)
  }
}

/** Where a chat is that is over here, in the fewest words. */
export const whereWords = ({ ended, endedBy }: Pick<Chat, 'ended' | 'endedBy'>): string =>
  (ended && MOVED[ended]?.(endedBy)) ?? 'ended'

const MOVED: { readonly [R in ChatEnd]?: (who: string | undefined) => string } = {
  'handed-over': (who = 'a colleague') => `handed on to ${who}`,
  'taken-over': (who = 'a supervisor') => `taken over by ${who}`,
  'went-on': () => 'went on without you',
}

/** Why a message was not sent, where the reason helps. */
export const notSentWords = (why: string | undefined): string => `Not sent${(why && NOT_SENT[why]) ?? ''}.`

const NOT_SENT: Readonly<Record<string, string>> = {
  'policy-violation': ': the server refused it, as too long or too much at once',
  'set-aside': ': the connection ended twice while it was under way',
}

/** In place of lines that the archive did not give. */
export function gapWords({ gap, gapAt, state }: Chat): string {
  const what = gapAt === 0 ? 'Earlier messages' : 'Messages from while you were away'
  if (gap === 'asked') return `Loading ${what.replace(/^./, (first) => first.toLowerCase())} ...`
  const kept = state === 'ended' ? 'They are in the record of the case.' : 'They are kept.'
  return `${what} could not be loaded: the archive does not work right now. ${kept}`
}

export const earlierWords = ({ is }: Earlier): string =>
  is === 'failed'
    ? 'Earlier messages could not be loaded: the archive does not work right now.'
    : 'Loading earlier messages ...'

/** What became of what was asked; `who` is the colleague, `name` the visitor. */
export const NEWS_WORDS: Record<News, (who: string, name: string) => string> = {
  'transfer-accepted': (who, name) => `${who} has ${name} now.`,
  'transfer-declined': (who, name) => `${who} declined. ${name} stays with you.`,
  'transfer-expired': (who, name) => `${who} did not answer. ${name} stays with you.`,
  'transfer-failed': (_who, name) => `The chat could not be handed on. ${name} stays with you.`,
  'invitation-accepted': (who, name) => `${who} comes into the chat with ${name}.`,
  'invitation-declined': (who, name) => `${who} cannot come into the chat with ${name}.`,
  'invitation-expired': (who, name) => `${who} did not answer. You are alone with ${name}.`,
  'taken-over': (who, name) => `${who} took over the chat with ${name}.`,
  'assigned-to-you': (who, name) => `${who} gave you the chat with ${name}.`,
  'hold-waits': (_who, name) => `${name} has written. The chat on hold comes back when you have a free seat.`,
}

/** News after which the operator has to do something. */
export const BAD_NEWS: readonly News[] = ['transfer-declined', 'transfer-expired', 'transfer-failed']

export const GUEST_WORDS: Record<GuestRole, string> = {
  colleague: 'you are a guest here',
  supervisor: 'you are here as supervisor',
  silent: 'you are here silently',
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
