/**
 * Follows a run of the rules from outside, by events, effects and written records alone, as the shell, the operators' screens
 * and the store see it, and says what they could not have agreed with.
 */
import { decide, nextAlarm, rebuild } from '../decide.ts'
import { guestsOf } from '../guests.ts'
import { Keyed } from '../keyed.ts'
import { isInvited, mayAsk, ownerOf } from '../offers.ts'
import { comparePlaces, inQueue, placeOf } from '../queue.ts'
import { mayRing, showOf } from '../staff.ts'
import type { BareJid, Case, CaseId, Decision, Effect, EndReason, Event, Operator, State } from '../types.ts'
import { violations } from './invariants.kit.ts'
import { eventOf, type Likely } from './likely.kit.ts'
import { Run } from './run.kit.ts'

export class Disagreement extends Error {
  override readonly name = 'Disagreement'
}

export class Witness extends Run {
  /** The store. */
  readonly records = new Map<CaseId, Case>()
  /** What rings on operators' screens, as `case operator`. */
  readonly ringing = new Set<string>()
  /** In whose hands each chat is. */
  readonly owners = new Map<CaseId, BareJid>()
  /** The operators who may be in each room. */
  readonly members = new Map<CaseId, Set<BareJid>>()
  readonly ends = new Map<CaseId, EndReason[]>()

  constructor(state: State) {
    super(state, 1_000_000)
  }

  override event(event: Event): Decision {
    const before = this.state
    const wasBefore = fingerprint(before)
    const decision = decide(before, event, this.now)
    this.agree(fingerprint(before) === wasBefore, `${event.type} changed the state it was given`)
    this.#isRepeatable(before, event, decision)
    this.state = decision.state
    if (decision.fault)
      this.agree(decision.state === before, `${event.type} was refused and changed something`)
    this.#write(decision)
    for (const effect of decision.effects) this.#watch(effect)
    this.#compare(decision)
    this.agree(
      violations(this.state).length === 0,
      `after ${event.type}: ${violations(this.state).join('; ')}`,
    )
    const next = nextAlarm(this.state)
    if (event.type === 'tick') this.agree(next === undefined || next > this.now, 'a tick left something due')
    return decision
  }

  likely(what: Likely): void {
    const event = eventOf(this.state, what)
    if (event) this.event(event)
  }

  restart(): void {
    const kept = JSON.parse(JSON.stringify([...this.records.values()])) as Case[]
    this.state = rebuild(this.state.rules, this.state.open, kept, { idleSince: new Map() }, this.now)
    this.records.clear()
    for (const one of this.state.cases.values()) this.records.set(one.id, one)
    this.agree(violations(this.state).length === 0, `after a restart: ${violations(this.state).join('; ')}`)
  }

  agree(holds: boolean, otherwise: string): void {
    if (!holds) throw new Disagreement(otherwise)
  }

  #isRepeatable(before: State, event: Event, decision: Decision): void {
    const again = decide(before, event, this.now)
    const same =
      fingerprint(again.state) === fingerprint(decision.state) &&
      JSON.stringify(again.effects) === JSON.stringify(decision.effects)
    this.agree(same, `${event.type} was decided differently the second time`)
  }

  #write({ changed, state }: Decision): void {
    for (const id of changed) {
      const record = state.cases.get(id)
      if (record) this.records.set(id, record)
      else this.records.delete(id)
    }
  }

  #watch(effect: Effect): void {
    const watch = watchers[effect.do] as ((witness: Witness, effect: Effect) => void) | undefined
    watch?.(this, effect)
  }

  #compare({ effects, state }: Decision): void {
    this.agree(
      state.cases.size === this.records.size &&
        [...state.cases.values()].every((one) => this.records.get(one.id) === one),
      'the store does not hold what the rules know',
    )
    const rings = [...state.operators.values()].flatMap(({ jid, offers }) =>
      [...offers].map((id) => `${id} ${jid}`),
    )
    this.agree(
      rings.length === this.ringing.size && rings.every((ring) => this.ringing.has(ring)),
      `screens ring ${[...this.ringing].join(', ')} and not ${rings.join(', ')}`,
    )
    this.#sameOwners(state)
    for (const effect of effects) if (effect.do === 'offer') this.#wasFair(state, effect)
  }

  /** C5: a chat that was given to somebody is theirs, or somebody else's, but never nobody's. */
  #sameOwners(state: State): void {
    for (const one of state.cases.values()) {
      const owner = ownerOf(one)
      this.agree(
        owner === this.owners.get(one.id),
        `${one.id} is ${this.owners.get(one.id)}'s outside and ${owner}'s inside`,
      )
      const members = [...(this.members.get(one.id) ?? [])].sort()
      const known = [owner, ...guestsOf(one).map(({ operator }) => operator)]
        .filter((jid) => jid !== undefined)
        .sort()
      this.agree(`${members}` === `${known}`, `the room of ${one.id} is for ${members} and not for ${known}`)
    }
  }

  admit(id: CaseId, jid: BareJid): void {
    this.members.set(id, new Set([...(this.members.get(id) ?? []), jid]))
  }

  /** First come, first served, within priority and readiness. */
  #wasFair(state: State, { case: id, operator }: Extract<Effect, { do: 'offer' }>): void {
    const offered = state.cases.get(id)
    if (!offered || !inQueue(offered) || isInvited(offered, operator)) return
    for (const other of state.ready.values()) {
      const earlier = state.cases.get(other)
      if (!earlier || comparePlaces(placeOf(earlier), placeOf(offered)) >= 0) return
      this.agree(!mayAsk(earlier, operator), `${operator} was offered ${id} before ${other}`)
    }
  }
}

