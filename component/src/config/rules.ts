import type { BareJid, Rules, Staff } from '../core/types.ts'
import type { Config, StaffConfig, WorkgroupConfig } from './types.ts'

/** The part of the configuration that decides, for one workgroup. Throws for one that is not configured. */
export function rulesOf(config: Config, workgroup: BareJid): Rules {
  const settings = config.workgroups.get(workgroup)
  if (!settings) throw new Error(`no workgroup ${workgroup} in the configuration`)
  return rulesFor(config, settings)
}

export function rulesFor(config: Config, settings: WorkgroupConfig): Rules {
  const { routing, staff, ringFor, offerAway, maxQueue, maxWait, afterHours, otherwise, idle } = settings
  const { visitorGrace, operatorGrace, leaveGrace, askAgainAfter, askAgainAtMost, missedOffers } = settings
  return {
    strategies: routing,
    operators: new Map(staff.map((member) => [member.operator, staffOf(config, settings, member)])),
    ...{ ringFor, offerAway, maxQueue, maxWait, afterHours, otherwise },
    ...{ visitorGrace, operatorGrace, leaveGrace, askAgainAfter, askAgainAtMost },
    ...(idle.after > 0 && { idle: { ...idle, warning: Math.min(idle.warning, idle.after) } }),
    missedAtMost: missedOffers,
    whenNobody: otherwise.nobody === 'wait' ? 'wait' : 'refuse',
  }
}

/** What is said in the workgroup comes before what is said of the operator, and that before the workgroup's default. */
function staffOf(config: Config, workgroup: WorkgroupConfig, member: StaffConfig): Staff {
  const own = config.operators.get(member.operator)
  return {
    seats: member.seats ?? own?.seats ?? workgroup.seats,
    tier: member.tier,
    skills: member.skills ?? own?.skills ?? [],
    languages: member.languages ?? own?.languages ?? [],
  }
}
