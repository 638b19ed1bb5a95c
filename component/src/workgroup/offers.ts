/**
 * A request rings (XEP-0142 § Agent Offer Protocol): as an IQ at every XEP-0142 client of the operator, as a message in
 * words where a plain client is on duty. Repeating an offer or a revoke does no harm.
 */

import { OFFER_RESPONSES, offerText } from '../commands/offer-text.ts'
import type { BareJid, CaseId, Effect, FullJid, Instant, Resource } from '../core/types.ts'
import { offersOf } from '../core/views.ts'
import { revokeText } from '../core/words.ts'
import { buildResponse } from '../protocol/quick-response.ts'
import { body, iq } from '../protocol/stanza.ts'
import { buildOffer, buildRevoke } from '../protocol/workgroup.ts'
import { asMetadata, forOperator, type LiveCase, lookUp } from './case-view.ts'
import { operatorName } from './names.ts'
import { prepare } from './room-making.ts'
import type { Workgroup } from './workgroup.ts'

export function offer(workgroup: Workgroup, effect: Effect & { do: 'offer' }): void {
  const live = lookUp(workgroup, effect.case)
  if (!live) return
  for (const client of workgroup.clients.agentsOf(effect.operator))
    ring(workgroup, live, client, effect.until)
  // Somebody will probably say yes. If it fails, the acceptance tries again and says so.
  prepare(workgroup, effect.case, live.details.room).catch(() => {})
  if (hasPlainClient(workgroup, effect.operator)) write(workgroup, live, effect.operator)
}

/** What rings at an operator now. */
export interface Ringing {
  readonly id: CaseId
  readonly until: Instant
}

export const ringingAt = (workgroup: Workgroup, operator: BareJid): Ringing[] =>
  offersOf(workgroup.actor.state, operator).flatMap(({ id, phase }) =>
    phase.is === 'ringing'
      ? phase.offers.filter((one) => one.operator === operator).map(({ until }) => ({ id, until }))
      : [],
  )

/** A XEP-0142 client of the operator appears while something rings: it rings there too. */
export function offerAlsoTo(workgroup: Workgroup, client: FullJid, ringing: readonly Ringing[]): void {
  for (const { id, until } of ringing) {
    const live = lookUp(workgroup, id)
    if (live) ring(workgroup, live, client, until)
  }
}

/** The same for the first plain client. */
export function writeAlsoTo(workgroup: Workgroup, operator: BareJid, ringing: readonly Ringing[]): void {
  for (const { id } of ringing) {
    const live = lookUp(workgroup, id)
    if (live?.record.phase.is === 'ringing') write(workgroup, live, operator)
  }
}

function ring(workgroup: Workgroup, live: LiveCase, client: FullJid, until: Instant): void {
  const { stream, clock, log } = workgroup.office
  const payload = buildOffer({
    jid: live.record.visitor.jid,
    id: live.record.id,
    timeout: Math.max(1, (until - clock.now()) / 1000),
    metadata: asMetadata(live),
    case: forOperator(live),
  })
  stream.ask(iq('set', client, workgroup.jid, undefined, payload)).catch((error: unknown) => {
    // A client that cannot take it still belongs to a person who can read; one that has left is told by presence.
    log.info({ workgroup: workgroup.jid, client, err: error }, 'an offer was not taken by the client')
    if (stream.online && stillRings(workgroup, live.record.id, client)) write(workgroup, live, client)
  })
}

function write(workgroup: Workgroup, live: LiveCase, to: BareJid | FullJid): void {
  const words = offerText(
    { case: forOperator(live), joinedAt: live.record.joinedAt },
    workgroup.office.clock.now(),
  )
  workgroup.say(to, body(words), ...OFFER_RESPONSES.map(buildResponse))
}

function stillRings(workgroup: Workgroup, id: CaseId, client: FullJid): boolean {
  const phase = workgroup.actor.state.cases.get(id)?.phase
  return (
    phase?.is === 'ringing' &&
    workgroup.clients.isAgent(client) &&
    phase.offers.some((one) => client.startsWith(`${one.operator}/`))
  )
}

export function revoke(workgroup: Workgroup, effect: Effect & { do: 'revoke' }): void {
  const live = lookUp(workgroup, effect.case)
  if (!live) return
  for (const client of workgroup.clients.agentsOf(effect.operator)) revokeAt(workgroup, live, client, effect)
  if (hasPlainClient(workgroup, effect.operator))
    workgroup.say(effect.operator, body(reason(workgroup, live, effect)))
}

/** The operator accepted here; their other clients stop ringing. */
export function revokeElsewhere(workgroup: Workgroup, id: CaseId, operator: BareJid, accepted: string): void {
  const live = lookUp(workgroup, id)
  if (!live) return
  for (const client of workgroup.clients.agentsOf(operator)) {
    if (client !== accepted) revokeAt(workgroup, live, client, { why: 'taken', by: operator })
  }
}

interface Why {
  readonly why: (Effect & { do: 'revoke' })['why']
  readonly by?: BareJid | undefined
}

function revokeAt(workgroup: Workgroup, live: LiveCase, client: FullJid, { why, by }: Why): void {
  const payload = buildRevoke({
    jid: live.record.visitor.jid,
    id: live.record.id,
    why,
    by,
    reason: reason(workgroup, live, { why, by }),
  })
  workgroup.office.stream
    .ask(iq('set', client, workgroup.jid, undefined, payload))
    .catch((error: unknown) =>
      workgroup.office.log.debug({ client, err: error }, 'a revoke was not answered'),
    )
}

const reason = ({ office }: Workgroup, { details }: LiveCase, { why, by }: Why): string =>
  revokeText(why, {
    visitor: details.visitorName,
    by: by === undefined ? undefined : operatorName(office, by),
  })

/** Is the operator on duty with a client that does not speak XEP-0142? */
export function hasPlainClient(workgroup: Workgroup, operator: BareJid): boolean {
  const known: ReadonlyMap<string, Resource> =
    workgroup.actor.state.operators.get(operator)?.resources ?? new Map()
  return [...known].some(
    ([resource, { show }]) => show !== 'offline' && !workgroup.clients.isAgent(`${operator}/${resource}`),
  )
}
