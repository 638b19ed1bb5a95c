/**
 * The promises P1 to P9 (`test/PROMISES.md`) over a recorded history, as set and interval algebra. Pure: each returns what violates it,
 * one sentence each; empty when it was kept.
 */
import type { Check } from './checks/bounds.ts'
import { p9 } from './checks/honest.ts'
import { p3 } from './checks/life.ts'
import { p4 } from './checks/owners.ts'
import { p8 } from './checks/people.ts'
import { p5 } from './checks/seats.ts'
import { p1, p2, p6 } from './checks/words.ts'
import { of } from './intervals.ts'

/** Something was killed, and all the others hold. A history without a kill proves nothing about it. */
const p7: Check = (history) => {
  const killed = of(history, 'fault').some(({ what }) => what.startsWith('kill'))
  const broken = [p1, p2, p3, p4, p5, p6].flatMap((promise) => promise(history))
  return killed ? broken : ['nothing was killed', ...broken]
}

export const PROMISES = { P1: p1, P2: p2, P3: p3, P4: p4, P5: p5, P6: p6, P7: p7, P8: p8, P9: p9 } as const
