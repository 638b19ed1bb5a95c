/** What a supervisor does from the floor, each at a click on what it is about (D7). */
import type { App } from '../desk/app.ts'
import type { Choice } from '../desk/ask.ts'
import type { FloorChat } from '../model/floor.ts'
import { nameOf } from '../model/select.ts'
import type { BareJid, CaseId, Workgroup } from '../model/types.ts'
import { t } from '../words/index.ts'
import { colleagueChoices } from './share.ts'

type Where = Pick<FloorChat, 'workgroup' | 'case' | 'name'>

/** The chat comes to the front as soon as its room opens. */
export function enterChat(
  app: App,
  { workgroup, case: id }: Where,
  how: 'watch' | 'join' | 'takeover',
): void {
  const word = how === 'takeover' ? 'takeover' : 'join'
  const silent = how === 'takeover' ? {} : { silent: how === 'watch' ? 'true' : 'false' }
  void app.shell?.share.enter(workgroup, word, { case: id, ...silent })
  app.show('talk')
  app.focusMessage()
}

export function assignCase(app: App, { workgroup, case: id, name }: Where): void {
  const { session } = app.desk.get()
  const own = session.is === 'signed-out' ? '' : session.jid
  const options = [
    ...colleagueChoices(app.desk.get()),
    { value: own, label: t('{name} (you)', { name: nameOf(own) }) },
  ]
  app.dialog.set({
    is: 'ask',
    ask: {
      title: t('Assign {name}', { name }),
      lead: t('It is given without asking.'),
      fields: [{ name: 'to', label: t('To'), is: 'choice', options }],
      done: t('Assign'),
      run: ({ to }) => void app.shell?.share.order(workgroup, 'assign', { case: id, to }),
    },
  })
}

export function endCase(app: App, { workgroup, case: id, name }: Where): void {
  app.dialog.set({
    is: 'ask',
    ask: {
      title: t('End the chat with {name}?', { name }),
      lead: t('The visitor and the operator are told that it is over.'),
      fields: [],
      done: t('End it'),
      run: () => void app.shell?.share.order(workgroup, 'close', { case: id }),
    },
  })
}

/** Who waits there, in the queue of the desk. */
export function showQueueOf(app: App, workgroup: BareJid): void {
  app.prefs.set({ ...app.prefs.get(), queueOf: workgroup })
  app.show('queue')
}

/** By hand: what a supervisor has said of it counts. */
export const isByHand = ({ closed, openedBy }: Workgroup): boolean =>
  closed === 'paused' || openedBy !== undefined

/** The hours count again. */
export const asUsual = (app: App, { jid }: Workgroup): void => void app.shell?.share.order(jid, 'open')

/** How long something lasts that a supervisor changes. */
export const LASTS: readonly Choice[] = [
  { value: '', label: t('Until somebody ends it') },
  ...['30 min', '1 h', '2 h', '4 h', '1 d'].map((value) => ({ value, label: t('For {value}', { value }) })),
]

const HOUR = t('A time of day, as the clock of the workgroup shows it: 17:30')

/** A pause, or an opening outside the hours, with its end. */
export function changeOpening(app: App, { jid, name }: Workgroup, word: 'pause' | 'open'): void {
  const isPause = word === 'pause'
  // Without an end it would be what the hours say.
  const options = isPause ? LASTS : LASTS.slice(1)
  app.dialog.set({
    is: 'ask',
    ask: {
      title: isPause ? t('Pause {name}', { name }) : t('Open {name}', { name }),
      lead: isPause
        ? t('Nobody new is let in; who waits, and every chat, goes on.')
        : t('Visitors are let in until then, whatever the hours say.'),
      fields: [
        { name: 'for', label: t('How long'), is: 'choice', options, optional: isPause },
        { name: 'until', label: t('Or until'), is: 'line', optional: true, longest: 5, hint: HOUR },
      ],
      done: isPause ? t('Pause|do it') : t('Open|do it'),
      run: ({ for: length = '', until = '' }) => {
        const end = until.trim() || length
        void app.shell?.share.order(jid, word, end ? { for: end } : {})
      },
    },
  })
}

export const openCase = (app: App, id: CaseId): boolean => {
  const chat = [...app.desk.get().chats.values()].find((one) => one.case.id === id && one.state !== 'ended')
  if (!chat) return false
  app.shell?.open(chat.room)
  app.show('talk')
  return true
}
