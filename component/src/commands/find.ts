/** Which case is meant by an id, a number or a name. */
import { cleanLine } from '../protocol/clean.ts'
import type { Field } from '../protocol/forms.ts'
import type { CaseRow } from './types.ts'

const plain = (words: string): string => cleanLine(words).normalize('NFKC').toLowerCase()

type Test = (row: CaseRow, wanted: string) => boolean

/** From the surest to the vaguest; the first that finds anything decides. */
const TESTS: readonly Test[] = [
  ({ case: { id } }, wanted) => id.toLowerCase() === wanted,
  ({ case: { number } }, wanted) => String(number) === wanted.replace(/^#/, ''),
  ({ case: { name } }, wanted) => plain(name) === wanted,
  ({ case: { name } }, wanted) => plain(name).startsWith(wanted),
]

/** All that may be meant. */
export function find(rows: readonly CaseRow[], words: string): readonly CaseRow[] {
  const wanted = plain(words)
  if (wanted === '') return []
  for (const test of TESTS) {
    const found = rows.filter((row) => test(row, wanted))
    if (found.length > 0) return found
  }
  return []
}

/** `Mia, case 1842` */
export const called = ({ case: it }: CaseRow): string => `${cleanLine(it.name)}, case ${it.number}`

/** The field to choose a case with; another id, number or name may be written in too. */
export const caseField = (rows: readonly CaseRow[], required: boolean): Field => ({
  name: 'case',
  label: 'Case',
  type: 'list-single',
  open: true,
  required,
  description: 'Its number, or the name of the visitor.',
  options: rows.map((row) => ({ label: called(row), value: row.case.id })),
})
