/** Figures of a period, in words, as a table, or to take along (M3). */
import { PERIODS } from '../../figures/period.ts'
import type { Grouping, Report } from '../../figures/types.ts'
import { COLUMNS, csvOf, inWords, jsonOf, rowsOf } from '../../figures/write.ts'
import { said } from '../grammar.ts'
import type { Action, CommandContext, Outcome } from '../types.ts'

const GROUPINGS: readonly Grouping[] = ['operator', 'day', 'weekday', 'hour', 'site', 'language', 'reason']
const FORMATS = ['words', 'csv', 'json'] as const

const isYes = (value: string | undefined): boolean => value === 'true' || value === '1'
const option = (value: string) => ({ label: value[0]?.toUpperCase() + value.slice(1), value })

export const report: Action = {
  name: 'report',
  also: ['figures'],
  label: 'Figures',
  help: 'Tells how many asked, how long they waited, and what became of it, who was on duty how long, for a day, a week, or any dates; as CSV or JSON, too.',
  usage:
    'report [today, yesterday, week, last month, 7 days or dates] [by operator, day, weekday, hour, site, language or reason] [compared] [csv or json]',
  example: 'report last week by hour',
  who: 'operator',
  dialog: { node: 'set-report', label: 'Figures of a period' },
  fields: () => [
    {
      name: 'period',
      label: 'Period',
      type: 'list-single',
      open: true,
      values: ['today'],
      options: PERIODS.map(option),
      description: 'Or dates: 2026-11-01 to 2026-11-30.',
    },
    {
      name: 'by',
      label: 'By',
      type: 'list-single',
      values: ['total'],
      options: ['total', 'all', ...GROUPINGS].map(option),
    },
    { name: 'compared', label: 'Compared with the time before', type: 'boolean', values: ['false'] },
    { name: 'format', label: 'As', type: 'list-single', values: ['words'], options: FORMATS.map(option) },
  ],
  mustAsk: () => false,
  read: (rest) => {
    const [, words = '', format] = /^(.*?)(?:(?:\s|^)(?:as )?(csv|json|words))?$/is.exec(rest.trim()) ?? []
    const [, asked = '', compared] = /^(.*?)((?:\s|^)compared)?$/is.exec(words.trim()) ?? []
    const [, period = '', by] = /^(.*?)(?:(?:\s|^)by (\w+))?$/is.exec(asked.trim()) ?? []
    return {
      period: period.trim().toLowerCase(),
      ...(by && { by: by.toLowerCase() }),
      ...(compared && { compared: 'true' }),
      ...(format && { format: format.toLowerCase() }),
    }
  },
  write: ({ period, by, compared, format }) =>
    said(
      'report',
      period,
      by && by !== 'total' ? `by ${by}` : undefined,
      isYes(compared) ? 'compared' : undefined,
      format === 'words' ? undefined : format,
    ),
  run: async (context, { period = 'today', by = 'total', compared, format = 'words' }) => {
    const found = await context.records.report(period || 'today', isYes(compared))
    if (!found)
      return {
        fault: 'bad-input',
        text: `"${period}" is no period. There are ${PERIODS.join(', ')}, "7 days", and dates like 2026-11-01 to 2026-11-30.`,
      }
    return tell(context, mayKnow(context, found), by, format)
  },
}

/** What each operator comes to is for supervisors; everybody knows their own. */
function mayKnow({ speaker }: CommandContext, found: Report): Report {
  if (speaker.supervisor) return found
  const operator = found.by.operator.filter(({ key }) => key === speaker.jid)
  return { ...found, by: { ...found.by, operator } }
}

function tell(context: CommandContext, found: Report, by: string, format: string): Outcome {
  const kinds = by === 'all' ? GROUPINGS : GROUPINGS.filter((one) => one === by)
  const part: Report = {
    ...found,
    by: { ...nothing, ...Object.fromEntries(kinds.map((one) => [one, found.by[one]])) },
  }
  const nameOf = (jid: string): string => context.colleagues().find((one) => one.jid === jid)?.name ?? jid
  const table = asTable(part, kinds)
  if (format === 'csv') return { ok: csvOf(part), table }
  if (format === 'json') return { ok: JSON.stringify(jsonOf(part)), table }
  const groups = kinds
    .filter((one) => one !== 'operator')
    .flatMap((one) =>
      part.by[one].map(
        ({ key, figures }) => `${key}: ${figures.requests} requests, ${figures.served} served`,
      ),
    )
  const whole = by === 'total' ? { ...part, by: { ...part.by, operator: found.by.operator } } : part
  return { ok: [inWords(whole, nameOf), ...groups].join('\n'), table }
}

const nothing: Report['by'] = {
  operator: [],
  day: [],
  weekday: [],
  hour: [],
  site: [],
  language: [],
  reason: [],
}

const asTable = (found: Report, kinds: readonly Grouping[]) => ({
  columns: [
    { name: 'by', label: 'By' },
    { name: 'key', label: 'Of' },
    ...COLUMNS.map(([name, label]) => ({ name, label })),
  ],
  rows: rowsOf(found, [...kinds]).map(({ by, key, figures }) => ({
    by,
    key,
    ...Object.fromEntries(COLUMNS.map(([name, , value]) => [name, value(figures)])),
  })),
})
