/** Workgroups, colleagues, and the operator's own state. */
import type { Fact } from './facts.ts'
import type { Attention, BareJid, Colleague, Instant, Own, Resting, Show, Workgroup } from './types.ts'

export type Workgroups = ReadonlyMap<BareJid, Workgroup>
export type Colleagues = ReadonlyMap<BareJid, Colleague>

/** Refusals that mean "you are not an operator here"; the others mean that nobody answers for the workgroup. */
const REFUSALS = ['not-authorized', 'forbidden', 'not-allowed', 'registration-required']

export function reduceWorkgroups(workgroups: Workgroups, fact: Fact): Workgroups {
  switch (fact.is) {
    case 'workgroups-found':
      return new Map(
        fact.workgroups.map((found) => [found.jid, { ...asked(found), ...kept(workgroups, found) }]),
      )
    case 'queue-summary':
      return update(workgroups, fact.workgroup, fact.summary)
    case 'commands-found':
      return update(workgroups, fact.workgroup, { commands: fact.commands })
    case 'seats-found':
      return update(workgroups, fact.workgroup, { seats: fact.seats })
    case 'queue-details':
      return update(workgroups, fact.workgroup, { duty: 'on' })
    case 'duty-refused':
      return update(workgroups, fact.workgroup, {
        duty: REFUSALS.includes(fact.condition) ? 'refused' : 'unreachable',
      })
    case 'online':
      if (fact.resumed) return workgroups
      return new Map([...workgroups].map(([jid, workgroup]) => [jid, { ...workgroup, duty: 'asking' }]))
    case 'signed-out':
      return new Map()
    default:
      return workgroups
  }
}

const MINUTE = 60_000
/** Until the workgroup has told its own. */
export const PLAIN_ATTENTION: Attention = {
  waiting: [MINUTE, 3 * MINUTE],
  answer: [MINUTE, 3 * MINUTE],
}

const asked = (found: { jid: BareJid; name: string }): Workgroup => ({
  ...found,
  duty: 'asking',
  waiting: 0,
  accepts: 'open',
  attention: PLAIN_ATTENTION,
  commands: [],
})

/** Presence may have answered before the list came. */
const kept = (workgroups: Workgroups, found: { jid: BareJid; name: string }) => {
  const known = workgroups.get(found.jid)
  return known && { ...known, name: found.name }
}

/** Only workgroups we asked: anybody may send presence. */
function update(workgroups: Workgroups, jid: BareJid, changes: Partial<Workgroup>): Workgroups {
  const known = workgroups.get(jid)
  if (!known) return workgroups
  const { oldest: _, ...unwaited } = known
  const { closed: _c, pausedBy: _p, openedBy: _o, until: _u, ...unclosed } = known
  const base = 'waiting' in changes ? unwaited : 'attention' in changes ? unclosed : known
  return new Map(workgroups).set(jid, { ...base, ...changes })
}

export function reduceColleagues(colleagues: Colleagues, fact: Fact): Colleagues {
  if (fact.is === 'colleague') return new Map(colleagues).set(fact.colleague.jid, fact.colleague)
  if (fact.is === 'signed-out' || (fact.is === 'online' && !fact.resumed)) return new Map()
  return colleagues
}

/** Nothing was chosen: new requests ring. */
export const plainOwn: Own = { show: 'available', status: '' }

export function reduceOwn(own: Own, fact: Fact): Own {
  switch (fact.is) {
    case 'own-changed':
    case 'own-told':
      return fact.own
    case 'own-found':
      return fact.own ?? own
    case 'signed-out':
      return plainOwn
    default:
      return own
  }
}

export const isSameOwn = (a: Own, b: Own | undefined): boolean =>
  a.show === b?.show && a.status === b.status && a.seats === b.seats && a.until === b.until

/** Another state has no end of its own; with `available` the words that explained the old one go, too. */
export function withShow(own: Own, show: Own['show']): Own {
  const { until, ...rest } = own
  return { ...rest, show, ...(until !== undefined && show === 'available' && { status: '' }) }
}

/** What holds now: what was chosen until a time is over then; the seats stay. */
export const ownAt = (own: Own, now: Instant): Own =>
  own.until === undefined || own.until > now
    ? own
    : { ...plainOwn, ...(own.seats !== undefined && { seats: own.seats }) }

/** Whoever begins a new session is told again, if it still holds. */
export function reduceResting(resting: Resting | undefined, fact: Fact): Resting | undefined {
  if (fact.is === 'off-duty') {
    const { is: _, ...told } = fact
    return told
  }
  const isOver = fact.is === 'on-duty' || fact.is === 'signed-out' || (fact.is === 'online' && !fact.resumed)
  return isOver ? undefined : resting
}

type Elsewhere = ReadonlyMap<string, Show>

export function reduceElsewhere(elsewhere: Elsewhere, fact: Fact): Elsewhere {
  if (fact.is === 'signed-out' || (fact.is === 'online' && !fact.resumed)) return new Map()
  if (fact.is !== 'client-shown') return elsewhere
  const next = new Map(elsewhere)
  const resource = fact.by.slice(fact.by.indexOf('/') + 1)
  if (fact.show === 'offline') next.delete(resource)
  else next.set(resource, fact.show)
  return next
}

/** One person, however many clients: `dnd` on any of them means the person. */
export const isDisturbing = (elsewhere: Elsewhere): boolean => [...elsewhere.values()].includes('dnd')

/** What the workgroups are told: what was chosen here, unless the person does not want to be disturbed elsewhere. */
export const saidOwn = (own: Own, elsewhere: Elsewhere): Own =>
  isDisturbing(elsewhere) ? { ...own, show: 'dnd' } : own

/** Which client asks not to be disturbed while this one does not. */
export const overruledBy = (own: Own, elsewhere: Elsewhere): string | undefined =>
  own.show === 'dnd' ? undefined : [...elsewhere].find(([, show]) => show === 'dnd')?.[0]
