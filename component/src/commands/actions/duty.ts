/** On duty again, after missed offers (R10). */
import { said } from '../grammar.ts'
import type { Action } from '../types.ts'

export const on: Action = {
  who: 'operator',
  needsSeat: true,
  name: 'on',
  also: ['back'],
  label: 'On duty again',
  help: 'Puts you on duty again after you have missed requests.',
  usage: 'on',
  fields: () => [],
  mustAsk: () => false,
  read: () => ({}),
  write: () => said('on'),
  run: async (context) => ({
    ok: (await context.backOnDuty())
      ? 'You are on duty again.'
      : 'You are not off duty for missed requests; "status" shows how you are.',
  }),
}
