import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import { ListDialog } from '../components/ListDialog.tsx'
import { whenText } from '../components/Time.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { isOnline, mayUse } from '../model/select.ts'
import type { LeftMessage } from '../model/types.ts'
import { t } from '../words/index.ts'

/** What visitors left while nobody could serve them; answered by e-mail, or to the account it came from. */
export function Messages({ close }: { close: () => void }) {
  const messages = useDesk((desk) => desk.messages)
  return (
    <ListDialog title={t('Left messages')} none={t('No messages are waiting for an answer.')} close={close}>
      {messages.map((message) => (
        <Message key={message.case} message={message} />
      ))}
    </ListDialog>
  )
}

function Message({ message }: { message: LeftMessage }) {
  const workgroup = useDesk((desk) => desk.workgroups.get(message.workgroup)?.name)
  const online = useDesk(isOnline)
  return (
    <li className="left">
      <p className="left-who">
        <strong>
          <bdi>{message.name}</bdi>
        </strong>{' '}
        <span>
          {workgroup} · {t('Case {number}', { number: message.number ?? '' })} ·{' '}
          <time>{whenText(message.at)}</time>
        </span>
      </p>
      <p className="left-text" dir="auto">
        {message.text}
      </p>
      {message.phone && (
        <p>
          {t('Call back:')} <a href={`tel:${message.phone.replace(/[^+\d]/g, '')}`}>{message.phone}</a>
        </p>
      )}
      {message.mail || message.account
        ? online && <Answer message={message} />
        : !message.phone && <p className="hint">{t('There is no address to answer to.')}</p>}
      <Settle message={message} />
    </li>
  )
}

/** By telephone, in a chat, or not worth an answer. */
function Settle({ message }: { message: LeftMessage }) {
  const app = useApp()
  const possible = useDesk((desk) => isOnline(desk) && mayUse(desk, message.workgroup, 'settle'))
  if (!possible) return null
  return (
    <Button className="link" onPress={() => void app.shell?.records.settle(message)}>
      {t('Settle without an answer')}
    </Button>
  )
}

function Answer({ message }: { message: LeftMessage }) {
  const { mail } = message
  const app = useApp()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim() || busy) return
    setBusy(true)
    setFault(await app.shell?.records.answer(message, text.trim()))
    setBusy(false)
  }
  return (
    <form className="left-answer" onSubmit={(event) => void submit(event)}>
      <textarea
        className="ask-input"
        rows={2}
        aria-label={t('Answer to {name}', { name: message.name })}
        placeholder={
          mail
            ? t('Answer by e-mail to {mail}', { mail })
            : t('Answer to {name}', { name: message.account ?? '' })
        }
        value={text}
        maxLength={4000}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      {fault && (
        <p className="left-fault" role="alert">
          {fault}{' '}
          {mail && (
            <a className="link" href={mailto(mail, message, text)}>
              {t('Write from your own mail program')}
            </a>
          )}
        </p>
      )}
      {text.trim() && (
        // Never disabled: that would take the focus away, and Esc would find nothing to close.
        <Button type="submit" className="button button-main button-small">
          {busy ? t('Sending ...') : t('Send')}
        </Button>
      )}
    </form>
  )
}

/** RFC 6068, with what was written so far above what it answers. */
function mailto(mail: string, { number, text: asked }: LeftMessage, answer: string): string {
  const quoted = asked.replace(/^/gm, '> ')
  const subject = encodeURIComponent(t('Your message {number}', { number }))
  const body = encodeURIComponent(`${answer}\n\n${quoted}`.replace(/\n/g, '\r\n'))
  return `mailto:${encodeURIComponent(mail).replace('%40', '@')}?subject=${subject}&body=${body}`
}
