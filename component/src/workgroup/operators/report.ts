/** The figures of a workgroup, by its own clock (M3). */
import { Counting } from '../../figures/count.ts'
import { periodOf } from '../../figures/period.ts'
import type { Report } from '../../figures/types.ts'
import { timeZoneOf } from '../opening-hours.ts'
import type { Workgroup } from '../workgroup.ts'

/** Read at once; in between everybody else has their turn. */
const AT_ONCE = 1_000

export async function reportOf(
  { jid, settings, office: { store, clock } }: Workgroup,
  words: string,
): Promise<Report | undefined> {
  const timeZone = timeZoneOf(settings)
  const period = periodOf(words, timeZone, clock.now())
  if (!period) return undefined
  const counting = new Counting(period, timeZone)
  let after: number | undefined = 0
  do {
    const page = await store.requestFacts(jid, { from: period.from, until: period.until, after }, AT_ONCE)
    for (const one of page.facts) counting.add(one)
    after = page.after
  } while (after !== undefined)
  return counting.report()
}
