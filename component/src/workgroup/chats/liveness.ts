/**
 * Is the client with which an operator sits in a chat still there (PRODUCT R8)? A connection that broke without a goodbye
 * looks alive for minutes: stream management (XEP-0198) keeps its session, and TCP alone notices late. So each such client
 * is asked every few seconds (XEP-0199); any answer will do. Who has answered before and then says nothing is taken for
 * lost, as if they had gone offline and left the room, until they answer after all.
 */
import type { Duration, FullJid, Instant, Resource } from '../../core/types.ts'
import { parse } from '../../protocol/jid.ts'
import { buildPing } from '../../protocol/ping.ts'
import { iq } from '../../protocol/stanza.ts'
import { StanzaError } from '../../protocol/stanza-error.ts'
import type { Office } from '../office.ts'
import { heardOperator } from '../operators/duty.ts'
import type { Living } from '../parts.ts'
import { saysGone } from '../roll-call.ts'
import type { Workgroup } from '../workgroup.ts'
import { reconcileCase } from './reconcile.ts'

/** From one question to the next, and from the question until its silence counts: the visitor hears of it within ten seconds. */
const BEAT: Duration = 3_000
const SILENCE: Duration = 5_000
/** When server or this process were themselves that slow, silence says nothing of the client. */
const SLOW: Duration = 1_000
/** Longer than a server keeps a session whose connection is lost. */
const LONGEST: Duration = 15 * 60_000

/** What is set aside while a client is silent. */
interface Aside {
  readonly presence: Resource | undefined
  readonly isAgent: boolean
  readonly restore: () => void
}

/** Of one workgroup. */
export class Liveness implements Living {
  readonly #workgroup: Workgroup
  /** Asked, and not answered yet. */
  readonly #asked = new Set<FullJid>()
  /** Has answered: as one who knows the question, or not. */
  readonly #answers = new Map<FullJid, 'result' | 'error'>()
  readonly #silent = new Map<FullJid, Aside>()

  constructor(workgroup: Workgroup) {
    this.#workgroup = workgroup
  }

  reset(): void {
    this.#asked.clear()
    this.#answers.clear()
    this.#silent.clear()
  }

  isSilent(client: FullJid): boolean {
    return this.#silent.has(client)
  }

