/** What a supervisor does from the floor, each at a click on what it is about (D7). */
import type { App } from '../desk/app.ts'
import type { FloorChat } from '../model/floor.ts'
import { nameOf } from '../model/select.ts'
import type { BareJid, CaseId, Workgroup } from '../model/types.ts'
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
  const options = [...colleagueChoices(app.desk.get()), { value: own, label: `${nameOf(own)} (you)` }]
  app.dialog.set({
    is: 'ask',
    ask: {
      title: `Assign ${name}`,
      lead: 'It is given without asking.',
      fields: [{ name: 'to', label: 'To', is: 'choice', options }],
      done: 'Assign',
      run: ({ to }) => void app.shell?.share.order(workgroup, 'assign', { case: id, to }),
    },
  })
}

export function endCase(app: App, { workgroup, case: id, name }: Where): void {
  app.dialog.set({
    is: 'ask',
    ask: {
      title: `End the chat with ${name}?`,
      lead: 'The visitor and the operator are told that it is over.',
      fields: [],
      done: 'End it',
      run: () => void app.shell?.share.order(workgroup, 'close', { case: id }),
    },
  })
}

/** Who waits there, in the queue of the desk. */
export function showQueueOf(app: App, workgroup: BareJid): void {
  app.prefs.set({ ...app.prefs.get(), queueOf: workgroup })
  app.show('queue')
}

export const isPaused = ({ closed }: Workgroup): boolean => closed === 'paused'

export function switchWorkgroup(app: App, workgroup: Workgroup): void {
  void app.shell?.share.order(workgroup.jid, isPaused(workgroup) ? 'open' : 'pause')
}

export const openCase = (app: App, id: CaseId): boolean => {
  const chat = [...app.desk.get().chats.values()].find((one) => one.case.id === id && one.state !== 'ended')
  if (!chat) return false
  app.shell?.open(chat.room)
  app.show('talk')
  return true
}
