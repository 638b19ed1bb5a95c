/** XEP-0203: Delayed Delivery (version 2.0) */
import type { Element } from 'ltx'
import { DELAY } from '../../protocol/namespaces.js'
import type { Instant } from '../core/types.ts'
import { buildDateTime, parseDateTime } from './datetime.ts'
import { needed } from './values.ts'
import { attr, child, el } from './xml.ts'

export const NS = DELAY

export interface Delay {
  readonly at: Instant
  /** Who says so; only the room's or the own server's word counts. */
  readonly from?: string
}

export const buildDelay = ({ at, from }: Delay): Element =>
  el('delay', { xmlns: NS, from, stamp: buildDateTime(at) })

export function parseDelay(parent: Element): Delay | undefined {
  const delay = child(parent, 'delay', NS)
  if (!delay) return undefined
  const from = attr(delay, 'from')
  return { at: parseDateTime(needed(delay, 'stamp')), ...(from && { from }) }
}

/** Said earlier, and repeated by somebody who keeps it: a server that is asked for somebody's presence. */
export const isDelayed = (stanza: Element): boolean => child(stanza, 'delay', NS) !== undefined
