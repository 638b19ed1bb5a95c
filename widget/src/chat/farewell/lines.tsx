/** What hangs on some lines of a conversation: the way to correct one's own words, and what others felt about them. */
import { mayAmend } from '../model/talk.ts'
import { lines } from '../view/fetch-later.ts'
import { icon } from '../view/icons.tsx'
import type { Row } from '../view/rows.ts'
import type { ThreadProps } from '../view/Thread.tsx'
import { retract } from './amends.ts'
import { fileAt } from './shared.tsx'

const Pencil = icon('m5 19 1-4L16 5l3 3L9 18l-4 1Z')
const Undo = icon('M9 7 5 11l4 4m-4-4h9a4 4 0 0 1 0 8h-3')

/** The newest own words may be corrected, or taken back. */
export function Acts({ row, ...props }: ThreadProps & { readonly row: Row }) {
  const { state, editing, edit } = props
  const words = lines()?.words
  const newest = state.thread.entries.findLast(({ who }) => who === 'me')
  const isOffered = newest?.id === row.id && row.state === 'sent' && !row.retracted && mayAmend(state)
  if (!isOffered || editing || !words) return null
  return (
    <span class="acts">
      {fileAt(newest.text) === undefined && (
        <button type="button" aria-label={words.edit} title={words.edit} onClick={() => edit(newest)}>
          <Pencil />
        </button>
      )}
      <button
        type="button"
        aria-label={words.takeBack}
        title={words.takeBack}
        onClick={() => retract(props, newest)}
      >
        <Undo />
      </button>
    </span>
  )
}

export function Reactions({ row }: { readonly row: Row }) {
  const all = Object.values(row.reactions ?? {}).flat()
  if (all.length === 0 || row.retracted) return null
  return (
    <p class="reactions">
      {[...new Set(all)].map((emoji) => {
        const times = all.filter((one) => one === emoji).length
        return (
          <span key={emoji}>
            {emoji}
            {times > 1 && ` ${times}`}
          </span>
        )
      })}
    </p>
  )
}
