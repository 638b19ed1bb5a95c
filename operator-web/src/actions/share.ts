/** A chat goes to somebody else, or a colleague comes in (C4, C5). */
import type { App } from '../desk/app.ts'
import type { Choice } from '../desk/ask.ts'
import { isOnline, mayUse, nameOf, openChat } from '../model/select.ts'
import type { Chat, Colleague, Desk } from '../model/types.ts'
import { SHOW_WORDS } from '../model/words.ts'
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
  chats === undefined ? '' : `, ${chats}${seats === undefined ? '' : ` of ${seats}`} chats`

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
  label: 'Note for your colleague',
  is: 'text',
  optional: true,
  hint: 'The visitor does not see it.',
  longest: 1000,
} as const

const QUEUE: Choice = { value: 'queue', label: 'Back to the queue' }

const targets = (desk: Desk, chat: Chat): readonly Choice[] => [
  ...colleagueChoices(desk),
  ...[...desk.workgroups.values()]
    .filter(({ jid }) => jid !== chat.workgroup)
    .map(({ jid, name }) => ({ value: jid, label: `Workgroup ${name}` })),
  QUEUE,
]

/** As it is said later on: `Waiting for Ben`. */
function shortName(desk: Desk, value: string): string {
  if (value === QUEUE.value) return 'somebody from the queue'
  return desk.workgroups.get(value)?.name ?? nameOf(value)
}

const transfer: Action = {
  id: 'transfer',
  label: () => 'Transfer ...',
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
          title: `Transfer ${chat.with}`,
          lead: 'Until somebody accepts, the chat stays yours.',
          fields: [{ name: 'to', label: 'To', is: 'choice', options: targets(app.desk.get(), chat) }, NOTE],
          done: 'Transfer',
          run: ({ to = '', note = '' }) =>
            void app.shell?.share.transfer(chat, { value: to, label: shortName(app.desk.get(), to) }, note),
        },
      }),
    ),
}

export const keep: Action = {
  id: 'keep',
  label: () => 'Keep the chat',
  menu: 'chat',
  when: (desk) => own(desk, 'keep')?.transferring !== undefined,
  run: (app) => withChat(app, (chat) => void app.shell?.share.keep(chat)),
}

export const hold: Action = {
  id: 'hold',
  label: () => 'Put on hold',
  menu: 'chat',
  when: (desk) => {
    const chat = own(desk, 'hold')
    return chat !== undefined && !chat.hold && chat.transferring === undefined
  },
  run: (app) => withChat(app, (chat) => void app.shell?.share.hold(chat)),
}

const invite: Action = {
  id: 'invite',
  label: () => 'Invite a colleague ...',
  keys: ['Alt+I'],
  menu: 'chat',
  when: (desk) => own(desk, 'invite') !== undefined && colleagueChoices(desk).length > 0,
  run: (app) =>
    withChat(app, (chat) =>
      app.dialog.set({
        is: 'ask',
        ask: {
          title: `Invite a colleague to ${chat.with}`,
          fields: [
            { name: 'guest', label: 'Whom', is: 'choice', options: colleagueChoices(app.desk.get()) },
            NOTE,
          ],
          done: 'Invite',
          run: ({ guest = '', note = '' }) =>
            void app.shell?.share.invite(chat, { value: guest, label: nameOf(guest) }, note),
        },
      }),
    ),
}

/** What a guest does instead of ending it: the chat goes on. */
export const leave: Action = {
  id: 'leave',
  label: () => 'Leave chat',
  keys: ['Alt+E'],
  when: (desk) => shareable(desk, 'leave')?.as !== undefined,
  run: (app) => withChat(app, (chat) => void app.shell?.share.leave(chat)),
}

const takeOver: Action = {
  id: 'take-over-here',
  label: () => 'Take this chat over',
  menu: 'chat',
  when: (desk) => shareable(desk, 'takeover')?.as !== undefined,
  run: (app) =>
    withChat(app, (chat) => void app.shell?.share.enter(chat.workgroup, 'takeover', { case: chat.case.id })),
}

const BLOCKED_FOR: readonly Choice[] = [
  { value: '1 d', label: 'A day' },
  { value: '2 h', label: 'Two hours' },
  { value: '30 min', label: 'Half an hour' },
  { value: '7 d', label: 'A week' },
  { value: '30 d', label: 'A month' },
]

/** B7: it ends the chat, and says so before. */
const block: Action = {
  id: 'block',
  label: () => 'Block this visitor ...',
  menu: 'chat',
  when: (desk) => shareable(desk, 'block') !== undefined,
  run: (app) =>
    withChat(app, (chat) =>
      app.dialog.set({
        is: 'ask',
        ask: {
          title: `Block ${chat.with}`,
          lead: 'The chat ends, and for a while no requests are taken from this visitor, who reads until when.',
          fields: [{ name: 'for', label: 'For', is: 'choice', options: BLOCKED_FOR }],
          done: 'Block',
          run: ({ for: time = '' }) =>
            void app.shell?.share.order(chat.workgroup, 'block', { case: chat.case.id, for: time }),
        },
      }),
    ),
}

export const shareActions = [transfer, keep, hold, invite, leave, takeOver, block]
