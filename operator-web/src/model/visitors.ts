/** Who is on the site (R7): told by each workgroup of it, shown once. */
import type { Fact } from './facts.ts'
import type { SiteVisitor } from './types.ts'

export function reduceVisitors(visitors: readonly SiteVisitor[], fact: Fact): readonly SiteVisitor[] {
  if (fact.is === 'signed-out' || fact.is === 'connection-lost') return []
  if (fact.is === 'workgroup-started') return visitors.filter(({ workgroup }) => workgroup !== fact.workgroup)
  if (fact.is !== 'visitors-found') return visitors
  const others = visitors.filter(({ workgroup }) => workgroup !== fact.workgroup)
  return [...others, ...fact.visitors].sort((a, b) => a.since - b.since || (a.visitor < b.visitor ? -1 : 1))
}

/** Each once, whatever number of their site's workgroups one works in. */
export const onSite = (visitors: readonly SiteVisitor[]): readonly SiteVisitor[] =>
  [...new Map([...visitors].reverse().map((one) => [one.visitor, one])).values()].reverse()
