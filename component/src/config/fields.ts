/** The kinds of setting there are. Each carries what the manual says about it and what a mistake is told. */
import { z } from 'zod'
import type { Duration } from '../core/types.ts'
import { isValid } from '../protocol/jid.ts'
import { formatDuration, parseDuration } from './duration.ts'

export interface Doc {
  /** For the manual: what it is for, in full sentences. */
  readonly doc: string
  /** For mistakes: `a duration like "30 s"`. */
  readonly expected: string
  /** What the manual shows when there is no default, as YAML. */
  readonly example?: string
  /** What the manual says about the values it takes: `From 5 s to 1 h.` */
  readonly range?: string
  /** The value is never shown. */
  readonly secret?: boolean
}

export const docs = z.registry<Doc>()

function documented<Schema extends z.ZodType>(schema: Schema, doc: Doc): Schema {
  docs.add(schema, doc)
  return schema
}

/** A value that `read` understands; it answers undefined for what it does not. */
export function field<T>(doc: Doc, read: (value: unknown) => T | undefined) {
  const schema = z.unknown().transform((value, context): T => {
    const result = read(value)
    if (result !== undefined) return result
    context.addIssue({ code: 'custom', message: doc.expected })
    return z.NEVER
  })
  return documented(schema, doc)
}

type More = Partial<Omit<Doc, 'doc'>>

/** YAML makes numbers of `secret: 1234`; a person meant text. */
const asText = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : undefined
/** `${VAR}` makes text of everything. */
const asNumber = (value: unknown): number =>
  typeof value === 'string' && value.trim() !== ''
    ? Number(value)
    : typeof value === 'number'
      ? value
      : Number.NaN

export const text = (doc: string, more: More = {}) =>
  field({ expected: 'text', ...more, doc }, (value) => asText(value) || undefined)

export const matching = (doc: string, pattern: RegExp, expected: string, more: More = {}) =>
  field({ ...more, doc, expected }, (value) => {
    const words = asText(value)
    return words !== undefined && pattern.test(words) ? words : undefined
  })

export function count(doc: string, [min, max]: readonly [number, number], more: More = {}) {
  const range = `From ${min} to ${max}.`
  return field({ expected: `a whole number from ${min} to ${max}`, range, ...more, doc }, (value) => {
    const number = asNumber(value)
    return Number.isInteger(number) && number >= min && number <= max ? number : undefined
  })
}

export const port = (doc: string) =>
  count(doc, [1, 65_535], { expected: 'a port number (1 to 65535)', range: '' })

export const flag = (doc: string) =>
  field({ doc, expected: 'true or false' }, (value) => {
    const truths: Record<string, boolean> = { true: true, false: false }
    return typeof value === 'boolean' ? value : truths[String(value)]
  })

export function duration(doc: string, [min, max]: readonly [Duration, Duration]) {
  const range = `from ${formatDuration(min)} to ${formatDuration(max)}`
  const expected = `a duration like "30 s" (${range})`
  return field({ doc, expected, range: `F${range.slice(1)}.` }, (value) => {
    const parsed = parseDuration(value)
    return parsed !== undefined && parsed >= min && parsed <= max ? parsed : undefined
  })
}

export const choice = <const Word extends string>(doc: string, words: readonly Word[], more: More = {}) =>
  field(
    { doc, expected: `one of ${words.join(', ')}`, range: `One of ${words.join(', ')}.`, ...more },
    (value) => words.find((word) => word === value),
  )

/** A domain, without port: `rooms.example.com`. */
export const domain = (doc: string, example: string) =>
  field({ doc, example, expected: `a domain like ${example}` }, (value) => {
    const name = asText(value)?.toLowerCase()
    return name && isValid(name) && !/[@/]/.test(name) ? name : undefined
  })

/** An address of a web server and nothing behind it: `https://chat.example.com`. */
export const webAddress = (doc: string, example: string) =>
  field({ doc, example, expected: `an address like ${example}` }, (value) => originOf(asText(value)))

/** What a browser would send as Origin for this address; undefined when there is more to it than an origin. */
export function originOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { origin, protocol, pathname, search, hash, username } = new URL(address)
  const more = pathname !== '/' || search !== '' || hash !== '' || username !== ''
  return (protocol === 'https:' || protocol === 'http:') && !more ? origin : undefined
}

export const section = <Shape extends z.ZodRawShape>(doc: string, shape: Shape) =>
  documented(z.strictObject(shape), { doc, expected: 'a section' })

/** Entries under names that the admin chooses; `example` is such a name. */
export const entries = <Value extends z.ZodType>(doc: string, example: string, value: Value) =>
  documented(z.record(z.string(), value), { doc, expected: 'entries by name', example })

export const list = <Item extends z.ZodType>(doc: string, item: Item, more: More = {}) =>
  documented(z.array(item), { expected: 'a list', ...more, doc })
