/** A request becomes the case that people read: who asks, from where, and what they have said. */
import { teamOf } from '../../config/team.ts'
import type { Answer, Parameter } from '../../core/request.ts'
import { cleanLine, shorten } from '../../protocol/clean.ts'
import type { MetadataItem } from '../../protocol/fastpath.ts'
import type { Jid } from '../../protocol/jid.ts'
import { visitorName } from '../../protocol/lookalike.ts'
import type { Ticket } from '../../protocol/ticket.ts'
import type { JoinQueue } from '../../protocol/workgroup.ts'
import type { Described } from '../rooms/begin-case.ts'
import type { Workgroup } from '../workgroup.ts'

/** What is accepted of Fastpath's metadata, which has no form to say so. */
const METADATA = { most: 50, name: 100, value: 1000 }

interface Given {
  readonly request: JoinQueue
  readonly ticket: Ticket | undefined
  readonly answers: readonly Answer[]
  readonly tokenHash: string
}

/** As the visitor, the site and the web server have described them. */
export function describe(
  workgroup: Workgroup,
  from: Jid,
  { request, ticket, answers, tokenHash }: Given,
): Omit<Described, 'id'> {
  const { office } = workgroup
  const asked = new Set(answers.map(({ name }) => name))
  const { page, title, referrer, language, background, site } = ticket ?? {}
  return {
    workgroup: workgroup.jid,
    createdAt: office.clock.now(),
    visitorName: nameOf(workgroup, from, answers),
    visitorJid: from.full,
    answers,
    parameters: [...(ticket?.parameters ?? []), ...claims(request.metadata, asked)],
    tokenHash,
    ...(site !== undefined && { site }),
    ...(page !== undefined && { page }),
    ...(title !== undefined && { title }),
    ...(referrer !== undefined && { referrer }),
    ...(language !== undefined && { language }),
    ...(background && { background }),
  }
}

function nameOf(workgroup: Workgroup, from: Jid, answers: readonly Answer[]): string {
  const given = cleanLine(answers.find(({ name }) => name === 'name')?.values[0] ?? '')
  if (given) return visitorName(given, teamOf(workgroup.office.config))
  return from.domain === workgroup.office.config.xmpp.visitors ? 'Visitor' : (from.local ?? 'Visitor')
}

/** Metadata beside the form: parameters that nobody has signed. */
const claims = (metadata: readonly MetadataItem[], asked: ReadonlySet<string>): Parameter[] =>
  metadata
    .filter(({ name }) => !asked.has(name))
    .slice(0, METADATA.most)
    .map(({ name, value }) => ({
      name: shorten(cleanLine(name), METADATA.name),
      value: shorten(cleanLine(value), METADATA.value),
      verified: false,
    }))
