import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Button, TextArea, TextField } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import type { Aim } from '../desk/app.ts'
import { setDraft } from '../desk/storage.ts'
import { isForInputMethod } from '../hooks/input-method.ts'
import { useApp, useDesk, useDraft, useValue } from '../hooks/use-app.ts'
import { isOnline, mayUse } from '../model/select.ts'
import type { Chat } from '../model/types.ts'
import { many, t } from '../words/index.ts'
import { useCanned } from './CannedList.tsx'
import { ComposerTools } from './ComposerTools.tsx'
import { ChosenFiles, useFiles } from './Files.tsx'

/** In characters, as in the visitor's field; the server takes 64 KiB. A note is shorter. */
const LONGEST = 5000
const LONGEST_NOTE = 2000
const WARN = 200

/** The message field. Its text is a draft of the chat: it is still there after a switch, a loss, a reload. */
export function Composer({ chat }: { chat: Chat }) {
  const app = useApp()
  const aim = useValue(app.aims).get(chat.room)
  const field = useField(chat)
  const draft = draftKey(chat, aim)
  const text = useDraft(draft)
  const files = useFiles(chat)
  const isNote = aim?.is === 'note'
  const longest = isNote ? LONGEST_NOTE : LONGEST

  const write = (next: string) => {
    setDraft(app.drafts, draft, next)
    // What is written down for colleagues is not told to the visitor, not even that it is being written.
    if (draft === chat.room) app.shell?.wrote(chat.room, next)
  }
  const hasFiles = !isNote && files.chosen.length > 0 && !files.busy
  const send = async () => {
    if (hasFiles) void files.send()
    if (!text.trim() || text.length > longest) return
    setDraft(app.drafts, draft, '')
    if (!isNote) app.aim(chat.room, undefined)
    field.current?.focus()
    if (aim?.is === 'correct') app.shell?.remarks.correct(chat.room, aim.line, text)
    else if (aim?.is !== 'note') app.shell?.say(chat.room, text, aim?.reply)
    else if (!(await app.shell?.records.note(chat.workgroup, chat.case.id, text.trim())))
      setDraft(app.drafts, draft, text)
  }
  const canned = useCanned(chat, text, (words) => {
    write(words)
    field.current?.focus()
  })
  const onKey = (event: KeyboardEvent) => {
    if (canned.onKey(event) || isForInputMethod(event.nativeEvent) || event.shiftKey || event.altKey) return
    const act = KEYS[event.key]?.({ app, chat, aim, text, send: () => void send() })
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const insert = (words: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {}
    write(text.slice(0, selectionStart) + words + text.slice(selectionEnd))
    field.current?.focus()
  }
  const left = longest - text.length
  return (
    <div className={`composer${isNote ? ' composer-note' : ''}`}>
      {canned.list}
      {left <= WARN && (
        <p className="composer-left" role="status">
          {left > 0
            ? many(left, '{n} character left', '{n} characters left')
            : t('The message is full: it takes {longest} characters.', { longest })}
        </p>
      )}
      <div className="composer-inner" {...(isNote ? {} : files.target)}>
        <div className="composer-head">
          <AimStrip chat={chat} aim={aim} />
          <ComposerTools insert={insert} files={isNote ? undefined : files} />
        </div>
        {!isNote && <ChosenFiles files={files} />}
        <div className="composer-row">
          <TextField
            className="composer-field"
            aria-label={
              isNote
                ? t('Note about {name}', { name: chat.with })
                : t('Message to {name}', { name: chat.with })
            }
            value={text}
            maxLength={longest}
            onChange={write}
          >
            <TextArea
              ref={field}
              rows={1}
              placeholder={isNote ? t('A note for your colleagues') : t('Write a message, / for replies')}
              dir="auto"
              spellCheck
              onKeyDown={onKey}
              {...canned.field}
            />
          </TextField>
          <Button
            className="button button-main button-send"
            aria-label={isNote ? t('Keep the note') : t('Send')}
            onPress={() => void send()}
            isDisabled={!text.trim() && !hasFiles}
          >
            <Icon name={isNote ? 'note' : 'send'} />
          </Button>
        </div>
      </div>
    </div>
  )
}

/** What is meant for colleagues, and what corrects something, has drafts of its own: it must never be sent by mistake. */
const draftKey = ({ room }: Chat, aim: Aim | undefined): string =>
  aim && aim.is !== 'reply' ? `${room}#${aim.is}` : room

/** Has the cursor when it is wanted here. */
function useField(chat: Chat) {
  const app = useApp()
  const wanted = useValue(app.focusWanted)
  const isNew = useRef(true)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // A field that is wanted without a name is that of the next chat, never of the one being written in now.
    const mine = wanted && (wanted.room ?? (isNew.current ? chat.room : undefined)) === chat.room
    isNew.current = false
    if (!mine) return
    field.current?.focus()
    app.focusWanted.set(undefined)
  }, [wanted, chat.room, app])
  return field
}

interface AtField {
  readonly app: ReturnType<typeof useApp>
  readonly chat: Chat
  readonly aim: Aim | undefined
  readonly text: string
  readonly send: () => void
}

/** What a key does in the field; nothing, and the key is the browser's. */
const KEYS: Readonly<Record<string, (at: AtField) => (() => void) | undefined>> = {
  Enter: ({ send }) => send,
  Escape: ({ app, chat, aim }) => (aim ? () => app.aim(chat.room, undefined) : undefined),
  // In an empty field: the last thing we said, to be corrected.
  ArrowUp: ({ app, chat, aim, text }) => {
    const last = chat.lines.findLast((line) => line.is === 'said' && line.mine && !line.retracted)
    if (text || aim || last?.is !== 'said' || !last.stanzaId) return undefined
    return () => app.aim(chat.room, { is: 'correct', line: last })
  },
}

/** What the field is used for, when not for a new message. */
function AimStrip({ chat, aim }: { chat: Chat; aim: Aim | undefined }) {
  const app = useApp()
  const maySwitch = useDesk((desk) => isOnline(desk) && mayUse(desk, chat.workgroup, 'note'))
  useEffect(() => {
    if (aim?.is === 'correct') setDraft(app.drafts, draftKey(chat, aim), aim.line.body)
  }, [aim, app, chat])
  const isNote = aim?.is === 'note'
  return (
    <div className="aim">
      {(maySwitch || isNote) && aim?.is !== 'correct' && (
        <fieldset className="aim-switch" aria-label={t('What is written')}>
          <Button
            className="aim-choice"
            aria-pressed={!isNote}
            onPress={() => isNote && app.aim(chat.room, undefined)}
          >
            {t('Reply')}
          </Button>
          <Button
            className="aim-choice"
            aria-pressed={isNote}
            onPress={() => app.aim(chat.room, { is: 'note' })}
          >
            {t('Note')}
          </Button>
        </fieldset>
      )}
      {aim && (
        <p className="aim-what" role="status">
          <span>{AIMS[aim.is]}</span> {aim.is === 'reply' && <bdi>{aim.reply.quote}</bdi>}
          {aim.is !== 'note' && (
            <Button
              className="quiet-button"
              aria-label={t('Not after all')}
              onPress={() => app.aim(chat.room, undefined)}
            >
              <Icon name="end" />
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

const AIMS: Readonly<Record<Aim['is'], string>> = {
  reply: t('Replying to'),
  correct: t('Correcting what you said. Esc leaves it as it is.'),
  note: t('Only your colleagues see this.'),
}
