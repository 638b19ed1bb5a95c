/**
 * A workgroup on a stage, so that tests of the rules read like a play: people act, a clock is moved by hand, and what the
 * rules wanted done is remembered. After each event the invariants are checked and the state before is proved untouched.
 */
import { decide, empty, nextAlarm, rebuild, resumeEffects } from '../decide.ts'
import { guestsOf } from '../guests.ts'
import { offersOfCase, ownerOf } from '../offers.ts'
import type {
  BareJid,
  Case,
  CaseId,
  Decision,
  Effect,
  Event,
  Fault,
  Resource,
  Rules,
  Show,
  Staff,
  State,
  TransferTarget,
} from '../types.ts'
import { violations } from './invariants.kit.ts'

export const second = 1_000
export const minute = 60 * second

/** Rules with round numbers; `operators` maps a name to seats, or to all that is configured of them. */
export function rulesWith(
  operators: Readonly<Record<string, number | Staff>>,
  changes: Partial<Rules> = {},
): Rules {
  return {
    strategies: ['ring-all'],
    ringFor: 30 * second,
    operators: new Map(
      Object.entries(operators).map(([name, seats]) => [
        jidOf(name),
        typeof seats === 'number' ? { seats } : seats,
      ]),
    ),
    offerAway: false,
    whenNobody: 'wait',
    maxQueue: 1_000,
    maxWait: 60 * minute,
    visitorGrace: 60 * second,
    operatorGrace: 45 * second,
    leaveGrace: 20 * second,
    askAgainAfter: 30 * second,
    askAgainAtMost: 2,
    ...changes,
  }
}

export const jidOf = (name: string): BareJid => `${name}@localhost`

export const visitorJid = (id: CaseId): string => `${id}@visitors.localhost/web`

export class BrokenRule extends Error {
  override readonly name = 'BrokenRule'
}

export class Stage {
  now = 1_000_000
  state: State
  /** Of the latest event. */
  effects: readonly Effect[] = []
  changed: readonly CaseId[] = []

  constructor(rules: Rules, state?: State) {
    this.state = state ?? empty(rules, true)
  }

  /** Decides an event; the fault, if it was refused. */
  event(event: Event): Fault | undefined {
    return this.decide(event).fault
  }

  decide(event: Event): Decision {
    const before = this.state
    const decision = decide(before, event, this.now)
    this.state = decision.state
    this.effects = decision.effects
    this.changed = decision.changed
    const broken = violations(decision.state)
    const next = nextAlarm(decision.state)
    if (event.type === 'tick' && next !== undefined && next <= this.now)
      broken.push('a tick left something due')
    if (broken.length > 0) throw new BrokenRule(`after ${event.type}: ${broken.join('; ')}`)
    return decision
  }

  /** Moves the clock, stopping at every alarm under way as the shell does. */
  advance(by: number): Effect[] {
    const until = this.now + by
    const effects: Effect[] = []
    for (;;) {
      const at = nextAlarm(this.state)
      if (at === undefined || at > until) break
      this.now = Math.max(this.now, at)
      this.event({ type: 'tick' })
      effects.push(...this.effects)
    }
    this.now = until
    this.effects = effects
    return effects
  }

  /** What the store would give back after a crash, and the effects that are repeated. */
  afterRestart(): Stage {
    const kept = JSON.parse(JSON.stringify([...this.state.cases.values()])) as Case[]
    const { rules, open } = this.state
    const again = new Stage(rules, rebuild(rules, open, kept, { idleSince: new Map() }, this.now))
    again.now = this.now
    again.effects = resumeEffects(again.state)
    return again
  }

  /** The operator's client says how they are. */
  shows(name: string, show: Show, more: Partial<Resource> & { readonly resource?: string } = {}): void {
    const { resource = 'desk', ...rest } = more
    const presence = { show, priority: 0, ...rest }
    this.event({ type: 'operator-presence', operator: jidOf(name), resource, presence })
  }

  joins(id: CaseId, priority = 0): Fault | undefined {
    return this.event({ type: 'join', case: id, visitor: visitorJid(id), priority })
  }

  visitorShows(id: CaseId, show: Show, status?: string): void {
    const visitor = this.case(id).visitor.jid
    this.event({ type: 'visitor-presence', visitor, show, ...(status !== undefined && { status }) })
  }

  accepts(name: string, id: CaseId): Fault | undefined {
    return this.event({ type: 'accept', case: id, operator: jidOf(name) })
  }

  rejects(name: string, id: CaseId): Fault | undefined {
    return this.event({ type: 'reject', case: id, operator: jidOf(name) })
  }

  takes(name: string, id: CaseId): Fault | undefined {
    return this.event({ type: 'take', case: id, operator: jidOf(name) })
  }

  closes(name: string, id: CaseId): Fault | undefined {
    return this.event({ type: 'close', case: id, operator: jidOf(name) })
  }

  enters(id: CaseId, who: 'visitor' | 'operator'): void {
    this.event({ type: 'entered', case: id, who })
  }

  leaves(id: CaseId, who: 'visitor' | 'operator'): void {
    this.event({ type: 'left', case: id, who })
  }

  /** `to`: a name, `queue`, or a workgroup's address. */
  transfers(name: string, id: CaseId, to: string, note?: string): Fault | undefined {
    const target: TransferTarget =
      to === 'queue' ? 'queue' : to.includes('@') ? { workgroup: to } : { operator: jidOf(to) }
    return this.event({
      type: 'transfer',
      case: id,
      operator: jidOf(name),
      to: target,
      ...(note !== undefined && { note }),
    })
  }

  invites(name: string, id: CaseId, guest: string): Fault | undefined {
    return this.event({ type: 'invite', case: id, operator: jidOf(name), guest: jidOf(guest) })
  }

  /** One of several operators in a room enters or leaves. */
  goesIn(name: string, id: CaseId): void {
    this.event({ type: 'entered', case: id, who: 'operator', operator: jidOf(name) })
  }

  goesOut(name: string, id: CaseId): void {
    this.event({ type: 'left', case: id, who: 'operator', operator: jidOf(name) })
  }

  owner(id: CaseId): string | undefined {
    return ownerOf(this.case(id))?.replace('@localhost', '')
  }

  guests(id: CaseId): string[] {
    return guestsOf(this.case(id)).map(({ operator, as }) => `${operator.replace('@localhost', '')} ${as}`)
  }

  /** What operators were told, as `anna: transfer-declined ben`. */
  told(): string[] {
    return this.did('tell').map(({ operator, news, who }) =>
      `${operator}: ${news} ${who ?? ''}`.replaceAll('@localhost', '').trim(),
    )
  }

  /** Accepted, opened, and both are in the room. */
  talks(name: string, id: CaseId): void {
    this.accepts(name, id)
    this.event({ type: 'opened', case: id })
    this.enters(id, 'visitor')
    this.enters(id, 'operator')
  }

  case(id: CaseId): Case {
    const one = this.state.cases.get(id)
    if (!one) throw new BrokenRule(`no case ${id}`)
    return one
  }

  phase(id: CaseId): Case['phase']['is'] {
    return this.case(id).phase.is
  }

  /** At whom it rings, by name. */
  ringsAt(id: CaseId): string[] {
    return offersOfCase(this.case(id)).map(({ operator }) => operator.replace('@localhost', ''))
  }

  /** The effects of one kind in the latest event or advance. */
  did<D extends Effect['do']>(kind: D): Extract<Effect, { do: D }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { do: D }> => effect.do === kind)
  }

  said(): string[] {
    return this.did('say').map(({ notice }) => notice)
  }
}