  /** Only who has answered before can fall silent. */
  lookAfter(clients: readonly FullJid[]): void {
    for (const client of clients)
      if (!this.#asked.has(client) && !this.#answers.has(client)) void this.#ask(client)
  }

  forget(client: FullJid): void {
    this.#silent.delete(client)
    this.#answers.delete(client)
  }

  /** Asks everybody who matters, and is not being asked. */
  beat(): void {
    const { occupants } = this.#workgroup
    const matters = (client: FullJid): boolean => occupants.isInRoom(client) || this.#silent.has(client)
    for (const client of this.#answers.keys()) if (!matters(client)) this.#answers.delete(client)
    occupants.forgetSilent((client) => !matters(client))
    for (const client of [...occupants.clients(), ...this.#silent.keys()])
      if (!this.#asked.has(client)) void this.#ask(client)
  }

  async lose(client: FullJid, since: Instant): Promise<void> {
    const { clients, occupants, actor } = this.#workgroup
    const jid = parse(client)
    const presence = actor.state.operators.get(jid.bare)?.resources.get(jid.resource ?? '')
    if (this.#silent.has(client) || (!presence && !occupants.isInRoom(client))) return
    const isAgent = clients.isAgent(client)
    this.#silent.set(client, { presence, isAgent, restore: clients.setAside(client) })
    occupants.fallsSilent(client, since)
    await heardOperator(this.#workgroup, jid, { show: 'offline', priority: 0 }, false)
    this.#lookAgain(client)
  }

  async comeBack(client: FullJid): Promise<void> {
    const { office, jid, occupants, clients, publisher } = this.#workgroup
    const aside = this.#silent.get(client)
    if (!aside) return
    this.#silent.delete(client)
    occupants.isBack(client)
    office.log.info({ workgroup: jid, client }, 'a client answers again')
    this.#lookAgain(client)
    aside.restore()
    if (aside.presence) await heardOperator(this.#workgroup, parse(client), aside.presence, aside.isAgent)
    if (clients.isCurious(client)) publisher.introduceColleagues(client)
  }

  /** One question for each client at a time: one who is back after minutes answers all of them. */
  async #ask(client: FullJid): Promise<void> {
    const { office, jid } = this.#workgroup
    const { stream, clock } = office
    this.#asked.add(client)
    const trust = this.#answers.has(client) ? this.#doubt(client, clock.now()) : () => {}
    try {
      await stream.tell(iq('get', client, jid, undefined, buildPing()), { timeout: LONGEST })
      await this.#answered(client, 'result')
    } catch (error) {
      if (!(error instanceof StanzaError)) office.log.error({ client, err: error }, 'a pulse was not felt')
      else if (error.condition !== 'remote-server-timeout') await this.#answered(client, 'error', error)
    } finally {
      trust()
      this.#asked.delete(client)
    }
  }

  /** Waits for the silence to count; returns what ends the wait. */
  #doubt(client: FullJid, since: Instant): () => void {
    const { office } = this.#workgroup
    let timer: NodeJS.Timeout
    let isOver = false
    const look = async (due: number): Promise<void> => {
      // The server hands on in order: when it has answered us, what the client has said before that is here, too.
      const isQuick = performance.now() - due < SLOW && (await isServerQuick(this.#workgroup))
      if (isOver || !office.stream.online) return
      if (isQuick) await this.#loseEverywhere(client, since)
      else wait()
    }
    const wait = (): void => {
      const due = performance.now() + SILENCE
      timer = setTimeout(() => {
        look(due).catch((error: unknown) =>
          office.log.error({ client, err: error }, 'a silent client was not lost'),
        )
      }, SILENCE)
    }
    wait()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }

  /** Whoever does not answer here is offered nothing elsewhere either. */
  async #loseEverywhere(client: FullJid, since: Instant): Promise<void> {
    const { office, jid } = this.#workgroup
    office.log.info({ workgroup: jid, client }, 'a client does not answer any more')
    for (const { liveness } of office.workgroups.values()) await liveness.lose(client, since)
  }

  /** An error may be the server's, who has given the session up; then presence has told, or will. */
  async #answered(client: FullJid, how: 'result' | 'error', error?: StanzaError): Promise<void> {
    if (saysGone(error) && this.#answers.get(client) === 'result') this.forget(client)
    else await hearAgain(this.#workgroup.office, client)
    this.#answers.set(client, how)
  }

  /** In the rooms where an operator sits with this client, as owner or as guest, from wherever they are. */
  #lookAgain(client: FullJid): void {
    const { occupants, cases } = this.#workgroup
    for (const room of [...occupants.roomsOf(client)]) {
      const id = cases.ofRoom(room)
      if (id !== undefined) reconcileCase(this.#workgroup, id)
    }
  }
}

/** Asks again and again; returns what stops it. */
export function watchOperators(office: Office): () => void {
  const timer = setInterval(() => {
    if (office.stream.online) for (const { liveness } of office.workgroups.values()) liveness.beat()
  }, BEAT)
  return () => clearInterval(timer)
}

async function isServerQuick({ office: { stream, config }, jid }: Workgroup): Promise<boolean> {
  const asked = performance.now()
  const answer = stream.ask(iq('get', config.domain, jid, undefined, buildPing()))
  await answer.catch(() => {}) // any answer will do
  return performance.now() - asked < SLOW
}

export const isSilent = ({ workgroups }: Office, client: FullJid): boolean =>
  [...workgroups.values()].some(({ liveness }) => liveness.isSilent(client))

/** A silent client has said something: everything is as it was. */
export async function hearAgain({ workgroups }: Office, client: FullJid): Promise<void> {
  for (const { liveness } of workgroups.values()) await liveness.comeBack(client)
}
