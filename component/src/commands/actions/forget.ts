/** Forgetting a person, and handing out what is known of them (M5): for supervisors, over all workgroups. */
import { said } from '../grammar.ts'
import type { ErasurePlan } from '../records.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'

const WHO = {
  name: 'who',
  label: 'Who',
  type: 'text-single',
  required: true,
  maxLength: 300,
  description: 'An e-mail address, an account, a customer as site:customer, or the number of a case.',
} as const

/** `customer:shop:7`, `mail:mia@example.org`, `case:1842`: all that the words may mean. */
export function handlesOf(words: string): readonly string[] {
  const who = words.trim()
  if (/^(customer|mail|jid|case):\S/.test(who)) return [who]
  if (/^#?\d{1,9}$/.test(who)) return [`case:${who.replace('#', '')}`]
  if (/^[^\s@]+@[^\s@]+$/.test(who)) return [`mail:${who.toLowerCase()}`, `jid:${who.toLowerCase()}`]
  if (/^[^\s:]+:\S/.test(who)) return [`customer:${who}`]
  return /^[a-z0-9]{8}$/.test(who) ? [`case:${who}`] : []
}

const none = (who: string | undefined): Outcome => ({
  fault: 'bad-input',
  text: who
    ? `"${who}" is no e-mail address, no customer (site:customer) and no number of a case.`
    : 'Who? Write an e-mail address, site:customer, or the number of a case.',
})

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

function inWords({ cases, persons }: ErasurePlan): string {
  const lines = cases.reduce((sum, one) => sum + one.lines, 0)
  const notes = cases.reduce((sum, one) => sum + one.notes, 0)
  const numbers = cases.map(({ number }) => number).join(', ')
  return `${many(cases.length, 'case')} (${numbers}) with ${many(lines, 'line')} and ${many(notes, 'note')}, known as ${persons.join(', ') || 'nobody in particular'}`
}

export const erase: Action = {
  name: 'erase',
  label: 'Erase a person',
  help: 'Says what is kept about somebody; with "now" behind it, erases it for good: conversations, details, notes, mails, in every workgroup.',
  usage: 'erase who [now]',
  example: 'erase mia@example.org',
  who: 'supervisor',
  fields: () => [
    WHO,
    {
      name: 'now',
      label: 'Erase it now, for good',
      type: 'boolean',
      description: 'Otherwise it is only told.',
    },
  ],
  mustAsk: () => true,
  read: (rest) => {
    const [, who = '', now] = /^(.*?)(\s+now)?$/is.exec(rest.trim()) ?? []
    return { who, ...(now && { now: 'true' }) }
  },
  write: ({ who, now }) => said('erase', who, now === 'true' ? 'now' : undefined),
  run: async (context, input) => {
    const handles = handlesOf(input.who ?? '')
    if (handles.length === 0) return none(input.who)
    const isNow = input.now === 'true' || input.now === '1'
    return isNow ? eraseNow(context, handles) : tell(context, input, handles)
  },
}

async function tell(
  { records }: CommandContext,
  { who }: Input,
  handles: readonly string[],
): Promise<Outcome> {
  const plan = await records.erasurePlan(handles)
  const before = plan.proofs.map(
    ({ id, at, holds }) =>
      `Erased on ${new Date(at).toISOString().slice(0, 16)}, proof ${id}: its signature ${holds ? 'holds' : 'does NOT hold'}.`,
  )
  const found =
    plan.cases.length === 0 && plan.mentions === 0
      ? 'Nothing is kept about them.'
      : `Kept: ${inWords(plan)}; ${many(plan.mentions, 'row')} of the store speak of them.`
  const live = plan.cases.some(({ isLive }) => isLive)
    ? 'A case of theirs is live: close it first.'
    : undefined
  const how = plan.cases.length > 0 && !live ? `To erase it for good: erase ${who} now` : undefined
  return {
    ok: [found, ...before, live, how].filter(Boolean).join('\n'),
    table: {
      columns: [
        { name: 'number', label: 'Case' },
        { name: 'workgroup', label: 'Workgroup' },
        { name: 'at', label: 'When' },
        { name: 'lines', label: 'Lines' },
      ],
      rows: plan.cases.map(({ number, workgroup, createdAt, lines }) => ({
        number: String(number),
        workgroup,
        at: new Date(createdAt).toISOString(),
        lines: String(lines),
      })),
    },
  }
}

async function eraseNow({ records }: CommandContext, handles: readonly string[]): Promise<Outcome> {
  const done = await records.erasePerson(handles)
  if (done === 'not-found') return { fault: done, text: 'Nothing is kept about them.' }
  if (typeof done === 'string') return { fault: done }
  const left = done.left === 0 ? 'nothing of them is left' : `${many(done.left, 'row')} still speak of them`
  return { ok: `Erased: ${many(done.cases, 'case')}; searched afterwards: ${left}. Proof ${done.proof}.` }
}

export const exportPerson: Action = {
  name: 'export',
  label: 'Export what is known of a person',
  help: 'Hands out all that is kept about somebody, as JSON.',
  usage: 'export who',
  example: 'export mia@example.org',
  who: 'supervisor',
  fields: () => [WHO],
  mustAsk: () => true,
  read: (rest) => ({ who: rest }),
  write: ({ who }) => said('export', who),
  run: async ({ records }, { who }) => {
    const handles = handlesOf(who ?? '')
    if (handles.length === 0) return none(who)
    const found = await records.exportPerson(handles)
    return { ok: JSON.stringify(found, null, 1) }
  },
}
