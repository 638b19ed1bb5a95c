/**
 * The line to the server: WebSocket first, BOSH when that fails; dialled again after each loss with growing pauses, and
 * checked for life, because a dead connection says nothing by itself. It never gives up until it is closed.
 */
import type { Builder } from 'strophe.js'
import type { Dial, Wire } from './dial.ts'

export interface Endpoints {
  readonly domain: string
  readonly websocket: string
  readonly bosh: string
}

export interface Ears {
  up(): void
  /** Lost, or one more failed attempt. */
  down(): void
  stanza(element: Element): void
  /** What to ask to see whether the line is alive, and the answer to it. */
  ping(): Builder
  pong(answer: Element): void
}

/** All in ms. */
export const TIMES = {
  /** Close together while a tunnel ends or a server starts again; far apart when it has lasted `long`. */
  pauses: [500, 1000, 1500, 2000, 3000],
  long: 300_000,
  pauseAfterLong: 20_000,
  /** A dial that is under way is not begun anew for younger than this. */
  dialling: 1000,
  tick: 1000,
  /** A stanza was sent and nothing at all came since. */
  unanswered: 3000,
  /**
   * Nothing was heard for so long. With a tick and a ping on top, whoever is cut off knows it within 10 s. In a chat the
   * workgroup asks before that, which tells as much.
   */
  silence: 5500,
  /** The same where nobody has said or done anything for a minute: phones are left asleep. */
  idle: 60_000,
  silenceWhenIdle: 16_000,
  ping: 3500,
}

export class Line {
  #wire: Wire | undefined
  #closed = false
  #services: string[]
  #failures = 0
  /** Of the dial that counts; an older one is given up. */
  #dial = 0
  #dialledAt = 0
  #lostAt: number | undefined
  #heardAt = 0
  #stirredAt = 0
  #sentAt: number | undefined
  #probing = false
  #retry: ReturnType<typeof setTimeout> | undefined
  readonly #ticker: ReturnType<typeof setInterval>

  constructor(
    readonly endpoints: Endpoints,
    readonly ears: Ears,
    readonly dial: Dial,
  ) {
    this.#services = [endpoints.websocket, endpoints.bosh]
    this.#ticker = setInterval(() => this.#tick(), TIMES.tick)
    void this.#connect()
  }

  get isUp(): boolean {
    return this.#wire !== undefined
  }

  send(stanza: Builder): void {
    this.#stirredAt = Date.now()
    this.#sentAt ??= this.#stirredAt
    this.#wire?.send(stanza)
  }

  async ask(iq: Builder, timeout: number): Promise<Element | undefined> {
    this.#sentAt ??= Date.now()
    const answer = await this.#wire?.ask(iq, timeout)
    if (answer) this.#alive()
    return answer
  }

  /** The network or the page came back: look now instead of at the next turn. */
  wake(): void {
    if (this.#wire) void this.#probe()
    else if (!this.#closed && (this.#retry !== undefined || Date.now() - this.#dialledAt >= TIMES.dialling)) {
      clearTimeout(this.#retry)
      this.#failures = 0
      void this.#connect()
    }
  }

  /** A new session in place of this one. */
  redial(): void {
    if (this.#wire) this.#drop()
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#ticker)
    clearTimeout(this.#retry)
    this.#wire?.close()
    this.#wire = undefined
  }

  async #connect(): Promise<void> {
    this.#retry = undefined
    const dial = ++this.#dial
    this.#dialledAt = Date.now()
    const wire = await this.#first(dial)
    if (this.#closed || dial !== this.#dial) return wire?.close()
    if (!wire) return this.#lost(Date.now() - this.#dialledAt)
    this.#wire = wire
    this.#failures = 0
    this.#lostAt = undefined
    this.#stirredAt = Date.now()
    this.#alive()
    this.ears.up()
  }

  /** The service that worked last comes first next time. */
  async #first(dial: number): Promise<Wire | undefined> {
    for (const service of this.#services) {
      if (this.#closed || dial !== this.#dial) return undefined
      try {
        let lostEarly = false
        const holder: { wire?: Wire } = {}
        const wire = await this.dial(service, this.endpoints.domain, {
          stanza: (element) => {
            this.#alive()
            this.#stirredAt = this.#heardAt
            this.ears.stanza(element)
          },
          asked: () => this.#alive(),
          closed: () => {
            lostEarly = true
            if (holder.wire && this.#wire === holder.wire) this.#lost()
          },
        })
        holder.wire = wire
        if (lostEarly) continue
        this.#services = [service, ...this.#services.filter((other) => other !== service)]
        return wire
      } catch {
        // The next service is tried; when none works `down` tells it.
      }
    }
    return undefined
  }

  /** `spent`: how long it has just been dialled for in vain, which is part of the pause. */
  #lost(spent = 0): void {
    this.#wire = undefined
    if (this.#closed) return
    this.#lostAt ??= Date.now()
    const isLong = Date.now() - this.#lostAt > TIMES.long
    const pause = TIMES.pauses[Math.min(this.#failures++, TIMES.pauses.length - 1)] ?? 1000
    const base = isLong ? TIMES.pauseAfterLong : pause
    // Spread, so that a thousand visitors do not come back in the same instant.
    const rest = Math.max(0, base * (0.75 + Math.random() / 2) - spent)
    this.#retry = setTimeout(() => void this.#connect(), rest)
    this.ears.down()
  }

  #drop(): void {
    this.#wire?.close()
    this.#lost()
  }

  #alive(): void {
    this.#heardAt = Date.now()
    this.#sentAt = undefined
  }

  #tick(): void {
    if (!this.#wire) return
    const now = Date.now()
    const unanswered = this.#sentAt !== undefined && now - this.#sentAt > TIMES.unanswered
    const silence = now - this.#stirredAt > TIMES.idle ? TIMES.silenceWhenIdle : TIMES.silence
    if (unanswered || now - this.#heardAt > silence) void this.#probe()
  }

  async #probe(): Promise<void> {
    const wire = this.#wire
    if (!wire || this.#probing) return
    this.#probing = true
    const asked = Date.now()
    const answer = await wire.ask(this.ears.ping(), TIMES.ping)
    this.#probing = false
    if (wire !== this.#wire) return
    if (answer) {
      this.#alive()
      this.ears.pong(answer)
    } else if (this.#heardAt < asked) this.#drop()
    else this.#alive()
  }
}
