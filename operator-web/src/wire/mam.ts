// XEP-0313: Message Archive Management (version 1.1), over a room, page by page (XEP-0059).
import * as NS from '../../../component/protocol/namespaces.js'
import type { ArchiveRow } from '../model/facts.ts'
import { hasOwnWords, parseAmend } from './amend.ts'
import { buildSubmission } from './forms.ts'
import { parseNoticed, parseSaid } from './muc.ts'
import { type Element, instantOf, xml } from './xml.ts'

/** Prosody gives at most 50 (`max_archive_query_results`). */
const PAGE = 50

/** Where a page lies: behind an id, or before one; before nothing is the newest. */
export type Where = { readonly after: string | undefined } | { readonly before: string | undefined }

export const buildQuery = (room: string, queryId: string, where: Where): Element =>
  xml(
    'iq',
    { type: 'set', to: room },
    xml(
      'query',
      { xmlns: NS.MAM, queryid: queryId },
      buildSubmission({ FORM_TYPE: NS.MAM }),
      xml(
        'set',
        { xmlns: NS.RSM },
        xml('max', {}, String(PAGE)),
        'before' in where
          ? xml('before', {}, where.before)
          : where.after !== undefined && xml('after', {}, where.after),
      ),
    ),
  )

export interface Result {
  readonly queryId: string
  readonly archiveId: string
  /** Absent for what a conversation does not show. */
  readonly row?: ArchiveRow
}

/** One `<result/>`; the caller checks that it came from the archive that was asked. */
export function parseResult(stanza: Element): Result | undefined {
  const result = stanza.getChild('result', NS.MAM)
  const forwarded = result?.getChild('forwarded', NS.FORWARD)
  const message = forwarded?.getChild('message')
  const { queryid: queryId, id: archiveId } = result?.attrs ?? {}
  if (!message || !queryId || !archiveId) return undefined
  const at = instantOf(forwarded?.getChild('delay', NS.DELAY)?.attrs.stamp)
  const archived = { id: archiveId, ...(at !== undefined && { at }) }
  const notice = parseNoticed(message, archived)
  if (notice) return { queryId, archiveId, row: { notice } }
  // One row has room for one thing: words that stand beside a mark are the record's, and what it keeps is shown.
  const amend = hasOwnWords(message) ? undefined : parseAmend(message, archiveId)
  if (amend) return { queryId, archiveId, row: { amend } }
  const said = parseSaid(message, archived)
  return { queryId, archiveId, ...(said && { row: { said } }) }
}

/** The end of a page: is it the last, and where does the next begin, forwards and backwards? */
export function parseFin(reply: Element): { complete: boolean; first?: string; last?: string } {
  const fin = reply.getChild('fin', NS.MAM)
  const set = fin?.getChild('set', NS.RSM)
  const [first, last] = [set?.getChildText('first'), set?.getChildText('last')]
  return {
    complete: fin?.attrs.complete === 'true' || !last,
    ...(first && { first }),
    ...(last && { last }),
  }
}
