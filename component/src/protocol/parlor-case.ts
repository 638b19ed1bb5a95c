/** urn:parlor:1 §4: the case as an operator sees it, in the queue and in an offer. */
import type { Element } from 'ltx'
import { SHOWS } from '../../protocol/names.js'
import { PARLOR } from '../../protocol/namespaces.js'
import type { Answer, Background, Parameter } from '../core/request.ts'
import type { BareJid, CaseId, Instant, Phase, Show } from '../core/types.ts'
import { buildDateTime, parseDateTime } from './datetime.ts'
import { buildAnswers, parseAnswers } from './forms.ts'
import { count, flag, needed, oneOf } from './values.ts'
import { attr, child, children, el, text } from './xml.ts'

export const NS = PARLOR

const PAGE = [
  ...(['url', 'title', 'referrer', 'language', 'site'] as const),
  ...(['place', 'browser', 'words', 'path', 'visits', 'earlier'] as const),
]

/** Where the visitor is, and what can be seen of them without asking; the path of the visit as paths with spaces between. */
export type Page = { readonly [key in (typeof PAGE)[number]]?: string | undefined }

/** As cases and lists have it. */
export const asTexts = ({ path, visits, earlier, ...texts }: Background): Page => ({
  ...texts,
  ...(path && { path: path.join(' ') }),
  ...(visits !== undefined && { visits: String(visits) }),
  ...(earlier && { earlier: String(earlier) }),
})

/** Written by an operator for operators; never shown to the visitor. */
export interface CaseNote {
  readonly by: BareJid
  readonly at: Instant
  readonly text: string
}

/** Until somebody accepts, the chat is still its owner's. */
export interface Going {
  /** As the command `transfer` takes it: an operator's address, a workgroup's, or `queue`. */
  readonly to: BareJid | 'queue'
  /** For people. */
  readonly name: string
}

export interface CaseForOperator {
  readonly id: CaseId
  readonly number: number
  /** What to call the visitor. */
  readonly name: string
  readonly show: Show
  readonly status?: string | undefined
  readonly phase: Phase['is']
  readonly front: boolean
  readonly priority: number
  readonly answers: readonly Answer[]
  readonly page?: Page | undefined
  readonly parameters: readonly Parameter[]
  readonly tags?: readonly string[] | undefined
  /** Oldest first. */
  readonly notes?: readonly CaseNote[] | undefined
  /** The chat is on its way to somebody else. */
  readonly going?: Going | undefined
  /** Put by until the visitor writes. */
  readonly hold?: boolean | undefined
  /** Too large for this stanza: values are shortened or left out. Whoever opens it has it whole. */
  readonly cut?: boolean | undefined
}

const PHASES = ['waiting', 'ringing', 'opening', 'active', 'ended'] as const satisfies readonly Phase['is'][]

export const buildCase = (it: CaseForOperator): Element =>
  el(
    'case',
    {
      xmlns: NS,
      id: it.id,
      number: it.number,
      name: it.name,
      show: it.show,
      status: it.status ?? '',
      phase: it.phase,
      front: it.front,
      priority: it.priority,
      hold: it.hold || undefined,
      cut: it.cut || undefined,
    },
    it.answers.length > 0 ? buildAnswers(it.answers) : undefined,
    it.page && el('page', { ...it.page }),
    it.parameters.map(({ name, value, verified }) => el('parameter', { name, verified }, value)),
    it.tags?.map((tag) => el('tag', {}, tag)),
    it.notes?.map(({ by, at, text: words }) => el('note', { by, at: buildDateTime(at) }, words)),
    it.going && el('going', { ...it.going }),
  )

/** Reads the `<case/>` in a `<user/>` or an `<offer/>`. */
export function parseCase(parent: Element): CaseForOperator | undefined {
  const found = child(parent, 'case', NS)
  if (!found) return undefined
  const status = attr(found, 'status')
  const page = child(found, 'page', NS)
  const tags = children(found, 'tag', NS).map(text)
  const notes = children(found, 'note', NS).map(parseNote)
  const going = child(found, 'going', NS)
  return {
    id: needed(found, 'id'),
    number: count(needed(found, 'number'), 'The number') ?? 0,
    name: needed(found, 'name'),
    show: oneOf(SHOWS, attr(found, 'show'), 'The show'),
    ...(status && { status }),
    phase: oneOf(PHASES, attr(found, 'phase'), 'The phase'),
    front: flag(attr(found, 'front'), 'front') ?? false,
    priority: Number.parseInt(attr(found, 'priority') ?? '0', 10) || 0,
    answers: parseAnswers(found) ?? [],
    ...(page && { page: parsePage(page) }),
    parameters: children(found, 'parameter', NS).map(parseParameter),
    ...(tags.length > 0 && { tags }),
    ...(notes.length > 0 && { notes }),
    ...(going && { going: { to: needed(going, 'to'), name: needed(going, 'name') } }),
    ...(flag(attr(found, 'hold'), 'hold') && { hold: true }),
    ...(flag(attr(found, 'cut'), 'cut') && { cut: true }),
  }
}

const parseNote = (note: Element): CaseNote => ({
  by: needed(note, 'by'),
  at: parseDateTime(needed(note, 'at')),
  text: text(note),
})

function parsePage(page: Element): Page {
  return Object.fromEntries(
    PAGE.flatMap((name) => {
      const value = attr(page, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

const parseParameter = (parameter: Element): Parameter => ({
  name: needed(parameter, 'name'),
  value: text(parameter),
  verified: flag(attr(parameter, 'verified'), 'verified') ?? false,
})
