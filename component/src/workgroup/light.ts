/** What operators are sent of a case weighs no more than its stanza may; where something is left out, it is counted and logged. */
import type { MetadataItem } from '../protocol/fastpath.ts'
import type { CaseForOperator } from '../protocol/parlor.ts'
import { lighterCase, lighterMetadata } from '../protocol/weight.ts'
import type { CaseDetails } from '../store/types.ts'
import { asMetadata, forOperator, type LiveCase } from './case-view.ts'
import type { Office } from './office.ts'

/** Each is counted and logged once, however often it is sent. */
const noted = new WeakSet<CaseDetails>()

export function forOperatorWithin(office: Office, live: LiveCase, most: number): CaseForOperator {
  const whole = forOperator(live)
  const before = cut.get(live.details)
  if (before?.most === most && before.remarks === live.remarks && before.status === whole.status)
    return { ...whole, ...before.light }
  const light = lighterCase(whole, most)
  if (light === whole) return whole
  note(office, live)
  const { name, status, answers, page, parameters, tags, notes } = light
  const kept = { name, status, answers, page, parameters, tags, notes, cut: true }
  cut.set(live.details, { most, remarks: live.remarks, status: whole.status, light: kept })
  return light
}

interface Cut {
  readonly most: number
  readonly remarks: LiveCase['remarks']
  readonly status: string | undefined
  readonly light: Partial<CaseForOperator>
}

/** The queue is told again and again, and cutting takes long. */
const cut = new WeakMap<CaseDetails, Cut>()

export function metadataWithin(office: Office, live: LiveCase, most: number): readonly MetadataItem[] {
  const whole = asMetadata(live)
  const light = lighterMetadata(whole, most)
  if (light !== whole) note(office, live)
  return light
}

function note({ counters, log }: Office, { details }: LiveCase): void {
  if (noted.has(details)) return
  noted.add(details)
  counters.casesCut += 1
  log.warn({ case: details.id, workgroup: details.workgroup }, 'a case is too large to be sent whole')
}
