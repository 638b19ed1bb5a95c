/** Who is on the site (R7): told by each workgroup of it, shown once. */
import type { Fact } from './facts.ts'
import type { SiteVisitor } from './types.ts'

export function reduceVisitors(visitors: readonly SiteVisitor[], fact: Fact): readonly SiteVisitor[] {
  if (fact.is === 'signed-out' || fact.is === 'connection-lost') return []
  if (fact.is === 'workgroup-started') return visitors.filter(({ workgroup }) => workgroup !== fact.workgroup)
  if (fact.is !== 'visitors-found') return visitors
  const others = visitors.filter(({ workgroup }) => workgroup !== fact.workgroup)
  const told = withPaths(visitors, fact.visitors)
  return [...others, ...told].sort((a, b) => a.since - b.since || (a.visitor < b.visitor ? -1 : 1))
}

/** Each once, whatever number of their site's workgroups one works in. */
export const onSite = (visitors: readonly SiteVisitor[]): readonly SiteVisitor[] =>
  [...new Map([...visitors].reverse().map((one) => [one.visitor, one])).values()].reverse()

const PAGES = 6

/** The pages somebody has been to while we looked, oldest first: a workgroup tells only the one they are on. */
export function withPaths(
  before: readonly SiteVisitor[],
  now: readonly SiteVisitor[],
): readonly SiteVisitor[] {
  const known = new Map(before.map((visitor) => [visitor.visitor, visitor]))
  return now.map((visitor) => {
    const here = pathOf(visitor.page)
    if (here === undefined) return visitor
    const path = known.get(visitor.visitor)?.path ?? []
    return { ...visitor, path: path.at(-1) === here ? path : [...path, here].slice(-PAGES) }
  })
}

function pathOf(page: string | undefined): string | undefined {
  if (!page) return undefined
  const url = urlOf(page)
  return url ? url.pathname : page
}

/** Where a search engine of today tells what was searched for, if it does. */
const QUERIES = ['q', 'query', 'p', 'text', 'wd', 'search']

/** The host they came from, and the words they searched for there. */
export function cameFrom(referrer: string | undefined): { host: string; words?: string } | undefined {
  const url = referrer ? urlOf(referrer) : undefined
  if (!url) return undefined
  const words = QUERIES.map((name) => url.searchParams.get(name)?.trim()).find(Boolean)
  return { host: url.host, ...(words && { words }) }
}

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
  const { name, page, title, place, language, browser, referrer } = visitor
  const all = [name, page, title, place, language, browser, referrer].join('\n').toLowerCase()
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
