/** XEP-0059: Result Set Management (version 1.0) */
import type { Element } from 'ltx'
import { RSM } from '../../protocol/namespaces.js'
import { count } from './values.ts'
import { child, el, ownText } from './xml.ts'

export const NS = RSM

/** Which page is asked for. `before: ''` is the last one. */
export interface PageRequest {
  readonly max?: number | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
}

/** Which page was given. */
export interface PageResult {
  readonly first?: string
  readonly last?: string
  /** How many there are in all, where the service counts. */
  readonly count?: number
}

export const buildPage = (page: PageRequest): Element =>
  el(
    'set',
    { xmlns: NS },
    page.max === undefined ? undefined : el('max', {}, String(page.max)),
    page.after === undefined ? undefined : el('after', {}, page.after),
    page.before === undefined ? undefined : el('before', {}, page.before),
  )

export function parsePageRequest(parent: Element): PageRequest | undefined {
  const set = child(parent, 'set', NS)
  if (!set) return undefined
  const max = count(ownText(set, 'max'), 'max')
  const [after, before] = [ownText(set, 'after'), ownText(set, 'before')]
  return {
    ...(max !== undefined && { max }),
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
  }
}

export const buildPageResult = (page: PageResult): Element =>
  el(
    'set',
    { xmlns: NS },
    page.first === undefined ? undefined : el('first', {}, page.first),
    page.last === undefined ? undefined : el('last', {}, page.last),
    page.count === undefined ? undefined : el('count', {}, String(page.count)),
  )

export function parsePageResult(parent: Element): PageResult | undefined {
  const set = child(parent, 'set', NS)
  if (!set) return undefined
  const [first, last] = [ownText(set, 'first'), ownText(set, 'last')]
  const total = count(ownText(set, 'count'), 'count')
  return { ...(first && { first }), ...(last && { last }), ...(total !== undefined && { count: total }) }
}
