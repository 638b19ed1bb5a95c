/** Figures in words for a message, as a table for spreadsheets (CSV), and for programs (JSON). */
import type { Figures, Report } from './types.ts'

const seconds = (ms: number | undefined): string => (ms === undefined ? '' : String(Math.round(ms / 1_000)))
const rounded = (value: number | undefined, digits: number): string =>
  value === undefined ? '' : String(Number(value.toFixed(digits)))

/** The columns, in their order: the same in the table on the screen, in CSV and in JSON. */
export const COLUMNS: readonly (readonly [
  name: string,
  label: string,
  value: (figures: Figures) => string,
])[] = [
  ['requests', 'Requests', ({ requests }) => String(requests)],
  ['served', 'Served', ({ served }) => String(served)],
  ['abandoned', 'Abandoned', ({ abandoned }) => String(abandoned)],
  ['unserved', 'Not served', ({ unserved }) => String(unserved)],
  ['wait_median', 'Wait, median (s)', ({ waitMedian }) => seconds(waitMedian)],
  ['wait_p90', 'Wait, 90 % (s)', ({ waitP90 }) => seconds(waitP90)],
  ['service_level', 'Served within 60 s', ({ serviceLevel }) => rounded(serviceLevel, 3)],
  ['first_response', 'First response, median (s)', ({ firstResponseMedian }) => seconds(firstResponseMedian)],
  ['handling_median', 'Handling, median (s)', ({ handlingMedian }) => seconds(handlingMedian)],
  ['handling_p90', 'Handling, 90 % (s)', ({ handlingP90 }) => seconds(handlingP90)],
  ['transferred', 'Transferred', ({ transferred }) => String(transferred)],
  ['declined', 'Declined', ({ declined }) => String(declined)],
  ['missed', 'Missed', ({ missed }) => String(missed)],
  ['ratings', 'Ratings', ({ ratings }) => String(ratings)],
  ['rating_mean', 'Rating, mean', ({ ratingMean }) => rounded(ratingMean, 2)],
  ['messages', 'Messages left', ({ messages }) => String(messages)],
  ['presence', 'On duty (s)', ({ presence }) => seconds(presence)],
  ['occupancy', 'Of that with a chat', ({ occupancy }) => rounded(occupancy, 3)],
]

/** One row for each group of each kind, the whole first. */
export const rowsOf = (report: Report, kinds = Object.keys(report.by) as (keyof Report['by'])[]) => [
  { by: 'total', key: report.period.label, figures: report.total },
  ...(report.before ? [{ by: 'before', key: report.before.period.label, figures: report.before.total }] : []),
  ...kinds.flatMap((by) => report.by[by].map(({ key, figures }) => ({ by, key, figures }))),
]

/** A spreadsheet takes a cell that begins so for a formula; with an apostrophe it is text. */
const harmless = (words: string): string => (/^[=+\-@\t\r]/.test(words) ? `'${words}` : words)
const cell = (words: string): string => {
  const safe = harmless(words)
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** RFC 4180. */
export function csvOf(report: Report): string {
  const head = ['by', 'key', ...COLUMNS.map(([name]) => name)]
  const lines = rowsOf(report).map(({ by, key, figures }) => [
    by,
    key,
    ...COLUMNS.map(([, , value]) => value(figures)),
  ])
  return [head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

export const jsonOf = ({ period, timeZone, total, by, before }: Report) => ({
  from: new Date(period.from).toISOString(),
  until: new Date(period.until).toISOString(),
  timeZone,
  total,
  by,
  ...(before && {
    before: {
      from: new Date(before.period.from).toISOString(),
      until: new Date(before.period.until).toISOString(),
      total: before.total,
    },
  }),
})

const time = (ms: number | undefined): string => {
  if (ms === undefined) return '-'
  const all = Math.round(ms / 1_000)
  if (all < 60) return `${all} s`
  const minutes = Math.floor(all / 60)
  return minutes < 60 ? `${minutes} min ${all % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${Math.round(share * 100)} %`

const dutyWords = ({ presence, occupancy }: Figures): string =>
  `${time(presence)} together, ${percent(occupancy)} of it with a chat`

function sentences(figures: Figures): string[] {
  const { requests, served, abandoned, unserved, ratings, messages } = figures
  return [
    `${requests} requests: ${served} served, ${abandoned} abandoned, ${unserved} not served; ${messages} messages left`,
    `Wait: median ${time(figures.waitMedian)}, 90 % within ${time(figures.waitP90)}, ${percent(figures.serviceLevel)} within 60 s`,
    `First response: median ${time(figures.firstResponseMedian)}; handling: median ${time(figures.handlingMedian)}`,
    `${figures.transferred} transferred, ${figures.declined} declined, ${figures.missed} missed`,
    ...(ratings > 0 ? [`${ratings} ratings, mean ${rounded(figures.ratingMean, 1)} of 5`] : []),
    ...(figures.presence === undefined ? [] : [`On duty: ${dutyWords(figures)}`]),
  ]
}

/** By how much it is more or less, in hundredths of what it was. */
function changes(now: Figures, before: Figures): string {
  const change = (label: string, value: number | undefined, was: number | undefined) =>
    value === undefined || !was
      ? []
      : [`${label} ${value < was ? '-' : '+'}${Math.round(Math.abs(value / was - 1) * 100)} %`]
  const all = [
    ...change('requests', now.requests, before.requests),
    ...change('served', now.served, before.served),
    ...change('abandoned', now.abandoned, before.abandoned),
    ...change('wait', now.waitMedian, before.waitMedian),
    ...change('on duty', now.presence, before.presence),
  ]
  return `Change: ${all.length === 0 ? 'nothing to compare with' : all.join(', ')}`
}

/** For a message; `nameOf` an operator. */
export function inWords(report: Report, nameOf: (jid: string) => string): string {
  const operators = report.by.operator.map(
    ({ key, figures }) =>
      `${nameOf(key)}: ${figures.served} served, handling ${time(figures.handlingMedian)}, ${figures.missed} missed${figures.presence === undefined ? '' : `, on duty ${time(figures.presence)}, ${percent(figures.occupancy)} of it with a chat`}`,
  )
  const { period, timeZone, total, before } = report
  return [
    `${period.label}, ${timeZone}:`,
    ...sentences(total),
    ...operators,
    ...(before
      ? [`Before, ${before.period.label}:`, ...sentences(before.total), changes(total, before.total)]
      : []),
  ].join('\n')
}
