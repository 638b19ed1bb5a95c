/** Who and what is meant: what the actions of all subjects share. An `Outcome` is the end: a question or a refusal. */
import type { BareJid } from '../core/types.ts'
import { called, caseField, find, findNamed, type Named } from './find.ts'
import type { CaseRow, Colleague, CommandContext, CommandFault, Input, Outcome, Person } from './types.ts'

/** How an action finds its case. */
export interface Choice {
  /** Those that can be meant; a name is looked up here first. */
  readonly among: (context: CommandContext) => readonly CaseRow[]
  /** Which one, when nothing was said. Several: ask. */
  readonly unsaid: (context: CommandContext) => readonly CaseRow[]
  /** What is said when there is none. */
  readonly none: string
}

/** When nothing was said, and there is but one, it is that one. */
export const one = (among: Choice['among'], none: string): Choice => ({ among, unsaid: among, none })

export const isQueued = ({ case: { phase } }: CaseRow): boolean => phase === 'waiting' || phase === 'ringing'

export const isMine = ({ operator }: CaseRow, { speaker }: CommandContext): boolean =>
  operator?.jid === speaker.jid

export const guestIn = ({ guests }: CaseRow, jid: BareJid): boolean =>
  guests?.some((guest) => guest.jid === jid && guest.as !== 'leaving') ?? false

export const own = (context: CommandContext): readonly CaseRow[] =>
  context.cases().filter((row) => isMine(row, context) && !isQueued(row))

/** Own chats, and those the speaker has come into. */
export const here = (context: CommandContext): readonly CaseRow[] =>
  context
    .cases()
    .filter((row) => !isQueued(row) && (isMine(row, context) || guestIn(row, context.speaker.jid)))

export const ownChat = one(own, 'You have no chat.')

/** For what may be said about any case: without a name it is one's own chat. */
export const anyCase: Choice = {
  among: (context) => context.cases(),
  unsaid: here,
  none: 'You have no chat. Which case is meant?',
}

/** Every case, with those first that are most likely meant. */
export function likeliestFirst(context: CommandContext): readonly CaseRow[] {
  const mine = new Set(here(context).map((row) => row.case.id))
  const isMineToo = (row: CaseRow) => Number(mine.has(row.case.id))
  return [...context.cases()].sort((a, b) => isMineToo(b) - isMineToo(a))
}

export const isOutcome = (it: object): it is Outcome => 'ok' in it || 'choose' in it || 'fault' in it

export function which(context: CommandContext, choice: Choice, input: Input): CaseRow | Outcome {
  const words = input.case?.trim() ?? ''
  const found = words === '' ? choice.unsaid(context) : lookUp(context, choice, words)
  const [first, second] = found
  if (!first)
    return { fault: 'no-such-case', text: words === '' ? choice.none : `There is no case "${words}".` }
  if (second) return { choose: caseField(found, true), text: 'Which one?' }
  return first
}

/** A colleague's chat is found too, so that one hears whose it is instead of that there is none. */
function lookUp(context: CommandContext, choice: Choice, words: string): readonly CaseRow[] {
  const likely = find(choice.among(context), words)
  return likely.length > 0 ? likely : find(context.cases(), words)
}

/** Who has it, in a sentence; `undefined` when nobody does. */
export function whoHas(context: CommandContext, row: CaseRow): string | undefined {
  const now = context.cases().find(({ case: { id } }) => id === row.case.id)
  if (!now?.operator) return undefined
  return now.operator.jid === context.speaker.jid
    ? `You have it already: ${called(now)}.`
    : `${now.operator.name} has it: ${called(now)}.`
}

export const me = ({ speaker, colleagues }: CommandContext): Colleague | undefined =>
  colleagues().find(({ jid }) => jid === speaker.jid)

/** Is it themselves whom they mean? */
export function meansMe(context: CommandContext, words: string): boolean {
  const self = me(context)
  return self !== undefined && findNamed([self], words).length > 0
}

export const others = ({ speaker, colleagues }: CommandContext): readonly Colleague[] =>
  colleagues().filter(({ jid }) => jid !== speaker.jid)

/** `Ben (away), 0 of 2 chats` */
export const withLoad = ({ name, show, chats, seats }: Colleague): string =>
  `${name} (${show}), ${chats} of ${seats} chats`

/** Why a colleague cannot have a chat now, as far as one can see it. */
export function whyNotFree({ name, show, chats, seats }: Colleague): string {
  if (show === 'offline') return `${name} is offline.`
  if (chats >= seats) return `${name} has ${chats} of ${seats} chats.`
  return show === 'available' || show === 'chat'
    ? `${name} is not free right now.`
    : `${name} is not free right now (${show}).`
}

/** What the rules say of a colleague, with the name. */
export function aboutColleague(
  context: CommandContext,
  fault: CommandFault,
  who: string,
): string | undefined {
  const person = context.colleagues().find(({ jid }) => jid === who)
  if (!person) return undefined
  if (fault === 'colleague-not-free') return whyNotFree(person)
  return fault === 'already-in-chat' ? `${person.name} is in this chat already, or asked to come.` : undefined
}

/** Those whom it makes sense to ask come first; nobody is left out. */
export const peopleOptions = (people: readonly Colleague[]) =>
  [...people]
    .sort((a, b) => Number(a.show === 'offline') - Number(b.show === 'offline'))
    .map((person) => ({ label: withLoad(person), value: person.jid }))

/** One of these, or the question or refusal that ends it. */
export function whichNamed<T extends Named>(
  all: readonly T[],
  words: string | undefined,
  ask: { readonly field: string; readonly label: string; readonly none: string },
): T | Outcome {
  const wanted = words?.trim() ?? ''
  const found = wanted === '' ? all : findNamed(all, wanted)
  const [first, second] = found
  if (!first)
    return { fault: 'no-such-operator', text: wanted === '' ? ask.none : `There is no "${wanted}" here.` }
  if (!second && wanted !== '') return first
  const options = found.map(({ jid, name }) => ({ label: name, value: jid }))
  return {
    choose: { name: ask.field, label: ask.label, type: 'list-single', required: true, open: true, options },
    text: `${ask.label}?`,
  }
}

export const whichColleague = (
  people: readonly Colleague[],
  words: string | undefined,
  field: string,
): Person | Outcome =>
  whichNamed(people, words, { field, label: 'Who', none: 'You have no colleagues here.' })
