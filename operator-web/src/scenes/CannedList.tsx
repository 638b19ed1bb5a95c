import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { isForInputMethod } from '../hooks/input-method.ts'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { cannedFor, filled } from '../model/records.ts'
import type { Canned, Chat } from '../model/types.ts'
import { t } from '../words/index.ts'

const keyOf = ({ name, shared }: Canned) => `${name}${shared ? '' : ' (yours)'}`

export interface CannedChoice {
  readonly list: React.ReactNode
  /** For the field: which entry the keys are at. */
  readonly field: Readonly<Record<string, string | undefined>>
  /** True when the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean
}

/** A slash at the beginning looks for a canned reply. `use` gets its words, filled in. */
export function useCanned(chat: Chat, text: string, use: (text: string) => void): CannedChoice {
  const app = useApp()
  const id = useId()
  const workgroup = useDesk((desk) => desk.workgroups.get(chat.workgroup)?.name ?? '')
  const all = useDesk((desk) => desk.canned.get(chat.workgroup))
  const [at, setAt] = useState(0)
  const [hidden, setHidden] = useState<string>()
  const asked = text.startsWith('/')
  const found = (all && cannedFor(app.desk.get(), chat.workgroup, text)) ?? []
  const open = found.length > 0 && hidden !== text
  // A slash alone asks what there is; with a word behind it, it may be meant for the visitor.
  const none = text === '/' && all?.length === 0
  const active = Math.min(at, found.length - 1)

  // Colleagues may have written new ones meanwhile.
  useEffect(() => {
    if (asked) void app.shell?.records.loadCanned(chat.workgroup)
    setAt(0)
  }, [asked, app, chat.workgroup])
  useEffect(() => {
    if (open) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active, open])

  const choose = (reply: Canned | undefined) => reply && use(filled(reply.text, chat, workgroup))
  const keys = new Map<string, () => void>([
    ['ArrowDown', () => setAt((active + 1) % found.length)],
    ['ArrowUp', () => setAt((active + found.length - 1) % found.length)],
    ['Enter', () => choose(found[active])],
    ['Tab', () => choose(found[active])],
    ['Escape', () => setHidden(text)],
  ])
  const onKey = (event: KeyboardEvent) => {
    const act =
      open && !event.altKey && !event.shiftKey && !isForInputMethod(event.nativeEvent) && keys.get(event.key)
    if (!act) return false
    event.preventDefault()
    act()
    return true
  }
  return {
    onKey,
    field: open
      ? { 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-activedescendant': `${id}-${active}` }
      : {},
    list: open ? (
      <div className="canned" id={id} role="listbox" aria-label={t('Canned replies')}>
        {found.map((reply, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the message field
          <div
            key={keyOf(reply)}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="canned-item"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reply)}
          >
            <strong>/{keyOf(reply)}</strong>
            <span dir="auto">{filled(reply.text, chat, workgroup)}</span>
          </div>
        ))}
      </div>
    ) : (
      none && (
        <p className="canned canned-none" role="status">
          {t('No canned replies yet. Write one as a message, and save it by the dots above.')}
        </p>
      )
    ),
  }
}
