/** What is kept no longer than its time (M5): looked for at the start and each hour, a little at a time. */

import type { Office } from '../workgroup/office.ts'
import { eraseFiles } from '../workgroup/operators/forget.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'

const EVERY = 3_600_000
const SOON = 60_000
const AT_ONCE = 200

async function forgetOld({ office, jid, settings }: Workgroup): Promise<number> {
  const { store, clock, log } = office
  let erased = 0
  for (const [what, keep] of [
    ['transcript', settings.keep.transcripts],
    ['all', settings.keep.details],
  ] as const) {
    if (keep === 0) continue
    while (true) {
      const ids = await store.casesToErase(jid, what, clock.now() - keep, AT_ONCE)
      if (ids.length === 0) break
      // Once the words are gone nobody knows which files were spoken of.
      await eraseFiles(
        office,
        ids.map((id) => ({ id, workgroup: jid })),
      )
      await store.erase(ids, what)
      erased += ids.length
    }
  }
  if (erased > 0) log.info({ workgroup: jid, cases: erased }, 'what was kept long enough is erased')
  return erased
}

/** Returns what stops it. */
export function watchRetention(office: Office): () => void {
  const look = async () => {
    // Files lie on the server: without it their turn has not come.
    for (const workgroup of office.stream.online ? office.workgroups.values() : []) {
      await forgetOld(workgroup).catch((error: unknown) =>
        office.log.error(
          { workgroup: workgroup.jid, err: error },
          'what is old could not be erased; it is tried again',
        ),
      )
    }
    cancel = office.clock.wake(office.clock.now() + EVERY, () => void look())
  }
  let cancel = office.clock.wake(office.clock.now() + SOON, () => void look())
  return () => cancel()
}
