import type { Element } from 'ltx'
import type { CaseId, FullJid } from '../core/types.ts'

/** An offer is over, and this client could not be told. */
export interface OwedRevoke {
  readonly client: FullJid
  readonly id: CaseId
  readonly payload: Element
}
