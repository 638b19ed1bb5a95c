/**
 * Asks clients whether they are there, and hears that they are (R8, R10). Any answer to a ping (XEP-0199) will do, and so
 * will anything else that comes from them. What follows from silence is the workgroups' (`chats/liveness.ts`); whose silence
 * counts, and when, are rules (`core/lives.ts`).
 */
import { type Answer, Lives, type Reason } from '../core/lives.ts'
import type { BareJid, Duration, FullJid } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import type { Stream } from '../effects/types.ts'
import { buildPing } from '../protocol/ping.ts'
import { iq } from '../protocol/stanza.ts'
import { StanzaError, saysGone } from '../protocol/stanza-error.ts'

/** When server or this process were themselves that slow, silence says nothing of the client. */
const SLOW: Duration = 1_000
/** Longer than a server keeps a session whose connection is lost: one who is back after minutes answers all the same. */
const LONGEST: Duration = 15 * 60_000

/** A client, and who asks it. */
export interface Asked {
  readonly client: FullJid
  readonly from: BareJid
}

export interface PulsePorts {
  readonly stream: Pick<Stream, 'domain' | 'online' | 'ask' | 'tell'>
  readonly log: Logger
  /** The server's own address. */
  readonly server: () => string
  /** Does not answer, for so long. */
  readonly silent: (client: FullJid, since: Duration) => void
  /** A silent one is there again. */
  readonly back: (client: FullJid) => void
  /** Who could be asked instead of this one. */
  readonly others: (client: FullJid) => Iterable<Asked>
}

export class Pulse {
  readonly #ports: PulsePorts
  readonly #lives = new Lives()
  readonly #pinged = new Set<FullJid>()
  #wake: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined
  #isLooking = false

  constructor(ports: PulsePorts) {
    this.#ports = ports
  }

  isSilent(client: FullJid): boolean {
    return this.#lives.isSilent(client)
  }

  heardWithin(client: FullJid, time: Duration): boolean {
    return this.#lives.heardSince(client, performance.now() - time)
  }

  /** Something goes to it that it answers by itself. */
  asks(client: FullJid, why: Reason): void {
    this.#lives.ask(client, why, performance.now())
    this.#arm()
  }

  ping(asked: Asked, why: Reason): void {
    this.pingAll([asked], why)
  }

  /** When the next one is due is looked for once. */
  pingAll(all: readonly Asked[], why: Reason): void {
    const now = performance.now()
    for (const asked of all) {
      this.#lives.ask(asked.client, why, now)
      void this.#ping(asked)
    }
    this.#arm()
  }

  /** It has said something of itself. */
  hears(client: FullJid, answer?: Answer): void {
    if (this.#lives.hears(client, performance.now(), answer)) this.#ports.back(client)
  }

  /** It has refused what it was asked, or it was refused for it. */
  refuses(client: FullJid, error: unknown): boolean {
    if (!(error instanceof StanzaError) || error.condition === 'remote-server-timeout') return false
    const isGone = saysGone(error) && (this.isSilent(client) || this.#lives.answers(client) === 'result')
    if (!isGone) this.hears(client, 'error')
    return isGone
  }

  forget(client: FullJid): void {
    this.#lives.forget(client)
  }

  tidy(isOver: (client: FullJid) => boolean): void {
    this.#lives.tidy(isOver)
  }

  reset(): void {
    this.#lives.reset()
  }

  stop(): void {
    clearTimeout(this.#wake?.timer)
    this.#isLooking = true
  }

  /** One at a time for each client: one who is back after minutes answers all of them. */
  async #ping({ client, from }: Asked): Promise<void> {
    if (this.#pinged.has(client)) return
    this.#pinged.add(client)
    const ask = () =>
      this.#ports.stream.tell(iq('get', client, from, undefined, buildPing()), { timeout: LONGEST })
    try {
      await ask()
      this.hears(client, 'result')
    } catch (error) {
      // The server gives so back what it has kept for a session, when it gives that up, and says goodbye about then: if it is
      // still believed to be there after another answer, that was its own.
      if (this.refuses(client, error) && this.isSilent(client))
        await ask().then(
          () => this.hears(client, 'result'),
          () => this.hears(client, 'error'),
        )
    } finally {
      this.#pinged.delete(client)
    }
  }

  #arm(): void {
    const now = performance.now()
    const at = this.#lives.next()
    if (this.#isLooking || at === undefined || (this.#wake && this.#wake.at <= at)) return
    clearTimeout(this.#wake?.timer)
    const timer = setTimeout(
      () => {
        this.#wake = undefined
        this.#look(at).catch((error: unknown) =>
          this.#ports.log.error({ err: error }, 'nobody was looked after'),
        )
      },
      Math.max(0, at - now),
    )
    this.#wake = { at, timer }
  }

  async #look(due: number): Promise<void> {
    const now = performance.now()
    const isLate = now - due > SLOW
    const hesitant = this.#lives.hesitant(now)
    const { stream } = this.#ports
    if (hesitant.length > 0 || this.#lives.overdue(now).length > 0) {
      this.#isLooking = true
      const isQuick = !isLate && (await this.#isServerQuick())
      this.#isLooking = false
      if (!isQuick || !stream.online) this.#lives.wait(performance.now())
      else {
        for (const { client, since } of hesitant)
          if (!this.#lives.heardSince(client, since)) this.#doubtOthers(client, since)
        for (const one of this.#lives.overdue(now)) this.#lose(one.client, one.since)
      }
    }
    this.#arm()
  }

  #doubtOthers(client: FullJid, since: number): void {
    for (const other of this.#ports.others(client))
      if (!this.#lives.heardSince(other.client, since)) this.ping(other, 'offer')
  }

  #lose(client: FullJid, since: number): void {
    this.#lives.fallSilent({ client, since })
    this.#ports.log.info({ client }, 'a client does not answer any more; it is offered nothing until it does')
    this.#ports.silent(client, performance.now() - since)
  }

  /** It hands on in order: when it has answered us, what clients have said before that is here, too. */
  async #isServerQuick(): Promise<boolean> {
    const { stream, server } = this.#ports
    const asked = performance.now()
    await stream.ask(iq('get', server(), stream.domain, undefined, buildPing())).catch(() => {}) // any answer will do
    return performance.now() - asked < SLOW
  }
}
