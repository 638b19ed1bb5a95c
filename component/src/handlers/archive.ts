/** The workgroup as an archive for its operators (M2): XEP-0313 on its JID. */
import { type Element, parse } from 'ltx'
import { CLIENT, PARLOR, STANZA_ID } from '../../protocol/namespaces.js'
import { cleanText } from '../protocol/clean.ts'
import {
  type ArchiveForm,
  buildArchived,
  buildArchiveForm,
  buildFin,
  buildMetadata,
  parseArchiveRequest,
} from '../protocol/mam-archive.ts'
import { type Child, children, el, message } from '../protocol/stanza.ts'
import { refusal } from '../protocol/stanza-error.ts'
import { StoreError } from '../store/errors.ts'
import type { ArchivedLine, ArchiveFilter } from '../store/types.ts'
import { readQuery, snippet, type WordQuery } from '../store/words/words.ts'
import { mayCommand } from '../workgroup/operators/command-context.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'
import type { WorkgroupCall } from './route.ts'

const PAGE = 50
const LARGEST = 100

function needReader({ workgroup, from }: WorkgroupCall): void {
  if (!mayCommand(workgroup, from.bare))
    throw refusal('forbidden', 'You are not an operator of this workgroup.')
}

export function onArchiveForm(call: WorkgroupCall): Child {
  needReader(call)
  return buildArchiveForm()
}

export async function onArchiveMetadata(call: WorkgroupCall): Promise<Child> {
  needReader(call)
  const { workgroup } = call
  return buildMetadata(await workgroup.office.store.archiveEnds(workgroup.jid))
}

/** The lines as messages, then the result: the stream keeps their order. */
export async function onArchiveQuery(call: WorkgroupCall): Promise<Child> {
  needReader(call)
  const { workgroup, stanza, from } = call
  const asked = parseArchiveRequest(stanza)
  if (!asked) throw refusal('bad-request')
  const { page, form, queryId, isFlipped } = asked
  const { store, stream } = workgroup.office
  const filter = filterOf(form)
  if (page.max === 0) {
    const count = await store.archiveCount(workgroup.jid, filter)
    return buildFin({ count }, count === 0)
  }
  const max = Math.min(page.max ?? PAGE, LARGEST)
  const { lines, complete } = await store
    .archivePage(workgroup.jid, { ...filter, ...page, max })
    .catch(unknownLine)
  for (const line of isFlipped ? [...lines].reverse() : lines)
    stream.send(
      message(
        undefined,
        from.full,
        workgroup.jid,
        undefined,
        carried(workgroup, line, queryId, filter.words),
      ),
    )
  const [first, last] = [lines[0]?.id, lines.at(-1)?.id]
  return buildFin(first !== undefined && last !== undefined ? { first, last } : {}, complete)
}

function unknownLine(error: unknown): never {
  if (error instanceof StoreError && error.fault === 'unknown-line')
    throw refusal('item-not-found', 'There is no such line in this archive.')
  throw error
}

function filterOf({ words, customer, ...form }: ArchiveForm): ArchiveFilter {
  return {
    ...form,
    ...(words !== undefined && { words: readQuery(words) }),
    ...(customer !== undefined && { persons: [`customer:${customer}`] }),
  }
}

function carried(
  { jid }: Workgroup,
  line: ArchivedLine,
  queryId: string | undefined,
  words: WordQuery | undefined,
): Element {
  const { id, number, name, operator, reason } = line.case
  const about = el('case', { xmlns: PARLOR, id, number, name, operator, reason, who: line.who })
  const found = words && el('found', { xmlns: PARLOR }, snippet(cleanText(line.body), words).map(marked))
  return buildArchived(
    { id: line.id, at: line.at, message: forwarded(line, jid) },
    queryId,
    about,
    ...(found ? [found] : []),
  )
}

const marked = (piece: { readonly text: string; readonly found: boolean }): Child =>
  piece.found ? el('mark', {}, piece.text) : piece.text

/** As the room sent it, to nobody, with its id in this archive. */
function forwarded({ xml, id }: ArchivedLine, archive: string): Element {
  const original = parse(xml)
  const { to: _, xmlns: __, ...attributes } = original.attrs
  const ids = children(original, 'stanza-id', STANZA_ID)
  const kept = original.children.filter((node) => !ids.includes(node as Element))
  return el(
    'message',
    { xmlns: CLIENT, ...attributes },
    kept as Child,
    el('stanza-id', { xmlns: STANZA_ID, by: archive, id }),
  )
}
