/** Who disturbs is kept out for a while, and let in again (B7). */
import { formatDuration, parseDuration } from '../../config/duration.ts'
import { called, caseField } from '../find.ts'
import { anyCase, isOutcome, which } from '../find-target.ts'
import { said } from '../grammar.ts'
import { isNetwork } from '../network.ts'
import type { Action } from '../types.ts'

const PRESET = '1 d'
const MOST = 366 * 86_400_000

const FOR = /(?:^|\s+)for\s+(\d.*)$/i

export const block: Action = {
  name: 'block',
  label: 'Block a visitor',
  help: 'Ends the case, and takes no requests from this visitor for a day or as long as you say: by their address, their account, or as a customer the site vouches for. Also an address or a network.',
  usage: 'block [case or address] [for time]',
  example: 'block 1842 for 2 h',
  who: 'operator',
  fields: (context) => [
    { ...caseField(context.cases(), false), open: true },
    {
      name: 'for',
      label: 'How long',
      type: 'text-single',
      values: [PRESET],
      description: '30 min, 2 h, 7 d',
    },
  ],
  mustAsk: () => true,
  read: (rest) => ({ case: rest.replace(FOR, '').trim(), for: FOR.exec(rest)?.[1]?.trim() ?? '' }),
  write: ({ case: id, for: time }) => said('block', id, time && `for ${time}`),
  run: async (context, input) => {
    const time = parseDuration(input.for?.trim() || PRESET)
    if (time === undefined || time <= 0 || time > MOST)
      return { fault: 'bad-input', text: 'How long? Write 30 min, 2 h or 7 d; a year at most.' }
    const until = context.now + time
    const words = `for ${formatDuration(time)}. "blocked" shows the list.`
    const network = input.case?.trim() ?? ''
    if (isNetwork(network)) {
      const fault = await context.records.blockAddress(network, until)
      return fault ? { fault } : { ok: `Blocked: ${network}, ${words}` }
    }
    const row = which(context, anyCase, input)
    if (isOutcome(row)) return row
    const { id } = row.case
    const fault = await context.records.block(id, until)
    if (fault === 'not-found')
      return {
        fault,
        text: `Nothing is known of ${called(row)} by which they could be blocked. Close the case.`,
      }
    if (fault) return { fault }
    await context.decide({ type: 'depart', case: id, by: context.speaker.jid })
    return { ok: `Blocked: ${called(row)}, ${words}` }
  },
}

export const blocked: Action = {
  name: 'blocked',
  label: 'Blocked visitors',
  help: 'Shows who is blocked and until when.',
  usage: 'blocked',
  who: 'operator',
  fields: () => [{ name: 'words', label: 'Nothing', type: 'hidden' }],
  mustAsk: () => false,
  read: (rest) => ({ words: rest }),
  write: () => 'blocked',
  run: async ({ records, now }) => {
    const rows = (await records.blocks()).map((one) => ({
      number: String(one.id),
      name: one.name,
      until: `${new Date(one.until).toISOString().slice(0, 16)}Z`,
      left: formatDuration(Math.max(60_000, Math.ceil((one.until - now) / 60_000) * 60_000)),
      by: one.by,
    }))
    const lines = rows.map(({ number, name, left, by }) => `${number}: ${name}, ${left} more (by ${by})`)
    return {
      ok:
        rows.length === 0
          ? 'Nobody is blocked.'
          : [...lines, 'To let somebody in again: unblock number'].join('\n'),
      table: {
        columns: [
          { name: 'number', label: 'Number' },
          { name: 'name', label: 'Who' },
          { name: 'until', label: 'Until' },
          { name: 'by', label: 'By' },
        ],
        rows: rows.map(({ left: _, ...row }) => row),
      },
    }
  },
}

export const unblock: Action = {
  name: 'unblock',
  label: 'Lift a block',
  help: 'Lets a blocked visitor in again; "blocked" shows the numbers.',
  usage: 'unblock number',
  example: 'unblock 3',
  who: 'operator',
  fields: () => [{ name: 'number', label: 'Number', type: 'text-single', required: true }],
  mustAsk: () => true,
  read: (rest) => ({ number: rest.trim().replace(/^#/, '') }),
  write: ({ number }) => said('unblock', number),
  run: async ({ records }, { number = '' }) => {
    if (!/^\d{1,9}$/.test(number)) return { fault: 'bad-input', text: 'Write: unblock number' }
    const fault = await records.unblock(Number(number))
    if (fault === 'not-found') return { fault, text: `There is no block ${number}.` }
    return fault ? { fault } : { ok: 'They may ask again.' }
  },
}
