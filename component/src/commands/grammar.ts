/**
 * How an action is written in a message: `word [case] [to whom][: words]`.
 *
 *     transfer 1842 to ben: please check the refund
 *     invite ben to mia
 *     note 1842: called back twice
 *
 * What is said stands behind the first colon. The case may be left out where there is only one to mean.
 */
import { find, findByWords } from './find.ts'
import type { CaseRow } from './types.ts'

export interface Halves {
  readonly head: string
  /** Behind the colon; `undefined` when there is none. */
  readonly text?: string
}

export function atColon(rest: string): Halves {
  const at = rest.indexOf(':')
  if (at < 0) return { head: rest.trim() }
  return { head: rest.slice(0, at).trim(), text: rest.slice(at + 1).trim() }
}

export interface To extends Halves {
  /** Behind the last `to` of the head. */
  readonly to?: string
}

/** `1842 to ben: please` is a head, whom it goes to, and words. */
export function atTo(rest: string): To {
  const { head, text } = atColon(rest)
  const words = text === undefined ? {} : { text }
  const found = /^(?:(.*)\s)?to\s+(\S.*)$/is.exec(head)
  if (!found) return { head, ...words }
  return { head: (found[1] ?? '').trim(), to: (found[2] ?? '').trim(), ...words }
}

/**
 * A case and words about it: `1842: words`, `mia: words`, `1842 words`, `words`. A head that is no case belongs to the
 * words, since people write colons too; but a number alone is a case, also one that has ended.
 */
export function caseAndWords(rest: string, rows: readonly CaseRow[]): { case?: string; words: string } {
  const { head, text } = atColon(rest)
  if (text !== undefined && (/^#?\d+$/.test(head) || find(rows, head).length > 0))
    return { case: head, words: text }
  const [, first = '', others = ''] = /^(\S+)\s*(.*)$/s.exec(rest.trim()) ?? []
  return isNumberOf(rows, first) ? { case: first, words: others } : { words: rest.trim() }
}

/**
 * `omar vip` where exactly one of these is Omar, or Omar Ali, whole words of a name from its start. For what is said in
 * single words only: in a sentence a name at the start may be its subject.
 */
export function nameAndWords(
  rest: string,
  rows: readonly CaseRow[],
): { case: string; words: string } | undefined {
  const words = rest.trim().split(/\s+/)
  for (let length = words.length - 1; length > 0; length -= 1) {
    const [row, second] = findByWords(rows, words.slice(0, length).join(' '))
    if (row) return second ? undefined : { case: row.case.id, words: words.slice(length).join(' ') }
  }
  return undefined
}

const isNumberOf = (rows: readonly CaseRow[], word: string): boolean => {
  const wanted = word.toLowerCase().replace(/^#/, '')
  return rows.some(({ case: { id, number } }) => id.toLowerCase() === wanted || String(number) === wanted)
}

/** Joins what there is: `said('note', '1842', undefined)`. */
export const said = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ')

/** The words at the end: `: please`. */
export const withWords = (head: string, words: string | undefined): string =>
  words ? `${head}: ${words}` : head
