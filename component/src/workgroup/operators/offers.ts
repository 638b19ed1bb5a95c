/**
 * A request rings (XEP-0142 § Agent Offer Protocol): as an IQ at every XEP-0142 client of the operator, as a message in
 * words where a plain client is on duty. Repeating an offer or a revoke does no harm.
 */
import type { Element } from 'ltx'
import { calledOf } from '../../commands/find.ts'
import { OFFER_RESPONSES, offerText } from '../../commands/offer-text.ts'
import { kindOf, offersOfCase, transferKind } from '../../core/offers.ts'
import type {
  BareJid,
  Case,
  CaseId,
  Effect,
  FullJid,
  Instant,
  OfferedAs,
  OfferKind,
} from '../../core/types.ts'
import { offersOf } from '../../core/views.ts'
import { revokeText } from '../../core/words.ts'
import { bare } from '../../protocol/jid.ts'
import { buildResponse } from '../../protocol/quick-response.ts'
import { body, iq, message } from '../../protocol/stanza.ts'
import { MOST } from '../../protocol/weight.ts'
import { buildOffer, buildRevoke } from '../../protocol/workgroup.ts'
import { type LiveCase, lookUp } from '../case-view.ts'
import { forOperatorWithin, metadataWithin } from '../light.ts'
import { operatorName } from '../names.ts'
import type { OwedRevoke } from '../owed-revokes.ts'
import { apart, hasPlainClient, plainClientsOf, writeTo } from '../plain-client.ts'
import { prepare } from '../rooms/make-room.ts'
import type { Workgroup } from '../workgroup.ts'

export function offer(workgroup: Workgroup, effect: Effect & { do: 'offer' }): void {
  const live = lookUp(workgroup, effect.case)
  if (!live) return
  const clients = workgroup.clients.agentsOf(effect.operator)
  const ready = () => makeReady(workgroup, effect)
  for (const client of clients) void ring(workgroup, live, client, effect).then(ready)
  const plain = plainClientsOf(workgroup, effect.operator)
  if (plain.length > 0) write(workgroup, live, effect.operator, effect)
  for (const client of plain) workgroup.office.pulse.ping({ client, from: workgroup.jid }, 'offer')
  if (clients.length === 0) ready()
}

/**
 * Somebody will probably say yes, so the room is made ready meanwhile: when the first client has the offer, since the
 * server hands nothing on before it has worked through all that came with it. If it fails, the acceptance tries again and
 * says so.
 */
function makeReady(workgroup: Workgroup, { case: id, transfer }: Effect & { do: 'offer' }): void {
  // A chat that is passed on has its room.
  if (transfer) return
  const live = lookUp(workgroup, id)
  if (live?.record.phase.is === 'ringing') prepare(workgroup, live).catch(() => {})
}

/** What rings at an operator now: a request, a chat that is passed on, or an invitation into one. */
export interface Ringing {
  readonly id: CaseId
  readonly until: Instant
  readonly transfer?: OfferKind
}

/** How a case rings at an operator; `undefined` when it does not. */
export function ringsAt(record: Case, operator: BareJid): Ringing | undefined {
  const { id } = record
  const offered = offersOfCase(record).find((one) => one.operator === operator)
  const transfer = transferKind(record)
  if (offered) return { id, until: offered.until, ...(transfer && { transfer }) }
  const asked = record.invited?.find((one) => one.operator === operator)
  return asked && { id, until: asked.until, transfer: kindOf(asked.by, 'colleague', asked.note) }
}

export const ringingAt = (workgroup: Workgroup, operator: BareJid): Ringing[] =>
  offersOf(workgroup.actor.state, operator).flatMap((record) => ringsAt(record, operator) ?? [])

/** A XEP-0142 client of the operator appears while something rings: it rings there too. */
export function offerAlsoTo(workgroup: Workgroup, client: FullJid, ringing: readonly Ringing[]): void {
  for (const one of ringing) {
    const live = lookUp(workgroup, one.id)
    if (live && ringsAt(live.record, bare(client))) void ring(workgroup, live, client, one)
  }
}

/** The same for a plain client. */
export function writeAlsoTo(workgroup: Workgroup, client: FullJid, ringing: readonly Ringing[]): void {
  for (const one of ringing) {
    const live = lookUp(workgroup, one.id)
    if (live && ringsAt(live.record, bare(client))) write(workgroup, live, client, one)
  }
}

type How = Pick<Ringing, 'until' | 'transfer'>

/**
 * Resolves when the client has it, or cannot take it. Not `async`: the offer would be kept until it is answered, which takes
 * seconds in a rush.
 */
function ring(workgroup: Workgroup, live: LiveCase, client: FullJid, how: How): Promise<void> {
  const { stream, log, pulse } = workgroup.office
  const { id } = live.record
  pulse.asks(client, 'offer')
  const taken = () => pulse.hears(client, 'result')
  return stream.tell(offerTo(workgroup, live, client, how)).then(taken, (error: unknown) => {
    pulse.refuses(client, error)
    // A client that cannot take it still belongs to a person who can read; one that has left is told by presence.
    log.info(
      { workgroup: workgroup.jid, client, err: error },
      'a client did not take an offer; its operator is written to',
    )
    const now = stream.online ? lookUp(workgroup, id) : undefined
    if (now && workgroup.clients.isAgent(client) && ringsAt(now.record, bare(client)))
      write(workgroup, now, client, how)
  })
}

