/** A workgroup is closed, or opened, by a supervisor's hand (D7): until a time, or until somebody says otherwise. */
import { atEnd, endOf, endText, NO_END } from '../ending.ts'
import { said } from '../grammar.ts'
import type { Action, CommandContext, Outcome } from '../types.ts'

type How = 'open' | 'paused' | 'as-usual'

interface Switch {
  /** With an end, and without. */
  readonly lasting: How
  readonly plain: How
  readonly done: (name: string, until: string | undefined) => string
}

/** Takes no words but an end: a sentence that begins with "open" opens nothing. */
const switching = (words: Pick<Action, 'name' | 'label' | 'help' | 'example'>, how: Switch): Action => ({
  ...words,
  usage: `${words.name} [for time or until hour]`,
  who: 'supervisor',
  dialog: { node: `${words.name}-until`, label: `${words.label} until ...` },
  fields: () => [
    {
      name: 'for',
      label: 'How long',
      type: 'text-single',
      description: '30 min, 2 h, or a time of day like 17:30; empty: until somebody says otherwise',
    },
    { name: 'words', label: 'Nothing', type: 'hidden' },
  ],
  mustAsk: () => false,
  read: (rest) => {
    const { head, for: length } = atEnd(rest)
    return { words: head, for: length }
  },
  write: ({ for: length }) =>
    said(words.name, length && (length.includes(':') ? `until ${length}` : `for ${length}`)),
  run: async (context, { words: more, for: length }) => {
    if (more)
      return { fault: 'bad-input', text: `Write just "${words.name}", or with its end: "${words.example}".` }
    return turn(context, how, length)
  },
})

async function turn(
  { records, workgroup: { name, timeZone }, now }: CommandContext,
  { lasting, plain, done }: Switch,
  length: string | undefined,
): Promise<Outcome> {
  const until = length ? endOf(length, now, timeZone) : undefined
  if (length && until === undefined) return { fault: 'bad-input', text: NO_END }
  const fault = await records.setByHand(until === undefined ? plain : lasting, until)
  return fault
    ? { fault }
    : { ok: done(name, until === undefined ? undefined : endText(until, now, timeZone)) }
}

export const pause = switching(
  {
    name: 'pause',
    label: 'Pause the workgroup',
    help: 'Takes no new requests until the time you say, or until somebody writes "open".',
    example: 'pause for 30 min',
  },
  {
    ...{ lasting: 'paused', plain: 'paused' },
    done: (name, until) =>
      until ? `${name} is paused until ${until}.` : `${name} is paused: no new requests are taken.`,
  },
)

export const open = switching(
  {
    name: 'open',
    label: 'Open the workgroup',
    help: 'Ends a pause: the opening hours count again. With an end it is open until then, whatever they say.',
    example: 'open until 20:00',
  },
  {
    ...{ lasting: 'open', plain: 'as-usual' },
    done: (name, until) => (until ? `${name} is open until ${until}.` : `${name} is no longer paused.`),
  },
)
