/** Figures and how they are printed. */

/** A figure is good when it is at most, or at least, its limit; without a limit it is for information. */
export interface Figure {
  readonly what: string
  /** The same thing without Parlor, in the same unit. */
  readonly floor?: number
  readonly value: number
  readonly unit: string
  /** For the ratio value / floor when there is a floor, else for the value. */
  readonly atMost?: number
  readonly atLeast?: number
}

export const measured = ({ value, floor }: Figure): number => (floor === undefined ? value : value / floor)

export function isOver(figure: Figure): boolean {
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = figure
  // Not a number is never good.
  return !(measured(figure) <= atMost && measured(figure) >= atLeast)
}

const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

const limit = ({ atMost, atLeast }: Figure): string =>
  atMost !== undefined ? `≤ ${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : ''

const verdict = (figure: Figure): string => (limit(figure) === '' ? '' : isOver(figure) ? 'over' : 'ok')

const HEAD = ['figure', 'floor', 'value', 'unit', 'ratio', 'limit', '']

const row = (figure: Figure): string[] => [
  figure.what,
  figure.floor === undefined ? '' : number(figure.floor),
  number(figure.value),
  figure.unit,
  figure.floor === undefined ? '' : measured(figure).toFixed(2),
  limit(figure),
  verdict(figure),
]

export function table(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(row)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)))
  const isText = (column: number) => column === 0 || column === 3 || column > 4
  return rows
    .map((cells) =>
      cells
        .map((cell, column) =>
          isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The value that a quarter stays below: what else the machine does only ever adds, so the middle says more about that. */
export const quarter = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