function offerTo(workgroup: Workgroup, live: LiveCase, client: FullJid, { until, transfer }: How): Element {
  const offered = {
    jid: live.record.visitor.jid,
    id: live.record.id,
    timeout: Math.max(1, (until - workgroup.office.clock.now()) / 1000),
    metadata: metadataWithin(workgroup.office, live, MOST.offered),
    case: forOperatorWithin(workgroup.office, live, MOST.offered),
    transfer,
  }
  const payload = buildOffer(offered, workgroup.clients.dialectOf(client))
  return iq('set', client, workgroup.jid, undefined, payload)
}

function write(workgroup: Workgroup, live: LiveCase, to: BareJid | FullJid, { transfer }: How): void {
  const asks = transfer && asksOf(workgroup, transfer)
  const words = offerText(
    {
      case: forOperatorWithin(workgroup.office, live, MOST.offered),
      joinedAt: live.record.joinedAt,
      ...(asks && { asks }),
    },
    workgroup.office.clock.now(),
  )
  const id = `${OFFER_MESSAGE}${live.record.id}-${workgroup.newId()}`
  const all = [body(words), ...OFFER_RESPONSES.map(buildResponse)]
  if (to === bare(to)) writeTo(workgroup, to, all, id)
  else workgroup.office.stream.send(message('chat', to, workgroup.jid, id, ...all, ...apart(true)))
}

/** Which case an offer in words is about is in its id: a reply or a reaction to it chooses the case, also after a restart. */
const OFFER_MESSAGE = 'offer-'

/** The case of the offer that has this message id. */
export const caseOfOffer = (messageId: string): CaseId | undefined => /^offer-([^-]+)-/.exec(messageId)?.[1]

/** Who asks, by name. */
export const asksOf = ({ office }: Workgroup, { by, as, note }: OfferKind) => ({
  by: { jid: by, name: operatorName(office, by) },
  as,
  ...(note !== undefined && { note }),
})

export function revoke(workgroup: Workgroup, effect: Effect & { do: 'revoke' }): void {
  for (const client of workgroup.clients.agentsOf(effect.operator))
    revokeAt(workgroup, effect.case, client, effect)
  const words = reason(workgroup, effect.case, effect)
  if (words !== undefined && hasPlainClient(workgroup, effect.operator))
    writeTo(workgroup, effect.operator, [body(words)])
}

/** The operator accepted here; their other clients stop ringing. */
export function revokeElsewhere(workgroup: Workgroup, id: CaseId, operator: BareJid, accepted: string): void {
  for (const client of workgroup.clients.agentsOf(operator))
    if (client !== accepted) revokeAt(workgroup, id, client, { why: 'taken', by: operator })
}

/** A plain client of theirs, where it rang in words, reads that it does no more. */
export function tellElsewhere(workgroup: Workgroup, { details }: LiveCase, operator: BareJid): void {
  const accepted = workgroup.clients.clientOf(details.id, operator)
  if (!workgroup.clients.isAgent(accepted) || !hasPlainClient(workgroup, operator)) return
  const called = calledOf({ name: details.visitorName, number: details.number })
  writeTo(workgroup, operator, [body(`Taken in your other client: ${called}.`)])
}

interface Why {
  readonly why: (Effect & { do: 'revoke' })['why']
  readonly by?: BareJid | undefined
  readonly as?: OfferedAs | undefined
}

/** A case that goes back to another workgroup has left the state, but not yet the memory. */
function revokeAt(workgroup: Workgroup, id: CaseId, client: FullJid, why: Why): void {
  const visitor = workgroup.actor.state.cases.get(id)?.visitor.jid ?? workgroup.cases.details(id)?.visitorJid
  if (visitor === undefined) return
  const { why: code, by } = why
  const payload = buildRevoke({ jid: visitor, id, why: code, by, reason: reason(workgroup, id, why) })
  sayOver(workgroup, { client, id, payload })
}

function sayOver({ office: { stream, log }, jid, owedRevokes }: Workgroup, owed: OwedRevoke): void {
  const { client, id, payload } = owed
  stream.tell(iq('set', client, jid, undefined, payload)).catch((error: unknown) => {
    if (!stream.online) owedRevokes.set(`${client} ${id}`, owed)
    log.debug({ client, err: error }, 'a client did not answer that an offer is gone')
  })
}

/** The link is back: what was over meanwhile stops ringing, unless it rings there again. */
export function revokeOwed(workgroup: Workgroup): void {
  const all = [...workgroup.owedRevokes.values()]
  workgroup.owedRevokes.clear()
  for (const owed of all) {
    const record = workgroup.actor.state.cases.get(owed.id)
    if (!record || !ringsAt(record, bare(owed.client))) sayOver(workgroup, owed)
  }
}

function reason({ office, cases, actor }: Workgroup, id: CaseId, { why, by, as }: Why): string | undefined {
  const visitor = cases.details(id)?.visitorName
  if (visitor === undefined) return undefined
  const record = actor.state.cases.get(id)
  const isAway = record !== undefined && record.phase.is !== 'ended' && record.visitor.show !== 'offline'
  return revokeText(why, { visitor, isAway, by: by === undefined ? undefined : operatorName(office, by) }, as)
}
