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
import { saysGone } from '../roll-call.ts'
import type { Workgroup } from '../workgroup.ts'
import { reconcile } from './reconcile.ts'

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

export class Pulse {
  /** Asked, and not answered yet. */
  readonly asked = new Set<FullJid>()
  /** Has answered: as one who knows the question, or not. */
  readonly answers = new Map<FullJid, 'result' | 'error'>()
  readonly silent = new Map<FullJid, Aside>()

  reset(): void {
    this.asked.clear()
    this.answers.clear()
    this.silent.clear()
  }
}

/** Asks again and again; returns what stops it. */
export function watchOperators(office: Office): () => void {
  const timer = setInterval(() => {
    if (office.stream.online) for (const workgroup of office.workgroups.values()) feel(workgroup)
  }, BEAT)
  return () => clearInterval(timer)
}

function feel(workgroup: Workgroup): void {
  const { pulse, occupants } = workgroup
  const matters = (client: FullJid): boolean => occupants.isSeated(client) || pulse.silent.has(client)
  for (const client of pulse.answers.keys()) if (!matters(client)) pulse.answers.delete(client)
  occupants.forgetSilent((client) => !matters(client))
  for (const client of [...occupants.seated(), ...pulse.silent.keys()])
    if (!pulse.asked.has(client)) void ask(workgroup, client)
}

/** Whoever has just sat down is asked at once: only who has answered before can fall silent. */
export function feelFor(workgroup: Workgroup, clients: readonly FullJid[]): void {
  const { asked, answers } = workgroup.pulse
  for (const client of clients) if (!asked.has(client) && !answers.has(client)) void ask(workgroup, client)
}

/** One question for each client at a time: one who is back after minutes answers all of them. */
async function ask(workgroup: Workgroup, client: FullJid): Promise<void> {
  const { pulse, office, jid } = workgroup
  const { stream, clock } = office
  pulse.asked.add(client)
  const trust = pulse.answers.has(client) ? doubt(workgroup, client, clock.now()) : () => {}
  try {
    await stream.tell(iq('get', client, jid, undefined, buildPing()), { timeout: LONGEST })
    await answered(workgroup, client, 'result')
  } catch (error) {
    if (!(error instanceof StanzaError)) office.log.error({ client, err: error }, 'a pulse was not felt')
    else if (error.condition !== 'remote-server-timeout') await answered(workgroup, client, 'error', error)
  } finally {
    trust()
    pulse.asked.delete(client)
  }
}

/** Waits for the silence to count; returns what ends the wait. */
function doubt(workgroup: Workgroup, client: FullJid, since: Instant): () => void {
  const { log } = workgroup.office
  let timer: NodeJS.Timeout
  let isOver = false
  const look = async (due: number): Promise<void> => {
    // The server hands on in order: when it has answered us, what the client has said before that is here, too.
    const isQuick = performance.now() - due < SLOW && (await isServerQuick(workgroup))
    if (isOver || !workgroup.office.stream.online) return
    if (isQuick) await loseEverywhere(workgroup, client, since)
    else wait()
  }
  const wait = (): void => {
    const due = performance.now() + SILENCE
    timer = setTimeout(() => {
      look(due).catch((error: unknown) => log.error({ client, err: error }, 'a silent client was not lost'))
    }, SILENCE)
  }
  wait()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

async function isServerQuick({ office: { stream, config }, jid }: Workgroup): Promise<boolean> {
  const asked = performance.now()
  const answer = stream.ask(iq('get', config.domain, jid, undefined, buildPing()))
  await answer.catch(() => {}) // any answer will do
  return performance.now() - asked < SLOW
}

/** Whoever does not answer here is offered nothing elsewhere either. */
async function loseEverywhere(workgroup: Workgroup, client: FullJid, since: Instant): Promise<void> {
  workgroup.office.log.info({ workgroup: workgroup.jid, client }, 'a client does not answer any more')
  for (const one of workgroup.office.workgroups.values()) await lose(one, client, since)
}

async function lose(workgroup: Workgroup, client: FullJid, since: Instant): Promise<void> {
  const { pulse, clients, occupants, actor } = workgroup
  const jid = parse(client)
  const presence = actor.state.operators.get(jid.bare)?.resources.get(jid.resource ?? '')
  if (pulse.silent.has(client) || (!presence && !occupants.isSeated(client))) return
  const isAgent = clients.isAgent(client)
  pulse.silent.set(client, { presence, isAgent, restore: clients.setAside(client) })
  occupants.fallsSilent(client, since)
  await heardOperator(workgroup, jid, { show: 'offline', priority: 0 }, false)
  lookAgain(workgroup, client)
}

/** An error may be the server's, who has given the session up; then presence has told, or will. */
async function answered(
  workgroup: Workgroup,
  client: FullJid,
  how: 'result' | 'error',
  error?: StanzaError,
): Promise<void> {
  const { answers } = workgroup.pulse
  if (saysGone(error) && answers.get(client) === 'result') forgetPulse(workgroup, client)
  else await hearAgain(workgroup, client)
  answers.set(client, how)
}

export const isSilent = ({ office }: Workgroup, client: FullJid): boolean =>
  [...office.workgroups.values()].some(({ pulse }) => pulse.silent.has(client))

/** A silent client has said something: everything is as it was. */
export async function hearAgain({ office }: Workgroup, client: FullJid): Promise<void> {
  for (const one of office.workgroups.values()) await comeBack(one, client)
}

async function comeBack(workgroup: Workgroup, client: FullJid): Promise<void> {
  const { pulse, occupants, clients, publisher } = workgroup
  const aside = pulse.silent.get(client)
  if (!aside) return
  pulse.silent.delete(client)
  occupants.isBack(client)
  workgroup.office.log.info({ workgroup: workgroup.jid, client }, 'a client answers again')
  lookAgain(workgroup, client)
  aside.restore()
  if (aside.presence) await heardOperator(workgroup, parse(client), aside.presence, aside.isAgent)
  if (clients.isCurious(client)) publisher.introduceColleagues(client)
}

/** It is gone for good: there is nothing that could come back. */
export function forgetPulse({ pulse }: Workgroup, client: FullJid): void {
  pulse.silent.delete(client)
  pulse.answers.delete(client)
}

/** In the rooms where an operator sits with this client, as owner or as guest, from wherever they are. */
function lookAgain(workgroup: Workgroup, client: FullJid): void {
  for (const room of [...workgroup.occupants.roomsOf(client)]) {
    const id = workgroup.caseOfRoom(room)
    if (id !== undefined) reconcile(workgroup, id)
  }
}
