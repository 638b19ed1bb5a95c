/**
 * What everybody is told when the queue or the staff changes: operators with XEP-0142 clients (§3.2), subscribers (the
 * workgroup's own presence), visitors who wait. Changes that come together are told together, and none too often for the
 * server (`pacing.ts`).
 */
import type { Element } from 'ltx'
import { DESK } from '../../../protocol/names.js'
import type { BareJid, CaseId, Duration, FullJid, Instant } from '../../core/types.ts'
import { bare } from '../../protocol/jid.ts'
import type { QueueStatus } from '../../protocol/workgroup.ts'
import type { Publishing } from '../parts.ts'
import { buildStarted } from '../roll-call.ts'
import type { Workgroup } from '../workgroup.ts'
import { ToldColleagues } from './already-told.ts'
import { FloorTold } from './floor.ts'
import { Introduced } from './introduced.ts'
import { costOf, Paced } from './pacing.ts'
import {
  agentsPush,
  type Colleague,
  colleagues,
  queuePushes,
  rosterPush,
  rowsShown,
  showOfWorkgroup,
  summaryOf,
} from './pushes.ts'
import { QueueTold } from './queue-status.ts'

/** As much of the workgroup as is needed here. */
type Publishes = Pick<
  Workgroup,
  'actor' | 'cases' | 'clients' | 'jid' | 'newId' | 'office' | 'settings' | 'subscribers'
>

/** Of the server's time, at most; together a seventh. */
const SHARES = { queue: 0.07, colleagues: 0.03, staff: 0.02, face: 0.02 }
/** The presence in a roster: not more often than this, ms. */
const PRESENCE_EVERY = 5_000
/** What is over before that is not shown at all: many clients write a line for each change, and a request is soon taken; ms. */
const PRESENCE_SETTLES = 6_000
/** `oldest 1 min` becomes `oldest 2 min` by itself, ms. */
const PRESENCE_AGES = 30_000

export class Publisher implements Publishing {
  readonly #workgroup: Publishes
  readonly #visitors: QueueTold
  readonly #floor: FloorTold
  readonly #queue: Paced
  readonly #staff: Paced
  readonly #colleagues: Paced
  readonly #face: Paced
  readonly #introduced = new Introduced()
  readonly #toldColleagues = new ToldColleagues()
  #shown = ''
  #shownAs = ''
  #shownAt = 0
  /** Since when there is something else to show. */
  #newsSince: Instant | undefined
  #nextShow: { readonly at: Instant; readonly cancel: () => void } | undefined

