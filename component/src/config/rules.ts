import type { BareJid, Rules } from '../core/types.ts'
import type { Config } from './types.ts'

/** The part of the configuration that decides, for one workgroup. Throws for one that is not configured. */
export function rulesOf(config: Config, workgroup: BareJid): Rules {
  const settings = config.workgroups.get(workgroup)
  if (!settings) throw new Error(`no workgroup ${workgroup} in the configuration`)
  const { routing, operators, seats, ringFor, offerAway, whenNobody, maxQueue, maxWait } = settings
  const { visitorGrace, operatorGrace, leaveGrace, askAgainAfter, askAgainAtMost } = settings
  return {
    strategies: routing,
    operators: new Map(operators.map((jid) => [jid, { seats: config.operators.get(jid)?.seats ?? seats }])),
    ...{ ringFor, offerAway, whenNobody, maxQueue, maxWait },
    ...{ visitorGrace, operatorGrace, leaveGrace, askAgainAfter, askAgainAtMost },
  }
}
