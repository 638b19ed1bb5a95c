/**
 * XEP-0313: Message Archive Management (version 1.1.3), being an archive: what is asked of it, and what it answers. With
 * XEP-0431 (version 0.2.0) and the fields of `urn:parlor:1`.
 */
import type { Element } from 'ltx'
import { FORWARD, FULLTEXT, MAM, MAM_EXTENDED, PARLOR } from '../../protocol/namespaces.js'
import type { Instant } from '../core/types.ts'
import { buildDateTime, parseDateTime } from './datetime.ts'
import { buildDelay } from './delay.ts'
import { buildForm, type Field, parseSubmit } from './forms.ts'
import { bare, isValid } from './jid.ts'
import { buildPageResult, type PageRequest, type PageResult, parsePageRequest } from './rsm.ts'
import { BadRequest, refusal } from './stanza-error.ts'
import { attr, child, el } from './xml.ts'

export { FULLTEXT, MAM as NS, MAM_EXTENDED as EXTENDED }

/** Names of the fields; beyond the standard's own, in Clark notation (XEP-0068). */
const WORDS = `{${FULLTEXT}}fulltext`
/** COMPAT: ejabberd's name for the same. */
const WITHTEXT = 'withtext'
const ours = (name: string): string => `{${PARLOR}}${name}`

export interface ArchiveForm {
  readonly start?: Instant
  readonly end?: Instant
  readonly with?: string
  readonly afterId?: string
  readonly beforeId?: string
  readonly ids?: readonly string[]
  /** As it was typed. */
  readonly words?: string
  readonly case?: string
  readonly tag?: string
  readonly operator?: string
  readonly customer?: string
  readonly parameter?: string
  readonly reason?: string
}

/** Asked of an archive. */
export interface ArchiveRequest {
  readonly queryId?: string
  /** The newest of the page first. */
  readonly isFlipped: boolean
  readonly page: PageRequest
  readonly form: ArchiveForm
}

const MOST_IDS = 100
const text = (label: string, name: string, description?: string): Field => ({
  name,
  label,
  type: 'text-single',
  ...(description && { description }),
})

/** What can be asked for, as a form (XEP-0313 § Retrieving form fields). */
const FIELDS: readonly Field[] = [
  { name: 'with', label: 'With', type: 'jid-single', description: 'A visitor, or an operator.' },
  text('From', 'start'),
  text('Until', 'end'),
  text('Before the line', 'before-id'),
  text('After the line', 'after-id'),
  { name: 'ids', label: 'Lines', type: 'list-multi', open: true },
  { name: 'include-groupchat', label: 'Conversations', type: 'boolean' },
  text('Words', WORDS, 'Words, "words side by side", -without, begin*'),
  text('Case', ours('case'), 'Its number, or its id.'),
  text('Tag', ours('tag')),
  { name: ours('operator'), label: 'Operator', type: 'jid-single' },
  text('Customer', ours('customer'), 'As the site names them: site:customer.'),
  text('Parameter', ours('parameter'), 'customer=56164, or only the value.'),
  text('How it ended', ours('reason')),
]

export const buildArchiveForm = (): Element =>
  el('query', { xmlns: MAM }, buildForm({ formType: MAM, fields: FIELDS }))

const asJid = (words: string): string => {
  if (!isValid(words)) throw new BadRequest('"with" must be an address.')
  return words
}

/** One line for each field: what it says about the lines. */
const readers: Readonly<Record<string, (values: readonly string[]) => ArchiveForm>> = {
  with: ([jid = '']) => ({ with: asJid(jid) }),
  start: ([at = '']) => ({ start: parseDateTime(at) }),
  end: ([at = '']) => ({ end: parseDateTime(at) }),
  'before-id': ([id = '']) => ({ beforeId: id }),
  'after-id': ([id = '']) => ({ afterId: id }),
  ids: (ids) => ({ ids: ids.slice(0, MOST_IDS) }),
  'include-groupchat': () => ({}),
  [WORDS]: ([words = '']) => (words.trim() === '' ? {} : { words }),
  [WITHTEXT]: ([words = '']) => (words.trim() === '' ? {} : { words }),
  [ours('case')]: ([id = '']) => ({ case: id.trim() }),
  [ours('tag')]: ([tag = '']) => ({ tag: tag.trim().toLowerCase() }),
  [ours('operator')]: ([jid = '']) => ({ operator: bare(asJid(jid)) }),
  [ours('customer')]: ([customer = '']) => ({ customer: customer.trim() }),
  [ours('parameter')]: ([parameter = '']) => ({ parameter: parameter.trim() }),
  [ours('reason')]: ([reason = '']) => ({ reason: reason.trim() }),
}

function readForm(query: Element): ArchiveForm {
  const given = parseSubmit(query)
  let form: ArchiveForm = {}
  for (const [name, values] of given?.values ?? []) {
    if (name === 'FORM_TYPE' || values.length === 0) continue
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (!reader) throw refusal('feature-not-implemented', `There is no field "${name.slice(0, 64)}".`)
    form = { ...form, ...reader(values) }
  }
  return form
}

/** The `<query/>` of an IQ set; `undefined` when there is none. */
export function parseArchiveRequest(iq: Element): ArchiveRequest | undefined {
  const query = child(iq, 'query', MAM)
  if (!query) return undefined
  const queryId = attr(query, 'queryid')
  return {
    ...(queryId !== undefined && { queryId }),
    isFlipped: child(query, 'flip-page', MAM) !== undefined,
    page: parsePageRequest(query) ?? {},
    form: readForm(query),
  }
}

/** The content of the message that carries one line. */
export const buildArchived = (
  line: { readonly id: string; readonly at: Instant; readonly message: Element },
  queryId: string | undefined,
  ...about: Element[]
): Element =>
  el(
    'result',
    { xmlns: MAM, queryid: queryId, id: line.id },
    el('forwarded', { xmlns: FORWARD }, buildDelay({ at: line.at }), line.message),
    about,
  )

/** What ends a page. */
export const buildFin = (page: PageResult, complete: boolean): Element =>
  el('fin', { xmlns: MAM, complete: complete || undefined }, buildPageResult(page))

interface End {
  readonly id: string
  readonly at: Instant
}

export const buildMetadata = (ends: { readonly first: End; readonly last: End } | undefined): Element =>
  el(
    'metadata',
    { xmlns: MAM },
    ends && el('start', { id: ends.first.id, timestamp: buildDateTime(ends.first.at) }),
    ends && el('end', { id: ends.last.id, timestamp: buildDateTime(ends.last.at) }),
  )
