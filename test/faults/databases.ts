/** Looks into both databases all the time: the component's store by its ledger, the server's rooms as they lie there. */
import { join } from 'node:path'
import Database from 'libsql'
import type { Case } from '../../component/src/core/types.ts'
import type { TestProsody } from '../support/prosody.ts'
import type { FinalLine, Outcome, Recorder, Side, StoredCase } from './history.ts'
import type { Ledger } from './ledger.ts'

const ROOMS = "SELECT user, key FROM prosody WHERE store = 'config' AND value IN ('owner', 'admin', 'member')"

/** Between two looks, ms. */
const EVERY = 50

export class Databases {
  readonly #server: Database.Database
  readonly #cases = new Map<string, StoredCase>()
  #seq = 0
  #lookedAt = Date.now()
  #watching = true
  readonly #over: Promise<void>

  constructor(
    prosody: TestProsody,
    readonly ledger: Ledger,
    readonly recorder: Recorder,
  ) {
    this.#server = new Database(join(prosody.dataDir, 'prosody/prosody.sqlite'), { readonly: true })
    this.#over = this.#watch()
  }

  async #watch(): Promise<void> {
    while (this.#watching) {
      // A database that is stopped, opened or recovered just now is looked at again in a moment.
      await this.#look().catch(() => {})
      await new Promise((done) => setTimeout(done, EVERY))
    }
  }

  async #look(): Promise<void> {
    const since = this.#lookedAt
    const began = Date.now()
    const members = this.#members()
    const written = await this.ledger.after(this.#seq)
    this.#lookedAt = began
    const at = Date.now()
    for (const [index, { seq, id, workgroup, room, record }] of written.entries()) {
      this.#seq = seq
      const key = `${workgroup} ${id}`
      if (record === null) this.#cases.delete(key)
      else this.#cases.set(key, stored(JSON.parse(record) as Case, workgroup, room))
      const partial = index < written.length - 1 && { partial: true as const }
      this.recorder.add('store', { cases: [...this.#cases.values()], since, ...partial }, at)
    }
    // The rooms were looked at first: a right is in the store before the membership is in the room.
    this.recorder.addIfNew('rooms', { members })
  }

  /** How many cases have not come to their end. */
  async open(): Promise<number> {
    return (await this.ledger.cases()).filter(({ ended_at }) => ended_at === null).length
  }

  async end(): Promise<Pick<Outcome, 'cases' | 'transcripts'>> {
    this.#watching = false
    await this.#over
    await this.#look()
    this.recorder.add('rooms', { members: this.#members() })
    const cases = (await this.ledger.cases()).map(({ id, ended_at, talked }) => ({
      ...{ id, hadRoom: talked === 1 },
      ...(ended_at === null ? {} : { endedAt: ended_at }),
    }))
    return { cases, transcripts: await this.#transcripts() }
  }

  async close(): Promise<void> {
    this.#watching = false
    await this.#over
    await this.ledger.close()
    this.#server.close()
  }

  async #transcripts(): Promise<Record<string, FinalLine[]>> {
    const transcripts: Record<string, FinalLine[]> = {}
    for (const { case_id, archive_id, nick, who, message_id } of await this.ledger.lines()) {
      transcripts[case_id] ??= []
      transcripts[case_id].push({
        ...{ archiveId: archive_id, nick, who: who as Side | 'desk' },
        ...(message_id && { messageId: message_id }),
      })
    }
    return transcripts
  }

  /** Without the component itself, which owns every room. */
  #members(): Record<string, string[]> {
    const members: Record<string, string[]> = {}
    for (const { user, key } of this.#server.prepare(ROOMS).all() as { user: string; key: string }[]) {
      if (key.startsWith('_') || key.endsWith('support.localhost')) continue
      const room = `${user}@rooms.localhost`
      members[room] = [...(members[room] ?? []), key]
    }
    return members
  }
}

function stored(one: Case, workgroup: string, room: string): StoredCase {
  const { id, phase, visitor, guests = [], invited } = one
  const owner = 'operator' in phase ? phase.operator : undefined
  const active = phase.is === 'active' ? phase : undefined
  return {
    ...{ id, workgroup, room, phase: phase.is, visitor: visitor.jid.split('/')[0] ?? '' },
    ...(owner !== undefined && phase.is !== 'ended' && { owner }),
    offers: phase.is === 'ringing' ? phase.offers : (active?.transfer?.offers ?? []),
    ...(invited && { invited }),
    guests: guests.map(({ operator, as }) => ({ operator, as })),
    ...(active?.transfer && { transfer: true as const }),
    ...(active?.operatorUntil !== undefined && { ownerMissed: true as const }),
    deadlines: deadlinesOf(one),
  }
}

/** Named by who is waited for; `limits` in the run says how long each takes. */
function deadlinesOf({ phase, visitor, guests = [] }: Case): Record<string, number> {
  const deadlines: Record<string, number> = {}
  const note = (what: string, at: number | undefined) => {
    if (at !== undefined) deadlines[what] = at
  }
  note('visitor', visitor.lostUntil)
  if (phase.is === 'active') {
    note('visitor in the room', phase.visitorUntil)
    note('owner', phase.operatorUntil)
  }
  for (const { operator, until } of guests) note(`guest ${operator}`, until)
  return deadlines
}
