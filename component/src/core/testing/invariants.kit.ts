/**
 * What is true of every state, whatever happened. Tests, the simulator and the fault suite all ask here; each sentence that
 * comes back names a broken promise.
 */
import { keysOf } from '../draft.ts'
import { expectedWait } from '../expected.ts'
import { guestsOf, takesSeat } from '../guests.ts'
import { mayAsk, offersOfCase, ownerOf, whoIsOut } from '../offers.ts'
import { inQueue, isUnasked, placeOf } from '../queue.ts'
import { isAvailable, mayRing, onDuty, seatsOf, showOf, wholeLoadOf } from '../staff.ts'
import type { Case, CaseId, Operator, Place, State } from '../types.ts'

/** Broken promises, in words; empty when all is well. Walks the whole state: for tests, not for operation. */
export function violations(state: State): string[] {
  return [
    ...[...state.cases.values()].flatMap((one) => brokenInCase(state, one)),
    ...[...state.operators.values()].flatMap((operator) => brokenInOperator(state, operator)),
    ...brokenIndexes(state),
    ...brokenOrder(state),
    ...brokenRounds(state),
    ...brokenPace(state),
    ...brokenHope(state),
  ]
}

/** R10: nobody waits for nobody, unless that is what the workgroup wants. */
function brokenHope(state: State): string[] {
  const { whenNobody, otherwise } = state.rules
  const mayWait = whenNobody === 'wait' || otherwise?.nobody === 'wait'
  const isForsaken = !state.queue.isEmpty && !mayWait && onDuty(state).length === 0
  return isForsaken === (state.forsakenUntil !== undefined) ? [] : ['those who wait wait for nobody']
}

/** Q4: waiting, ringing at somebody, being served, or ended; and unless somebody is at work on it, its time is limited. */
function brokenInCase(state: State, one: Case): string[] {
  const broken: string[] = []
  const { phase } = one
  const offers = offersOfCase(one).map((offer) => offer.operator)
  if (phase.is === 'ringing' && offers.length === 0) broken.push(`${one.id} rings at nobody`)
  if (new Set(offers).size !== offers.length) broken.push(`${one.id} rings twice at somebody`)
  for (const jid of offers)
    if (one.refusedBy.includes(jid)) broken.push(`${one.id} rings at ${jid}, who refused it`)
  broken.push(...brokenCompany(state, one))
  const settled = phase.is === 'ended' || (phase.is === 'active' && phase.operatorIn && one.visitor.inRoom)
  const mayWait = Number.isFinite(state.rules.maxWait) && state.rules.otherwise?.waited !== 'wait'
  if (!settled && keysOf(state, one).dueAt === undefined && mayWait)
    broken.push(`${one.id} is ${phase.is} without a deadline`)
  if (inQueue(one) && isForsaken(one)) broken.push(`${one.id} waits for a visitor who is gone`)
  if (phase.is === 'active' && (phase.operatorUntil === undefined) !== (phase.operatorThen === undefined))
    broken.push(`${one.id} has a grace without a consequence`)
  if (phase.is === 'active' && phase.operatorLostAt !== undefined && phase.operatorUntil === undefined)
    broken.push(`${one.id} is to hear of a loss that there is not`)
  if (one.visitor.lostUntil === undefined && (one.visitor.lostAt !== undefined || one.visitor.lost))
    broken.push(`${one.id} tells of a visitor's loss that there is not`)
  if (one.askAgainAt !== undefined && !isUnasked(one)) broken.push(`${one.id} rests while ${phase.is}`)
  if (phase.is !== 'waiting' && phase.is !== 'ringing' && !one.hasRoom && phase.is !== 'ended')
    broken.push(`${one.id} is served without a room`)
  return broken
}

/** Neither presence nor room knows of the visitor, and no grace runs. */
const isForsaken = ({ visitor }: Case): boolean =>
  visitor.show === 'offline' && !visitor.inRoom && visitor.lostUntil === undefined

