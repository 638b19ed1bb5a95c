/** Writes down who is on duty, as long as they are: what hours of presence are counted from (M3). */
import { onDuty } from '../core/staff.ts'
import type { BareJid, Instant } from '../core/types.ts'
import { Outage } from '../effects/outage.ts'
import type { Shift } from '../store/memory-types.ts'
import type { Office } from '../workgroup/office.ts'

/** Nobody's hours are counted more finely. */
const EVERY = 30_000

type Watched = Pick<Office, 'store' | 'clock' | 'log' | 'workgroups'>

/** Returns what stops it. */
export function watchShifts(office: Watched): () => void {
  const { store, clock } = office
  const outage = new Outage('hours of presence could not be written down', {}, office)
  let begun = new Map<string, Instant>()

  /** Whoever was there the last time goes on; whoever was not, begins. */
  const there = (now: Instant): Shift[] => {
    const still = new Map<string, Instant>()
    const all = [...office.workgroups].flatMap(([workgroup, { actor }]) =>
      onDuty(actor.state).map((operator: BareJid) => {
        const key = `${workgroup} ${operator}`
        const began = begun.get(key) ?? now
        still.set(key, began)
        return { workgroup, operator, began, until: now }
      }),
    )
    begun = still
    return all
  }
  const look = async () => {
    const now = clock.now()
    const all = there(now)
    try {
      if (all.length > 0) await store.keepShifts(all)
      outage.over()
    } catch (error) {
      outage.failed(error)
    }
    if (!isStopped) cancel = clock.wake(now + EVERY, () => void look())
  }
  let isStopped = false
  let cancel = clock.wake(clock.now() + EVERY, () => void look())
  return () => {
    isStopped = true
    cancel()
  }
}
