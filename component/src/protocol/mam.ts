/** XEP-0313: Message Archive Management (version 1.1.3), asking an archive and reading what it answers. */
import type { Element } from 'ltx'
import { FORWARD, MAM } from '../../protocol/namespaces.js'
import type { Instant } from '../core/types.ts'
import { buildDateTime } from './datetime.ts'
import { parseDelay } from './delay.ts'
import { buildSubmit } from './forms.ts'
import { buildPage, type PageRequest, type PageResult, parsePageResult } from './rsm.ts'
import { BadRequest } from './stanza-error.ts'
import { flag, needed } from './values.ts'
import { attr, child, cutBelow, el, elements } from './xml.ts'

export const NS = MAM
/** No extension in use nests half as deep. */
const DEEPEST = 50

export interface ArchiveQuery {
  /** Comes back with each result, so that two queries at once can be told apart. */
  readonly queryId: string
  readonly page: PageRequest
  readonly start?: Instant | undefined
  readonly end?: Instant | undefined
  readonly with?: string | undefined
}

/** The `<query/>` of an IQ set. Page by `page.after`; left out, it is the oldest page. */
export function buildQuery(query: ArchiveQuery): Element {
  const filtered = query.start !== undefined || query.end !== undefined || query.with !== undefined
  const filter = {
    with: query.with,
    start: query.start === undefined ? undefined : buildDateTime(query.start),
    end: query.end === undefined ? undefined : buildDateTime(query.end),
  }
  return el(
    'query',
    { xmlns: NS, queryid: query.queryId },
    filtered ? buildSubmit(filter, NS) : undefined,
    buildPage(query.page),
  )
}

/** One archived message. */
export interface ArchiveResult {
  readonly queryId?: string
  /** The archive's id, which is the room's stanza-id of the message. */
  readonly id: string
  /** Prosody 0.12 knows whole seconds. */
  readonly at: Instant
  /** The message as it was sent by the room, down to `DEEPEST` levels. */
  readonly message: Element
}

/** Reads the message that carries one result. */
export function parseResult(stanza: Element): ArchiveResult | undefined {
  const result = child(stanza, 'result', NS)
  if (!result) return undefined
  const forwarded = child(result, 'forwarded', FORWARD)
  const message = forwarded && elements(forwarded).find((node) => node.getName() === 'message')
  const at = forwarded && parseDelay(forwarded)?.at
  if (!message || at === undefined) throw new BadRequest('A result needs a forwarded message with its time.')
  const queryId = attr(result, 'queryid')
  return { ...(queryId && { queryId }), id: needed(result, 'id'), at, message: cutBelow(message, DEEPEST) }
}

/** What ends a page. */
export interface Fin extends PageResult {
  /** Nothing comes after this page. */
  readonly complete: boolean
}

/** Reads the IQ result that ends a page. */
export function parseFin(stanza: Element): Fin | undefined {
  const fin = child(stanza, 'fin', NS)
  if (!fin) return undefined
  return { complete: flag(attr(fin, 'complete'), 'complete') ?? false, ...parsePageResult(fin) }
}
