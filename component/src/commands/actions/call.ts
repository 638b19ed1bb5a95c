/** A call in the own chat (C6), for whoever has a client that cannot have it there: where it can be had, in one click. */
import { called, caseField } from '../find.ts'
import { here, isOutcome, one, which } from '../find-target.ts'
import { said } from '../grammar.ts'
import type { Action } from '../types.ts'

const choice = one(here, 'You are in no chat.')

export const call: Action = {
  name: 'call',
  label: 'Ask for a call',
  help: 'Tells where you can talk to the visitor of one of your chats, or see their screen.',
  usage: 'call [case]',
  example: 'call 1842',
  who: 'operator',
  fields: (context) => [caseField(here(context), false)],
  mustAsk: (context) => here(context).length > 1,
  read: (rest) => ({ case: rest }),
  write: (input) => said('call', input.case),
  run: async (context, input) => {
    const { name, calls, desk } = context.workgroup
    if (calls === 'off') return { fault: 'not-yet', text: `${name} has no calls.` }
    const row = which(context, choice, input)
    if (isOutcome(row)) return row
    if (!here(context).some((mine) => mine.case.id === row.case.id))
      return { fault: 'not-your-chat', text: `You are not in this chat: ${called(row)}.` }
    const asks = calls === 'either' ? ' Visitors may ask there, too.' : ''
    return {
      ok: `A call goes from browser to browser. Open ${desk}/case/${row.case.number} and choose Call in the menu of the chat (${called(row)}); the chat goes on here.${asks}`,
    }
  },
}
