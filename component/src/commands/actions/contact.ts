/** Who is on the site, and whom an operator speaks to first (R7). */
import { cleanLine, shorten } from '../../protocol/clean.ts'
import type { Table } from '../../protocol/forms.ts'
import { asTexts } from '../../protocol/parlor.ts'
import { called, find, findNamed, namedField } from '../find.ts'
import { isQueued } from '../find-target.ts'
import { said } from '../grammar.ts'
import type { SiteVisitor } from '../records.ts'
import { span } from '../span.ts'
import type { Action, CaseRow, CommandContext, Outcome } from '../types.ts'
import { take } from './chat.ts'

/** Lines of a list in a message; the desk shows all. */
const LONGEST_LIST = 20
const LONGEST_PAGE = 80

export const visitors: Action = {
  name: 'visitors',
  label: 'Visitors on the site',
  help: 'Shows who is on the site, where its owner has switched that on.',
  usage: 'visitors',
  who: 'operator',
  fields: () => [],
  mustAsk: () => false,
  read: () => ({}),
  write: () => 'visitors',
  run: async ({ records, now }) => {
    const all = records.siteVisitors()
    return { ok: asText(all, now), table: asTable(all) }
  },
}

function asText(all: readonly SiteVisitor[], now: number): string {
  const [first] = all
  if (!first) return 'Nobody is on the site.'
  const lines = all.slice(0, LONGEST_LIST).map((one) => `${one.jid}: ${inWords(one, now)}${stateOf(one)}`)
  const rest = all.length - lines.length
  return [
    `${all.length} on the site:`,
    ...lines,
    ...(rest > 0 ? [`... and ${rest} more`] : []),
    `Invite with "contact ${first.jid}".`,
  ].join('\n')
}

/** `Visitor 3, Cart, Aarhus, 2 min` */
function inWords({ name, title, page, background, since }: SiteVisitor, now: number): string {
  const where = shorten(cleanLine(title || page || ''), LONGEST_PAGE)
  return [cleanLine(name), where, background?.place, span(now - since)].filter(Boolean).join(', ')
}

function stateOf({ busy, invitedBy, suggested }: SiteVisitor): string {
  if (busy) return ', has a chat'
  if (invitedBy !== undefined) return `, invited by ${invitedBy}`
  return suggested ? ', invited by rule' : ''
}

const BACKGROUND = ['place', 'browser', 'words', 'path', 'visits', 'earlier'] as const
const COLUMNS = [
  'visitor',
  'name',
  'page',
  'title',
  'referrer',
  'language',
  ...BACKGROUND,
  'since',
  'invited',
  'suggested',
  'busy',
]

const asTable = (all: readonly SiteVisitor[]): Table => ({
  columns: COLUMNS.map((name) => ({ name, label: `${name[0]?.toUpperCase()}${name.slice(1)}` })),
  rows: all.map(
    ({ jid, name, page, title, referrer, language, background = {}, since, invitedBy, ...more }) => ({
      visitor: jid,
      name,
      page: page ?? '',
      title: title ?? '',
      referrer: referrer ?? '',
      language: language ?? '',
      ...Object.fromEntries(BACKGROUND.map((name) => [name, asTexts(background)[name] ?? ''])),
      since: new Date(since).toISOString(),
      invited: invitedBy ?? '',
      suggested: String(more.suggested ?? false),
      busy: String(more.busy ?? false),
    }),
  ),
})

/** One who waits already is taken; somebody on the site is invited, and may come or not. */
export const contact: Action = {
  name: 'contact',
  label: 'Speak to a visitor first',
  help: 'Opens a conversation with somebody on the site, in the queue, or with an account.',
  usage: 'contact visitor[: words]',
  example: 'contact v3: May I help you to choose?',
  who: 'operator',
  needsSeat: true,
  fields: (context) => [
    namedField('visitor', 'Whom', options(context, queued(context), free(context))),
    {
      name: 'text',
      label: 'Words on the page',
      type: 'text-single',
      maxLength: 200,
      description: 'What somebody on the site reads beside your name; empty: the usual words',
    },
  ],
  mustAsk: () => true,
  read: (rest) => {
    const [, visitor = '', text = ''] = /^(.*?)(?::\s+(.*))?$/s.exec(rest.trim()) ?? []
    return { visitor, text }
  },
  write: ({ visitor, text }) => said('contact', text ? `${visitor}:` : visitor, text),
  run: async (context, { visitor = '', text }) => {
    const isSaid = visitor !== ''
    const waiting = isSaid ? find(queued(context), visitor) : queued(context)
    const around = isSaid ? onSite(context, visitor) : free(context)
    const choices = options(context, waiting, around)
    if (!isSaid && choices.length === 0)
      return { fault: 'not-found', text: 'Nobody is on the site or in the queue.' }
    if (!isSaid) return { choose: namedField('visitor', 'Whom', choices), text: 'Whom?' }
    if (around.length === 0 && waiting.length > 0) return take.run(context, { case: visitor })
    if (choices.length > 1) return { choose: namedField('visitor', 'Whom', choices), text: 'Which one?' }
    return open(context, visitor, around[0], text)
  },
}

const queued = ({ cases }: CommandContext): readonly CaseRow[] => cases().filter(isQueued)
const free = ({ records }: CommandContext): readonly SiteVisitor[] =>
  records.siteVisitors().filter(({ busy, invitedBy }) => !busy && invitedBy === undefined)

/** A bare number is one too, unless it is that of a case. */
function onSite({ records }: CommandContext, words: string): readonly SiteVisitor[] {
  const all = records.siteVisitors()
  return findNamed(all, /^\d{1,9}$/.test(words) ? `v${words}` : words)
}

const options = (
  { now }: CommandContext,
  waiting: readonly CaseRow[],
  around: readonly SiteVisitor[],
): { label: string; value: string }[] => [
  ...waiting.map((row) => ({ label: `${called(row)}, waiting`, value: `#${row.case.number}` })),
  ...around.map((one) => ({ label: inWords(one, now), value: one.jid })),
]

const ADDRESS = /^[^\s@/]+@[^\s@/]+\.?[^\s@]*$/

async function open(
  { records }: CommandContext,
  words: string,
  there: SiteVisitor | undefined,
  text: string | undefined,
): Promise<Outcome> {
  const to = there?.jid ?? (ADDRESS.test(words) ? words : undefined)
  if (to === undefined) return { fault: 'not-found', text: `There is no visitor "${words}".` }
  const refused = await records.openConversation(to, text || undefined)
  if (refused) return typeof refused === 'string' ? { fault: refused } : refused
  return there
    ? { ok: `Invited: ${there.name}. The chat opens when they say yes; you are told if they do not.` }
    : { ok: `Invited: ${to}. The chat opens for you at once.` }
}
