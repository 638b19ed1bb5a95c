import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { whenText } from '../components/Time.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { isOnline, mayUse, nameOf } from '../model/select.ts'
import type { BareJid, CaseData } from '../model/types.ts'
import { t } from '../words/index.ts'

interface NotesProps {
  workgroup: BareJid
  data: CaseData
}

/** What operators tell each other about the case. The visitor never sees it. */
export function Notes({ workgroup, data }: NotesProps) {
  const app = useApp()
  const online = useDesk(isOnline)
  const known = useDesk((desk) => mayUse(desk, workgroup, 'note'))
  const { notes = [], tags = [] } = data
  if (!known && notes.length === 0 && tags.length === 0) return null
  const mayWrite = online && known
  const tag = (words: string) => app.shell?.records.tag(workgroup, data.id, words)
  return (
    <div className="notes">
      <h3>{t('Tags')}</h3>
      <div className="tag-line">
        {tags.length > 0 && (
          <ul className="tags">
            {tags.map((name) => (
              <li key={name} className="tag">
                {name}
                {mayWrite && (
                  <Button
                    className="tag-off"
                    aria-label={t('Remove tag {name}', { name })}
                    onPress={() => void tag(`-${name}`)}
                  >
                    <Icon name="end" />
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayWrite && <Line label={t('Add a tag')} longest={200} add={tag} />}
      </div>
      <h3>{t('Notes')}</h3>
      {notes.length > 0 && (
        <ul className="note-list">
          {notes.map((note) => (
            <li key={`${note.at} ${note.text}`} className="note">
              <p dir="auto">{note.text}</p>
              <p className="note-by">
                {nameOf(note.by)}, <time>{whenText(note.at)}</time>
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <Line
          label={t('Add a note')}
          longest={2000}
          add={(text) => app.shell?.records.note(workgroup, data.id, text)}
        />
      )}
    </div>
  )
}

interface LineProps {
  label: string
  longest: number
  /** Resolves to whether it was taken: what was refused stays in the field. */
  add: (text: string) => Promise<boolean> | undefined
}

function Line({ label, longest, add }: LineProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim() || busy) return
    setBusy(true)
    if (await add(text.trim())) setText('')
    setBusy(false)
  }
  return (
    <form className="note-add" onSubmit={(event) => void submit(event)}>
      <input
        className="ask-input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={longest}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() && (
        <Button type="submit" className="button button-small" isDisabled={busy}>
          {t('Add')}
        </Button>
      )}
    </form>
  )
}
