/** A visitor's way in: ticket, form, a new case; or the token of a case they had to leave (urn:parlor:1 §1, §2). */
import { createHash } from 'node:crypto'
import { otherwiseOf } from '../../core/ends.ts'
import type { Answer } from '../../core/request.ts'
import { requestOf } from '../../core/request.ts'
import { isIn } from '../../core/sorted.ts'
import type { BareJid, CaseId, FullJid } from '../../core/types.ts'
import { impasses, reasonNotToWait } from '../../core/visitors.ts'
import { randomText } from '../../effects/random.ts'
import type { MetadataItem } from '../../protocol/fastpath.ts'
import { faultToError } from '../../protocol/faults.ts'
import { type Invalid, type Submit, validate } from '../../protocol/forms.ts'
import type { Jid } from '../../protocol/jid.ts'
import { buildInvalid, buildSuperseded } from '../../protocol/parlor.ts'
import { type Child, message } from '../../protocol/stanza.ts'
import { refusal, type StanzaError } from '../../protocol/stanza-error.ts'
import { type Ticket, type TicketFault, verifyTicket } from '../../protocol/ticket.ts'
import { buildJoinResult, type JoinQueue } from '../../protocol/workgroup.ts'
import { StoreError } from '../../store/errors.ts'
import type { CaseDetails } from '../../store/types.ts'
import { lookUp } from '../case-view.ts'
import { beginCase, type Described } from '../rooms/begin-case.ts'
import { nicksOf } from '../rooms/invite.ts'
import type { Workgroup } from '../workgroup.ts'
import { keysOf, refuseBlocked, refuseCrowd } from './blocked.ts'
import { describe } from './describe.ts'
import { foretell, leftBefore, writeDown } from './left-before.ts'
import { comeWhenCalled, isCalled } from './site.ts'

/** Longer nobody waits for the store, ms. */
const STORED_WITHIN = 10_000

export const admit = (workgroup: Workgroup, from: Jid, request: JoinQueue): Promise<Child> =>
  enter(workgroup, from, request).then(({ details: { id, number }, token, called }) =>
    buildJoinResult({ id, number, token, phase: called ? 'opening' : 'waiting' }),
  )

interface Entered {
  readonly details: CaseDetails
  readonly token: string
  /** By an operator, who is with them at once (R7). */
  readonly called: boolean
}

/** A request that may wait, as far as it can be looked at at once. */
interface Wish {
  readonly asked: Omit<Described, 'id'>
  readonly token: string
  readonly ticket: Ticket | undefined
  readonly isQuiet: boolean
}

/** Resolves when the request is in the queue, or its chat opens; throws a `StanzaError`. */
export async function enter(workgroup: Workgroup, from: Jid, request: JoinQueue): Promise<Entered> {
  // Without waiting for it here: of a hundred who come at once only this is kept until they are stored, not their stanzas.
  return queue(workgroup, from, heardOf(workgroup, from, request))
}

/** Throws what is wrong with it. */
function heardOf(workgroup: Workgroup, from: Jid, request: JoinQueue): Wish {
  if (workgroup.actor.isStuck) throw notStored()
  if (isIn(workgroup.actor.state.byVisitor, from.full)) throw faultToError('already-joined')
  // They would be offered to themselves, and sit alone in a room for two.
  if (workgroup.isOperator(from.bare))
    throw refusal('not-authorized', 'You are an operator of this workgroup: please ask a colleague.')
  const ticket = checkTicket(workgroup, from, request.ticket)
  // Whom an operator has called is not asked for the form.
  const { invitation } = ticket ?? {}
  const form = request.form ?? asSubmit(request.metadata)
  const answers = invitation === undefined ? checkForm(workgroup, form) : []
  const { state } = workgroup.actor
  const closed = isCalled(workgroup, invitation) ? undefined : reasonNotToWait(state)
  if (closed) throw faultToError(closed, { otherwise: otherwiseOf(state.rules, impasses[closed]) })
  refuseCrowd(workgroup, ticket?.address)
  const token = newToken()
  const asked = describe(workgroup, from, { request, ticket, answers, tokenHash: hashToken(token) })
  return { asked, token, ticket, isQuiet: !request.notifications }
}

async function queue(workgroup: Workgroup, from: Jid, wish: Wish): Promise<Entered> {
  const { ticket } = wish
  // Burnt last: whoever mistyped an address, or leaves a message instead, may do so with the same ticket.
  const burning = ticket && burn(workgroup, ticket)
  burning?.catch(() => {}) // heard below
  const { caseIds, cache } = workgroup.office
  const id = await caseIds.take()
  if (ticket?.address !== undefined) cache.addresses.set(id, ticket.address)
  try {
    return await queueAs(workgroup, from, id, { ...wish, burning })
  } catch (error) {
    cache.addresses.delete(id)
    throw error
  }
}

