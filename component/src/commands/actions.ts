/** Every operator action, once. A new one is a new line here, and both front ends have it (A3). */
import { block, blocked, unblock } from './actions/block.ts'
import { call } from './actions/call.ts'
import { canned } from './actions/canned.ts'
import { close, hold, reject, take } from './actions/chat.ts'
import { contact, visitors } from './actions/contact.ts'
import { on } from './actions/duty.ts'
import { faq } from './actions/faq.ts'
import { erase, exportPerson } from './actions/forget.ts'
import { history } from './actions/history.ts'
import { hooks } from './actions/hooks.ts'
import { answer, messages, settle } from './actions/messages.ts'
import { note, tag } from './actions/notes.ts'
import { open, pause } from './actions/opening.ts'
import { help, queue, status } from './actions/overview.ts'
import { report } from './actions/report.ts'
import { search } from './actions/search.ts'
import { notices } from './actions/site.ts'
import { sites } from './actions/sites.ts'
import { assign, join, priority, takeover } from './actions/supervise.ts'
import { invite, keep, leave, transfer } from './actions/transfer.ts'
import type { Action, CommandContext } from './types.ts'

export const actions: readonly Action[] = [
  help((context) => actions.filter((action) => mayUse(action, context))),
  queue,
  take,
  reject,
  close,
  hold,
  history,
  call,
  transfer,
  keep,
  invite,
  leave,
  note,
  tag,
  canned((name) => actionCalled(name) !== undefined),
  messages,
  answer,
  settle,
  search,
  faq,
  report,
  visitors,
  contact,
  notices,
  sites,
  block,
  blocked,
  unblock,
  status,
  on,
  join,
  assign,
  takeover,
  priority,
  pause,
  open,
  hooks,
  erase,
  exportPerson,
]

/** By its word or one of the others for it. */
export const actionCalled = (word: string): Action | undefined =>
  actions.find(({ name, also }) => name === word || also?.includes(word))

/** Why it is not for who speaks; `undefined`: it is. */
export function whyNot(
  { who, needsSeat, finishes }: Action,
  { speaker }: CommandContext,
): 'only-finish' | 'supervisors-only' | 'operators-only' | undefined {
  if (speaker.finishing) return finishes ? undefined : 'only-finish'
  if (who === 'supervisor' && !speaker.supervisor) return 'supervisors-only'
  return needsSeat && !speaker.operator ? 'operators-only' : undefined
}

export const mayUse = (action: Action, context: CommandContext): boolean =>
  whyNot(action, context) === undefined