type Watcher<D extends Effect['do']> = (witness: Witness, effect: Extract<Effect, { do: D }>) => void

const watchers: { readonly [D in Effect['do']]?: Watcher<D> } = {
  offer(witness, { case: id, operator, until }) {
    const person = witness.state.operators.get(operator)
    witness.agree(
      person !== undefined && mayRing(witness.state.rules, showOf(person)),
      `${operator} was not there`,
    )
    witness.agree(until > witness.now, 'an offer was over before it began')
    witness.agree(!witness.ringing.has(`${id} ${operator}`), `${id} was offered twice to ${operator}`)
    witness.ringing.add(`${id} ${operator}`)
  },
  revoke(witness, { case: id, operator }) {
    witness.agree(
      witness.ringing.delete(`${id} ${operator}`),
      `${id} was revoked from ${operator}, where it did not ring`,
    )
  },
  open(witness, { case: id, operator }) {
    witness.owners.set(id, operator)
    witness.admit(id, operator)
    witness.ringing.delete(`${id} ${operator}`)
    const configured = witness.state.rules.operators.get(operator)?.seats
    if (configured === undefined) return // a supervisor from elsewhere has taken it over
    const person = witness.state.operators.get(operator)
    const chats = person ? seatsTaken(person) : 0
    witness.agree(chats <= configured, `${operator} has ${chats} chats and ${configured} seats`)
  },
  dismiss(witness, { case: id, operator }) {
    witness.agree(
      witness.members.get(id)?.delete(operator) === true,
      `${operator} was dismissed from ${id} and had no seat in it`,
    )
    if (witness.owners.get(id) === operator) witness.owners.delete(id)
  },
  admit(witness, { case: id, operator, as }) {
    witness.admit(id, operator)
    const person = witness.state.operators.get(operator)
    const configured = witness.state.rules.operators.get(operator)?.seats
    if (as === 'silent' || !person || configured === undefined) return
    const taken = seatsTaken(person)
    witness.agree(taken <= configured, `${operator} is in ${taken} chats and has ${configured} seats`)
    if (as === 'colleague') witness.ringing.delete(`${id} ${operator}`)
  },
  end(witness, { case: id, reason }) {
    witness.owners.delete(id)
    witness.members.delete(id)
    const earlier = witness.ends.get(id) ?? []
    witness.ends.set(id, [...earlier, reason])
  },
}

/** A chat on hold takes none (Q6). */
const seatsTaken = ({ chats, guestIn, held }: Operator): number => chats.size + guestIn.size - held.size

/** Everything in a state, as text. */
export const fingerprint = (state: State): string =>
  JSON.stringify(state, (key, value: unknown) => {
    if (value instanceof Map) return [...value]
    if (value instanceof Set) return [...value]
    if (key === 'rules') return undefined
    // Of those the order says nothing: it is another one when a version was looked at again.
    if (value instanceof Keyed)
      return value.entries().toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    return isSorted(value) ? [...value.entries()] : value
  })

const isSorted = (value: unknown): value is { entries(): Iterable<unknown> } =>
  typeof value === 'object' && value !== null && 'nextHigherPair' in value && 'entries' in value
