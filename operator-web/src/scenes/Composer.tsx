import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Button, TextArea, TextField } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { setDraft } from '../desk/storage.ts'
import { isForInputMethod } from '../hooks/input-method.ts'
import { useApp, useValue } from '../hooks/use-app.ts'
import type { Chat } from '../model/types.ts'
import { useCanned } from './CannedList.tsx'

/** In characters, as in the visitor's field; the server takes 64 KiB. */
const LONGEST = 5000
const WARN = 200

/** The message field. Its text is a draft of the chat: it is still there after a switch, a loss, a reload. */
export function Composer({ chat }: { chat: Chat }) {
  const app = useApp()
  const drafts = useValue(app.drafts)
  const wanted = useValue(app.focusWanted)
  const isNew = useRef(true)
  const field = useRef<HTMLTextAreaElement>(null)
  const text = drafts.get(chat.room) ?? ''

  useEffect(() => {
    // A field that is wanted without a name is that of the next chat, never of the one being written in now.
    const mine = wanted && (wanted.room ?? (isNew.current ? chat.room : undefined)) === chat.room
    isNew.current = false
    if (!mine) return
    field.current?.focus()
    app.focusWanted.set(undefined)
  }, [wanted, chat.room, app])

  const write = (next: string) => {
    setDraft(app.drafts, chat.room, next)
    app.shell?.wrote(chat.room, next)
  }
  const send = () => {
    if (!text.trim()) return
    app.shell?.say(chat.room, text)
    setDraft(app.drafts, chat.room, '')
    field.current?.focus()
  }
  const canned = useCanned(chat, text, (words) => {
    write(words)
    field.current?.focus()
  })
  const onKey = (event: KeyboardEvent) => {
    if (canned.onKey(event)) return
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isForInputMethod(event.nativeEvent)) return
    event.preventDefault()
    send()
  }
  const left = LONGEST - text.length
  return (
    <div className="composer">
      {canned.list}
      {left <= WARN && (
        <p className="composer-left" role="status">
          {left > 0 ? `${left} characters left` : `The message is full: it takes ${LONGEST} characters.`}
        </p>
      )}
      <TextField
        className="composer-field"
        aria-label={`Message to ${chat.with}`}
        value={text}
        maxLength={LONGEST}
        onChange={write}
      >
        <TextArea
          ref={field}
          rows={1}
          placeholder="Write a message"
          dir="auto"
          onKeyDown={onKey}
          {...canned.field}
        />
      </TextField>
      <Button
        className="button button-main button-send"
        aria-label="Send"
        onPress={send}
        isDisabled={!text.trim()}
      >
        <Icon name="send" />
      </Button>
    </div>
  )
}
