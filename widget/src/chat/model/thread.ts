/**
 * The conversation: in the room's order, each message once, nothing lost.
 *
 * - What the room has stored is in `entries`, in the order the room sent it. Own messages wait in `pending` until the room
 *   reflects them with its stanza-id; then they move behind what came before them.
 * - After each (re)entry the archive is read first; what arrives meanwhile is held and follows (XEP-0313). Where that
 *   fails, it is read again until it succeeds: the archive's order is the one that counts.
 * - Only one own message is under way at a time, and after a lost connection each is sent again, with the same id, only
 *   once the archive has shown that it is not there.
 */
import type { Amend, Entry, Kept, Said, Thread } from './types.ts'

export const empty: Thread = { entries: [], pending: [], held: [], live: false }

const known = (thread: Thread, said: Said): boolean =>
  thread.entries.some(
    (entry) =>
      (said.stanzaId !== undefined && entry.stanzaId === said.stanzaId) ||
      // A retry that had been stored after all comes back with the same id of its author.
      (entry.who === said.who && entry.name === said.name && entry.id === said.id),
  )

/** One message from the room, in its order. */
export function take(thread: Thread, said: Said): Thread {
  if (!thread.live) return { ...thread, held: [...thread.held, said] }
  return settle(thread, said)
}

/** The archive's answer, complete and in its order, where it belongs; then what was held. */
export function catchUp({ hole, ...thread }: Thread, history: readonly Said[]): Thread {
  const { entries, held } = thread
  const at = hole === undefined ? entries.length : entries.findIndex(({ stanzaId }) => stanzaId === hole) + 1
  const before = { ...thread, entries: entries.slice(0, at), held: [], live: true }
  return [...history, ...entries.slice(at), ...held].reduce(settle, before)
}

function settle(thread: Thread, said: Said): Thread {
  const { amend, ...words } = said
  if (amend) {
    const changed = amended(thread, said, amend)
    const isAbout = ({ id, name }: Entry) => id === amend.id && name === said.name
    // Words beside it are words, and so is a correction of what was never said: nothing that is kept is hidden.
    return !said.text || thread.entries.some(isAbout) ? changed : settle(changed, words)
  }
  if (said.who === 'me' && said.stanzaId === undefined) return unsaved(thread, said.id)
  if (known(thread, said)) return thread
  const entry: Entry = said.who === 'me' ? { ...said, state: 'sent' } : said
  const pending =
    said.who === 'me' ? thread.pending.filter((waiting) => waiting.id !== said.id) : thread.pending
  return { ...thread, pending, entries: [...thread.entries, entry] }
}

/** Only their author may correct or take back words; what is about a message that is not here changes nothing. */
function amended(thread: Thread, { name, text }: Said, amend: Amend): Thread {
  const about = (entry: Entry): boolean =>
    amend.is === 'correct'
      ? entry.id === amend.id && entry.name === name
      : entry.stanzaId === amend.id && (amend.is === 'react' || entry.name === name)
  const change = (entry: Entry): Entry => {
    if (!about(entry) || entry.who === 'desk') return entry
    if (amend.is === 'retract') return { ...entry, text: '', retracted: true }
    if (amend.is === 'react') return { ...entry, reactions: { ...entry.reactions, [name]: amend.emojis } }
    return entry.retracted ? entry : { ...entry, text, edited: true }
  }
  return { ...thread, entries: thread.entries.map(change) }
}

/** Somebody else has seen it up to here; it never goes back. */
export function seenTo(thread: Thread, id: string): Thread {
  const at = (stanzaId: string | undefined) =>
    thread.entries.findIndex((entry) => entry.stanzaId === stanzaId)
  return at(id) >= 0 && (thread.seen === undefined || at(id) > at(thread.seen))
    ? { ...thread, seen: id }
    : thread
}

/** Reflected, but without stanza-id: the room could not store it, so it must not look as if it were safe. */
const unsaved = (thread: Thread, id: string): Thread => mark(thread, id, 'failed')

export function mark(thread: Thread, id: string, state: 'queued' | 'sending' | 'failed'): Thread {
  return {
    ...thread,
    pending: thread.pending.map((entry) => (entry.id === id ? { ...entry, state } : entry)),
  }
}

export function write(
  thread: Thread,
  entry: Pick<Entry, 'id' | 'text' | 'at' | 'quote'>,
  name: string,
): Thread {
  return { ...thread, pending: [...thread.pending, { ...entry, who: 'me', name, state: 'queued' }] }
}

/** The connection is gone: what was under way is in question until the archive has been read. */
export const interrupt = (thread: Thread): Thread => ({
  ...thread,
  live: false,
  pending: thread.pending.map((entry) => (entry.state === 'sending' ? { ...entry, state: 'queued' } : entry)),
})

/** The chat is over: what is not stored by now never will be. */
export const close = (thread: Thread): Thread => ({
  ...thread,
  pending: thread.pending.map((entry) => ({ ...entry, state: 'failed' })),
})

/**
 * The archive cannot be read for now: show what is there, and let the visitor decide about what is in question. What is
 * missing is put in its place when the archive can be read again.
 */
export const giveUp = (thread: Thread): Thread =>
  thread.live ? thread : { ...close(catchUp(thread, [])), hole: readTo(thread) ?? '' }

/** The next own message to be sent, if none is under way. */
export const due = (thread: Thread): Entry | undefined =>
  thread.live && !thread.pending.some((entry) => entry.state === 'sending')
    ? thread.pending.find((entry) => entry.state === 'queued')
    : undefined

/** Up to here nothing is missing, and all is in the archive's order. */
export const readTo = (thread: Thread): string | undefined => thread.hole ?? lastId(thread)

export const lastId = (thread: Thread): string | undefined =>
  thread.entries.findLast((entry) => entry.stanzaId)?.stanzaId

/** Everything on screen counts as read. */
export const readAll = (thread: Thread): Thread => {
  const read = lastId(thread)
  return read === undefined || read === thread.read ? thread : { ...thread, read }
}

/** How many of the operator's messages came after the last one read. */
export function unread(thread: Thread): number {
  const from = thread.read ? thread.entries.findIndex((entry) => entry.stanzaId === thread.read) : -1
  return thread.entries.slice(from + 1).filter((entry) => entry.who === 'other').length
}

/** From storage, after a reload: the archive will tell the rest. */
export const revive = (kept: Kept): Thread => ({
  ...empty,
  ...(kept.read === undefined ? {} : { read: kept.read }),
  pending: kept.pending.map((entry) => ({ ...entry, who: 'me', name: '', state: 'queued' })),
})
