import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Entry } from '../model/types.ts'
import { newId } from '../wire/id.ts'
import type { Props } from './context.ts'
import { lines } from './fetch-later.ts'
import { Send } from './icons.tsx'
import { sends } from './keys.ts'

/** In characters; the server takes 64 KiB. */
const LONGEST = 5000
const WARN = 200
/**
 * XEP-0085, all in ms. It is said that somebody writes once they have done so for a moment, as a short message needs no
 * notice; again before the other side takes it for over; and that they have stopped.
 */
const TYPING = { first: 700, again: 20_000, pause: 8000 }

/** Enter sends, Shift+Enter starts a line. Writing goes on while the connection is lost. */
interface ComposerProps extends Props {
  /** A message of theirs that they correct, or another one's that they answer. */
  readonly editing: Entry | undefined
  readonly done: () => void
}

export function Composer(props: ComposerProps) {
  const { tongue, tell, writing, drafts, editing, done } = props
  const box = useRef<HTMLTextAreaElement>(null)
  const first = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const saidAt = useRef(0)
  const [text, setText] = useState(editing?.who === 'me' ? editing.text : drafts.text)
  const { words } = tongue
  const corrected = editing?.who === 'me' ? editing : undefined

  useLayoutEffect(() => {
    grow()
    if (editing) box.current?.focus()
  }, [])
  useEffect(() => quiet, [])

  function grow(): void {
    if (!box.current) return
    box.current.style.height = 'auto'
    box.current.style.height = `${box.current.scrollHeight}px`
  }

  function quiet(): void {
    clearTimeout(first.current)
    clearTimeout(pause.current)
    first.current = undefined
    saidAt.current = 0
  }

  function say(): void {
    first.current = undefined
    saidAt.current = Date.now()
    writing('composing')
  }

  /** They have stopped, or taken it all back. */
  function stop(): void {
    const said = saidAt.current > 0
    quiet()
    if (said) writing(box.current?.value ? 'paused' : 'active')
  }

  function writes(): void {
    clearTimeout(pause.current)
    pause.current = setTimeout(stop, TYPING.pause)
    if (saidAt.current === 0) first.current ??= setTimeout(say, TYPING.first)
    else if (Date.now() - saidAt.current > TYPING.again) say()
  }

  function typed(now: string): void {
    setText(now)
    if (!corrected) drafts.text = now
    grow()
    if (now) writes()
    else stop()
  }

  function send(): void {
    if (!text.trim()) return
    quiet()
    if (corrected) correct(corrected)
    else post()
  }

  function post(): void {
    const id = newId()
    const quote = editing && lines()?.answer(props, editing, id)
    tell({ is: 'say', id, text: text.trim(), at: Date.now(), ...(quote && { quote }) })
    setText('')
    drafts.text = ''
    if (editing) done()
    if (box.current) {
      box.current.value = ''
      grow()
      box.current.focus()
    }
  }

  function correct(about: Entry): void {
    const now = text.trim()
    if (now !== about.text) lines()?.correct(props, about, now)
    done()
  }

  function key(event: KeyboardEvent): void {
    const isOff = editing && event.key === 'Escape'
    // The panel stays open: it is only the correction that is given up.
    if (isOff) event.stopPropagation()
    if (isOff) done()
    if (!sends(event)) return
    event.preventDefault()
    send()
  }

  const left = LONGEST - text.length
  const { Attach, Mode, modeText } = lines() ?? {}
  const mode = editing && modeText?.(editing)
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {editing && Mode && <Mode editing={editing} done={done} />}
      {left <= WARN && (
        <p class="hint" role="status">
          {tongue.count(words.left, left)}
        </p>
      )}
      <div class="write">
        {Attach && !editing && <Attach {...props} />}
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          value={text}
          maxLength={LONGEST}
          aria-label={mode || words.write}
          placeholder={words.write}
          enterkeyhint="send"
          onInput={(event) => typed(event.currentTarget.value)}
          onKeyDown={key}
        />
        <button class="send" type="submit" aria-label={words.send} title={words.send} disabled={!text.trim()}>
          <Send />
        </button>
      </div>
    </form>
  )
}
