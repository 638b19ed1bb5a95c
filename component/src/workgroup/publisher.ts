/**
 * What everybody is told when the queue or the staff changes: operators with XEP-0142 clients (§3.2), subscribers (the
 * workgroup's own presence), visitors who wait. Changes that come together are told together.
 */
import type { BareJid, CaseId, FullJid, Instant } from '../core/types.ts'
import { agentsPush, colleaguePushes, queuePushes, summaryOf, workgroupPresence } from './pushes.ts'
import { QueueTold } from './queue-status.ts'
import { buildStarted } from './roll-call.ts'
import type { Workgroup } from './workgroup.ts'

/** Changes within this are told together, ms. */
const TOGETHER = 200
/** The presence in a roster: not more often than this, ms. */
const PRESENCE_EVERY = 5_000
/** `oldest 1 min` becomes `oldest 2 min` by itself, ms. */
const PRESENCE_AGES = 30_000

export class Publisher {
  readonly #workgroup: Workgroup
  readonly #visitors: QueueTold
  #toldColleagues = new Map<string, string>()
  #queue = false
  #staff = false
  #due: (() => void) | undefined
  #shown = ''
  #shownAt = 0
  #nextShow: { readonly at: Instant; readonly cancel: () => void } | undefined

  constructor(workgroup: Workgroup) {
    this.#workgroup = workgroup
    this.#visitors = new QueueTold(workgroup)
  }

  queueChanged(): void {
    this.#queue = true
    this.#visitors.changed()
    this.#soon()
  }

  staffChanged(): void {
    this.#staff = true
    this.#soon()
  }

  /** A newcomer hears their place at once. */
  joined(id: CaseId): void {
    this.#visitors.joined(id)
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
    for (const push of [...queuePushes(this.#workgroup, client), agentsPush(this.#workgroup, client)])
      office.stream.send(push)
  }

  /** The colleagues, for one who has just asked. */
  introduceColleagues(client: FullJid): void {
    for (const { presence } of colleaguePushes(this.#workgroup, client))
      this.#workgroup.office.stream.send(presence)
  }

  showTo(jid: BareJid | FullJid): void {
    this.#workgroup.office.stream.send(workgroupPresence(this.#workgroup, jid))
  }

  /** At the start, and when the link is back: to everybody who knows us, with the request to say again who they are. */
  sayHello(): void {
    for (const jid of this.#workgroup.subscribers.all()) {
      const hello = workgroupPresence(this.#workgroup, jid)
      hello.append(buildStarted())
      this.#workgroup.office.stream.send(hello)
    }
    this.#toldColleagues.clear()
    this.staffChanged()
    this.queueChanged()
  }

  stop(): void {
    this.#due?.()
    this.#nextShow?.cancel()
    this.#visitors.stop()
  }

  #soon(): void {
    const { clock } = this.#workgroup.office
    this.#due ??= clock.wake(clock.now() + TOGETHER, () => this.#publish())
  }

  #publish(): void {
    this.#due = undefined
    const { clients, office } = this.#workgroup
    for (const client of clients.agents()) {
      if (this.#queue) for (const push of queuePushes(this.#workgroup, client)) office.stream.send(push)
      if (this.#staff) office.stream.send(agentsPush(this.#workgroup, client))
    }
    if (this.#staff) this.#tellColleagues()
    this.#queue = false
    this.#staff = false
    this.#show()
  }

  /** Only what is news to each. */
  #tellColleagues(): void {
    const told = new Map<string, string>()
    for (const client of this.#workgroup.clients.curious()) {
      for (const { colleague, presence } of colleaguePushes(this.#workgroup, client)) {
        const key = `${client} ${colleague}`
        told.set(key, presence.toString())
        if (this.#toldColleagues.get(key) !== told.get(key)) this.#workgroup.office.stream.send(presence)
      }
    }
    this.#toldColleagues = told
  }

  /** The presence in the roster: when it says something new, and not too often. */
  #show(): void {
    const { clock } = this.#workgroup.office
    const soonest = this.#shownAt + PRESENCE_EVERY
    if (clock.now() < soonest) {
      this.#showAt(soonest)
      return
    }
    const words = workgroupPresence(this.#workgroup, 'everybody').toString()
    if (summaryOf(this.#workgroup).waiting > 0) this.#showAt(clock.now() + PRESENCE_AGES)
    if (words === this.#shown) return
    this.#shown = words
    this.#shownAt = clock.now()
    for (const jid of this.#workgroup.subscribers.all()) this.showTo(jid)
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
