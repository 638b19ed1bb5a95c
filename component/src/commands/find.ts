/** What is meant by an id, a number, an address or a name. */
import { cleanLine } from '../protocol/clean.ts'
import type { Field } from '../protocol/forms.ts'
import { local } from '../protocol/jid.ts'
import type { CaseRow } from './types.ts'

const plain = (words: string): string => cleanLine(words).normalize('NFKC').toLowerCase()

/** Without accents: as people type a name that their keyboard cannot write. */
const unaccented = (words: string): string => plain(words).normalize('NFD').replace(/\p{M}/gu, '')

function startsRoughly(name: string, wanted: string): boolean {
  const rough = unaccented(wanted)
  return rough !== '' && unaccented(name).startsWith(rough)
}

type Test<T> = (one: T, wanted: string) => boolean

/** From the surest to the vaguest test; the first that finds anything decides. */
function search<T>(all: readonly T[], tests: readonly Test<T>[], words: string): readonly T[] {
  const wanted = plain(words)
  if (wanted === '') return []
  for (const test of tests) {
    const found = all.filter((one) => test(one, wanted))
    if (found.length > 0) return found
  }
  return []
}

type Numbered = Pick<CaseRow['case'], 'id' | 'number' | 'name'>

const CASE_TESTS: readonly Test<Numbered>[] = [
  ({ id }, wanted) => id.toLowerCase() === wanted,
  ({ number }, wanted) => String(number) === wanted.replace(/^#/, ''),
  ({ name }, wanted) => plain(name) === wanted,
  ({ name }, wanted) => plain(name).startsWith(wanted),
  ({ name }, wanted) => startsRoughly(name, wanted),
]

const ROW_TESTS = CASE_TESTS.map(
  (test): Test<CaseRow> =>
    (row, wanted) =>
      test(row.case, wanted),
)

/** All that may be meant. */
export const find = (rows: readonly CaseRow[], words: string): readonly CaseRow[] =>
  search(rows, ROW_TESTS, words)

/** Those with this name, else those whose name begins with these whole words. */
export const findByWords = (rows: readonly CaseRow[], words: string): readonly CaseRow[] =>
  search(
    rows,
    [
      ({ case: { name } }, wanted) => plain(name) === wanted,
      ({ case: { name } }, wanted) => plain(name).startsWith(`${wanted} `),
    ],
    words,
  )

/** As `find`, among what has a number and a name, but is no live case. */
export const findNumbered = <T extends Numbered>(all: readonly T[], words: string): readonly T[] =>
  search<T>(all, CASE_TESTS, words)

export interface Named {
  readonly jid: string
  readonly name: string
}

const NAME_TESTS: readonly Test<Named>[] = [
  ({ jid }, wanted) => jid.toLowerCase() === wanted,
  ({ jid }, wanted) => local(jid) === wanted,
  ({ name }, wanted) => plain(name) === wanted,
  ({ name }, wanted) => plain(name).startsWith(wanted),
  ({ name }, wanted) => startsRoughly(name, wanted),
]

/** People or workgroups. */
export const findNamed = <T extends Named>(all: readonly T[], words: string): readonly T[] =>
  search<T>(all, NAME_TESTS, words)

/** `Mia, case 1842` */
export const called = ({ case: it }: CaseRow): string => calledOf(it)

export const calledOf = ({ name, number }: Pick<Numbered, 'name' | 'number'>): string =>
  `${cleanLine(name)}, case ${number}`

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

/** The field to choose somebody with; an address or a name may be written in too. */
export const namedField = (
  name: string,
  label: string,
  all: readonly { readonly label: string; readonly value: string }[],
): Field => ({ name, label, type: 'list-single', open: true, required: true, options: all })
