/** The visitors of the sites, as the operators of a workgroup have them (R7). */
import type { Refusal } from '../../commands/types.ts'
import { personsOf } from '../../core/request.ts'
import { isOnline, takenSeats } from '../../core/staff.ts'
import type { BareJid, FullJid, Outcome } from '../../core/types.ts'
import type { InviteFault } from '../../monitor/site-visitors.ts'
import type { Invitation, Seen, SiteVisitor } from '../../monitor/types.ts'
import { bare } from '../../protocol/jid.ts'
import { buildSiteNews, buildSiteVisitors } from '../../protocol/parlor.ts'
import { body, message } from '../../protocol/stanza.ts'
import type { CaseDetails } from '../../store/types.ts'
import { operatorName } from '../names.ts'
import type { Office } from '../office.ts'
import { beginCase, type Described } from '../rooms/begin-case.ts'
import type { Workgroup } from '../workgroup.ts'

/** How operators name somebody on the site, so that no number of a case is meant by accident: `v3`. */
export const handleOf = ({ number }: SiteVisitor): string => `v${number}`
export const numberOf = (handle: string): number | undefined =>
  /^v\d{1,9}$/.test(handle) ? Number(handle.slice(1)) : undefined

/** Those of its sites that watch. */
function watchedSites({ office, jid }: Workgroup): ReadonlySet<string> {
  const sites = [...office.config.sites.values()]
  return new Set(
    sites.flatMap(({ id, monitoring, workgroups }) =>
      monitoring !== 'off' && workgroups.includes(jid) ? [id] : [],
    ),
  )
}

export const visitorsOnSite = (workgroup: Workgroup): SiteVisitor[] =>
  workgroup.office.siteVisitors.on(watchedSites(workgroup))

/** They have the visitor's grace to answer, like people with an account. */
export function inviteFromSite(
  workgroup: Workgroup,
  number: number,
  client: FullJid,
  text?: string,
): Refusal | undefined {
  const { office, settings, jid } = workgroup
  const operator = bare(client)
  const there = visitorsOnSite(workgroup).find((one) => one.number === number)
  if (!there) return refusals['not-here']({ is: 'not-here' })
  const fault = reasonNotToCall(workgroup, operator)
  if (fault) return { fault }
  const refused = office.siteVisitors.invite(number, {
    ...{ operator, client, workgroup: jid, workgroupName: settings.name },
    name: operatorName(office, operator),
    text,
    accent: office.config.sites.get(there.site)?.accent ?? '',
    until: office.clock.now() + settings.visitorGrace,
  })
  return refused && (refusals[refused.is] as (fault: InviteFault) => Refusal)(refused)
}

const refusals: {
  readonly [F in InviteFault['is']]: (fault: Extract<InviteFault, { is: F }>) => Refusal
} = {
  'not-here': () => ({ fault: 'not-found', text: 'This visitor is not on the site any more.' }),
  busy: () => ({ fault: 'already-in-chat', text: 'This visitor has a chat already, or waits in the queue.' }),
  invited: ({ by }) => ({ fault: 'already-taken', text: `${by} has invited this visitor already.` }),
}

/** A seat for each who has been asked and may say yes. */
function reasonNotToCall(workgroup: Workgroup, operator: BareJid) {
  return reasonNotToTake(workgroup, operator, workgroup.office.siteVisitors.pendingOf(operator))
}

function reasonNotToTake({ actor }: Workgroup, jid: BareJid, promised = 0) {
  const { operators, rules } = actor.state
  const operator = operators.get(jid)
  if (!operator || !rules.operators.has(jid) || !isOnline(operator)) return 'not-on-duty'
  const seats = rules.operators.get(jid)?.seats ?? 0
  return takenSeats(operator) + promised < seats ? undefined : 'no-free-seat'
}

/** Could the operator who has called this visitor take them now? */
export function isCalled(workgroup: Workgroup, token: string | undefined): boolean {
  const invitation = token === undefined ? undefined : workgroup.office.siteVisitors.standing(token)
  return invitation?.workgroup === workgroup.jid && !reasonNotToTake(workgroup, invitation.operator)
}

/** Their conversation begins with who has called them. `undefined`: that is over, and they wait like everybody else. */
export async function comeWhenCalled(
  workgroup: Workgroup,
  token: string | undefined,
  details: Described,
): Promise<CaseDetails | undefined> {
  const invitation = token === undefined ? undefined : workgroup.office.siteVisitors.redeem(token)
  if (invitation?.workgroup !== workgroup.jid) return undefined
  const { operator, client, visitor } = invitation
  const { id, visitorJid: jid } = details
  workgroup.clients.answered(id, client)
  const made = await beginCase(
    workgroup,
    { type: 'open-conversation', case: id, visitor: jid, operator },
    { ...details, visitorName: visitor.name },
  )
  const isRefused = 'fault' in made
  if (isRefused) workgroup.clients.forget(id)
  else workgroup.note(id, 'contacted', operator)
  tellOutcome(workgroup.office, invitation, isRefused ? 'queued' : 'accepted')
  return isRefused ? undefined : made
}

const outcomes: Readonly<Record<Outcome, (name: string) => string>> = {
  accepted: (name) => `${name} comes to the chat.`,
  declined: (name) => `${name} does not want to chat now.`,
  busy: (name) => `${name} has a chat already.`,
  expired: (name) => `${name} has not answered your invitation.`,
  left: (name) => `${name} has left the site.`,
  queued: (name) => `${name} said yes, but you cannot take another chat now. They wait in the queue.`,
}

/** Told to the client that invited. */
export function tellOutcome(office: Office, invitation: Invitation, what: Outcome): void {
  const { workgroup, client, visitor } = invitation
  const { name } = visitor
  const news = buildSiteNews({ visitor: handleOf(visitor), name, what })
  office.workgroups.get(workgroup)?.say(client, body(outcomes[what](name)), news)
}

/** Of somebody whom the site's server has named, or who has agreed to be known again. */
export async function earlierCases({ store, config, log }: Office, seen: Seen): Promise<number> {
  const { parameters, known } = seen
  const persons = personsOf(NO_FORM, { answers: [], parameters, known, site: config.sites.get(seen.site) })
  return store.casesKnown(persons).catch((error: unknown) => {
    log.warn({ err: error }, 'how many cases a visitor has is not known now')
    return 0
  })
}

const NO_FORM = { form: { fields: [] } }

/** Changes within this are told together, ms. */
const TOGETHER = 1_000

/** Tells the desks that their list is old; how many there are is all it says. */
export function bellFor(office: () => Office): (site: string) => void {
  const due = new Set<Workgroup>()
  const ring = (workgroup: Workgroup): void => {
    due.delete(workgroup)
    const { clients, jid } = workgroup
    const desks = clients.agents().filter((client) => clients.dialectOf(client) === 'standard')
    const news = desks.length > 0 ? visitorsOnSite(workgroup).length : 0
    for (const desk of desks)
      office().stream.send(message('headline', desk, jid, undefined, buildSiteVisitors(news)))
  }
  return (site) => {
    const { config, workgroups, clock } = office()
    for (const jid of config.sites.get(site)?.workgroups ?? []) {
      const workgroup = workgroups.get(jid)
      if (!workgroup || due.has(workgroup)) continue
      due.add(workgroup)
      clock.wake(clock.now() + TOGETHER, () => ring(workgroup))
    }
  }
}
