/**
 * What follows when a client does not answer any more, an operator's or a visitor's, and when it does again (R8, R10). It is
 * taken for lost, as if it had gone offline and left the room: the server would keep its session for minutes. `pulse.ts` asks the
 * clients: those that sit in a chat every few seconds, others when something is to ring at them.
 */
import type { Duration, FullJid, Instant } from '../../core/types.ts'
import type { Logger } from '../../effects/log.ts'
import type { Stream } from '../../effects/types.ts'
import { bare, parse } from '../../protocol/jid.ts'
import type { Office } from '../office.ts'
import { clientSilent, heardOperator } from '../operators/duty.ts'
import type { Living } from '../parts.ts'
import { type Asked, Pulse } from '../pulse.ts'
import type { Workgroup } from '../workgroup.ts'
import { reconcileCase } from './reconcile.ts'

/** Who was quiet for so long in a chat is asked: with the patience on top the other side hears of a loss within ten seconds. */
const QUIET: Duration = 4_000
const BEAT: Duration = 1_000
/** Where nobody has said anything for a while a visitor's phone is left to sleep for longer; whoever speaks to them hears soon. */
const STIRRED: Duration = 30_000
const QUIET_WHEN_IDLE: Duration = 14_000

/** What is set aside while a client is silent; of a visitor nothing. */
interface Aside {
  readonly isVisitor: boolean
  readonly isAgent: boolean
  readonly restore: () => void
}

/** Of one workgroup. */
export class Liveness implements Living {
  readonly #workgroup: Workgroup
  readonly #silent = new Map<FullJid, Aside>()

  constructor(workgroup: Workgroup) {
    this.#workgroup = workgroup
  }

  reset(): void {
    this.#silent.clear()
  }

  isSilent(client: FullJid): boolean {
    return this.#silent.has(client)
  }

  lookAfter(clients: readonly FullJid[]): void {
    const { office, deskJid } = this.#workgroup
    const quiet = clients.filter((client) => !office.pulse.heardWithin(client, this.#mayBeQuietFor(client)))
    // From Desk, as in the room: by that the server knows which questions need not wake a client (XEP-0352).
    if (quiet.length > 0)
      office.pulse.pingAll(
        quiet.map((client) => ({ client, from: deskJid })),
        'chat',
      )
  }

  #mayBeQuietFor(client: FullJid): Duration {
    const { occupants, office } = this.#workgroup
    if (!occupants.isVisitor(client)) return QUIET
    return office.clock.now() - occupants.stirredAt(client) < STIRRED ? QUIET : QUIET_WHEN_IDLE
  }

  forget(client: FullJid): void {
    this.#silent.delete(client)
  }

  matters(client: FullJid): boolean {
    return this.#workgroup.occupants.isInRoom(client) || this.#silent.has(client)
  }

  /** Asks everybody who matters. */
  beat(): void {
    const { occupants } = this.#workgroup
    // A visitor comes back from a new address.
    for (const [client, { isVisitor }] of this.#silent)
      if (isVisitor && !occupants.isInRoom(client)) this.#silent.delete(client)
    occupants.forgetSilent((client) => !this.matters(client))
    this.lookAfter([...occupants.clients(), ...this.#silent.keys()])
  }

  lose(client: FullJid, since: Instant): void {
    const { clients, occupants, actor } = this.#workgroup
    const jid = parse(client)
    const isKnown = actor.state.operators.get(jid.bare)?.resources.has(jid.resource ?? '')
    if (this.#silent.has(client) || (!isKnown && !occupants.isInRoom(client))) return
    const isVisitor = occupants.isVisitor(client) && !isKnown
    const isAgent = clients.isAgent(client)
    this.#silent.set(client, { isVisitor, isAgent, restore: clients.setAside(client) })
    occupants.fallsSilent(client, since)
    if (!isVisitor) clientSilent(this.#workgroup, jid, since)
    this.#lookAgain(client)
  }

  async comeBack(client: FullJid): Promise<void> {
    const { office, jid, occupants, clients, publisher, actor } = this.#workgroup
    const aside = this.#silent.get(client)
    if (!aside) return
    this.#silent.delete(client)
    occupants.isBack(client)
    office.log.info({ workgroup: jid, client }, 'a client answers again; it counts as present')
    this.#lookAgain(client)
    if (aside.isVisitor) return
    aside.restore()
    const from = parse(client)
    const presence = actor.state.operators.get(from.bare)?.resources.get(from.resource ?? '')
    if (presence) {
      const { silentSince: _, ...heard } = presence
      await heardOperator(this.#workgroup, from, heard, aside.isAgent)
    }
    if (clients.isCurious(client)) publisher.introduceColleagues(client)
  }

  /** In the rooms where somebody sits with this client, from wherever they are. */
  #lookAgain(client: FullJid): void {
    const { occupants, cases } = this.#workgroup
    for (const room of [...occupants.roomsOf(client)]) {
      const id = cases.ofRoom(room)
      if (id !== undefined) reconcileCase(this.#workgroup, id)
    }
  }
}

/** Asks again and again; returns what stops it. */
export function watchClients(office: Office): () => void {
  const timer = setInterval(() => {
    if (!office.stream.online) return
    const all = [...office.workgroups.values()]
    for (const { liveness } of all) liveness.beat()
    office.pulse.tidy((client) => !all.some(({ liveness }) => liveness.matters(client)))
  }, BEAT)
  return () => clearInterval(timer)
}

/** Whoever does not answer in one workgroup is offered nothing elsewhere either. */
function loseEverywhere({ workgroups, clock }: Office, client: FullJid, ago: Duration): void {
  const since = clock.now() - Math.round(ago)
  for (const { liveness } of workgroups.values()) liveness.lose(client, since)
}

/** A silent client has said something: everything is as it was. */
function hearAgain({ workgroups, log }: Office, client: FullJid): void {
  for (const { liveness } of workgroups.values())
    liveness
      .comeBack(client)
      .catch((error: unknown) => log.error({ client, err: error }, 'a client is not back'))
}

/** Where it rings at this client's operator: who could be asked next. */
function couldBeNext({ workgroups }: Office, client: FullJid): Asked[] {
  const ringing = [...workgroups.values()].filter(
    ({ actor }) => (actor.state.operators.get(bare(client))?.offers.size ?? 0) > 0,
  )
  return ringing.flatMap(({ jid: from, actor: { state } }) =>
    [...state.free.available, ...state.free.away].flatMap(({ jid, resources }) =>
      [...resources.keys()].map((resource) => ({ client: `${jid}/${resource}`, from })),
    ),
  )
}

export const pulseOf = (stream: Stream, log: Logger, office: () => Office): Pulse =>
  new Pulse({
    stream,
    log,
    server: () => office().config.domain,
    silent: (client, ago) => loseEverywhere(office(), client, ago),
    back: (client) => hearAgain(office(), client),
    others: (client) => couldBeNext(office(), client),
  })
