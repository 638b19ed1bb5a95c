/**
 * One workgroup, one event at a time. An event is decided the moment it arrives; what it changed is written together
 * with whatever else arrived meanwhile, and only when that is durable are callers answered and effects carried out.
 * So a crash at any point leaves either nothing or a record from which the effects follow again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { decide, loadOf, nextAlarm, renew } from '../core/decide.ts'
import type { Refusal } from '../core/refusal.ts'
import type { BareJid, CaseId, Decision, Effect, Event, Instant, State } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import { Outage } from '../effects/outage.ts'
import { type Resolvers, withResolvers } from '../effects/resolvers.ts'
import type { FollowedClock } from '../effects/types.ts'
import type { CaseDetails, Store } from '../store/types.ts'

export type NewCase = Omit<CaseDetails, 'number'>

export interface ActorPorts {
  readonly store: Pick<Store, 'commit' | 'createCase'>
  readonly clock: FollowedClock
  readonly log: Logger
  /** Carries one effect out; never throws. */
  readonly carryOut: (effect: Effect) => void
  /** A new case is in the store; called before its first effects. */
  readonly onCreated: (details: CaseDetails) => void
  /** Called at once when an operator's offers and chats here have changed, so that other workgroups count them. */
  readonly onLoad: (operator: BareJid) => void
  /** An operator's last chat here has ended: remembered, so that who is idle longest stays first after a restart. */
  readonly onIdle: (operator: BareJid, since: Instant) => void
}

/** Nobody waits for these to be durable: they are written with what comes next, or after a while. */
const calm: ReadonlySet<Event['type']> = new Set(['opened'])
const CALM_MS = 250

interface Burst {
  touched: boolean
  /** Somebody waits for it. */
  isUrgent: boolean
  readonly changed: Set<CaseId>
  readonly created: Map<CaseId, NewCase>
  readonly stored: Map<CaseId, CaseDetails>
  readonly effects: Effect[]
  readonly durable: Resolvers<void>
  readonly carriedOut: Resolvers<void>
}

const newBurst = (): Burst => ({
  touched: false,
  isUrgent: false,
  changed: new Set(),
  created: new Map(),
  stored: new Map(),
  effects: [],
  durable: withResolvers(),
  carriedOut: withResolvers(),
})

export class Actor {
  #state: State
  #burst = newBurst()
  #busy: Promise<void> | undefined
  /** Ends the wait for company. */
  #hurry: () => void = () => {}
  #alarm: { readonly at: Instant; readonly cancel: () => void } | undefined
  #started = false
  #stopped = false
  readonly #madeAt: Instant
  readonly #unfollow: () => void
  readonly #outage: Outage

  constructor(
    readonly jid: BareJid,
    state: State,
    readonly ports: ActorPorts,
  ) {
    this.#state = state
    this.#madeAt = ports.clock.now()
    this.#unfollow = ports.clock.onSet((by) => this.decideNow({ type: 'clock-set', by }))
    this.#outage = new Outage('store: not written', { workgroup: jid }, ports)
  }

  get state(): State {
    return this.#state
  }

  /** The store refuses what was decided last; it is tried again. */
  get isStuck(): boolean {
    return this.#outage.isOn
  }

  /** Decides an event; resolves when its consequences are durable, or at once with why it was refused. */
  async post(event: Event): Promise<Refusal | undefined> {
    const burst = this.#burst
    const refused = this.decideNow(event)
    if (!refused) await burst.durable.promise
    return refused
  }

  /** The same, but resolves when the effects have been started too. */
  async postAndWait(event: Event): Promise<Refusal | undefined> {
    const burst = this.#burst
    const refused = this.decideNow(event)
    if (!refused) await burst.carriedOut.promise
    return refused
  }

  /** A new case: its details become durable together with its first record. */
  async join(
    event: Event & { type: 'join' | 'open-conversation' },
    details: NewCase,
  ): Promise<CaseDetails | Refusal> {
    const burst = this.#burst
    const refused = this.decideNow(event)
    if (refused) return refused
    burst.created.set(event.case, details)
    await burst.durable.promise
    return burst.stored.get(event.case) ?? { fault: 'no-such-case' }
  }

