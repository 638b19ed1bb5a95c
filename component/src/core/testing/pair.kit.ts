/**
 * Two workgroups between which chats go to and fro. What one wants of the other travels: in order, late, and not at all when
 * they are killed meanwhile; then they come back from what was stored.
 */
import { decide, empty, rebuild, resumeEffects } from '../decide.ts'
import { ownerOf } from '../offers.ts'
import { isOnLoan } from '../queue.ts'
import type { BareJid, Case, CaseId, Effect, Event, Fault, Instant, Return, Rules, State } from '../types.ts'
import { violations } from './invariants.kit.ts'
import { eventOf, type Likely } from './likely.kit.ts'

type Letter = Extract<Effect, { do: 'transfer' | 'recall' | 'transferred' | 'return' }>

const isLetter = (effect: Effect): effect is Letter => 'to' in effect

const whyReturned: { readonly [F in Fault]?: Return } = {
  'workgroup-closed': 'closed',
  'nobody-on-duty': 'nobody-there',
  'queue-full': 'full',
}

export class Pair {
  now: Instant = 1_000_000
  readonly states: Map<BareJid, State>
  /** On their way, with who wrote them. */
  readonly letters: { readonly from: BareJid; readonly letter: Letter }[] = []
  readonly ended = new Set<CaseId>()
  transferred = 0
  #made = 0

  constructor(rules: Readonly<Record<BareJid, Rules>>) {
    this.states = new Map(Object.entries(rules).map(([jid, its]) => [jid, empty(its, true)]))
  }

  state(jid: BareJid): State {
    const state = this.states.get(jid)
    if (!state) throw new Error(`no workgroup ${jid}`)
    return state
  }

  event(jid: BareJid, event: Event): Fault | undefined {
    const decision = decide(this.state(jid), event, this.now)
    this.states.set(jid, decision.state)
    const broken = violations(decision.state)
    if (broken.length > 0) throw new Error(`${jid} after ${event.type}: ${broken.join('; ')}`)
    this.#follow(jid, decision.effects)
    return decision.fault
  }

  likely(jid: BareJid, what: Likely): void {
    const event = eventOf(this.state(jid), what)
    if (event?.type === 'join' || event?.type === 'open-conversation') this.event(jid, this.#fresh(event))
    else if (event) this.event(jid, event)
  }

  /** Nobody has ever had this id, here or there, also after a crash. */
  #fresh<E extends Extract<Event, { type: 'join' | 'open-conversation' }>>(event: E): E {
    this.#made += 1
    return { ...event, case: `p${this.#made}`, visitor: `p${this.#made}@visitors/web` }
  }

  #follow(from: BareJid, effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do === 'end') this.ended.add(effect.case)
      if (isLetter(effect)) this.letters.push({ from, letter: effect })
    }
  }

  /** The first letter arrives. */
  deliver(): void {
    const next = this.letters.shift()
    if (next) deliveries[next.letter.do](this, next.from, next.letter as never)
  }

  deliverAll(): void {
    for (let n = 0; this.letters.length > 0; n += 1) {
      if (n > 1_000) throw new Error('they write to each other for ever')
      this.deliver()
    }
  }

  /** Both are killed: letters are lost, what was stored is not, and what may not have been done is done again. */
  crash(): void {
    this.letters.length = 0
    for (const [jid, { rules, open, cases }] of this.states) {
      const kept = JSON.parse(JSON.stringify([...cases.values()])) as Case[]
      this.states.set(jid, rebuild(rules, open, kept, { idleSince: new Map() }, this.now))
      this.#follow(jid, resumeEffects(this.state(jid)))
    }
  }

  /** Everybody who has this chat, or the request for it, and will not give it back. */
  holders(id: CaseId): BareJid[] {
    return [...this.states].flatMap(([jid, { cases }]) => {
      const one = cases.get(id)
      return one && one.phase.is !== 'ended' && !isOnLoan(one) ? [jid] : []
    })
  }

  owners(id: CaseId): BareJid[] {
    return [...this.states.values()].flatMap(({ cases }) => {
      const one = cases.get(id)
      return (one && ownerOf(one)) ?? []
    })
  }
}

type Deliver<D extends Letter['do']> = (pair: Pair, from: BareJid, letter: Extract<Letter, { do: D }>) => void

/** As the shell does it. */
const deliveries: { readonly [D in Letter['do']]: Deliver<D> } = {
  transfer: (pair, from, { case: id, to }) => {
    const one = pair.state(from).cases.get(id)
    if (one?.phase.is !== 'active' || !one.phase.transfer) return
    const { visitor, priority, phase } = one
    const origin = { workgroup: from, owner: phase.operator }
    const fault = pair.event(to, { type: 'adopt', case: id, visitor, priority, from: origin })
    if (fault) pair.event(from, { type: 'returned', case: id, why: whyReturned[fault] ?? 'declined' })
  },
  recall: (pair, _, { case: id, to, reason }) => {
    pair.event(to, { type: 'recalled', case: id, ...(reason && { reason }) })
  },
  transferred: (pair, from, { case: id, to, operator }) => {
    const fault = pair.event(to, { type: 'transferred', case: id, operator })
    if (fault) pair.event(from, { type: 'recalled', case: id, reason: 'visitor-left' })
    else pair.transferred += 1
  },
  return: (pair, _, { case: id, to, why }) => {
    pair.event(to, { type: 'returned', case: id, why })
  },
}
