/** What the workgroup's figures say, row by row, as the `report` command tells them (urn-parlor-1.md). */
export type Figures = Readonly<Record<string, string>>
export type Rows = readonly Figures[]

type Kind = 'count' | 'time' | 'share' | 'mean'

/** Those that are shown, in their order. */
export const FIGURES: readonly { readonly name: string; readonly label: string; readonly is: Kind }[] = [
  { name: 'requests', label: 'Requests', is: 'count' },
  { name: 'served', label: 'Served', is: 'count' },
  { name: 'abandoned', label: 'Abandoned', is: 'count' },
  { name: 'wait_median', label: 'Wait, median', is: 'time' },
  { name: 'wait_p90', label: 'Wait, 90 %', is: 'time' },
  { name: 'service_level', label: 'Within 60 s', is: 'share' },
  { name: 'first_response', label: 'First response', is: 'time' },
  { name: 'handling_median', label: 'Handling', is: 'time' },
  { name: 'transferred', label: 'Transferred', is: 'count' },
  { name: 'missed', label: 'Missed', is: 'count' },
  { name: 'rating_mean', label: 'Rating', is: 'mean' },
  { name: 'messages', label: 'Messages left', is: 'count' },
]

export const GROUPS = [
  { by: 'day', label: 'By day', isDrawn: true },
  { by: 'hour', label: 'By hour', isDrawn: true },
  { by: 'weekday', label: 'By weekday', isDrawn: true },
  { by: 'operator', label: 'By operator', isDrawn: false },
  { by: 'site', label: 'By site', isDrawn: false },
  { by: 'language', label: 'By language', isDrawn: false },
  { by: 'reason', label: 'How it ended', isDrawn: false },
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
