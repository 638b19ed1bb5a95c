/** What the desk says, in one place. Short, active; what happened, what was kept, what to do. */

import { many, t } from '../words/index.ts'
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
  chat: t('Free to chat'),
  available: t('Available'),
  away: t('Away'),
  xa: t('Away for longer'),
  dnd: t('Do not disturb'),
  offline: t('Offline'),
}

/** What a state means for the queue. */
export const SHOW_MEANING: Record<Exclude<Show, 'offline'>, string> = {
  chat: t('Rings first, where the workgroup asks for it'),
  available: t('New requests ring here'),
  away: t('Rings only when nobody better is there'),
  xa: t('Nothing rings; your chats go on'),
  dnd: t('Nothing rings; your chats go on'),
}

/** Why nothing rings although the person is there. */
export const restingText = ({ missed }: Pick<Resting, 'missed'>): string =>
  many(
    missed,
    'You missed a request, so you are off duty: nothing rings until you are back.',
    'You missed {n} requests in a row, so you are off duty: nothing rings until you are back.',
  )

export const SIGN_IN_PROBLEMS: Record<SignInProblem, string> = {
  'wrong-password': t('The name or the password is not right.'),
  unreachable: t('The server does not answer. Check the connection and try again.'),
  'no-mechanism': t('The server offers no safe way to sign in (SCRAM). Tell the administrator.'),
  'insecure-page': t(
    'This page was loaded without encryption, so the browser refuses to sign in. Open it with https.',
  ),
  expired: t('Your sign-in has run out. Sign in again; your chats are kept.'),
  'bad-address': t('This address is not known here. It looks like anna, or anna@example.com.'),
}

const END_WORDS: Record<ChatEnd, (name: string, who?: string) => string> = {
  'visitor-left': (name) => t('{name} ended the chat', { name }),
  'visitor-lost': (name) => t('{name} lost the connection and did not come back', { name }),
  'operator-closed': () => t('You ended the chat'),
  'operator-left': () => t('The chat ended because you left it'),
  'supervisor-closed': () => t('A supervisor ended the chat'),
  'waited-too-long': (name) => t('{name} waited too long', { name }),
  'nobody-answered': () => t('Nobody answered'),
  'nobody-on-duty': () => t('Nobody was on duty'),
  'workgroup-closed': () => t('The workgroup was closed'),
  'room-failed': () => t('The room could not be kept open'),
  'visitor-declined': (name) => t('{name} did not come', { name }),
  idle: () => t('Nobody wrote any more, so the chat ended'),
  'handed-over': (name, who = t('A colleague')) => t('{who} has the chat with {name} now', { who, name }),
  'taken-over': (name, who = t('A supervisor')) => t('{who} took over the chat with {name}', { who, name }),
  'went-on': (name) => t('The chat with {name} went on without you while you were away', { name }),
  unknown: () => t('The chat is over'),
}

export function systemWords(what: SystemWord, name: string, who = t('A colleague')): string {
  switch (what) {
    case 'visitor-entered':
      return t('{name} is here', { name })
    case 'visitor-away':
      return t('{name} is away', { name })
    case 'operator-lost':
      return t('Your connection was lost')
    case 'operator-back':
      return t('You are back')
    case 'visitor-lost':
      return t('{name} lost the connection', { name })
    case 'visitor-back':
      return t('{name} is back', { name })
    case 'looking-for-another':
      return t('Looking for another operator')
    case 'colleague-joined':
      return t('{who} joined the chat', { who })
    case 'colleague-left':
      return t('{who} left the chat', { who })
    case 'transferred':
      return t('The chat was handed to {who}', { who })
    case 'quiet':
      return t('Nobody has written for a while: the chat ends soon')
    case 'on-hold':
      return t('The chat is on hold until somebody writes')
    case 'off-hold':
      return t('The chat goes on')
    default:
      return END_WORDS[what.slice('ended:'.length) as ChatEnd](name, who)
  }
}