/** C4 and C5: who sits in it or is asked in, and on its way it stays with its owner. */
function brokenCompany(state: State, one: Case): string[] {
  const broken: string[] = []
  const { phase } = one
  const guests = guestsOf(one).map(({ operator }) => operator)
  const asked = (one.invited ?? []).map(({ operator }) => operator)
  if (guests.length > 0 && ownerOf(one) === undefined) broken.push(`${one.id} has guests without an owner`)
  if (asked.length > 0 && phase.is !== 'active') broken.push(`${one.id} invites while ${phase.is}`)
  const everybody = [...guests, ...asked, ...offersOfCase(one).map(({ operator }) => operator)]
  if (everybody.includes(ownerOf(one) ?? '')) broken.push(`${one.id} has its owner as a guest`)
  if (new Set([...guests, ...asked]).size !== guests.length + asked.length)
    broken.push(`${one.id} has a guest twice`)
  for (const guest of guestsOf(one)) {
    const operator = state.operators.get(guest.operator)
    if (operator && operator.guestIn.has(one.id) !== takesSeat(guest))
      broken.push(`${guest.operator} has the wrong seats as a guest of ${one.id}`)
    if (!guest.isIn && guest.until === undefined && guest.as !== 'silent')
      broken.push(`a guest of ${one.id} is waited for without end`)
  }
  return broken
}

/** R1 and R4: rings only at whom it may, within their seats; offers and chats are known on both sides. */
function brokenInOperator(state: State, operator: Operator): string[] {
  const broken: string[] = []
  for (const id of operator.offers)
    if (!hasOffer(state.cases.get(id), operator.jid)) broken.push(`${operator.jid} has no offer of ${id}`)
  for (const id of operator.chats)
    if (ownerOfCase(state.cases.get(id)) !== operator.jid) broken.push(`${operator.jid} does not serve ${id}`)
  for (const id of operator.held) if (!isOnHold(state.cases.get(id))) broken.push(`${id} is not on hold`)
  for (const id of operator.chats)
    if (isOnHold(state.cases.get(id)) && !operator.held.has(id)) broken.push(`${id} takes a seat on hold`)
  for (const id of operator.guestIn)
    if (!state.cases.get(id)?.guests?.some((guest) => guest.operator === operator.jid))
      broken.push(`${operator.jid} is no guest of ${id}`)
  if (operator.offers.size === 0) return broken
  if (!state.rules.operators.has(operator.jid)) broken.push(`rings at ${operator.jid}, who is no operator`)
  if (operator.resting) broken.push(`rings at ${operator.jid}, who rests`)
  if (!operator.unheard && !mayRing(state.rules, showOf(operator)))
    broken.push(`rings at ${operator.jid}, who is ${showOf(operator)}`)
  if (wholeLoadOf(operator) > seatsOf(state.rules, operator))
    broken.push(`rings at ${operator.jid} above their seats`)
  return broken
}

const hasOffer = (one: Case | undefined, jid: string): boolean =>
  one !== undefined && [...offersOfCase(one), ...(one.invited ?? [])].some(({ operator }) => operator === jid)

const isOnHold = (one: Case | undefined): boolean =>
  one?.phase.is === 'active' && one.phase.hold !== undefined

const ownerOfCase = (one: Case | undefined) => one && ownerOf(one)

/** Every index holds exactly what the cases say. */
function brokenIndexes(state: State): string[] {
  const wanted = { queue: 0, ready: 0, refused: 0, byVisitor: 0, alarms: 0 }
  const broken: string[] = []
  const expect = (index: keyof typeof wanted, there: boolean, id: CaseId) => {
    wanted[index] += 1
    if (!there) broken.push(`${id} is missing in ${index}`)
  }
  for (const one of state.cases.values()) {
    const { id } = one
    const keys = keysOf(state, one)
    for (const index of ['queue', 'ready', 'refused'] as const) {
      const place: Place | undefined = keys[index]
      if (place) expect(index, state[index].get(place) === id, id)
    }
    if (keys.visitor !== undefined) expect('byVisitor', state.byVisitor.get(keys.visitor) === id, id)
    if (keys.dueAt !== undefined) expect('alarms', state.alarms.has([keys.dueAt, id]), id)
    broken.push(...unknownToStaff(state, one))
  }
  for (const [index, size] of Object.entries(wanted) as [keyof typeof wanted, number][])
    if (state[index].size !== size) broken.push(`${index} holds ${state[index].size} instead of ${size}`)
  return [...broken, ...brokenFree(state)]
}

