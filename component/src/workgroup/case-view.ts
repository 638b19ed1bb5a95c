/** A case as operators see it: what the rules know together with what the store keeps. */
import type { Case, CaseId } from '../core/types.ts'
import type { MetadataItem } from '../protocol/fastpath.ts'
import { asTexts, type CaseForOperator, type Going, type Page } from '../protocol/parlor.ts'
import type { CaseDetails, Remarks } from '../store/types.ts'
import { operatorName } from './names.ts'
import type { Office } from './office.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type CaseKeeper = Pick<Workgroup, 'actor' | 'cases' | 'office'>

export interface LiveCase {
  readonly record: Case
  readonly details: CaseDetails
  readonly remarks?: Remarks | undefined
  readonly going?: Going | undefined
}

/** `undefined` when it has left the state. */
export function lookUp(workgroup: CaseKeeper, id: CaseId): LiveCase | undefined {
  const record = workgroup.actor.state.cases.get(id)
  const details = workgroup.cases.details(id)
  const { office } = workgroup
  return (
    record &&
    details && { record, details, remarks: office.cache.remarks.get(id), going: goingOf(office, record) }
  )
}

/** The same case after an `await`: `undefined` when it has left the state meanwhile. */
export const lookUpAgain = (workgroup: CaseKeeper, live: LiveCase): LiveCase | undefined =>
  lookUp(workgroup, live.details.id)

function goingOf(office: Office, { phase }: Case): Going | undefined {
  const to = phase.is === 'active' ? phase.transfer?.to : undefined
  if (to === undefined) return undefined
  if (to === 'queue') return { to, name: 'the queue' }
  if ('operator' in to) return { to: to.operator, name: operatorName(office, to.operator) }
  return { to: to.workgroup, name: office.workgroups.get(to.workgroup)?.settings.name ?? to.workgroup }
}

export function forOperator({ record, details, remarks, going }: LiveCase): CaseForOperator {
  return {
    id: record.id,
    number: details.number,
    name: details.visitorName,
    show: record.visitor.show,
    status: record.visitor.status,
    phase: record.phase.is,
    front: record.front,
    priority: record.priority,
    answers: details.answers,
    page: pageOf(details),
    parameters: details.parameters,
    tags: remarks?.tags,
    notes: remarks?.notes,
    going,
    ...(record.phase.is === 'active' && record.phase.hold && { hold: true }),
  }
}

/** `undefined`: nothing is known of it. */
function pageOf({ page: url, title, referrer, language, site, background = {} }: CaseDetails) {
  const page: Page = { url, title, referrer, language, site, ...asTexts(background) }
  return Object.values(page).some((value) => value !== undefined) ? page : undefined
}

/** The same for Fastpath's clients: names and values. */
export const asMetadata = ({ details }: LiveCase): MetadataItem[] => [
  ...details.answers.map(({ name, values }) => ({ name, value: values.join('\n') })),
  ...details.parameters.map(({ name, value }) => ({ name, value })),
]
