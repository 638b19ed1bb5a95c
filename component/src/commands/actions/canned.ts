/** Replies kept for use again, personal and shared, with variables (C7). `/hello` uses the one called hello. */
import { caseField } from '../find.ts'
import { here, isOutcome, me, one, which } from '../find-target.ts'
import { said } from '../grammar.ts'
import type { Canned } from '../records.ts'
import type { Action, CaseRow, CommandContext, Input, Outcome, Question } from '../types.ts'

const LONGEST_TEXT = 2000
const DOES = ['list', 'use', 'save', 'share', 'remove', 'unshare'] as const
type Do = (typeof DOES)[number]

/** The word behind the slash. */
const NAME = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}_-]{0,31}$/u

const asName = (words: string | undefined): string =>
  (words ?? '').trim().replace(/^\//, '').normalize('NFC').toLowerCase()

/** What stands for what; an unknown one stays as it is. */
export function expand(text: string, context: CommandContext, row: CaseRow | undefined): string {
  const values: Readonly<Record<string, string | undefined>> = {
    visitor: row?.case.name,
    case: row && String(row.case.number),
    operator: me(context)?.name ?? context.speaker.jid.split('@')[0],
    workgroup: context.workgroup.name,
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

/** A word of an action is no name for a reply: with a slash, too, it does what it says. Knows the table only when it runs. */
export const canned = (isWord: (name: string) => boolean): Action => ({
  name: 'canned',
  also: ['replies'],
  label: 'Canned replies',
  help: 'Lists them; use, save, share, remove or unshare one. "/hello" shows the one called hello, ready to be sent: {visitor}, {operator}, {workgroup} and {case} are filled in.',
  usage: 'canned [use, save, share, remove or unshare name[: words]]',
  example: 'canned save hello: Hello {visitor}, this is {operator}.',
  who: 'operator',
  dialog: { node: 'change-canned', label: 'Use or change a canned reply' },
  fields: (context) => [
    {
      name: 'do',
      label: 'What to do',
      type: 'list-single',
      values: ['list'],
      options: [
        { label: 'List', value: 'list' },
        { label: 'Use', value: 'use' },
        { label: 'Save for myself', value: 'save' },
        { label: 'Save for everybody', value: 'share' },
        { label: 'Remove one of mine', value: 'remove' },
        { label: "Remove one of everybody's", value: 'unshare' },
      ],
    },
    {
      name: 'name',
      label: 'Name',
      type: 'text-single',
      description: 'One word; in a list, what to look for.',
    },
    { name: 'text', label: 'Words', type: 'text-multi', maxLength: LONGEST_TEXT },
    caseField(here(context), false),
  ],
  mustAsk: () => false,
  read: readCanned,
  write: ({ do: what, name, text, case: id }) => {
    const head = said('canned', what === 'list' ? undefined : what, name, id)
    return text ? `${head}: ${text}` : head
  },
  run: async (context, input) => {
    const what = DOES.find((word) => word === (input.do || 'list')) ?? 'list'
    if (what === 'list') return list(context, input)
    const isTaken =
      (what === 'save' || what === 'share') &&
      (isWord(asName(input.name)) || DOES.some((word) => word === asName(input.name)))
    return isTaken
      ? { fault: 'bad-input', text: `"${asName(input.name)}" has a meaning already. Choose another name.` }
      : does[what](context, input)
  },
})

/** `save hello: words`, `use hello 1842`; any other words are looked for. */
function readCanned(rest: string): Input {
  const [, word = '', more = ''] = /^(\S+)\s*(.*)$/s.exec(rest.trim()) ?? []
  const what = DOES.find((one) => one === word.toLowerCase())
  if (!what) return { do: 'list', name: rest }
  const at = more.search(/[:\s]/)
  const name = at < 0 ? more : more.slice(0, at)
  const words = at < 0 ? '' : more.slice(at).replace(/^\s*:?\s*/, '')
  return what === 'use' ? { do: what, name, case: words } : { do: what, name, text: words }
}

const does: {
  readonly [D in Exclude<Do, 'list'>]: (context: CommandContext, input: Input) => Promise<Outcome>
} = {
  use: async (context, input) => use(context, asName(input.name), input.case),
  save: (context, input) => save(context, input, false),
  share: (context, input) => save(context, input, true),
  remove: (context, input) => remove(context, input, false),
  unshare: (context, input) => remove(context, input, true),
}

const TABLE = [
  { name: 'name', label: 'Name' },
  { name: 'text', label: 'Words' },
  { name: 'shared', label: "Everybody's" },
]

async function list({ records }: CommandContext, { name: words = '' }: Input): Promise<Outcome> {
  const wanted = words.toLowerCase().replace(/^\//, '')
  const all = (await records.canned()).filter(({ name, text }) =>
    `${name} ${text}`.toLowerCase().includes(wanted),
  )
  const none =
    wanted === '' ? 'There are no canned replies yet.' : `There is no canned reply with "${words}".`
  return {
    ok:
      all.length === 0
        ? none
        : all.map(({ name, text, shared }) => `/${name}${shared ? '' : ' (yours)'}: ${text}`).join('\n'),
    table: {
      columns: TABLE,
      rows: all.map(({ name, text, shared }) => ({ name, text, shared: String(shared) })),
    },
  }
}

/** The words with their variables filled in, to be sent in the chat: the room knows operators by what they send themselves. */
export async function use(context: CommandContext, name: string, words?: string): Promise<Outcome> {
  const found = pick(await context.records.canned(), name)
  if (!found) return missing(name)
  if ('choose' in found) return found
  const row = forWhom(context, found, words)
  if (row && isOutcome(row)) return row
  const text = expand(found.text, context, row)
  return {
    ok: text,
    table: {
      columns: TABLE.slice(0, 2),
      rows: [{ name: found.name, text }],
    },
  }
}

const missing = (name: string): Outcome => ({
  fault: 'not-found',
  text: name === '' ? 'Which one? Write its name.' : `There is no canned reply "${name}".`,
})

/** Own before shared; then all that begin so. */
function pick(all: readonly Canned[], name: string): Canned | Question | undefined {
  const exact = all.filter((one) => one.name === name)
  const found = exact.find(({ shared }) => !shared) ?? exact[0]
  if (found || name === '') return found
  const likely = all.filter((one) => one.name.startsWith(name))
  if (likely.length < 2) return likely[0]
  const options = [...new Set(likely.map((one) => one.name))].map((value) => ({ label: `/${value}`, value }))
  return {
    choose: { name: 'name', label: 'Name', type: 'list-single', required: true, options },
    text: 'Which one?',
  }
}

/** Only asked for when the words name somebody. */
function forWhom(context: CommandContext, { text }: Canned, words = ''): CaseRow | Outcome | undefined {
  if (words === '' && !/\{(visitor|case)\}/.test(text)) return undefined
  if (words === '' && here(context).length === 0) return undefined
  return which(context, one(here, 'You have no chat.'), { case: words })
}

async function save({ records, speaker }: CommandContext, input: Input, shared: boolean): Promise<Outcome> {
  if (shared && !speaker.supervisor) return { fault: 'supervisors-only' }
  const name = asName(input.name)
  const text = input.text ?? ''
  if (!NAME.test(name) && name !== '')
    return { fault: 'bad-input', text: 'A name is one word of letters, digits, "-" and "_".' }
  if (text === '' || name === '')
    return {
      fault: 'bad-input',
      text: `Write: canned ${shared ? 'share' : 'save'} ${name || 'hello'}: the words`,
    }
  const fault = await records.saveCanned({ name, text, shared })
  return fault ? { fault } : { ok: `Saved${shared ? ' for everybody' : ''}: /${name}.` }
}

async function remove({ records, speaker }: CommandContext, input: Input, shared: boolean): Promise<Outcome> {
  if (shared && !speaker.supervisor) return { fault: 'supervisors-only' }
  const name = asName(input.name)
  const fault = await records.removeCanned(name, shared)
  if (fault === 'not-found') return missing(name)
  return fault ? { fault } : { ok: `Removed: /${name}.` }
}
