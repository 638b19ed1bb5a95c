// What the operator has chosen for themselves (urn-parlor-1.md §9), kept by their account: `urn:parlor:1:own`.

import * as NS from '../../../component/protocol/namespaces.js'
import type { Own } from '../model/types.ts'
import type { Node } from './pep.ts'
import { countOf, type Element, instantOf, sendable, xml } from './xml.ts'

export const OWN_NODE: Node = { name: NS.OWN, many: false }
export const OWN_ITEM = 'current'

export const buildOwn = ({ show, status, seats, until }: Own): Element =>
  xml('own', {
    xmlns: NS.PARLOR,
    show,
    status: sendable(status),
    seats: seats === undefined ? undefined : String(seats),
    until: until === undefined ? undefined : new Date(until).toISOString(),
  })

const SHOWS: readonly string[] = ['chat', 'available', 'away', 'xa', 'dnd']

export function parseOwn(payload: Element): Own | undefined {
  const { show, status = '', seats, until } = payload.attrs
  if (!payload.is('own', NS.PARLOR) || !show || !SHOWS.includes(show)) return undefined
  const most = countOf(seats)
  const end = instantOf(until)
  return {
    show: show as Own['show'],
    status,
    ...(most !== undefined && most > 0 && { seats: most }),
    ...(end !== undefined && { until: end }),
  }
}
