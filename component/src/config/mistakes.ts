import type { Path } from './walk.ts'

export interface Mistake {
  /** `workgroups.support.ringFor`, `sites.shop.origins[0]`; empty for the file as a whole. */
  readonly path: string
  /** `expected a duration like "30 s", got "fast"` */
  readonly problem: string
  /** From 1. */
  readonly line?: number
  readonly column?: number
}

/** Before it is known where in the text it stands. */
export interface Finding {
  readonly path: Path
  readonly problem: string
}

/** The file cannot be used; every mistake in it is named. Its message is for the terminal. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(
    readonly file: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`
    super([`${file} has ${count}:`, ...mistakes.map((mistake) => `  ${describe(mistake)}`)].join('\n'))
  }
}

export function describe({ path, problem, line, column }: Mistake): string {
  const place = line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`
  return `${path === '' ? '' : `${path}: `}${problem}${place}`
}

export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
}

/** How a wrong value is quoted: short, and on one line. */
export function quoted(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a section'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** `, did you mean "ringFor"?` when one of the known words is near enough, else nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0]
  return near && near.far <= Math.max(1, Math.floor(word.length / 3))
    ? `, did you mean "${near.candidate}"?`
    : ''
}

/** Levenshtein's, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    let left = i + 1
    const next = [left]
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1] ?? 0
      const diagonal = row[j] ?? 0
      left = Math.min(left + 1, above + 1, diagonal + (letter === b[j] ? 0 : 1))
      next.push(left)
    }
    row = next
  }
  return row[b.length] ?? 0
}
