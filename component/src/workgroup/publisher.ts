/**
 * What everybody is told when the queue or the staff changes: operators with XEP-0142 clients (§3.2), subscribers (the
 * workgroup's own presence), visitors who wait. Changes that come together are told together.
 */
import type { BareJid, CaseId, FullJid } from '../core/types.ts'
import { agentsPush, colleaguePushes, queuePushes, workgroupPresence } from './pushes.ts'
import { QueueTold } from './queue-status.ts'
import { buildStarted } from './roll-call.ts'
import type { Workgroup } from './workgroup.ts'

/** Changes within this are told together, ms. */
const TOGETHER = 200
/** The words of the presence change by themselves as people wait; seldom enough for a roster, ms. */
const PRESENCE_EVERY = 15_000

export class Publisher {
  readonly #workgroup: Workgroup
  readonly #visitors: QueueTold
  readonly #toldColleagues = new Map<string, string>()
  #queue = false
  #staff = false
  #due: (() => void) | undefined
  #shown = ''
  #shownAt = 0
  #shownLater: (() => void) | undefined

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
    this.#shownLater?.()
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
    for (const client of this.#workgroup.clients.curious()) {
      for (const { colleague, presence } of colleaguePushes(this.#workgroup, client)) {
        const key = `${client} ${colleague}`
        const words = presence.toString()
        if (this.#toldColleagues.get(key) === words) continue
        this.#toldColleagues.set(key, words)
        this.#workgroup.office.stream.send(presence)
      }
    }
  }

  /** The presence in the roster: when it says something new, and not too often. */
  #show(): void {
    const { clock } = this.#workgroup.office
    const words = workgroupPresence(this.#workgroup, 'everybody').toString()
    if (words === this.#shown) return
    const wait = this.#shownAt + PRESENCE_EVERY - clock.now()
    if (wait > 0) {
      this.#shownLater ??= clock.wake(clock.now() + wait, () => {
        this.#shownLater = undefined
        this.#show()
      })
      return
    }
    this.#shown = words
    this.#shownAt = clock.now()
    for (const jid of this.#workgroup.subscribers.all()) this.showTo(jid)
  }
}