  constructor(workgroup: Publishes) {
    this.#workgroup = workgroup
    this.#visitors = new QueueTold(workgroup)
    this.#floor = new FloorTold(workgroup)
    const { clients, subscribers, office } = workgroup
    const desks = () => clients.agents().length
    const paced = (share: number, cost: () => Duration, tell: () => void) =>
      new Paced(office.clock, share, cost, tell)
    this.#queue = paced(
      SHARES.queue,
      () => costOf(desks()) + costOf(desks(), rowsShown(workgroup)),
      () => this.#tellQueue(),
    )
    this.#staff = paced(
      SHARES.staff,
      () => costOf(desks()),
      () => this.#tellStaff(),
    )
    this.#colleagues = paced(
      SHARES.colleagues,
      () => costOf(this.#newsOfColleagues().length * clients.curious().length),
      () => this.#tellColleagues(),
    )
    this.#face = paced(
      SHARES.face,
      () => costOf(subscribers.all().length),
      () => this.#show(),
    )
  }

  queueChanged(): void {
    this.#visitors.changed()
    this.#queue.changed()
    this.#face.changed()
    this.#floor.changed()
  }

  staffChanged(): void {
    this.#staff.changed()
    this.#colleagues.changed()
    this.#face.changed()
    this.#floor.changed()
  }

  /** A newcomer hears their place at once. */
  joined(id: CaseId): void {
    this.#visitors.joined(id)
  }

  /** What a visitor who waits is told now. */
  statusOf(id: CaseId): QueueStatus {
    return this.#visitors.statusOf(id)
  }

  returned(id: CaseId): void {
    this.#visitors.returned(id)
  }

  /** This visitor does not want `queue-status`. */
  quiet(id: CaseId): void {
    this.#visitors.quiet(id)
  }

  /** Everything, for a XEP-0142 client that has just come. */
  introduce(client: FullJid): void {
    const { office } = this.#workgroup
    const noting = (to: FullJid, rows: Element) => {
      this.#introduced.add(to, rows)
      return false
    }
    for (const push of [...queuePushes(this.#workgroup, noting)(client), agentsPush(this.#workgroup)(client)])
      office.stream.send(push)
  }

  /** The colleagues, for one who has just asked. */
  introduceColleagues(client: FullJid): void {
    const { clients, office } = this.#workgroup
    const isAlone = clients.curious().every((one) => one === client)
    for (const colleague of colleagues(this.#workgroup)) {
      const { jid, presence } = colleague
      if (jid !== bare(client)) office.stream.send(presence(client))
      if (isAlone) this.#toldColleagues.set(colleague)
      // Told to one only: should it be again as the others know it, this one must hear of that too.
      else if (this.#toldColleagues.isNews(colleague)) this.#toldColleagues.delete(colleague)
    }
  }

  watchFloor(client: FullJid): Promise<Element> {
    return this.#floor.watch(client)
  }

  unwatchFloor(client: FullJid): void {
    this.#floor.unwatch(client)
  }

  floorChanged(): void {
    this.#floor.changed()
  }

  showTo(jid: BareJid | FullJid): void {
    const push = rosterPush(this.#workgroup)
    this.#showTo(jid, push)
    // Told to one only: should it be again as the others know it, this one must hear of that too.
    if (this.#shown !== wordsOf(push)) this.#shown = ''
  }

  /** COMPAT: to it only what comes from a resource counts (`isGajim`). */
  showToGajim(client: FullJid, push = rosterPush(this.#workgroup)): void {
    const { office, jid } = this.#workgroup
    office.stream.send(push(client, `${jid}/${DESK}`))
  }

  /** At the start, and when the link is back: to everybody who knows us, with the request to say again who they are. */
  sayHello(): void {
    const push = rosterPush(this.#workgroup)
    for (const jid of this.#workgroup.subscribers.all()) {
      const hello = push(jid)
      hello.append(buildStarted())
      this.#workgroup.office.stream.send(hello)
    }
    this.#toldColleagues.clear()
    this.staffChanged()
    this.queueChanged()
  }

  stop(): void {
    for (const paced of [this.#queue, this.#staff, this.#colleagues, this.#face]) paced.stop()
    this.#nextShow?.cancel()
    this.#visitors.stop()
    this.#floor.stop()
  }

  #tellQueue(): void {
    const { clients, office } = this.#workgroup
    const pushes = queuePushes(this.#workgroup, (to, rows) => this.#introduced.knows(to, rows))
    for (const client of clients.agents()) for (const push of pushes(client)) office.stream.send(push)
    this.#introduced.clear()
  }

  #tellStaff(): void {
    const { clients, office } = this.#workgroup
    const push = agentsPush(this.#workgroup)
    for (const client of clients.agents()) office.stream.send(push(client))
  }

  /** Those of whom something else is to be said than last time; none while nobody has asked for it. */
  #newsOfColleagues(): Colleague[] {
    if (this.#workgroup.clients.curious().length === 0) return []
    return colleagues(this.#workgroup).filter((colleague) => this.#toldColleagues.isNews(colleague))
  }

  /** Only what is news; who has come since the last time has been told all of it (`introduceColleagues`). */
  #tellColleagues(): void {
    const { clients, office } = this.#workgroup
    const curious = clients.curious()
    for (const colleague of this.#newsOfColleagues()) {
      const { jid, presence } = colleague
      for (const client of curious) if (jid !== bare(client)) office.stream.send(presence(client))
      this.#toldColleagues.set(colleague)
    }
  }

  /** The presence in the roster: when it says something new, and not too often. */
  #show(): void {
    const { clock } = this.#workgroup.office
    const soonest = this.#shownAt + PRESENCE_EVERY
    if (clock.now() < soonest) {
      this.#showAt(soonest)
      return
    }
    const push = rosterPush(this.#workgroup)
    const words = wordsOf(push)
    const summary = summaryOf(this.#workgroup)
    if (summary.waiting > 0) this.#showAt(clock.now() + PRESENCE_AGES)
    if (words === this.#shown) {
      this.#newsSince = undefined
      return
    }
    const as = showOfWorkgroup(summary)
    this.#newsSince ??= clock.now()
    const settled = this.#newsSince + PRESENCE_SETTLES
    if (as === this.#shownAs && clock.now() < settled) {
      this.#showAt(settled)
      return
    }
    this.#newsSince = undefined
    this.#shown = words
    this.#shownAs = as
    this.#shownAt = clock.now()
    for (const jid of this.#workgroup.subscribers.all()) this.#showTo(jid, push)
  }

  #showTo(jid: BareJid | FullJid, push: ReturnType<typeof rosterPush>): void {
    const { office, clients } = this.#workgroup
    office.stream.send(push(jid))
    for (const client of clients.gajimsOf(bare(jid))) this.showToGajim(client, push)
  }

  #showAt(at: Instant): void {
    if (this.#nextShow !== undefined && this.#nextShow.at <= at) return
    this.#nextShow?.cancel()
    const cancel = this.#workgroup.office.clock.wake(at, () => {
      this.#nextShow = undefined
      this.#show()
    })
    this.#nextShow = { at, cancel }
  }
}

/** The same for everybody: when they differ, there is something to say. */
const wordsOf = (push: ReturnType<typeof rosterPush>): string => push('everybody').toString()
