/** Attributes and texts with a meaning: each reads one value, or throws `BadRequest` naming what is wrong. */
import type { Element } from 'ltx'
import { BadRequest } from './stanza-error.ts'
import { attr } from './xml.ts'

/** An attribute that must be there and not empty. */
export function needed(element: Element, name: string): string {
  const value = attr(element, name)
  if (!value) throw new BadRequest(`<${element.getName()}/> needs the attribute ${name}.`)
  return value
}

/** One of a closed list of words, else `BadRequest`. */
export function oneOf<T extends string>(words: readonly T[], value: string | undefined, what: string): T {
  const found = words.find((word) => word === value)
  if (found === undefined) throw new BadRequest(`${what} must be one of: ${words.join(', ')}.`)
  return found
}

/** A whole number from 0 to 2^31-1, else `BadRequest`; `undefined` stays `undefined`. */
export function count(value: string | undefined, what: string): number | undefined {
  if (value === undefined) return undefined
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN
  if (!(number <= 0x7fffffff)) throw new BadRequest(`${what} must be a whole number.`)
  return number
}

/** XML Schema's boolean: `true`, `1`, `false`, `0`; else `BadRequest`. */
export function flag(value: string | undefined, what: string): boolean | undefined {
  if (value === undefined) return undefined
  return ['true', '1'].includes(oneOf(['true', '1', 'false', '0'], value, what))
}
