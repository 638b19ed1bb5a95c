/** Somebody comes back who has left a message that nobody has answered: whoever serves them now can (Q5). */
import type { CaseId } from '../../core/types.ts'
import { cleanText, shorten } from '../../protocol/clean.ts'
import type { LeftMessage, Note } from '../../store/types.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type MessageFinder = Pick<Workgroup, 'jid' | 'office'>

const MOST = 3
/** Characters; the list of messages has the rest. */
const LONGEST = 1_000

/** As notes of the workgroup for the case they come with now, oldest first. */
export async function leftBefore(
  { office: { store }, jid }: MessageFinder,
  persons: readonly string[],
): Promise<readonly Note[]> {
  if (persons.length === 0) return []
  const left = await store.openMessages(jid, { persons, limit: MOST })
  return left.map((one) => ({ at: one.at, by: jid, text: words(one) }))
}

const words = ({ details: { number }, text }: LeftMessage): string =>
  `Has left a message that nobody has answered (case ${number}):\n${shorten(cleanText(text), LONGEST)}\nWhen it is dealt with: settle ${number}`

/** Known before the request rings. */
export function foretell({ office: { cache } }: MessageFinder, id: CaseId, notes: readonly Note[]): void {
  if (notes.length > 0) cache.remarks.set(id, { notes, tags: [] })
}

/** The case is in the store now, and so are they. */
export function writeDown(
  { office: { store, log } }: MessageFinder,
  id: CaseId,
  notes: readonly Note[],
): void {
  Promise.all(notes.map((note) => store.addNote(id, note))).catch((error: unknown) =>
    log.error(
      { case: id, err: error },
      'an earlier message was not noted; operators do not see it in the case',
    ),
  )
}
