/** What is written down and used again: canned replies, left messages (C7, Q5). */
import type { App } from '../desk/app.ts'
import type { AskField } from '../desk/ask.ts'
import { isOnline, mayUse, onDuty, openChat, supervised } from '../model/select.ts'
import type { BareJid, Canned, Chat } from '../model/types.ts'
import { onSite } from '../model/visitors.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'

const draftOf = (app: App, chat: Chat | undefined): string =>
  (chat && app.drafts.get().get(chat.room)?.trim()) || ''

const SHARED: AskField = { name: 'shared', label: t('For everybody'), is: 'switch', optional: true }

function askName(app: App, chat: Chat, text: string): void {
  const mayShare = supervised(app.desk.get()).some(({ jid }) => jid === chat.workgroup)
  app.dialog.set({
    is: 'ask',
    ask: {
      title: t('Save as a canned reply'),
      lead: t('Type / in a message to find it. {visitor}, {operator}, {workgroup} and {case} are filled in.'),
      fields: [
        { name: 'name', label: t('Name'), is: 'line', hint: t('One word, such as hello'), longest: 32 },
        { name: 'text', label: t('Words'), is: 'text', initial: text, longest: 2000 },
        ...(mayShare ? [SHARED] : []),
      ],
      done: t('Save'),
      run: ({ name = '', text: words = '', shared }) =>
        void app.shell?.records.saveCanned(chat.workgroup, name, words, shared === 'true'),
    },
  })
}

/** One that is changed under another name is another one: the old one goes. */
export function editCanned(app: App, workgroup: BareJid, mayShare: boolean, before?: Canned): void {
  app.dialog.set({
    is: 'ask',
    ask: {
      title: before ? t('Edit /{name}', { name: before.name }) : t('New canned reply'),
      lead: t('{visitor}, {operator}, {workgroup} and {case} are filled in.'),
      fields: [
        {
          name: 'name',
          label: t('Name'),
          is: 'line',
          hint: t('One word, such as hello'),
          longest: 32,
          initial: before?.name ?? '',
        },
        { name: 'text', label: t('Words'), is: 'text', initial: before?.text ?? '', longest: 2000 },
        ...(mayShare ? [{ ...SHARED, initial: before?.shared ? 'true' : 'false' }] : []),
      ],
      done: t('Save'),
      run: ({ name = '', text: words = '', shared }) => {
        const isShared = shared === 'true'
        void app.shell?.records.saveCanned(workgroup, name, words, isShared).then((saved) => {
          if (saved && before && (before.name !== name || before.shared !== isShared))
            void app.shell?.records.removeCanned(workgroup, before)
        })
      },
    },
  })
}

const saveCanned: Action = {
  id: 'save-canned',
  label: () => t('Save the text as a canned reply ...'),
  menu: 'chat',
  when: (desk, app) => {
    const chat = openChat(desk)
    return isOnline(desk) && mayUse(desk, chat?.workgroup, 'canned') && draftOf(app, chat) !== ''
  },
  run: (app) => {
    const chat = openChat(app.desk.get())
    if (chat) askName(app, chat, draftOf(app, chat))
  },
}

export const leftMessages: Action = {
  id: 'messages',
  label: ({ messages }) => `${t('Left messages')} (${messages.length})`,
  when: (desk) => isOnline(desk) && onDuty(desk).some(({ commands }) => commands.includes('messages')),
  run: (app) => {
    void app.shell?.records.loadMessages()
    app.dialog.set({ is: 'messages' })
  },
}

export const siteVisitors: Action = {
  id: 'visitors',
  label: ({ visitors }) => `${t('Visitors on the site')} (${onSite(visitors).length})`,
  when: (desk) => isOnline(desk) && desk.visitors.length > 0,
  run: (app) => app.dialog.set({ is: 'visitors' }),
}

export const recordActions = [saveCanned, leftMessages, siteVisitors]
