/**
 * Which clients are alive (R8, R10). A connection that broke without a goodbye looks well for minutes, so whoever matters
 * is asked, and any sign of life will do. Nothing is sent and no clock is read here: instants are handed in, of a clock that
 * nobody sets.
 */
import type { Duration, FullJid, Instant } from './types.ts'

/** A request waits for whom it rings at; a chat has somebody in it who would notice. */
export type Reason = 'offer' | 'chat'

/** From the question until its silence counts. */
export const PATIENCE: { readonly [R in Reason]: Duration } = { offer: 3_000, chat: 4_000 }
/** Whoever has not answered an offer by then lets doubt fall on all that could be asked next: nobody waits for one after the other. */
export const HESITATION: Duration = 1_000

/** `result` says more than a refusal: that may be the server's, of a session that is gone. */
export type Answer = 'result' | 'error'

interface Question {
  readonly since: Instant
  readonly due: Instant
  readonly why: Reason
  readonly isNoticed?: true
}

interface Life {
  readonly heardAt?: Instant
  readonly question?: Question
  readonly silentSince?: Instant
  /** How it has answered last, if ever. */
  readonly answers?: Answer
  /** How often it was silent and came back with something else than an answer. */
  readonly strikes?: number
}

/** Who talks again and again, and leaves questions unanswered, does not know them: their silence says nothing. */
const MUTE = 3

export interface Silence {
  readonly client: FullJid
  readonly since: Instant
}

/** In a chat only the silence of who has answered before: for others nobody was ever waiting. */
const counts = ({ why }: Question, { strikes = 0, answers }: Life): boolean =>
  strikes < MUTE && (why === 'offer' || answers !== undefined)

export class Lives {
  readonly #lives = new Map<FullJid, Life>()
  /** Those with a question. */
  readonly #asked = new Set<FullJid>()

  /** A question goes out. One that is open already goes on; an offer is more urgent than what a chat asks. */
  ask(client: FullJid, why: Reason, now: Instant): void {
    const life = this.#lives.get(client) ?? {}
    if (life.silentSince !== undefined) return
    const open = life.question
    const due = now + PATIENCE[why]
    if (open && (open.why === 'offer' || why === 'chat')) return
    this.#put(client, { ...life, question: { since: open?.since ?? now, due, why } })
  }

  /** An answer, or anything else that nobody but the client can have said; true when it was silent. */
  hears(client: FullJid, now: Instant, answer?: Answer): boolean {
    const life = this.#lives.get(client)
    if (!life) return false
    const { silentSince, strikes = 0 } = life
    const wasSilent = silentSince !== undefined
    const answers = answer ?? life.answers
    this.#put(client, {
      heardAt: now,
      ...(answers !== undefined && { answers }),
      ...(answer === undefined && { strikes: wasSilent ? strikes + 1 : strikes }),
    })
    return wasSilent
  }

  isSilent(client: FullJid): boolean {
    return this.#lives.get(client)?.silentSince !== undefined
  }

  heardSince(client: FullJid, at: Instant): boolean {
    return (this.#lives.get(client)?.heardAt ?? Number.NEGATIVE_INFINITY) >= at
  }

  answers(client: FullJid): Answer | undefined {
    return this.#lives.get(client)?.answers
  }

  /** Who takes their time with an offer; each is named once. */
  hesitant(now: Instant): Silence[] {
    const found = this.#open(
      ({ why, since, isNoticed }) => why === 'offer' && !isNoticed && since + HESITATION <= now,
    )
    for (const { client } of found) this.#change(client, (question) => ({ ...question, isNoticed: true }))
    return found
  }

  /** Whose silence counts now. */
  overdue(now: Instant): Silence[] {
    return this.#open((question, life) => question.due <= now && counts(question, life))
  }

  fallSilent({ client, since }: Silence): void {
    const { question: _, ...life } = this.#lives.get(client) ?? {}
    this.#put(client, { ...life, silentSince: since })
  }

  /** Server or machine were slow themselves: the silence so far says nothing of the clients. */
  wait(now: Instant): void {
    for (const client of this.#asked)
      this.#change(client, (question) =>
        question.due <= now ? { ...question, due: now + PATIENCE[question.why] } : question,
      )
  }

  /** When there is something to see; what has not been looked at yet may be over already. */
  next(): Instant | undefined {
    let next = Number.POSITIVE_INFINITY
    for (const client of this.#asked) {
      const life = this.#lives.get(client)
      if (!life?.question) continue
      const { since, due, why, isNoticed } = life.question
      if (why === 'offer' && !isNoticed) next = Math.min(next, since + HESITATION)
      if (counts(life.question, life)) next = Math.min(next, due)
    }
    return next === Number.POSITIVE_INFINITY ? undefined : next
  }

  forget(client: FullJid): void {
    this.#lives.delete(client)
    this.#asked.delete(client)
  }

  /** Those of whom nothing need be known any more. */
  tidy(isOver: (client: FullJid) => boolean): void {
    for (const [client, { silentSince, question }] of this.#lives)
      if (silentSince === undefined && !question && isOver(client)) this.#lives.delete(client)
  }

  reset(): void {
    this.#lives.clear()
    this.#asked.clear()
  }

  #open(is: (question: Question, life: Life) => boolean): Silence[] {
    return [...this.#asked].flatMap((client) => {
      const life = this.#lives.get(client)
      return life?.question && is(life.question, life) ? [{ client, since: life.question.since }] : []
    })
  }

  #change(client: FullJid, change: (question: Question) => Question): void {
    const life = this.#lives.get(client)
    if (life?.question) this.#put(client, { ...life, question: change(life.question) })
  }

  #put(client: FullJid, life: Life): void {
    this.#lives.set(client, life)
    if (life.question) this.#asked.add(client)
    else this.#asked.delete(client)
  }
}
