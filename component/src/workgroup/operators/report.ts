/** The figures of a workgroup, by its own clock (M3). */
import { Counting } from '../../figures/count.ts'
import { before, periodOf } from '../../figures/period.ts'
import type { Period, Report } from '../../figures/types.ts'
import { timeZoneOf } from '../opening-hours.ts'
import type { Workgroup } from '../workgroup.ts'

/** Read at once; in between everybody else has their turn. */
const AT_ONCE = 1_000

async function count({ jid, office }: Workgroup, period: Period, timeZone: string): Promise<Report> {
  const { store, clock } = office
  const counting = new Counting(period, timeZone, clock.now())
  for (const { operator, began, until } of await store.shifts(jid, period))
    counting.onDuty(operator, began, until)
  let after: number | undefined = 0
  do {
    const page = await store.requestFacts(jid, { from: period.from, until: period.until, after }, AT_ONCE)
    for (const one of page.facts) counting.add(one)
    after = page.after
  } while (after !== undefined)
  return counting.report()
}

/** `compared`: with the time before, too. */
export async function reportOf(
  workgroup: Workgroup,
  words: string,
  compared: boolean,
): Promise<Report | undefined> {
  const { settings, office } = workgroup
  const timeZone = timeZoneOf(settings)
  const period = periodOf(words, timeZone, office.clock.now())
  if (!period) return undefined
  const found = await count(workgroup, period, timeZone)
  if (!compared) return found
  const earlier = before(period, timeZone, office.clock.now())
  const { total } = await count(workgroup, earlier, timeZone)
  return { ...found, before: { period: earlier, total } }
}
