/** What operators write down about a case, hidden from the visitor: notes and tags (C7). */
import { cleanLine } from '../../protocol/clean.ts'
import type { Field } from '../../protocol/forms.ts'
import { calledOf, caseField, find } from '../find.ts'
import { anyCase, isOutcome, likeliestFirst, own, which } from '../find-target.ts'
import { caseAndWords, nameAndWords, said, withWords } from '../grammar.ts'
import type { PastCase } from '../records.ts'
import { span } from '../span.ts'
import type { Action, CommandContext, Input, Outcome } from '../types.ts'

const LONGEST_NOTE = 2000
const LONGEST_TAG = 40
const MOST_TAGS = 20

const TEXT: Field = {
  name: 'text',
  label: 'Note',
  type: 'text-multi',
  description: 'For operators only. Empty: shows the notes there are.',
  maxLength: LONGEST_NOTE,
}

/** A live case, or one that has ended, or a left message. */
async function about(context: CommandContext, input: Input): Promise<PastCase | Outcome> {
  const words = input.case?.trim() ?? ''
  const past =
    words !== '' && find(context.cases(), words).length === 0
      ? await context.records.pastCase(words.replace(/^#/, ''))
      : undefined
  if (past) return past
  const row = which(context, anyCase, input)
  if (isOutcome(row)) return row
  const { id, number, name, notes = [], tags = [] } = row.case
  return { id, number, name, notes, tags }
}

/** A case alone, by its number or its whole name, asks for what is there; all else is to be written down. */
function read(rest: string, { cases }: CommandContext, field: string): Input {
  const { case: id, words } = caseAndWords(rest, cases())
  if (id !== undefined) return { case: id, [field]: words }
  // A number alone is a case, also one that has ended.
  if (/^#?\d+$/.test(words)) return { case: words }
  const isName = cases().some(({ case: it }) => cleanLine(it.name).toLowerCase() === words.toLowerCase())
  return isName ? { case: words } : { [field]: words }
}

export const note: Action = {
  name: 'note',
  label: 'Write a note',
  help: 'Writes a note about a case, which the visitor does not see; with a case alone, shows its notes.',
  usage: 'note [case:] words',
  example: 'note 1842: called back twice',
  who: 'operator',
  fields: (context) => [caseField(likeliestFirst(context), false), TEXT],
  mustAsk: () => true,
  read: (rest, context) => read(rest, context, 'text'),
  write: ({ case: id, text }) => (id ? withWords(said('note', id), text) : said('note', text)),
  run: async (context, input) => {
    const it = await about(context, input)
    if (isOutcome(it)) return it
    if (!input.text) return showNotes(context, it)
    const fault = await context.records.addNote(it.id, input.text)
    return fault ? { fault } : { ok: `Noted: ${calledOf(it)}.` }
  },
}

function showNotes({ now, colleagues, workgroup }: CommandContext, it: PastCase): Outcome {
  const nameOf = (jid: string): string =>
    [workgroup, ...colleagues()].find((one) => one.jid === jid)?.name ?? jid
  const lines = it.notes.map(({ by, at, text }) => `${nameOf(by)}, ${span(now - at)} ago: ${text}`)
  return {
    ok: [
      lines.length === 0 ? `No notes: ${calledOf(it)}.` : `Notes, ${calledOf(it)}:`,
      ...lines,
      ...(it.tags.length > 0 ? [`Tags: ${it.tags.join(', ')}`] : []),
    ].join('\n'),
    table: {
      columns: [
        { name: 'by', label: 'By' },
        { name: 'at', label: 'When' },
        { name: 'text', label: 'Note' },
      ],
      rows: it.notes.map(({ by, at, text }) => ({ by, at: new Date(at).toISOString(), text })),
    },
  }
}

interface TagChange {
  readonly tag: string
  readonly on: boolean
}

/** `refund, VIP -old`: lower case, a minus takes one away; `undefined` when one of them is no tag. */
export function readTags(words: string): readonly TagChange[] | undefined {
  const parts = words.split(/[\s,;]+/).filter((part) => part !== '')
  const changes = parts.map((part) => ({
    tag: part.replace(/^[-+]?#?/, '').toLowerCase(),
    on: !part.startsWith('-'),
  }))
  const isGood = ({ tag }: TagChange): boolean =>
    new RegExp(`^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_./-]{0,${LONGEST_TAG - 1}}$`, 'u').test(tag)
  return changes.length <= MOST_TAGS && changes.every(isGood) ? changes : undefined
}

/** Tags are words, not sentences: the name of an own chat before them is that chat, without a colon too. */
function readTag(rest: string, context: CommandContext): Input {
  const input = read(rest, context, 'tags')
  const named = input.case === undefined ? nameAndWords(rest, own(context)) : undefined
  return named ? { case: named.case, tags: named.words } : input
}

export const tag: Action = {
  name: 'tag',
  label: 'Tag a case',
  help: 'Puts tags on a case, or takes one away with a minus; with a case alone, shows its tags.',
  usage: 'tag [case:] tags',
  example: 'tag 1842: refund vip -new',
  who: 'operator',
  fields: (context) => [
    caseField(likeliestFirst(context), false),
    {
      name: 'tags',
      label: 'Tags',
      type: 'text-single',
      description: 'Words, with a minus before those to take away. Empty: shows the tags there are.',
    },
  ],
  mustAsk: () => true,
  read: readTag,
  write: ({ case: id, tags }) => (id ? withWords(said('tag', id), tags) : said('tag', tags)),
  run: async (context, input) => {
    const it = await about(context, input)
    if (isOutcome(it)) return it
    if (!input.tags) return showTags(context, it)
    const changes = readTags(input.tags)
    if (!changes)
      return { fault: 'bad-input', text: 'A tag is one word of letters, digits, "-", "_", "." or "/".' }
    return setTags(context, it, changes)
  },
}

async function setTags(
  { records }: CommandContext,
  it: PastCase,
  changes: readonly TagChange[],
): Promise<Outcome> {
  const tags = new Set(it.tags)
  for (const { tag: word, on } of changes) {
    const fault = await records.setTag(it.id, word, on)
    if (fault) return { fault }
    if (on) tags.add(word)
    else tags.delete(word)
  }
  return { ok: `${tags.size > 0 ? `Tagged ${[...tags].join(', ')}` : 'No tags'}: ${calledOf(it)}.` }
}

async function showTags({ records }: CommandContext, it: PastCase): Promise<Outcome> {
  const known = await records.knownTags()
  return {
    ok: [
      it.tags.length > 0 ? `Tags: ${it.tags.join(', ')}.` : `No tags: ${calledOf(it)}.`,
      ...(known.length > 0 ? [`Used here: ${known.slice(0, MOST_TAGS).join(', ')}.`] : []),
    ].join('\n'),
    table: {
      columns: [
        { name: 'tag', label: 'Tag' },
        { name: 'here', label: 'On this case' },
      ],
      rows: [...new Set([...it.tags, ...known])].map((word) => ({
        tag: word,
        here: String(it.tags.includes(word)),
      })),
    },
  }
}
