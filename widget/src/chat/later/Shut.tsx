import { fill } from '../words/index.ts'
import { Instead } from './Instead.tsx'
import type { LaterProps } from './index.tsx'
import { Letter } from './Letter.tsx'
import { Note } from './notes.tsx'

/**
 * Nobody there, closed or full: when it opens, and what may be done instead (Q5). The hours are those of the workgroup,
 * with the name of its time zone; when it opens is told by the visitor's own clock, and both say so.
 */
export function Shut(props: LaterProps) {
  const { state, tongue, later } = props
  const title = later.shut[state.why ?? 'nobody']
  const { text = '', next } = state.look?.hours ?? {}
  const hours = text && (
    <>
      {next && <p>{fill(later.opens, { time: opening(Date.parse(next), tongue.language) })}</p>}
      <p>{fill(later.hours, { hours: unbroken(text) })}</p>
    </>
  )
  if (state.instead?.do === 'message')
    return (
      <Letter title={title} {...props}>
        {hours}
      </Letter>
    )
  return (
    <Note title={title}>
      {hours}
      {state.instead ? <Instead {...props} /> : <p>{later.look}</p>}
    </Note>
  )
}

/** "13:00–17:00" stays on one line: browsers break after a dash. */
const unbroken = (hours: string): string => hours.replaceAll('–', '\u2060–\u2060')

/** By the visitor's own clock: "Monday at 09:00", with the date when it is not within a week. */
function opening(at: number, language: string): string {
  const soon = at - Date.now() < 6 * 86_400_000
  const date = soon ? {} : ({ day: 'numeric', month: 'long' } as const)
  const time = { hour: 'numeric', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(language, { weekday: 'long', ...date, ...time }).format(at)
}
