import type { App } from '../desk/app.ts'
import { isMuted, withMuted } from '../model/mute.ts'
import { addressOf, keyOfCase } from '../model/place.ts'
import { isOnline, openChat } from '../model/select.ts'
import type { Chat, Desk, RoomJid } from '../model/types.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'

export function goTo(app: App, room: RoomJid): void {
  app.shell?.open(room)
  app.show('talk')
  app.focusMessage(room)
}

/** The chat that has this number, wherever it stands in the list. */
const chatNumbered = (desk: Desk, number: number): Chat | undefined =>
  [...desk.chats.values()].find((chat) => desk.slots.get(chat.case.id) === number)

const numbered: readonly Action[] = Array.from({ length: 9 }, (_, index) => ({
  id: `chat-${index + 1}`,
  label: (desk) => chatNumbered(desk, index + 1)?.with ?? t('Chat {index}', { index: index + 1 }),
  keys: [`Alt+${index + 1}`],
  when: (desk) => chatNumbered(desk, index + 1) !== undefined,
  run: (app) => {
    const room = chatNumbered(app.desk.get(), index + 1)?.room
    if (room) goTo(app, room)
  },
}))

const nextUnread: Action = {
  id: 'next-unread',
  label: () => t('Next unread chat'),
  keys: ['Alt+U'],
  when: (desk) => [...desk.chats.values()].some((chat) => chat.unread > 0),
  run: (app) => {
    const chat = [...app.desk.get().chats.values()].find((candidate) => candidate.unread > 0)
    if (chat) goTo(app, chat.room)
  },
}

export const endChat: Action = {
  id: 'end-chat',
  label: () => t('End chat'),
  keys: ['Alt+E'],
  when: (desk) => {
    const chat = openChat(desk)
    // A guest leaves instead.
    return isOnline(desk) && chat !== undefined && !chat.as && chat.state !== 'ended' && !chat.closing
  },
  run: (app) => {
    const room = app.desk.get().open
    if (room) app.dialog.set({ is: 'end-chat', room })
  },
}

export const putAway: Action = {
  id: 'put-away',
  label: () => t('Done'),
  keys: ['Alt+E'],
  when: (desk) => ['ended', 'failed'].includes(openChat(desk)?.state ?? ''),
  run: (app) => {
    const room = app.desk.get().open
    if (!room) return
    app.shell?.dismiss(room)
    if (app.desk.get().open === undefined) app.show('queue')
  },
}

const muteChat: Action = {
  id: 'mute-chat',
  label: (desk) =>
    t('Sounds of the chat with {name} on or off', { name: openChat(desk)?.with ?? t('this visitor') }),
  menu: 'chat',
  when: (desk) => openChat(desk)?.state === 'open',
  run: (app) => {
    const room = app.desk.get().open
    if (!room) return
    const prefs = app.prefs.get()
    const on = !isMuted(prefs, app.desk.get(), room)
    app.prefs.set({ ...prefs, muted: withMuted(prefs, app.desk.get(), room, on) })
    app.shell?.tellWord(on ? t('This chat makes no sound any more.') : t('This chat has its sounds again.'))
  },
}

/** For a colleague: it opens the chat, or its case, on their desk. */
const copyLink: Action = {
  id: 'copy-link',
  label: () => t('Copy the link to this chat'),
  menu: 'chat',
  when: (desk) => openChat(desk) !== undefined,
  run: (app) => {
    const chat = openChat(app.desk.get())
    if (!chat) return
    const group = chat.workgroup.slice(0, chat.workgroup.indexOf('@'))
    const link = `${location.origin}${addressOf({ section: 'desk', case: keyOfCase(chat.case) }, group)}`
    void navigator.clipboard?.writeText(link).then(() => app.shell?.tellWord(t('The link is copied.')))
  },
}

export const chatActions = [...numbered, nextUnread, endChat, putAway, muteChat, copyLink]
