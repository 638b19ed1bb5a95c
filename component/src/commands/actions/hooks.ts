/** What other systems did not take, and sending it again (B5). */
import { said } from '../grammar.ts'
import { span } from '../span.ts'
import type { Action } from '../types.ts'

export const hooks: Action = {
  name: 'hooks',
  also: ['webhooks'],
  label: 'Messages to other systems',
  help: 'Shows which messages to other systems were given up; with "again", sends them again.',
  usage: 'hooks [again]',
  example: 'hooks again',
  who: 'supervisor',
  dialog: { node: 'set-hooks', label: 'Send messages to other systems again' },
  fields: () => [
    {
      name: 'do',
      label: 'What to do',
      type: 'list-single',
      values: ['list'],
      options: [
        { label: 'Show', value: 'list' },
        { label: 'Send again', value: 'again' },
      ],
    },
  ],
  mustAsk: () => false,
  read: (rest) => ({ do: rest.trim().toLowerCase() || 'list' }),
  write: ({ do: what }) => said('hooks', what === 'list' ? undefined : what),
  run: async ({ records, now }, { do: what = 'list' }) => {
    if (what === 'again') return { ok: `Sent again: ${await records.retryHooks()}.` }
    const { failed, waiting } = await records.failedHooks()
    const lines = failed.map(
      ({ id, host, at, trouble, attempts }) =>
        `${id} to ${host}, ${span(now - at)} ago, tried ${attempts} times: ${trouble}`,
    )
    return {
      ok: [`${waiting} wait, ${failed.length} were given up.`, ...lines].join('\n'),
      table: {
        columns: [
          { name: 'id', label: 'Id' },
          { name: 'host', label: 'To' },
          { name: 'at', label: 'When' },
          { name: 'attempts', label: 'Tried' },
          { name: 'trouble', label: 'Why' },
        ],
        rows: failed.map((one) => ({
          ...one,
          at: new Date(one.at).toISOString(),
          attempts: String(one.attempts),
        })),
      },
    }
  },
}