  /** Decides without waiting for the store. */
  decideNow(event: Event): Refusal | undefined {
    // Looking at the clock may show that it was set, which changes the state.
    const now = this.ports.clock.now()
    const before = this.#state
    const decision = decide(before, event, now)
    if (decision.fault) {
      const { fault, by, otherwise } = decision
      return { fault, ...(by && { by }), ...(otherwise && { otherwise }) }
    }
    this.#state = decision.state
    if (!calm.has(event.type)) this.#urge()
    this.#remember(decision)
    this.#tellLoads(before, decision.changedOperators)
    this.#setAlarm()
    return undefined
  }

  /** Runs effects that did not come from a decision just now: after a start, after the link came back. */
  repeat(effects: readonly Effect[]): void {
    for (const effect of effects) this.ports.carryOut(effect)
  }

  /** The link is there for the first time: from now on time counts. Before, nobody could have done anything in time. */
  start(): void {
    if (this.#started) return
    this.#started = true
    const now = this.ports.clock.now()
    this.#state = renew(this.#state, now, now - this.#madeAt)
    this.#setAlarm()
  }

  /** No more alarms; resolves when everything decided so far is durable. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#unfollow()
    this.#alarm?.cancel()
    this.#urge()
    await this.#busy
  }

  #urge(): void {
    this.#burst.isUrgent = true
    this.#hurry()
  }

  #remember(decision: Decision): void {
    this.#burst.touched = true
    for (const id of decision.changed) this.#burst.changed.add(id)
    this.#burst.effects.push(...decision.effects)
    this.#busy ??= this.#flush().finally(() => {
      this.#busy = undefined
    })
  }

  async #flush(): Promise<void> {
    do {
      await Promise.resolve() // what is decided in the same turn goes into the same transaction
      if (!this.#burst.isUrgent) await this.#company()
      const burst = this.#burst
      this.#burst = newBurst()
      await this.#write(burst)
      for (const details of burst.stored.values()) this.ports.onCreated(details)
      burst.durable.resolve()
      await nextTurn() // who asked is answered before the consequences are told
      for (const effect of burst.effects) this.ports.carryOut(effect)
      burst.carriedOut.resolve()
    } while (this.#burst.touched)
  }

  #company(): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, CALM_MS)
      this.#hurry = () => {
        clearTimeout(late)
        resolve()
      }
    })
  }

  /** Does not give up: a full disk must not lose what people were promised. */
  async #write(burst: Burst): Promise<void> {
    const records = new Map([...burst.changed].map((id) => [id, this.#state.cases.get(id)]))
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        await this.#writeOnce(burst, records)
        this.#outage.over()
        return
      } catch (error) {
        this.#outage.failed(error)
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }

  async #writeOnce(burst: Burst, records: Map<CaseId, ReturnType<State['cases']['get']>>): Promise<void> {
    const creating = [...burst.created].map(async ([id, details]) => {
      const record = records.get(id)
      if (!record) throw new Error(`case ${id} was made without a record`)
      burst.stored.set(id, await this.ports.store.createCase(details, record))
      burst.created.delete(id)
      records.delete(id)
    })
    const changes = [...records]
      .filter(([id]) => !burst.created.has(id))
      .map(([id, record]) => ({ id, record }))
    const committing = changes.length > 0 ? this.ports.store.commit(this.jid, changes) : undefined
    await Promise.all([...creating, committing])
  }

  #tellLoads(before: State, changed: readonly BareJid[]): void {
    const after = this.#state
    for (const jid of changed) {
      const operator = after.operators.get(jid)
      if (!operator) continue
      const was = before.operators.get(jid)
      if (was && was.idleSince !== operator.idleSince) this.ports.onIdle(jid, operator.idleSince)
      if (loadOf(operator) !== (was ? loadOf(was) : 0)) this.ports.onLoad(jid)
    }
  }

  #setAlarm(): void {
    const at = nextAlarm(this.#state)
    if (this.#alarm?.at === at || !this.#started || this.#stopped) return
    this.#alarm?.cancel()
    this.#alarm = at === undefined ? undefined : { at, cancel: this.ports.clock.wake(at, () => this.#tick()) }
  }

  #tick(): void {
    this.#alarm = undefined
    this.decideNow({ type: 'tick' })
    this.#setAlarm()
  }
}
