import { useEffect, useRef, useState } from 'preact/hooks'
import { newId } from '../wire/id.ts'
import type { Props } from './context.ts'
import { Send } from './icons.tsx'

/** In characters; the server takes 64 KiB. */
const LONGEST = 5000
const WARN = 200
/** XEP-0085 §4.3: after this the visitor has paused (ms). */
const PAUSE = 4000

/** Enter that chooses a word of an input method; Safari says only by its old code that it is one. */
const isComposing = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229

/** Enter sends, Shift+Enter starts a line. Writing goes on while the connection is lost. */
export function Composer({ tongue, tell, writing }: Props) {
  const box = useRef<HTMLTextAreaElement>(null)
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const [text, setText] = useState('')
  const { words } = tongue

  useEffect(() => () => clearTimeout(pause.current), [])

  function grow(): void {
    if (!box.current) return
    box.current.style.height = 'auto'
    box.current.style.height = `${box.current.scrollHeight}px`
  }

  function input(event: { currentTarget: HTMLTextAreaElement }): void {
    setText(event.currentTarget.value)
    grow()
    if (pause.current === undefined) writing('composing')
    else clearTimeout(pause.current)
    pause.current = setTimeout(() => {
      pause.current = undefined
      writing(box.current?.value ? 'paused' : 'active')
    }, PAUSE)
  }

  function send(): void {
    if (!text.trim()) return
    clearTimeout(pause.current)
    pause.current = undefined
    tell({ is: 'say', id: newId(), text: text.trim(), at: Date.now() })
    setText('')
    if (box.current) {
      box.current.value = ''
      grow()
      box.current.focus()
    }
  }

  function key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    event.preventDefault()
    send()
  }

  const left = LONGEST - text.length
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {left <= WARN && (
        <p class="hint" role="status">
          {tongue.count(words.left, left)}
        </p>
      )}
      <div class="write">
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          value={text}
          maxLength={LONGEST}
          aria-label={words.write}
          placeholder={words.write}
          enterkeyhint="send"
          onInput={input}
          onKeyDown={key}
        />
        <button class="send" type="submit" aria-label={words.send} title={words.send} disabled={!text.trim()}>
          <Send />
        </button>
      </div>
    </form>
  )
}
