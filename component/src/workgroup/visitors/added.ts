/** What a visitor adds to their question while they wait: it reaches the operator with the request (Q1). */
import type { CaseId, FullJid } from '../../core/types.ts'
import { cleanText, shorten } from '../../protocol/clean.ts'
import { refusal } from '../../protocol/stanza-error.ts'
import { refreshRemarks } from '../notify/remarks.ts'
import type { Workgroup } from '../workgroup.ts'

const MOST = 10
/** Characters. */
const LONGEST = 1_000
const ADDED = 'Added while waiting:\n'

/** Kept as a note of the workgroup. @throws StanzaError */
export async function addWords(workgroup: Workgroup, visitor: FullJid, said: string): Promise<void> {
  const { office, jid } = workgroup
  const id = waitingOf(workgroup, visitor)
  const text = shorten(cleanText(said).trim(), LONGEST)
  if (!text) throw refusal('bad-request', 'There is nothing to add.')
  const before = office.cache.remarks.get(id)?.notes ?? []
  if (before.filter((note) => note.text.startsWith(ADDED)).length >= MOST)
    throw refusal('resource-constraint', 'That is enough to begin with.')
  await office.store.addNote(id, { at: office.clock.now(), by: jid, text: ADDED + text })
  await refreshRemarks(office, id)
}

function waitingOf({ actor: { state } }: Workgroup, visitor: FullJid): CaseId {
  const id = state.byVisitor.get(visitor)
  const phase = id === undefined ? undefined : state.cases.get(id)?.phase.is
  if (id !== undefined && (phase === 'waiting' || phase === 'ringing')) return id
  throw refusal('item-not-found', 'You are not waiting here.')
}
