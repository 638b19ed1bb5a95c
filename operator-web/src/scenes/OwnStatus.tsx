import { useState } from 'react'
import {
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  Popover,
  Radio,
  RadioGroup,
  TextField,
} from 'react-aria-components'
import { signOut } from '../actions/desk.ts'
import { Avatar } from '../components/Avatar.tsx'
import { PresenceMark } from '../components/PresenceMark.tsx'
import { clockText } from '../components/Time.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { usePhone } from '../hooks/use-phone.ts'
import { overruledBy, saidOwn, withShow } from '../model/people.ts'
import { nameOf } from '../model/select.ts'
import type { Desk, Own, Show } from '../model/types.ts'
import { SHOW_MEANING, SHOW_WORDS } from '../model/words.ts'
import { t } from '../words/index.ts'

const CHOICES: readonly Own['show'][] = ['available', 'away', 'xa', 'dnd']
const MOST_SEATS = 100
const MINUTE = 60_000
/** How long a state may be chosen for: minutes; 0 is until it is changed. */
const SPANS = [0, 15, 30, 60, 120, 240] as const

/** The honest state: while the connection is lost nobody sees us, whatever we chose. */
function shownAs({ session, own, elsewhere, resting }: Desk): Show {
  if (session.is !== 'online') return 'offline'
  const { show } = saidOwn(own, elsewhere)
  return resting && show !== 'dnd' ? 'xa' : show
}

/** In words, with what explains it: the other client, or the end. */
function stateWords({ session, own, elsewhere, resting }: Desk): string {
  if (session.is !== 'online') return t('Reconnecting')
  if (resting) return t('Off duty for missed requests')
  const client = overruledBy(own, elsewhere)
  if (client !== undefined) return t('{status} (set in {client})', { status: SHOW_WORDS.dnd, client })
  return own.until === undefined
    ? SHOW_WORDS[own.show]
    : t('{status} until {time}', { status: SHOW_WORDS[own.show], time: clockText(own.until) })
}

export function OwnStatus() {
  const app = useApp()
  const own = useDesk((desk) => desk.own)
  const session = useDesk((desk) => desk.session)
  const show = useDesk(shownAs)
  const name = session.is === 'signed-out' ? '' : nameOf(session.jid)
  const label = useDesk(stateWords)
  const phone = usePhone()
  return (
    <DialogTrigger>
      <Button className="own" aria-label={t('Your status: {label}', { label })}>
        <span className="own-face">
          <Avatar name={name} />
          <PresenceMark show={show} />
        </span>
      </Button>
      <Popover placement={phone ? 'bottom end' : 'right bottom'} className="popover">
        <Dialog className="own-menu" aria-label={t('Your status')}>
          {({ close }) => (
            <>
              <header className="own-head">
                <strong>{session.is === 'signed-out' ? '' : session.jid}</strong>
                <span className="own-now">{label}</span>
              </header>
              <Choices own={own} />
              {own.show !== 'available' && <Until own={own} />}
              <StatusText own={own} close={close} />
              <Seats own={own} />
              <Button
                className="button button-wide"
                onPress={() => {
                  close()
                  signOut.run(app)
                }}
              >
                {t('Sign out')}
              </Button>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Choices({ own }: { own: Own }) {
  const app = useApp()
  return (
    <RadioGroup
      aria-label={t('Status')}
      className="choices"
      value={own.show}
      onChange={(show) => app.shell?.setOwn(withShow(own, show as Own['show']))}
    >
      {CHOICES.map((show) => (
        <Radio key={show} value={show} className="choice">
          <PresenceMark show={show} />
          <span className="choice-words">
            {SHOW_WORDS[show]}
            <small>{SHOW_MEANING[show]}</small>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

function StatusText({ own, close }: { own: Own; close: () => void }) {
  const app = useApp()
  const [text, setText] = useState(own.status)
  const save = () => {
    if (text.trim() !== own.status) app.shell?.setOwn({ ...app.desk.get().own, status: text.trim() })
  }
  return (
    <form
      className="own-text"
      onSubmit={(event) => {
        event.preventDefault()
        save()
        close()
      }}
    >
      <TextField className="field" value={text} onChange={setText} onBlur={save} maxLength={140}>
        <Label>{t('Message to colleagues')}</Label>
        <span className="field-box">
          <Input placeholder={t('Back at 14:00')} dir="auto" />
        </span>
      </TextField>
    </form>
  )
}

/** Until when: then the person is available again, on every client. */
function Until({ own }: { own: Own }) {
  const app = useApp()
  const choose = (minutes: number) => {
    const { until: _, ...rest } = app.desk.get().own
    app.shell?.setOwn(minutes === 0 ? rest : { ...rest, until: app.clock.now() + minutes * MINUTE })
  }
  return (
    <fieldset className="until">
      <legend>
        {own.until === undefined ? t('Until I change it') : t('Until {time}', { time: clockText(own.until) })}
      </legend>
      <div className="until-spans">
        {SPANS.filter((minutes) => minutes > 0 || own.until !== undefined).map((minutes) => (
          <Button key={minutes} className="button button-small" onPress={() => choose(minutes)}>
            {minutes === 0
              ? t('No end')
              : minutes < 60
                ? t('{minutes} min', { minutes })
                : t('{hours} h', { hours: minutes / 60 })}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

/** Fewer chats at once than the configuration gives (XEP-0142 `max-chats`); never more. */
function Seats({ own }: { own: Own }) {
  const app = useApp()
  const set = (seats: number | undefined) => {
    const { seats: _, ...rest } = own
    app.shell?.setOwn(seats === undefined ? rest : { ...rest, seats })
  }
  const now = own.seats
  return (
    <fieldset className="seats">
      <legend>{t('Chats at once')}</legend>
      <Button
        className="button button-small"
        aria-label={t('Fewer')}
        isDisabled={now === 1}
        onPress={() => set(Math.max(1, (now ?? 5) - 1))}
      >
        −
      </Button>
      <output className="tabular">{now ?? t('as set')}</output>
      <Button
        className="button button-small"
        aria-label={t('More')}
        isDisabled={now === undefined}
        onPress={() => set(now === undefined || now >= MOST_SEATS ? undefined : now + 1)}
      >
        +
      </Button>
      {now !== undefined && (
        <Button className="link" onPress={() => set(undefined)}>
          {t('Reset')}
        </Button>
      )}
    </fieldset>
  )
}