function brokenFree(state: State): string[] {
  const wanted = freeIn(state)
  const isRight = (list: readonly Operator[], areAvailable: boolean) => {
    const those = wanted.filter((one) => isAvailable(showOf(one)) === areAvailable)
    return those.length === list.length && those.every((one, at) => list[at] === one)
  }
  return isRight(state.free.available, true) && isRight(state.free.away, false)
    ? []
    : ['free holds others than are free']
}

/** Never two owners, and the one there is knows. */
function unknownToStaff(state: State, one: Case): string[] {
  const broken: string[] = []
  const owner = ownerOf(one)
  const serving = [...state.operators.values()].filter(({ chats }) => chats.has(one.id))
  if (serving.length > 1) broken.push(`${one.id} has ${serving.length} owners`)
  if (owner !== undefined && serving[0]?.jid !== owner)
    broken.push(`${one.id} is not among the chats of ${owner}`)
  for (const { operator } of [...offersOfCase(one), ...(one.invited ?? [])])
    if (!state.operators.get(operator)?.offers.has(one.id))
      broken.push(`${operator} does not know of ${one.id}`)
  return broken
}

/** Q1 and Q4: nobody who could ring is left idle while a ready request waits that they have not refused. */
function brokenOrder(state: State): string[] {
  const free = freeIn(state)
  if (free.length === 0) return []
  return [...state.ready.values()].flatMap((id) => {
    const one = state.cases.get(id)
    const idle = free.find(({ jid }) => one && mayAsk(one, jid))
    return idle ? [`${id} waits while ${idle.jid} is free`] : []
  })
}

const freeIn = (state: State): Operator[] =>
  [...state.operators.values()].filter(
    (operator) =>
      state.rules.operators.has(operator.jid) &&
      operator.resting === undefined &&
      mayRing(state.rules, showOf(operator)) &&
      wholeLoadOf(operator) < seatsOf(state.rules, operator),
  )

/** R3: a case rests exactly while everybody on duty has refused it. */
function brokenRounds(state: State): string[] {
  const duty = onDuty(state)
  if (duty.length === 0) return []
  return [...state.refused.values()].flatMap((id) => {
    const one = state.cases.get(id)
    if (!one || !isUnasked(one)) return []
    const allRefused = duty.every((jid) => whoIsOut(one).includes(jid))
    if (allRefused === (one.askAgainAt !== undefined)) return []
    return [allRefused ? `${id} waits for nobody` : `${id} rests though somebody has not refused it`]
  })
}

/** Q1: seats are counted as they are taken, and what is told is a time that grows with the place. */
const brokenPace = (state: State): string[] => [...brokenCount(state), ...brokenWaits(state)]

function brokenCount({ cases, pace: { taken } }: State): string[] {
  const all = [...cases.values()].flatMap(({ seatSince }) => (seatSince === undefined ? [] : [seatSince]))
  const off = taken.since - all.reduce((sum, since) => sum + since, 0)
  // The simulator's clock knows parts of a millisecond, which sums do not keep.
  const isRight = taken.seats === all.length && Math.abs(off) < 1
  return isRight ? [] : ['the seats that are taken are counted wrongly']
}

function brokenWaits(state: State): string[] {
  const broken: string[] = []
  const before = new Map<string, number>()
  for (const id of state.queue.values()) {
    const one = state.cases.get(id)
    const wait = one && expectedWait(state, one)
    if (!one || wait === undefined) continue
    if (!(wait >= 0 && wait < Number.POSITIVE_INFINITY)) broken.push(`${id} is to wait ${wait} ms`)
    if (!isUnasked(one)) continue
    const [front, priority] = placeOf(one)
    const kind = `${front} ${priority}`
    if (wait < (before.get(kind) ?? 0)) broken.push(`${id} is to wait less than who is before`)
    before.set(kind, wait)
  }
  return broken
}
