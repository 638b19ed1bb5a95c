/**
 * Opening hours as the configuration writes them: `Mo-Fr 09:00-17:00`, `Sa,Su 10:00-12:00, 13:00-15:00`,
 * `Fr 22:00-06:00` (over midnight), and holidays `2026-12-25` or `2026-12-24 09:00-12:00`.
 */
import type { Span, Week } from './types.ts'

const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
const MIDNIGHT = 1_440

/** A line of the weekly plan; a span that ends before it begins goes on into the next day. */
export interface WeeklyLine {
  /** Monday is 0. */
  readonly days: readonly number[]
  readonly spans: readonly Span[]
}

export interface HolidayLine {
  readonly date: string
  readonly spans: readonly Span[]
}

export function parseWeekly(text: unknown): WeeklyLine | undefined {
  if (typeof text !== 'string') return undefined
  const [, dayWords, timeWords] = /^\s*([A-Za-z]{2}[A-Za-z,\s-]*?)\s+(\d.*)$/.exec(text) ?? []
  const days = dayWords === undefined ? undefined : parseDays(dayWords)
  const spans = timeWords === undefined ? undefined : parseSpans(timeWords)
  return days && spans && { days, spans }
}

export function parseHoliday(text: unknown): HolidayLine | undefined {
  if (typeof text !== 'string') return undefined
  const [, date = '', times] = /^\s*(\d{4}-\d{2}-\d{2})(?:\s+(\d.*))?\s*$/.exec(text) ?? []
  if (!isDate(date)) return undefined
  const spans = times === undefined ? [] : parseSpans(times)
  return spans && { date, spans }
}

/** 31 February is none. */
function isDate(date: string): boolean {
  const instant = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date)
}

/** `Mo-Fr`, `Sa,Su`, `Fr-Mo` over the weekend. */
function parseDays(words: string): number[] | undefined {
  const days = new Set<number>()
  for (const part of words.split(',')) {
    const [first, last = first, ...rest] = part.split('-').map(dayIndex)
    if (first === undefined || last === undefined || rest.length > 0) return undefined
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day)
      if (day === last) break
    }
  }
  return [...days]
}

/** `Mo` or `Monday`. */
function dayIndex(word: string): number | undefined {
  const short = word.trim().toLowerCase()
  const index = DAYS.findIndex((day) => short === day || (short.length > 2 && FULL[day].startsWith(short)))
  return index === -1 ? undefined : index
}

const FULL: Readonly<Record<(typeof DAYS)[number], string>> = {
  mo: 'monday',
  tu: 'tuesday',
  we: 'wednesday',
  th: 'thursday',
  fr: 'friday',
  sa: 'saturday',
  su: 'sunday',
}

/** `09:00-12:00, 13:00-17:00`; 24:00 is the end of the day. */
function parseSpans(words: string): Span[] | undefined {
  const spans: Span[] = []
  for (const part of words.split(',')) {
    const [, from, to] = /^\s*(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$/.exec(part) ?? []
    const span = { from: minuteOf(from), to: minuteOf(to) }
    if (span.from === undefined || span.to === undefined) return undefined
    if (span.from === MIDNIGHT || span.from === span.to) return undefined
    spans.push({ from: span.from, to: span.to })
  }
  return spans
}

function minuteOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  const whole = hour * 60 + minute
  return minute < 60 && whole <= MIDNIGHT ? whole : undefined
}

/** The lines put together: what goes over midnight is cut there, what touches is one. */
export function weekOf(lines: readonly WeeklyLine[]): Week {
  const days: Span[][] = DAYS.map(() => [])
  for (const { days: on, spans } of lines) {
    for (const day of on) {
      for (const span of spans) {
        const [today, tomorrow] = cutAtMidnight(span)
        days[day]?.push(today)
        if (tomorrow) days[(day + 1) % 7]?.push(tomorrow)
      }
    }
  }
  const [mo = [], tu = [], we = [], th = [], fr = [], sa = [], su = []] = days.map(joined)
  return [mo, tu, we, th, fr, sa, su]
}

/**
 * A holiday replaces all of its date, what came over from the day before included; what it hands on is lost to another. The
 * day after it begins with what the holiday hands on, not with the night that would have been.
 */
export function holidaysOf(
  lines: readonly HolidayLine[],
  weekly: readonly WeeklyLine[],
): ReadonlyMap<string, readonly Span[]> {
  const own = new Map(lines.map(({ date, spans }) => [date, joined(spans.map(today))]))
  for (const { date, spans } of lines) {
    const next = new Date(Date.parse(date) + 86_400_000)
    const nextDate = next.toISOString().slice(0, 10)
    const weekday = (next.getUTCDay() + 6) % 7
    const usualNight = spansOf(weekly, (weekday + 6) % 7).flatMap(tomorrow)
    const night = spans.flatMap(tomorrow)
    if (own.has(nextDate) || usualNight.length + night.length === 0) continue
    own.set(nextDate, joined([...spansOf(weekly, weekday).map(today), ...night]))
  }
  return own
}

const spansOf = (weekly: readonly WeeklyLine[], weekday: number): readonly Span[] =>
  weekly.filter(({ days }) => days.includes(weekday)).flatMap(({ spans }) => spans)

const today = (span: Span): Span => cutAtMidnight(span)[0]
const tomorrow = (span: Span): readonly Span[] => cutAtMidnight(span).slice(1)

function cutAtMidnight({ from, to }: Span): [today: Span, ...tomorrow: Span[]] {
  if (from < to) return [{ from, to }]
  return to === 0
    ? [{ from, to: MIDNIGHT }]
    : [
        { from, to: MIDNIGHT },
        { from: 0, to },
      ]
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else result.push(span)
  }
  return result
}
