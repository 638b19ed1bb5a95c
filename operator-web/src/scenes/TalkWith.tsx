import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { PresenceMark } from '../components/PresenceMark.tsx'
import { RichText } from '../components/RichText.tsx'
import { whenText } from '../components/Time.tsx'
import { isForInputMethod } from '../hooks/input-method.ts'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { isOnline, nameOf } from '../model/select.ts'
import type { BareJid, TalkLine } from '../model/types.ts'
import { t } from '../words/index.ts'

const LONGEST = 5000

/** With one colleague or with a team, beside the visitor's chat. The visitor sees nothing of it. */
export function TalkWith({ other }: { other: BareJid }) {
  const app = useApp()
  const talk = useDesk((desk) => desk.talks.get(other))
  const colleague = useDesk((desk) => desk.colleagues.get(other))
  const box = useRef<HTMLOListElement>(null)
  const lines = talk?.lines ?? []
  const name = talk?.team?.name ?? nameOf(other)
  const earlier = () =>
    talk?.team ? app.shell?.team.readEarlier(other) : app.shell?.talks.readEarlier(other)
  const last = lines.at(-1)?.key

  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line is what moves the end
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [last])

  return (
    <section className="with" aria-label={t('Talk with {name}', { name })}>
      <header className="with-head">
        <Button
          className="quiet-button"
          aria-label={t('Back to the colleagues')}
          onPress={() => app.shell?.talks.open(undefined)}
        >
          <Icon name="back" />
        </Button>
        <h2>{name}</h2>
        {!talk?.team && <PresenceMark show={colleague?.show ?? 'offline'} label />}
      </header>
      <ol
        className="with-lines"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-live="polite"
        aria-label={t('What was said')}
      >
        {talk?.before && (
          <li className="with-more">
            <Button className="link" onPress={earlier}>
              {t('Earlier')}
            </Button>
          </li>
        )}
        {lines.map((line) => (
          <Said key={line.key} line={line} name={line.by ?? name} isTeam={talk?.team !== undefined} />
        ))}
      </ol>
      <Write other={other} name={name} isTeam={talk?.team !== undefined} />
    </section>
  )
}

const Said = ({ line, name, isTeam }: { line: TalkLine; name: string; isTeam: boolean }) => (
  <li className={`with-line${line.mine ? ' with-mine' : ''}${line.mentions ? ' with-meant' : ''}`}>
    {isTeam && !line.mine ? (
      <span className="with-name">
        {name} <time>{whenText(line.at)}</time>
      </span>
    ) : (
      <span className="unseen">{line.mine ? t('You') : name}: </span>
    )}
    <p className="with-words" dir="auto" title={whenText(line.at)}>
      <RichText text={line.body} />
    </p>
    {line.failed && <p className="tick-bad">{t('Not delivered.')}</p>}
  </li>
)

function Write({ other, name, isTeam }: { other: BareJid; name: string; isTeam: boolean }) {
  const app = useApp()
  const online = useDesk(isOnline)
  const [text, setText] = useState('')
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isForInputMethod(event.nativeEvent)) return
    event.preventDefault()
    if (!text.trim() || !online) return
    if (isTeam) app.shell?.team.say(other, text)
    else app.shell?.talks.say(other, text)
    setText('')
  }
  return (
    <div className="with-write">
      <textarea
        className="ask-input"
        rows={1}
        aria-label={isTeam ? t('To the {name}', { name }) : t('To your colleague {name}', { name })}
        placeholder={isTeam ? t('To the {name}, @ means one of them', { name }) : t('To {name}', { name })}
        value={text}
        maxLength={LONGEST}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
    </div>
  )
}
