/**
 * The floor of a workgroup, for supervisors who look at it: the queue, the operators, every chat. Told whole, when something
 * has changed, to whoever has asked in the last minutes; a desk that is closed is forgotten by itself.
 */
import type { Element } from 'ltx'
import { guestsOf } from '../../core/guests.ts'
import { seatsOf, showOf, wholeLoadOf } from '../../core/staff.ts'
import type { BareJid, FullJid, Instant, Show } from '../../core/types.ts'
import { buildFloor, type FloorChat, type FloorDay, type FloorOperator } from '../../protocol/parlor.ts'
import { message } from '../../protocol/stanza.ts'
import { lookUp } from '../case-view.ts'
import { operatorName } from '../names.ts'
import type { Workgroup } from '../workgroup.ts'
import { costOf, Paced } from './pacing.ts'
import { statusOf, summaryOf } from './pushes.ts'

/** As much of the workgroup as is needed here. */
type Watched = Pick<Workgroup, 'actor' | 'cases' | 'clients' | 'jid' | 'newId' | 'office' | 'settings'>

/** Of the server's time, at most. */
const SHARE = 0.03
/** Who has asked is told for so long, ms. */
const LASTS = 120_000
/** The figures of the day are counted again after this, ms. */
const COUNTED_EVERY = 15_000
/** More than a screen shows. */
const MOST_CHATS = 300
const MOST_WORDS = 160

export class FloorTold {
  readonly #workgroup: Watched
  readonly #watchers = new Map<FullJid, Instant>()
  readonly #shows = new Map<BareJid, { readonly show: Show; readonly since: Instant }>()
  readonly #paced: Paced
  #day: { readonly at: Instant; readonly figures: FloorDay } | undefined

  constructor(workgroup: Watched) {
    this.#workgroup = workgroup
    this.#paced = new Paced(
      workgroup.office.clock,
      SHARE,
      () => costOf(this.#watchers.size, workgroup.actor.state.cases.size),
      () => void this.#tell(),
    )
  }

  /** The picture of now; the next ones follow by themselves. */
  async watch(client: FullJid): Promise<Element> {
    this.#watchers.set(client, this.#workgroup.office.clock.now() + LASTS)
    await this.#count()
    return this.#picture()
  }

  unwatch(client: FullJid): void {
    this.#watchers.delete(client)
  }

  /** Something moved. Since when somebody is as they are is noted whether anybody looks or not. */
  changed(): void {
    this.#noteShows()
    if (this.#watchers.size > 0) this.#paced.changed()
  }

  stop(): void {
    this.#paced.stop()
  }

  #noteShows(): void {
    const now = this.#workgroup.office.clock.now()
    for (const operator of this.#workgroup.actor.state.operators.values()) {
      const show = showOf(operator)
      if (this.#shows.get(operator.jid)?.show !== show) this.#shows.set(operator.jid, { show, since: now })
    }
  }

  async #tell(): Promise<void> {
    const { office, jid, newId } = this.#workgroup
    const now = office.clock.now()
    for (const [client, until] of this.#watchers) if (until < now) this.#watchers.delete(client)
    if (this.#watchers.size === 0) return
    await this.#count()
    const picture = this.#picture()
    for (const client of this.#watchers.keys())
      office.stream.send(message('headline', client, jid, newId(), picture))
  }

  #picture(): Element {
    const { actor } = this.#workgroup
    const { waiting, oldestJoinedAt: oldest } = summaryOf(this.#workgroup)
    const chats = [...actor.state.cases.keys()].flatMap((id) => this.#chat(id))
    const shown = chats.sort((a, b) => (a.owed ?? a.since) - (b.owed ?? b.since)).slice(0, MOST_CHATS)
    return buildFloor({
      waiting,
      oldest,
      day: this.#day?.figures,
      operators: this.#operators(),
      chats: shown,
      ...(chats.length > shown.length && { more: chats.length - shown.length }),
      lasts: LASTS,
    })
  }

  #operators(): FloorOperator[] {
    this.#noteShows()
    const { actor, office } = this.#workgroup
    const { rules, operators } = actor.state
    return [...rules.operators.keys()].flatMap((jid) => {
      const operator = operators.get(jid)
      if (!operator) return []
      return [
        {
          jid,
          name: operatorName(office, jid),
          show: showOf(operator),
          status: statusOf(operator),
          since: this.#shows.get(jid)?.since ?? office.clock.now(),
          chats: wholeLoadOf(operator) - operator.offers.size,
          seats: seatsOf(rules, operator),
        },
      ]
    })
  }

  #chat(id: string): FloorChat[] {
    const live = lookUp(this.#workgroup, id)
    const phase = live?.record.phase
    if (!live || (phase?.is !== 'active' && phase?.is !== 'opening')) return []
    const heard = this.#workgroup.cases.heard(id)
    return [
      {
        case: id,
        number: live.details.number,
        name: live.details.visitorName,
        operator: phase.operator,
        since: phase.since,
        owed: heard?.owed,
        to: live.going?.name,
        guests: guestsOf(live.record).flatMap(({ operator, as }) =>
          as === 'leaving' ? [] : [{ jid: operator, as }],
        ),
        last: heard && { nick: heard.nick, at: heard.at, body: shortened(heard.body) },
      },
    ]
  }

  async #count(): Promise<void> {
    const { office, jid, settings } = this.#workgroup
    const now = office.clock.now()
    if (this.#day && now - this.#day.at < COUNTED_EVERY) return
    const since = new Date(now).setHours(0, 0, 0, 0)
    try {
      const cases = await office.store.dayOf(jid, since)
      this.#day = { at: now, figures: figuresOf(cases, settings.attention.waiting) }
    } catch (error) {
      // The rest of the picture is none of the store's.
      office.log.error({ workgroup: jid, err: error }, 'the figures of the day could not be counted')
    }
  }
}

const shortened = (body: string): string =>
  body.length > MOST_WORDS ? `${body.slice(0, MOST_WORDS - 1)}…` : body

/** `late`: from this wait on an answer was not in time. Who has left without one has been abandoned. */
export function figuresOf(
  cases: readonly { readonly joinedAt: Instant; readonly openedAt?: Instant; readonly ended: boolean }[],
  late: number,
): FloorDay {
  const waits = cases.flatMap(({ joinedAt, openedAt }) =>
    openedAt === undefined ? [] : [openedAt - joinedAt],
  )
  return {
    answered: waits.length,
    inTime: waits.filter((wait) => wait < late).length,
    abandoned: cases.filter(({ openedAt, ended }) => ended && openedAt === undefined).length,
  }
}
