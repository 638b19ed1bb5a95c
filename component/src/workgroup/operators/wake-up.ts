/**
 * Who waits, and nobody takes them: operators whose desk is closed, or does not answer, are rung on the devices that they
 * have named for it (D8). Nothing is looked at while nobody has named one.
 */
import { offersOfCase } from '../../core/offers.ts'
import { inQueue, visitorIsReady, waitsSince } from '../../core/queue.ts'
import { isOnline } from '../../core/staff.ts'
import type { BareJid, Case, CaseId, Duration } from '../../core/types.ts'
import { offersOf } from '../../core/views.ts'
import type { Rung } from '../../push/deliver.ts'
import { lookUp } from '../case-view.ts'
import type { Workgroup } from '../workgroup.ts'

const LOOK_EVERY: Duration = 1_000
/** Who has not come by then has missed it. */
const USEFUL_FOR: Duration = 5 * 60_000
/** A left message is there in the morning, too. */
const MESSAGE_FOR: Duration = 12 * 3_600_000
/** Of a long queue: more than these and a device rings anyway. */
const FIRST = 50

export class WakeUps {
  /** By case: who has been rung for it, and what a click on it shows. */
  readonly #rung = new Map<CaseId, { readonly told: Set<BareJid>; readonly address: string }>()
  readonly #workgroup: Workgroup
  #cancel: (() => void) | undefined

  constructor(workgroup: Workgroup) {
    this.#workgroup = workgroup
  }

  /** The queue, or what rings, is not what it was. */
  changed(): void {
    const { pushing, config, clock } = this.#workgroup.office
    if (pushing.devices.isEmpty || !config.push.on || this.#cancel) return
    this.#cancel = clock.wake(clock.now() + LOOK_EVERY, () => {
      this.#cancel = undefined
      this.#look()
    })
  }

  /** A message was left, and nobody is there who is told of it. */
  messageLeft(id: CaseId): void {
    const { office, settings } = this.#workgroup
    if (!office.config.push.on) return
    const until = office.clock.now() + MESSAGE_FOR
    const ring = { is: 'message', workgroup: settings.name, address: '/operator/' } as const
    this.#ring(this.#sleepers().map((to) => ({ to, about: `message-${id}`, ring, until })))
  }

  stop(): void {
    this.#cancel?.()
  }

  #look(): void {
    const { actor, office } = this.#workgroup
    const waiting = [...firstOf(actor.state.queue.values(), FIRST)].flatMap(
      (id) => actor.state.cases.get(id) ?? [],
    )
    const sleepers = this.#sleepers()
    const rings = sleepers.flatMap((to) => this.#ringsFor(to, waiting))
    this.#ring([...this.#settled(), ...rings])
    const { after } = office.config.push
    const isEarly = (one: Case) => office.clock.now() - waitsSince(one) < after
    if (waiting.some(isEarly)) this.changed()
  }

  /** They may be rung, and no client of theirs is there. */
  #sleepers(): BareJid[] {
    const { actor, office } = this.#workgroup
    const { operators, rules } = actor.state
    return [...office.pushing.devices.operators()].filter((jid) => {
      const known = operators.get(jid)
      return rules.operators.has(jid) && !(known && isOnline(known))
    })
  }

  #ringsFor(to: BareJid, waiting: readonly Case[]): Rung[] {
    const { office, settings } = this.#workgroup
    const now = office.clock.now()
    const ripe = waiting.filter((one) => inQueue(one) && visitorIsReady(one))
    const late = ripe.filter((one) => now - waitsSince(one) >= office.config.push.after)
    const handed = offersOf(this.#workgroup.actor.state, to).filter(({ phase }) => phase.is === 'active')
    return [...new Set([...handed, ...late])].flatMap((one): Rung[] => {
      const { id } = one
      const live = lookUp(this.#workgroup, id)
      if (!live || this.#rung.get(id)?.told.has(to)) return []
      const is = handed.includes(one) ? 'handed' : 'waiting'
      const address = `/operator/${encodeURIComponent(settings.id)}/case/${live.details.number}`
      const known = this.#rung.get(id) ?? { told: new Set(), address }
      known.told.add(to)
      this.#rung.set(id, known)
      return [
        { to, about: `case-${id}`, ring: { is, workgroup: settings.name, address }, until: now + USEFUL_FOR },
      ]
    })
  }

  /** Who is served, or gone, may wait again another time; whoever was rung for them needs to come no more. */
  #settled(): Rung[] {
    const { actor, office, settings } = this.#workgroup
    const until = office.clock.now() + USEFUL_FOR
    return [...this.#rung].flatMap(([id, { told, address }]) => {
      const one = actor.state.cases.get(id)
      if (one && (inQueue(one) || offersOfCase(one).length > 0)) return []
      this.#rung.delete(id)
      const ring = { is: 'settled', workgroup: settings.name, address } as const
      return [...told].map((to) => ({ to, about: `case-${id}`, ring, until }))
    })
  }

  #ring(rings: readonly Rung[]): void {
    const { office, jid } = this.#workgroup
    if (rings.length === 0) return
    office.pushing
      .ring(rings)
      .catch((error: unknown) => office.log.error({ workgroup: jid, err: error }, 'push: nobody was rung'))
  }
}

function* firstOf<T>(all: Iterable<T>, most: number): Generator<T> {
  let count = 0
  for (const one of all) {
    if (count++ === most) return
    yield one
  }
}
