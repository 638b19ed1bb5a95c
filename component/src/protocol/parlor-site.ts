/** urn:parlor:1 §4: what operators hear of those who only read a page of the site. */
import type { Element } from 'ltx'
import { OUTCOMES, type Outcome } from '../../protocol/names.js'
import { NS } from './parlor-case.ts'
import { count, needed, oneOf } from './values.ts'
import { child, el } from './xml.ts'

/** What became of an invitation; the words for people are the message's body. */
export interface SiteNews {
  /** `v3` */
  readonly visitor: string
  readonly name: string
  readonly what: Outcome
}

export const buildSiteNews = ({ visitor, name, what }: SiteNews): Element =>
  el('site-news', { xmlns: NS, visitor, name, what })

export function parseSiteNews(stanza: Element): SiteNews | undefined {
  const news = child(stanza, 'site-news', NS)
  if (!news) return undefined
  const what = oneOf(OUTCOMES, news.attrs.what, 'The news')
  return { visitor: needed(news, 'visitor'), name: needed(news, 'name'), what }
}

/** The list has changed: how many there are now. */
export const buildSiteVisitors = (present: number): Element =>
  el('visitors', { xmlns: NS, count: String(present) })

export function parseSiteVisitors(stanza: Element): number | undefined {
  const list = child(stanza, 'visitors', NS)
  return list && (count(needed(list, 'count'), 'The count') ?? 0)
}
