/** urn:parlor:1 §4: uploaded files (XEP-0363) of somebody who is erased, told to the server that keeps them (M5). */
import type { Element } from 'ltx'
import { NS } from './parlor-case.ts'
import { child, el } from './xml.ts'

/** By the slots that stand in their addresses. */
export const buildErase = (slots: readonly string[]): Element =>
  el(
    'erase',
    { xmlns: NS },
    slots.map((slot) => el('file', { slot })),
  )

/** How many there were. */
export const parseErased = (answer: Element): number =>
  Number(child(answer, 'erase', NS)?.attrs.count ?? 0) || 0

const ADDRESS = /\/file_share\/([\w-]{8,100})\//g

/** The slots of all addresses in a text. */
export const slotsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(ADDRESS)].map(([, slot = '']) => slot)),
]
