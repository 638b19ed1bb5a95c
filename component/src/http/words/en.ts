import type { Show } from '../../core/types.ts'

export interface Words {
  // the loader
  readonly chat: string
  readonly close: string
  readonly moment: string
  readonly offline: string
  readonly refused: string
  /** Of the link to the hosted page. */
  readonly page: string
  // status pictures
  readonly show: Readonly<Record<Show, string>>
  /** Of a button with words: somebody can be asked, or a message can be left. */
  readonly ask: string
  readonly leaveMessage: string
  // the hosted page without scripts, and pages about a fault
  readonly noScript: string
  readonly hours: string
  readonly mail: string
  readonly phone: string
  readonly lost: string
  readonly nothing: string
  readonly wrong: string
  readonly later: string
  readonly home: string
}

export const en: Words = {
  chat: 'Chat',
  close: 'Close',
  moment: 'One moment ...',
  offline: 'There is no connection. We keep trying.',
  refused: 'The chat cannot be shown on this page.',
  page: 'Open it on a page of its own',
  show: {
    chat: 'online',
    available: 'online',
    away: 'away',
    xa: 'away for long',
    dnd: 'do not disturb',
    offline: 'offline',
  },
  ask: 'Chat with us',
  leaveMessage: 'Leave a message',
  noScript: 'This chat needs JavaScript, which is switched off in your browser. You reach us like this, too:',
  hours: 'Opening hours',
  mail: 'E-mail',
  phone: 'Telephone',
  lost: 'Please check the address, or go back to where the link was.',
  nothing: 'There is nothing here',
  wrong: 'Something went wrong',
  later: 'Please try again in a moment.',
  home: 'To the website',
}
