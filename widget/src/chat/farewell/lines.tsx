/** What hangs on lines of a conversation: correcting and taking back one's own, answering and feeling about the others'. */
import { useEffect, useState } from 'preact/hooks'
import { mayAmend } from '../model/talk.ts'
import type { Entry, Remark, State } from '../model/types.ts'
import type { Props } from '../view/context.ts'
import { lines } from '../view/fetch-later.ts'
import { icon } from '../view/icons.tsx'
import type { Row } from '../view/rows.ts'
import type { ThreadProps } from '../view/Thread.tsx'
import { fill } from '../words/index.ts'
import { react, retract } from './amends.ts'
import { fileAt } from './shared.tsx'

const Pencil = icon('m5 19 1-4L16 5l3 3L9 18l-4 1Z')
const Undo = icon('M9 7 5 11l4 4m-4-4h9a4 4 0 0 1 0 8h-3')
const Answer = icon('M9 7 4 12l5 5m-5-5h10a6 6 0 0 1 6 6')
const Smile = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-4-7a5 5 0 0 0 8 0M9 9.5v.01m6-.01v.01')

/** What people feel most often. */
const EMOJIS = ['👍', '❤️', '😊', '🙏', '🎉', '😮']

/** Each as the workgroup allows. */
const may = ({ look }: State, what: Remark): boolean => look?.workgroup.remarks?.includes(what) ?? true

/** What may be done with this line: the newest own words are corrected or taken back, any other is answered. */
export function Acts({ row, ...props }: ThreadProps & { readonly row: Row }) {
  const { state, editing } = props
  if (editing || row.retracted || !row.stanzaId || !mayAmend(state)) return null
  const own = row.who === 'me'
  const newest = state.thread.entries.findLast(({ who }) => (who === 'me') === own && who !== 'desk')
  if (own) return newest?.id === row.id ? <Own row={row} {...props} /> : null
  return <Others row={row} isNewest={newest?.stanzaId === row.stanzaId} {...props} />
}

const Act = ({
  name,
  act,
  children,
}: {
  name: string
  act: () => void
  children: preact.ComponentChildren
}) => (
  <button type="button" aria-label={name} title={name} onClick={act}>
    {children}
  </button>
)

function Own({ row, ...props }: ThreadProps & { readonly row: Entry }) {
  const words = lines()?.words
  const { state, edit } = props
  if (!words) return null
  return (
    <span class="acts">
      {may(state, 'correct') && fileAt(row.text) === undefined && (
        <Act name={words.edit} act={() => edit(row)}>
          <Pencil />
        </Act>
      )}
      {may(state, 'retract') && (
        <Act name={words.takeBack} act={() => retract(props, row)}>
          <Undo />
        </Act>
      )}
    </span>
  )
}

function Others({
  row,
  isNewest,
  ...props
}: ThreadProps & { readonly row: Row; readonly isNewest: boolean }) {
  const words = lines()?.words
  const { state, edit } = props
  const [isOpen, open] = useState(false)
  if (!words) return null
  const felt = row.reactions?.[state.room?.nick ?? ''] ?? []
  const feel = (emoji: string) => {
    react(props, row, felt.includes(emoji) ? [] : [emoji])
    open(false)
  }
  return (
    <>
      <span class={isNewest || isOpen ? 'acts' : 'acts older'}>
        {may(state, 'reply') && (
          <Act name={words.answer} act={() => edit(row)}>
            <Answer />
          </Act>
        )}
        {may(state, 'react') && (
          <button
            type="button"
            aria-label={words.react}
            title={words.react}
            aria-expanded={isOpen}
            onClick={() => open(!isOpen)}
          >
            <Smile />
          </button>
        )}
      </span>
      {isOpen && (
        <span class="emojis">
          {EMOJIS.map((emoji) => (
            <button key={emoji} type="button" aria-pressed={felt.includes(emoji)} onClick={() => feel(emoji)}>
              {emoji}
            </button>
          ))}
        </span>
      )}
    </>
  )
}

export const modeText = ({ who, name }: Entry): string =>
  who === 'me' ? (lines()?.words.editing ?? '') : fill(lines()?.words.answering ?? '', { name })

/** What the words that are being written are about. When it is over, writing goes on. */
export function Mode({ editing, done }: { readonly editing: Entry; readonly done: () => void }) {
  useEffect(
    () => () => void setTimeout(() => document.querySelector<HTMLElement>('.composer textarea')?.focus()),
    [],
  )
  return (
    <p class="hint editing">
      <span>
        {modeText(editing)}
        {editing.who !== 'me' && <q dir="auto">{fileAt(editing.text) ?? editing.text}</q>}
      </span>
      <button type="button" onClick={done}>
        {lines()?.words.cancel}
      </button>
    </p>
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

/** The room has not stored it. */
export const Failed = ({ row, state, tongue, tell }: ThreadProps & { readonly row: Row }) => (
  <div class="meta failed" role="alert">
    {tongue.words.unsaved}{' '}
    {state.token && (
      <button type="button" onClick={() => tell({ is: 'retry', id: row.id })}>
        {tongue.words.again}
      </button>
    )}
  </div>
)

/** Once more, before a chat is ended. */
export const EndAsk = ({ tongue: { words }, tell, done }: Props & { readonly done: () => void }) => (
  <div class="header" role="alertdialog" aria-label={words.endAsk}>
    <strong>{words.endAsk}</strong>
    <button class="small" type="button" onClick={() => tell({ is: 'leave' })}>
      {words.endYes}
    </button>
    <button class="small quiet" type="button" onClick={done}>
      {words.endNo}
    </button>
  </div>
)
