/** The owner of a chat asks a colleague in: it rings at them, and they accept, decline or let it ring out (C4). */
import { freeColleague } from './colleagues.ts'
import { type Draft, emit, liveIn, omit, putCase, putOperator, setWith, setWithout } from './draft.ts'
import { admit, guestOf } from './guests.ts'
import { kindOf, silence } from './offers.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { BareJid, Case, Event, Invitation, News, RevokeReason } from './types.ts'

export function invite(draft: Draft, event: Extract<Event, { type: 'invite' }>): Refusal | undefined {
  const one = liveIn(draft, event.case)
  if (!one) return refuse('no-such-case')
  if (one.phase.is !== 'active' || one.phase.operator !== event.operator) return refuse('not-your-chat')
  if (guestOf(one, event.guest)) return refuse('already-in-chat')
  const colleague = freeColleague(draft, one, event.guest)
  if ('fault' in colleague) return colleague
  const until = draft.now + draft.state.rules.ringFor
  const kind = kindOf(event.operator, 'colleague', event.note)
  const { as: _, ...from } = kind
  putCase(draft, { ...one, invited: [...(one.invited ?? []), { operator: event.guest, until, ...from }] })
  putOperator(draft, { ...colleague, offers: setWith(colleague.offers, one.id) })
  emit(draft, { do: 'offer', case: one.id, operator: event.guest, until, transfer: kind })
  return undefined
}

export const invitationOf = (one: Case, jid: BareJid): Invitation | undefined =>
  one.invited?.find(({ operator }) => operator === jid)

const answers: { readonly [W in RevokeReason]?: News } = {
  rejected: 'invitation-declined',
  expired: 'invitation-expired',
  'not-available': 'invitation-expired',
}

/** It stops ringing, and who has asked is told. */
export function uninvite(draft: Draft, one: Case, jid: BareJid, why: RevokeReason): void {
  const invitation = invitationOf(one, jid)
  if (!invitation) return
  silence(draft, one, [jid], { why, as: 'colleague' })
  putCase(draft, withoutInvitation(one, jid))
  const news = answers[why]
  if (news) emit(draft, { do: 'tell', case: one.id, operator: invitation.by, news, who: jid })
}

const withoutInvitation = (one: Case, jid: BareJid): Case => {
  const left = one.invited?.filter(({ operator }) => operator !== jid) ?? []
  return left.length > 0 ? { ...one, invited: left } : omit(one, 'invited')
}

/** Nobody is asked in any more; the case is to be put. */
export function withoutInvitations(draft: Draft, one: Case, why: RevokeReason): Case {
  if (!one.invited) return one
  const asked = one.invited.map(({ operator }) => operator)
  silence(draft, one, asked, { why, as: 'colleague' })
  return omit(one, 'invited')
}

export function acceptInvitation(draft: Draft, one: Case, { operator: jid, by }: Invitation): void {
  const operator = draft.state.operators.get(jid)
  if (operator) putOperator(draft, { ...operator, offers: setWithout(operator.offers, one.id) })
  admit(draft, withoutInvitation(one, jid), jid, 'colleague')
  emit(draft, { do: 'tell', case: one.id, operator: by, news: 'invitation-accepted', who: jid })
}
