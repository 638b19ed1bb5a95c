/** Notes and tags of a live case have changed: whoever sees the case sees it (C7). */
import type { CaseId } from '../../core/types.ts'
import type { Office } from '../office.ts'
import { tellServing } from './case-changes.ts'

/** A case on its way to another workgroup is seen in both. */
export async function refreshRemarks({ store, cache, workgroups }: Office, id: CaseId): Promise<void> {
  const there = [...workgroups.values()].filter(({ cases }) => cases.has(id))
  if (there.length === 0) return
  const written = (await store.remarks([id])).get(id)
  if (written) cache.remarks.set(id, written)
  else cache.remarks.delete(id)
  for (const workgroup of there) {
    workgroup.publisher.queueChanged()
    tellServing(workgroup, id)
  }
}