/** Where a chat is that is over here, in the fewest words. */
export const whereWords = ({ ended, endedBy }: Pick<Chat, 'ended' | 'endedBy'>): string =>
  (ended && MOVED[ended]?.(endedBy)) ?? 'ended'

const MOVED: { readonly [R in ChatEnd]?: (who: string | undefined) => string } = {
  'handed-over': (who = t('a colleague')) => t('handed on to {who}', { who }),
  'taken-over': (who = t('a supervisor')) => t('taken over by {who}', { who }),
  'went-on': () => t('went on without you'),
}

/** Why a message was not sent, where the reason helps. */
export const notSentWords = (why: string | undefined): string => (why && NOT_SENT[why]) || t('Not sent.')

const NOT_SENT: Readonly<Record<string, string>> = {
  'policy-violation': t('Not sent: the server refused it, as too long or too much at once.'),
  'set-aside': t('Not sent: the connection ended twice while it was under way.'),
}

/** In place of lines that the archive did not give. */
export function gapWords({ gap, gapAt, state }: Chat): string {
  const isEarlier = gapAt === 0
  if (gap === 'asked')
    return isEarlier ? t('Loading earlier messages ...') : t('Loading messages from while you were away ...')
  const kept = state === 'ended' ? t('They are in the record of the case.') : t('They are kept.')
  const what = isEarlier
    ? t('Earlier messages could not be loaded: the archive does not work right now.')
    : t('Messages from while you were away could not be loaded: the archive does not work right now.')
  return `${what} ${kept}`
}

export const earlierWords = ({ is }: Earlier): string =>
  is === 'failed'
    ? t('Earlier messages could not be loaded: the archive does not work right now.')
    : t('Loading earlier messages ...')

/** What became of what was asked; `who` is the colleague, `name` the visitor. */
export const NEWS_WORDS: Record<News, (who: string, name: string) => string> = {
  'transfer-accepted': (who, name) => t('{who} has {name} now.', { who, name }),
  'transfer-declined': (who, name) => t('{who} declined. {name} stays with you.', { who, name }),
  'transfer-expired': (who, name) => t('{who} did not answer. {name} stays with you.', { who, name }),
  'transfer-failed': (_who, name) => t('The chat could not be handed on. {name} stays with you.', { name }),
  'invitation-accepted': (who, name) => t('{who} comes into the chat with {name}.', { who, name }),
  'invitation-declined': (who, name) => t('{who} cannot come into the chat with {name}.', { who, name }),
  'invitation-expired': (who, name) => t('{who} did not answer. You are alone with {name}.', { who, name }),
  'taken-over': (who, name) => t('{who} took over the chat with {name}.', { who, name }),
  'assigned-to-you': (who, name) => t('{who} gave you the chat with {name}.', { who, name }),
  'hold-waits': (_who, name) =>
    t('{name} has written. The chat on hold comes back when you have a free seat.', { name }),
}

/** News after which the operator has to do something. */
export const BAD_NEWS: readonly News[] = ['transfer-declined', 'transfer-expired', 'transfer-failed']

export const GUEST_WORDS: Record<GuestRole, string> = {
  colleague: t('you are a guest here'),
  supervisor: t('you are here as supervisor'),
  silent: t('you are here silently'),
}

/** Errors of the workgroup's answers (urn-parlor-1.md §4), when it gives no text of its own. */
export const REFUSALS: Record<string, string> = {
  conflict: t('A colleague was quicker.'),
  'item-not-found': t('This request is no longer there.'),
  forbidden: t('You are not an operator of this workgroup.'),
  'resource-constraint': t('All your seats are taken.'),
  'not-acceptable': t('All your seats are taken.'),
  'remote-server-timeout': t('The workgroup does not answer. Nothing was lost; try again.'),
}

export const caseLabel = (data: CaseData): string =>
  data.number ? t('Case {number}', { number: data.number }) : t('Case')
