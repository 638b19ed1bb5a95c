/** The room's archive, read by id until it is complete (XEP-0313 through XEP-0059), and turned into a transcript. */
import type { Element } from 'ltx'
import { DESK } from '../../../protocol/names.js'
import { CALLS, CATEGORY } from '../../../protocol/namespaces.js'
import type { BareJid, CaseId } from '../../core/types.ts'
import { resource } from '../../protocol/jid.ts'
import { type ArchiveResult, buildQuery, parseFin } from '../../protocol/mam.ts'
import { nickname } from '../../protocol/nickname.ts'
import { attr, bodyOf, child, iq } from '../../protocol/stanza.ts'
import type { CaseEvent, TranscriptEntry } from '../../store/types.ts'
import { nicksOfOperator, operatorName } from '../names.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type ArchiveReader = Pick<Workgroup, 'cases' | 'collecting' | 'deskJid' | 'office'>

const PAGE = 100
/** More pages than any chat has: a server that never says `complete` must not keep us for ever. */
const MOST_PAGES = 10_000

/** Everything the room has archived, in order. Throws the `StanzaError` of the room, `item-not-found` when it is gone. */
export async function collect(workgroup: ArchiveReader, room: BareJid): Promise<ArchiveResult[]> {
  const all = new Map<string, ArchiveResult>()
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const { id, results } = workgroup.collecting.begin()
    try {
      const query = buildQuery({ queryId: id, page: { max: PAGE, after } })
      const answer = await workgroup.office.stream.ask(iq('set', room, workgroup.deskJid, undefined, query))
      for (const result of results) all.set(result.id, result)
      const fin = parseFin(answer)
      if (fin?.complete) return [...all.values()]
      const last = fin?.last ?? results.at(-1)?.id
      if (last === undefined || last === after) throw new Error(`the archive of ${room} stopped at ${after}`)
      after = last
    } finally {
      workgroup.collecting.end(id)
    }
  }
  throw new Error(`the archive of ${room} does not end`)
}

/**
 * Who spoke is known from who entered under which nickname; the archive does not keep addresses. Whom nobody saw entering,
 * because there was a crash just then, is known by name where that is an operator's. The same words from the
 * same person under the same id are one message, said again by somebody who could not know that it had arrived.
 */
export function toEntries(
  results: readonly ArchiveResult[],
  events: readonly CaseEvent[],
  isOperators: (nick: string) => boolean = () => false,
): TranscriptEntry[] {
  const people = new Map(
    events.filter(({ what }) => what === 'entered').map(({ detail, who }) => [detail, who] as const),
  )
  const said = new Set<string>()
  return results.flatMap(({ id, at, message: stanza }) => {
    const nick = resource(attr(stanza, 'from') ?? '')
    const body = bodyOf(stanza) ?? callWords(stanza)
    if (nick === undefined || body === undefined) return []
    const messageId = attr(stanza, 'id')
    const key = JSON.stringify([nick, messageId, body])
    if (messageId && said.has(key)) return []
    said.add(key)
    const sideOf = () => people.get(nick) ?? (isOperators(nick) ? 'operator' : 'visitor')
    const who = nick === DESK ? 'desk' : sideOf() === 'operator' ? 'operator' : 'visitor'
    return [{ archiveId: id, at, nick, who, body, xml: stanza.toString(), ...(messageId && { messageId }) }]
  })
}

/** What is said of a call has no body: people would read it twice (XEP-0482). The record says it in words. */
const CALL_WORDS = {
  accept: 'Said yes to the call.',
  reject: 'Said no to the call.',
  retract: 'Took the call back.',
  left: 'Ended the call.',
} as const

function callWords(stanza: Element): string | undefined {
  const invite = child(stanza, 'invite', CALLS)
  if (invite) {
    if (child(invite, 'category', CATEGORY)) return 'Asked to see the screen.'
    return attr(invite, 'video') === 'true' ? 'Asked for a call with camera.' : 'Asked for a call.'
  }
  const said = Object.entries(CALL_WORDS).find(([name]) => child(stanza, name, CALLS))
  return said?.[1]
}

/** Copies the archive into the store and reads it back. Throws when they differ. */
export async function keep(workgroup: ArchiveReader, id: CaseId, room: BareJid): Promise<number> {
  const { store } = workgroup.office
  const results = await collect(workgroup, room)
  const entries = toEntries(results, await store.events(id), nameOfOperator(workgroup, id))
  await store.addToTranscript(id, entries)
  const stored = new Set((await store.transcript(id)).map((entry) => entry.archiveId))
  const missing = entries.filter((entry) => !stored.has(entry.archiveId))
  if (missing.length > 0)
    throw new Error(`${missing.length} of ${entries.length} messages of ${id} were not stored`)
  return stored.size
}

/** A visitor of the same name is the visitor. Seldom asked, and there may be hundreds of operators. */
function nameOfOperator({ office, cases }: ArchiveReader, id: CaseId): (nick: string) => boolean {
  const visitor = nickname(cases.details(id)?.visitorName ?? '')
  const isCalled = (jid: BareJid, nick: string) =>
    nicksOfOperator(operatorName(office, jid), jid).includes(nick)
  return (nick) => nick !== visitor && [...office.config.operators.keys()].some((jid) => isCalled(jid, nick))
}
