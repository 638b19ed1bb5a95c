/** A chat goes to somebody else, or a colleague comes in (C4, C5). */
import type { App } from '../desk/app.ts'
import type { Choice } from '../desk/ask.ts'
import { isOnline, mayUse, nameOf, openChat } from '../model/select.ts'
import type { Chat, Colleague, Desk } from '../model/types.ts'
import { SHOW_WORDS } from '../model/words.ts'
import { many, t } from '../words/index.ts'
import type { Action } from './action.ts'

/** The chat on the screen, when it can be shared and the workgroup knows the word. */
function shareable(desk: Desk, word: string): Chat | undefined {
  const chat = openChat(desk)
  return isOnline(desk) && chat?.state === 'open' && mayUse(desk, chat.workgroup, word) ? chat : undefined
}

/** The same, when it is ours. */
function own(desk: Desk, word: string): Chat | undefined {
  const chat = shareable(desk, word)
  return chat?.as === undefined ? chat : undefined
}

const withChat = (app: App, act: (chat: Chat) => void): void => {
  const chat = openChat(app.desk.get())
  if (chat) act(chat)
}

const load = ({ chats, seats }: Colleague) =>
  chats === undefined
    ? ''
    : seats === undefined
      ? `, ${many(chats, '{n} chat', '{n} chats')}`
      : `, ${t('{chats} of {seats} chats', { chats, seats })}`

/** Everybody who is there: `Ben (available), 2 of 4 chats`. */
export const colleagueChoices = (desk: Desk): readonly Choice[] =>
  [...desk.colleagues.values()]
    .filter(({ show }) => show !== 'offline')
    .map((person) => ({
      value: person.jid,
      label: `${nameOf(person.jid)} (${SHOW_WORDS[person.show].toLowerCase()})${load(person)}`,
    }))

const NOTE = {
  name: 'note',
  label: t('Note for your colleague'),
  is: 'text',
  optional: true,
  hint: t('The visitor does not see it.'),
  longest: 1000,
} as const

const QUEUE: Choice = { value: 'queue', label: t('Back to the queue') }

const targets = (desk: Desk, chat: Chat): readonly Choice[] => [
  ...colleagueChoices(desk),
  ...[...desk.workgroups.values()]
    .filter(({ jid }) => jid !== chat.workgroup)
    .map(({ jid, name }) => ({ value: jid, label: t('Workgroup {name}', { name }) })),
  QUEUE,
]

/** As it is said later on: `Waiting for Ben`. */
function shortName(desk: Desk, value: string): string {
  if (value === QUEUE.value) return t('somebody from the queue')
  return desk.workgroups.get(value)?.name ?? nameOf(value)
}

const transfer: Action = {
  id: 'transfer',
  label: () => t('Transfer ...'),
  keys: ['Alt+T'],
  menu: 'chat',
  when: (desk) => {
    const chat = own(desk, 'transfer')
    return chat !== undefined && chat.transferring === undefined
  },
  run: (app) =>
    withChat(app, (chat) =>
      app.dialog.set({
        is: 'ask',
        ask: {
          title: t('Transfer {name}', { name: chat.with }),
          lead: t('Until somebody accepts, the chat stays yours.'),
          fields: [
            { name: 'to', label: t('To'), is: 'choice', options: targets(app.desk.get(), chat) },
            NOTE,
          ],
          done: t('Transfer'),
          run: ({ to = '', note = '' }) =>
            void app.shell?.share.transfer(chat, { value: to, label: shortName(app.desk.get(), to) }, note),
        },
      }),
    ),
}

export const keep: Action = {
  id: 'keep',
  label: () => t('Keep the chat'),
  menu: 'chat',
  when: (desk) => own(desk, 'keep')?.transferring !== undefined,
  run: (app) => withChat(app, (chat) => void app.shell?.share.keep(chat)),
}

export const hold: Action = {
  id: 'hold',
  label: () => t('Put on hold'),
  menu: 'chat',
  when: (desk) => {
    const chat = own(desk, 'hold')
    return chat !== undefined && !chat.hold && chat.transferring === undefined
  },
  run: (app) => withChat(app, (chat) => void app.shell?.share.hold(chat)),
}

const invite: Action = {
  id: 'invite',
  label: () => t('Invite a colleague ...'),
  keys: ['Alt+I'],
  menu: 'chat',
  when: (desk) => own(desk, 'invite') !== undefined && colleagueChoices(desk).length > 0,
  run: (app) =>
    withChat(app, (chat) =>
      app.dialog.set({
        is: 'ask',
        ask: {
          title: t('Invite a colleague to {name}', { name: chat.with }),
          fields: [
            { name: 'guest', label: t('Whom'), is: 'choice', options: colleagueChoices(app.desk.get()) },
            NOTE,
          ],
          done: t('Invite'),
          run: ({ guest = '', note = '' }) =>
            void app.shell?.share.invite(chat, { value: guest, label: nameOf(guest) }, note),
        },
      }),
    ),
}

/** What a guest does instead of ending it: the chat goes on. */
export const leave: Action = {
  id: 'leave',
  label: () => t('Leave chat'),
  keys: ['Alt+E'],
  when: (desk) => shareable(desk, 'leave')?.as !== undefined,
  run: (app) => withChat(app, (chat) => void app.shell?.share.leave(chat)),
}

const takeOver: Action = {
  id: 'take-over-here',
  label: () => t('Take this chat over'),
  menu: 'chat',
  when: (desk) => shareable(desk, 'takeover')?.as !== undefined,
  run: (app) =>
    withChat(app, (chat) => void app.shell?.share.enter(chat.workgroup, 'takeover', { case: chat.case.id })),
}

const BLOCKED_FOR: readonly Choice[] = [
  { value: '1 d', label: t('A day') },
  { value: '2 h', label: t('Two hours') },
  { value: '30 min', label: t('Half an hour') },
  { value: '7 d', label: t('A week') },
  { value: '30 d', label: t('A month') },
]

/** B7: it ends the chat, and says so before. */
const block: Action = {
  id: 'block',
  label: () => t('Block this visitor ...'),
  menu: 'chat',
  when: (desk) => shareable(desk, 'block') !== undefined,
  run: (app) =>
    withChat(app, (chat) =>
      app.dialog.set({
        is: 'ask',
        ask: {
          title: t('Block {name}', { name: chat.with }),
          lead: t(
            'The chat ends, and for a while no requests are taken from this visitor, who reads until when.',
          ),
          fields: [{ name: 'for', label: t('For|how long'), is: 'choice', options: BLOCKED_FOR }],
          done: t('Block'),
          run: ({ for: time = '' }) =>
            void app.shell?.share.order(chat.workgroup, 'block', { case: chat.case.id, for: time }),
        },
      }),
    ),
}

export const shareActions = [transfer, keep, hold, invite, leave, takeOver, block]