type Burning = Wish & { readonly burning: Promise<void> | undefined }

async function queueAs(workgroup: Workgroup, from: Jid, id: CaseId, wish: Burning): Promise<Entered> {
  const { asked, token, ticket, isQuiet, burning } = wish
  const { invitation, address } = ticket ?? {}
  const first = { id, ...asked }
  if (isQuiet) workgroup.publisher.quiet(id)
  const { persons, left, earlier, ...asks } = await whatItAsks(workgroup, from, first, ticket?.known)
  refuseBlocked(workgroup, keysOf(address, persons))
  const details = earlier > 0 ? { ...first, background: { ...first.background, earlier } } : first
  if (invitation !== undefined) await burning // an operator is not called away for nothing
  const called = await comeWhenCalled(workgroup, invitation, details)
  if (called) {
    rememberPerson(workgroup, called.id, persons)
    writeDown(workgroup, called.id, left)
    return { details: called, token, called: true }
  }
  foretell(workgroup, id, left)
  // The request is written together with the ticket, not after it: nobody waits for two transactions.
  const joining = beginCase(workgroup, { type: 'join', case: id, visitor: from.full, ...asks }, details)
  const [made] = await unlessGivenUp(workgroup, id, Promise.all([joining, burning]))
  if ('fault' in made) {
    workgroup.office.cache.remarks.delete(id)
    throw faultToError(made.fault, { otherwise: made.otherwise })
  }
  rememberPerson(workgroup, made.id, persons)
  writeDown(workgroup, made.id, left)
  workgroup.note(made.id, 'joined', 'visitor')
  return { details: made, token, called: false }
}

/** What the rules hear of it: priority, needs, and who knows this person (R9); what they have left before, and how often they came. */
async function whatItAsks(
  workgroup: Workgroup,
  from: Jid,
  { answers, parameters, language, site }: Described,
  known: string | undefined,
) {
  const { config, store } = workgroup.office
  const account = accountOf(workgroup, from)
  const given = { answers, parameters, language, account, known, site: config.sites.get(site ?? '') }
  const request = requestOf(workgroup.settings, given)
  if (request.persons.length === 0) return { ...request, left: [], earlier: 0 }
  const [knows, left, earlier] = await Promise.all([
    store.lastOperator(workgroup.jid, request.persons),
    leftBefore(workgroup, request.persons),
    store.casesKnown(request.persons),
  ])
  return { ...request, left, earlier, ...(knows !== undefined && { knows }) }
}

/** The address of a person; everybody on the visitors' host is somebody else at each visit. */
export const accountOf = ({ office }: Workgroup, from: Jid): BareJid | undefined =>
  from.domain === office.config.xmpp.visitors ? undefined : from.bare

/** For a preference only: the visitor does not wait until it is stored. */
export function rememberPerson(
  { office: { store, log } }: Workgroup,
  id: CaseId,
  persons: readonly string[],
): void {
  if (persons.length === 0) return
  store
    .setPersons(id, persons)
    .catch((error: unknown) =>
      log.error(
        { case: id, err: error },
        'whose case it is was not stored; their next visit is not connected with it',
      ),
    )
}

/** People with an account of the operators' host have proved who they are; everybody else brings a ticket. */
export function checkTicket(workgroup: Workgroup, from: Jid, text: string | undefined): Ticket | undefined {
  const { config, ticketKey, clock } = workgroup.office
  if (text === undefined) {
    if (from.domain === config.domain) return undefined
    throw refusal('not-authorized', 'A ticket is needed to talk to this workgroup.')
  }
  const ticket = verifyTicket(text, ticketKey, { workgroup: workgroup.jid, now: clock.now() })
  if (typeof ticket === 'string') throw refusal('not-authorized', badTicket[ticket])
  return ticket
}

const badTicket: Readonly<Record<TicketFault, string>> = {
  malformed: 'The ticket is not valid.',
  forged: 'The ticket is not valid.',
  expired: 'The ticket has expired.',
  'other-workgroup': 'The ticket is for another workgroup.',
}

/** Throws at once when it was used since the start; resolves when that is durable, and rejects when it was used earlier. */
export function burn({ office }: Workgroup, { jti, exp }: Ticket): Promise<void> {
  const { usedTickets, store, clock } = office
  if (!usedTickets.use(jti, exp, clock.now())) throw usedBefore()
  return store.burnTicket(jti, exp).then(
    (first) => {
      if (!first) throw usedBefore()
    },
    (error: unknown) => {
      usedTickets.giveBack(jti)
      throw error
    },
  )
}

