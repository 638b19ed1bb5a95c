import type { App } from '../desk/app.ts'
import { isOnline, openChat } from '../model/select.ts'
import type { RoomJid } from '../model/types.ts'
import type { Action } from './action.ts'

export function goTo(app: App, room: RoomJid): void {
  app.shell?.open(room)
  app.pane.set('talk')
  app.focusMessage(room)
}

const numbered: readonly Action[] = Array.from({ length: 9 }, (_, index) => ({
  id: `chat-${index + 1}`,
  label: (desk) => [...desk.chats.values()][index]?.with ?? `Chat ${index + 1}`,
  keys: [`Alt+${index + 1}`],
  when: (desk) => desk.chats.size > index,
  run: (app) => {
    const room = [...app.desk.get().chats.keys()][index]
    if (room) goTo(app, room)
  },
}))

const nextUnread: Action = {
  id: 'next-unread',
  label: () => 'Next unread chat',
  keys: ['Alt+U'],
  when: (desk) => [...desk.chats.values()].some((chat) => chat.unread > 0),
  run: (app) => {
    const chat = [...app.desk.get().chats.values()].find((candidate) => candidate.unread > 0)
    if (chat) goTo(app, chat.room)
  },
}

export const endChat: Action = {
  id: 'end-chat',
  label: () => 'End chat',
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
  label: () => 'Done',
  keys: ['Alt+E'],
  when: (desk) => ['ended', 'failed'].includes(openChat(desk)?.state ?? ''),
  run: (app) => {
    const room = app.desk.get().open
    if (!room) return
    app.shell?.dismiss(room)
    if (app.desk.get().open === undefined) app.pane.set('queue')
  },
}

export const chatActions = [...numbered, nextUnread, endChat, putAway]
