import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { empty } from './decide.ts'
import { type Happening, someHappenings, someRules } from './testing/chaos.kit.ts'
import { Witness } from './testing/witness.kit.ts'
import type { Rules } from './types.ts'

/** PARLOR_RUNS=20000 for a long look. */
const runs = Number(process.env['PARLOR_RUNS'] ?? 200)
const patience = { timeout: 180_000 + runs * 500 }

/** Everything that is promised of every state and every step is checked by the witness under way. */
function play(rules: Rules, happenings: readonly Happening[]): Witness {
  const witness = new Witness(empty(rules, true))
  for (const happening of happenings) {
    if (happening.kind === 'event') witness.event(happening.event)
    else if (happening.kind === 'likely') witness.likely(happening)
    else if (happening.kind === 'time') witness.advance(happening.ms)
    else witness.restart()
  }
  return witness
}

/** Everybody goes home and nothing is said any more. */
function goHome(witness: Witness): void {
  for (const jid of witness.state.operators.keys())
    for (const resource of ['desk', 'phone'])
      witness.event({
        type: 'operator-presence',
        operator: jid,
        resource,
        presence: { show: 'offline', priority: 0 },
      })
  for (const one of [...witness.state.cases.values()]) {
    witness.event({ type: 'left', case: one.id, who: 'operator' })
    witness.event({ type: 'left', case: one.id, who: 'visitor' })
    witness.event({ type: 'visitor-presence', visitor: one.visitor.jid, show: 'offline' })
  }
  witness.advance(24 * 3_600_000)
}

test(
  'Q4 R1 R2 R3 R4 R6 R7 R8 R9 C4 C5: whatever happens, in whatever order, no promise is broken at any moment',
  patience,
  () =>
    fc.assert(
      fc.property(someRules, someHappenings, (rules, happenings) => {
        play(rules, happenings)
      }),
      { numRuns: runs },
    ),
)

test('Q4: every request ends, once, with a reason, and leaves nothing behind', patience, () =>
  fc.assert(
    fc.property(someRules, someHappenings, (rules, happenings) => {
      const witness = play(rules, happenings)
      goHome(witness)
      const ids = [...witness.state.cases.keys()]
      for (const id of ids) {
        const phase = witness.state.cases.get(id)?.phase
        expect(phase?.is).toBe('ended')
        expect(witness.ends.get(id)?.at(-1)).toBe(phase?.is === 'ended' ? phase.reason : undefined)
        witness.event({ type: 'archived', case: id })
      }
      const { cases, queue, ready, refused, byVisitor, alarms, operators } = witness.state
      for (const map of [cases, queue, ready, refused, byVisitor, alarms]) expect(map.size).toBe(0)
      for (const { offers, chats, guestIn } of operators.values())
        expect(offers.size + chats.size + guestIn.size).toBe(0)
    }),
    { numRuns: runs },
  ),
)
