/** What operators ask of the desk besides words, each in the ways the wire has for it (urn:parlor:1 §4). */
import { el, NS, type Operator } from '../support/people/index.ts'
import { SALES, SUPPORT } from '../support/stage.ts'
import type { Open } from './board.ts'

/** `colleague`: another operator's bare JID. */
type Deed = (me: Operator, chat: Open, colleague: string) => Promise<unknown>

const command =
  (node: string, answers: (chat: Open, colleague: string) => Record<string, string> = () => ({})): Deed =>
  (me, chat, colleague) =>
    me.command(chat.workgroup, node, { case: chat.case, ...answers(chat, colleague) })

const otherThan = (workgroup: string): string => (workgroup === SUPPORT ? SALES : SUPPORT)

/** With one's own chat. */
export const OWN = {
  'transfer to a colleague': command('transfer', (_, to) => ({ to, note: 'Yours?' })),
  'transfer to the queue': command('transfer', () => ({ to: 'queue' })),
  'transfer to a workgroup': command('transfer', ({ workgroup }) => ({ to: otherThan(workgroup) })),
  invite: command('invite', (_, guest) => ({ guest })),
  keep: command('keep'),
  'close by command': command('close'),
  'close by word': (me, { workgroup, case: id }) =>
    me.connection.send(el('message', { to: workgroup, type: 'chat' }, el('body', {}, `close ${id}`))),
} as const satisfies Record<string, Deed>

/** A supervisor's, with somebody else's. */
export const OTHERS = {
  listen: command('join', () => ({ silent: 'true' })),
  join: command('join', () => ({ silent: 'false' })),
  'take over': command('takeover'),
  assign: command('assign', (_, to) => ({ to })),
  remove: (me, { workgroup, visitor }) =>
    me.connection.set(workgroup, el('depart-queue', { xmlns: NS.workgroup }, el('jid', {}, visitor))),
} as const satisfies Record<string, Deed>

export const leave: Deed = command('leave')

export type OwnDeed = keyof typeof OWN
export type OthersDeed = keyof typeof OTHERS
