// XEP-0313: Message Archive Management (version 1.1), over the archive of a workgroup, with XEP-0431 and the fields of urn:parlor:1.
import * as NS from '../../../component/protocol/namespaces.js'
import type { ArchivedLine, ArchiveFilter, FoundPiece } from '../model/archive.ts'
import { buildSubmission } from './forms.ts'
import { type Element, instantOf, xml } from './xml.ts'

const PAGE = 50
const ours = (name: string): string => `{${NS.PARLOR}}${name}`

/** The page before `before`; before nothing is the newest. */
export const buildArchiveQuery = (
  workgroup: string,
  queryId: string,
  filter: ArchiveFilter,
  before: string | undefined,
): Element =>
  xml(
    'iq',
    { type: 'set', to: workgroup },
    xml(
      'query',
      { xmlns: NS.MAM, queryid: queryId },
      buildSubmission({
        FORM_TYPE: NS.MAM,
        with: filter.with,
        start: filter.start,
        end: filter.end,
        [`{${NS.FULLTEXT}}fulltext`]: filter.words,
        [ours('case')]: filter.case,
        [ours('tag')]: filter.tag,
        [ours('operator')]: filter.operator,
      }),
      xml('set', { xmlns: NS.RSM }, xml('max', {}, String(PAGE)), xml('before', {}, before)),
    ),
  )

const WHO = ['visitor', 'operator', 'desk'] as const

/** One line of the archive, with the id of the query it answers. */
export function parseArchived(stanza: Element): { queryId: string; line: ArchivedLine } | undefined {
  const result = stanza.getChild('result', NS.MAM)
  const about = result?.getChild('case', NS.PARLOR)
  const forwarded = result?.getChild('forwarded', NS.FORWARD)
  const message = forwarded?.getChild('message')
  const { queryid: queryId, id } = result?.attrs ?? {}
  if (!result || !about || !message || !queryId || !id) return undefined
  const { id: caseId = '', number = '', name = '', operator, reason } = about.attrs
  const pieces = piecesOf(result.getChild('found', NS.PARLOR))
  const from = message.attrs.from ?? ''
  return {
    queryId,
    line: {
      id,
      at: instantOf(forwarded?.getChild('delay', NS.DELAY)?.attrs.stamp) ?? 0,
      nick: from.slice(from.indexOf('/') + 1),
      who: WHO.find((one) => one === about.attrs.who) ?? 'desk',
      body: message.getChildText('body') ?? '',
      ...(pieces && { pieces }),
      case: { id: caseId, number, name, ...(operator && { operator }), ...(reason && { reason }) },
    },
  }
}

const piecesOf = (found: Element | undefined): readonly FoundPiece[] | undefined =>
  found?.children.map((piece) =>
    typeof piece === 'string' ? { text: piece, found: false } : { text: piece.getText(), found: true },
  )
