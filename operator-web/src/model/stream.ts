/** The rows of a conversation on the screen: the first words, the lines, and the colleagues' notes at their time. */
import type { Chat, Line, Note } from './types.ts'

export type Row =
  | { readonly is: 'first'; readonly key: string }
  | { readonly is: 'last'; readonly key: string }
  | { readonly is: 'note'; readonly key: string; readonly note: Note }
  | { readonly is: 'line'; readonly key: string; readonly at: number }

const FIRST: Row = { is: 'first', key: 'first' }
const LAST: Row = { is: 'last', key: 'last' }

export function rowsOf({
  lines,
  case: { problem, notes = [] },
  earlier,
  gapAt,
  gap,
}: Pick<Chat, 'lines' | 'case' | 'earlier' | 'gapAt' | 'gap'>): readonly Row[] {
  const rows: Row[] = problem && !earlier ? [FIRST] : []
  // Before what has not been fetched yet nothing can stand in its place.
  const begin = earlier ? (lines[0]?.at ?? 0) : 0
  const waiting = notes.filter(({ at }) => at >= begin)
  let next = 0
  const notesUntil = (until: number) => {
    for (let note = waiting[next]; note && note.at < until; note = waiting[next]) {
      rows.push({ is: 'note', key: `note ${note.at} ${note.text.slice(0, 40)}`, note })
      next += 1
    }
  }
  for (const [at, line] of lines.entries()) {
    if (next < waiting.length && isPlaced(line)) notesUntil(line.at)
    rows.push({ is: 'line', key: line.key, at })
  }
  notesUntil(Number.POSITIVE_INFINITY)
  // While it is being filled nothing is said of it, and a row without a height would hide what comes in its place.
  if (gap && gapAt === lines.length) rows.push(LAST)
  return rows
}

/** Lines of the outbox have no place yet; nothing goes behind them. */
const isPlaced = (line: Line): boolean => line.is === 'system' || line.delivery !== 'failed'
