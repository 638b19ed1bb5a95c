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

/** The host they came from. */
export const cameFrom = (referrer: string | undefined): string | undefined =>
  (referrer && urlOf(referrer)?.host) || undefined

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** Any of the words, separated by commas, in what is known of them; none is everybody. */
export function fitsRule(visitor: SiteVisitor, rule: string): boolean {
  const words = rule
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
  if (words.length === 0) return true
  const { name, page, title, place, language, browser, referrer, words: searched } = visitor
  const all = [name, page, title, place, language, browser, referrer, searched].join('\n').toLowerCase()
  return words.some((word) => all.includes(word))
}

/** Who has come since, and fits the rule. */
export function arrivals(
  before: readonly SiteVisitor[],
  after: readonly SiteVisitor[],
  rule: string,
): readonly SiteVisitor[] {
  if (before === after) return []
  const known = new Set(before.map(({ visitor }) => visitor))
  return after.filter((visitor) => !known.has(visitor.visitor) && fitsRule(visitor, rule))
}
