/** What the workgroup's figures say, row by row, as the `report` command tells them (urn-parlor-1.md). */
import { t } from '../words/index.ts'

export type Figures = Readonly<Record<string, string>>
export type Rows = readonly Figures[]

type Kind = 'count' | 'time' | 'share' | 'mean'

/** Those that are shown, in their order. */
export const FIGURES: readonly { readonly name: string; readonly label: string; readonly is: Kind }[] = [
  { name: 'requests', label: t('Requests'), is: 'count' },
  { name: 'served', label: t('Served'), is: 'count' },
  { name: 'abandoned', label: t('Abandoned'), is: 'count' },
  { name: 'wait_median', label: t('Wait, median'), is: 'time' },
  { name: 'wait_p90', label: t('Wait, 90 %'), is: 'time' },
  { name: 'service_level', label: t('Within 60 s'), is: 'share' },
  { name: 'first_response', label: t('First response'), is: 'time' },
  { name: 'handling_median', label: t('Handling'), is: 'time' },
  { name: 'transferred', label: t('Transferred'), is: 'count' },
  { name: 'missed', label: t('Missed'), is: 'count' },
  { name: 'rating_mean', label: t('Rating'), is: 'mean' },
  { name: 'messages', label: t('Messages left'), is: 'count' },
  { name: 'presence', label: t('On duty'), is: 'time' },
  { name: 'occupancy', label: t('Of that with a chat'), is: 'share' },
]

export const GROUPS = [
  { by: 'day', label: t('By day'), isDrawn: true },
  { by: 'hour', label: t('By hour'), isDrawn: true },
  { by: 'weekday', label: t('By weekday'), isDrawn: true },
  { by: 'operator', label: t('By operator'), isDrawn: false },
  { by: 'site', label: t('By site'), isDrawn: false },
  { by: 'language', label: t('By language'), isDrawn: false },
  { by: 'reason', label: t('How it ended'), isDrawn: false },
] as const

export const groupsIn = (rows: Rows, by: string): Rows => rows.filter((row) => row.by === by)

function timeText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const texts: Readonly<Record<Kind, (value: number) => string>> = {
  count: String,
  time: timeText,
  share: (value) => `${Math.round(value * 100)} %`,
  mean: (value) => value.toFixed(1),
}

/** Nothing to measure is a dash. */
export function figureText(name: string, value: string | undefined): string {
  const figure = FIGURES.find((one) => one.name === name)
  return value === undefined || value === '' || !figure ? '–' : texts[figure.is](Number(value))
}

/** By how much it is more or less than the time before, in hundredths of what it was; shares in points. */
export function changeText(name: string, value: string | undefined, was: string | undefined): string {
  const figure = FIGURES.find((one) => one.name === name)
  const [now, then] = [Number(value || Number.NaN), Number(was || Number.NaN)]
  if (!figure || Number.isNaN(now) || Number.isNaN(then)) return ''
  const change = figure.is === 'share' ? (now - then) * 100 : then === 0 ? Number.NaN : (now / then - 1) * 100
  if (Number.isNaN(change)) return ''
  const rounded = Math.round(change)
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : '±'}${Math.abs(rounded)} %`
}
