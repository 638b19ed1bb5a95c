/** Opening hours for people, in their language: `Intl` has all the words. */
import type { Hours, Span } from './types.ts'
import { MINUTE } from './wall-clock.ts'

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY = 86_400_000

/** By hours and language: making the formats takes milliseconds, and every visitor asks. */
const known = new WeakMap<Hours, Map<string, string>>()
const MOST_LANGUAGES = 50

/** `Mon – Fri 9:00 AM – 5:00 PM, Sat 10:00 AM – 2:00 PM (Germany Time)`; empty when it is never open. */
export function describe(hours: Hours, locale: string): string {
  const texts = known.get(hours) ?? new Map<string, string>()
  known.set(hours, texts)
  const language = supported(locale)
  const text = texts.get(language) ?? inWords(hours, language)
  if (texts.size < MOST_LANGUAGES) texts.set(language, text)
  return text
}

function inWords(hours: Hours, language: string): string {
  const days = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const times = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
  const stretches = alike(hours).map(({ first, last, spans }) => {
    const on = days.formatRange(MONDAY + first * DAY, MONDAY + last * DAY)
    return `${on} ${spans.map((span) => spanText(times, span)).join(', ')}`
  })
  return stretches.length === 0
    ? ''
    : plain(`${stretches.join(', ')} (${zoneName(hours.timeZone, language)})`)
}

const spanText = (times: Intl.DateTimeFormat, { from, to }: Span): string =>
  // One minute less a day: a range over midnight would be told with dates.
  to === 1_440
    ? `${times.format(MONDAY + from * MINUTE)} – ${times.format(MONDAY)}`
    : times.formatRange(MONDAY + from * MINUTE, MONDAY + to * MINUTE)

interface Stretch {
  readonly first: number
  readonly last: number
  readonly spans: readonly Span[]
}

/** Days that follow each other with the same hours; closed ones are left out. */
function alike({ week }: Hours): Stretch[] {
  const stretches: Stretch[] = []
  for (const [day, spans] of week.entries()) {
    const before = stretches.at(-1)
    if (before && same(before.spans, spans)) stretches[stretches.length - 1] = { ...before, last: day }
    else stretches.push({ first: day, last: day, spans })
  }
  return stretches.filter(({ spans }) => spans.length > 0)
}

const same = (a: readonly Span[], b: readonly Span[]): boolean => JSON.stringify(a) === JSON.stringify(b)

function zoneName(timeZone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** Anything may come from outside. */
function supported(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/** Thin and narrow spaces are beautiful, but mail programs and terminals show boxes. */
const plain = (text: string): string => text.replace(/[\u2009\u202F\u00A0]/g, ' ')