const usedBefore = () => refusal('not-authorized', 'The ticket has been used before.')

const notStored = () =>
  refusal('internal-server-error', 'This cannot be stored right now. Please try again later.')

/**
 * A ticket that was used before, or a store that takes nothing, which may take hours: whoever asks is told, and the request
 * does not begin without them when it can be written after all.
 */
async function unlessGivenUp<T>(
  { actor, office: { clock } }: Workgroup,
  id: CaseId,
  work: Promise<T>,
): Promise<T> {
  let stopWaiting = () => {}
  const late = new Promise<never>((_, reject) => {
    stopWaiting = clock.wake(clock.now() + STORED_WITHIN, () => reject(notStored()))
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    actor.decideNow({ type: 'depart', case: id })
    throw error instanceof StoreError ? notStored() : error
  } finally {
    stopWaiting()
  }
}

export function checkForm(workgroup: Workgroup, form: Submit | undefined): readonly Answer[] {
  const { fields } = workgroup.settings.form
  const { answers, invalid } = validate(fields, form)
  if (!invalid) return answers
  throw refuseForm(invalid)
}

export const refuseForm = (invalid: readonly Invalid[]): StanzaError =>
  refusal(
    'not-acceptable',
    invalid.map(({ text }) => text).join(' '),
    invalid.map(({ field }) => buildInvalid(field)),
  )

/** COMPAT: Fastpath clients may send as metadata what others write into the form. */
function asSubmit(metadata: readonly MetadataItem[]) {
  if (metadata.length === 0) return undefined
  return {
    type: 'submit' as const,
    values: new Map(metadata.map(({ name, value }) => [name, [value]] as const)),
  }
}

/** A visitor who comes back: the room admits the new address, and the room can be entered with the answer in hand. */
export async function comeBack(asked: Workgroup, from: Jid, token: string): Promise<Child> {
  const details = await asked.office.store.caseByToken(hashToken(token))
  const workgroup = details && whereabouts(asked, details)
  if (!details || !workgroup) throw refusal('item-not-found', 'There is no such request, or it has ended.')
  const was = workgroup.actor.state.cases.get(details.id)?.visitor.jid
  const event = { type: 'visitor-returns', case: details.id, visitor: from.full } as const
  const refused = await workgroup.actor.postAndWait(event)
  if (refused) throw faultToError(refused.fault)
  for (const other of borrowers(workgroup, details.id)) await other.actor.post(event)
  if (was !== undefined && was !== from.full) supersede(workgroup, details.id, was)
  await workgroup.lanes.idle(details.id)
  workgroup.note(details.id, 'returned', 'visitor')
  setImmediate(() => workgroup.publisher.returned(details.id)) // after the answer
  return buildJoinResult({ id: details.id, number: details.number, token, ...placeOf(workgroup, details.id) })
}

/** A chat that was handed to another workgroup is gone on with there, whichever of the two the visitor knows. */
function whereabouts(asked: Workgroup, { id, workgroup }: CaseDetails): Workgroup | undefined {
  const home = asked.office.workgroups.get(workgroup)
  return home === asked || home?.actor.state.cases.get(id)?.from !== undefined ? home : undefined
}

/** Others that have it on loan meanwhile. */
const borrowers = (home: Workgroup, id: CaseId): Workgroup[] =>
  [...home.office.workgroups.values()].filter((one) => one !== home && isIn(one.actor.state.cases, id))

/** The old session, if it is still there, learns that it has lost its place. */
function supersede(workgroup: Workgroup, id: CaseId, was: FullJid): void {
  workgroup.visitors.gone(was)
  workgroup.office.stream.send(message(undefined, was, workgroup.jid, undefined, buildSuperseded(id)))
}

type Place = Pick<Parameters<typeof buildJoinResult>[0], 'phase' | 'room' | 'nick' | 'with'>

function placeOf(workgroup: Workgroup, id: CaseId): Place {
  const live = lookUp(workgroup, id)
  const phase = live?.record.phase
  if (!live || !phase || phase.is === 'ended') throw refusal('item-not-found', 'The request has ended.')
  if (!live.record.hasRoom || phase.is === 'opening') return { phase: phase.is }
  const nicks = nicksOf(workgroup, live, phase.is === 'active' ? phase.operator : '')
  const room = { phase: phase.is, room: live.details.room, nick: nicks.visitor }
  return phase.is === 'active' ? { ...room, with: nicks.operator } : room
}

/** 256 random bits. */
export const newToken = (): string => randomText(32, 'base64url')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
