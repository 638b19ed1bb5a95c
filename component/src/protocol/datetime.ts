/** XEP-0082: XMPP Date and Time Profiles (version 1.1.1) */
import type { Instant } from '../core/types.ts'
import { BadRequest } from './stanza-error.ts'

const MODERN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/
/** COMPAT: `20050208T10:00:00`, UTC; the examples of XEP-0142 and Fastpath clients write it so (XEP-0091). */
const LEGACY = /^(\d{4})(\d\d)(\d\d)T(\d\d:\d\d:\d\d)$/

/** `2026-11-21T10:00:00Z`; with milliseconds when there are any. */
export const buildDateTime = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z')

/** COMPAT: `20261121T10:00:00`, UTC, whole seconds; all that Fastpath's clients can read. */
export const buildLegacyDateTime = (at: Instant): string =>
  new Date(at).toISOString().slice(0, 19).replaceAll('-', '')

/** Milliseconds since the epoch; throws `BadRequest` for what is no date and time. */
export function parseDateTime(words: string): Instant {
  const iso = words.trim().replace(LEGACY, '$1-$2-$3T$4Z')
  const at = MODERN.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at)) throw new BadRequest('A date and time must look like 2026-11-21T10:00:00Z.')
  return at
}
