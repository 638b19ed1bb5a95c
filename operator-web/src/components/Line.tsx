import { memo } from 'react'
import { Button } from 'react-aria-components'
import { nameOf, type Side, sideOf } from '../model/select.ts'
import type { Line as LineData, Note, Reaction } from '../model/types.ts'
import { notSentWords, systemWords } from '../model/words.ts'
import { t } from '../words/index.ts'
import { FileBubble } from './FileBubble.tsx'
import { Icon } from './Icon.tsx'
import { RichText } from './RichText.tsx'
import { clockText } from './Time.tsx'

interface LineProps {
  line: LineData
  name: string
  /** The time is shown once a minute and at a change of speaker. */
  timed: boolean
  /** The first of several by the same person. */
  leads: boolean
  /** More than two talk here: whose it is stands above. */
  named: boolean
  again?: ((id: string) => void) | undefined
  /** The visitor has read as far as here. */
  read?: boolean | undefined
  /** Opens what can be done with it, beside this element. */
  more?: ((line: SaidLine, beside: HTMLElement) => void) | undefined
}

type SaidLine = Extract<LineData, { is: 'said' }>

const SIDES: Readonly<Record<Side, string>> = {
  mine: 'said-ours said-mine',
  colleague: 'said-ours said-colleague',
  visitor: 'said-theirs',
}

export const Line = memo(function Line(props: LineProps) {
  const { line, name, timed, leads, named, again, read, more } = props
  if (line.is === 'system') {
    return (
      <p className="system">
        <span>{systemWords(line.what, name, line.who)}</span> <time>{clockText(line.at)}</time>
      </p>
    )
  }
  const side = sideOf(line, name)
  return (
    <div className={`said ${SIDES[side]}${leads ? ' said-leads' : ''}`}>
      {(named || side === 'colleague') && leads && side !== 'mine' ? (
        <p className="said-by">
          <bdi>{line.nick}</bdi>
          <span className="unseen">: </span>
        </p>
      ) : (
        <span className="unseen">{line.mine ? t('You') : line.nick}: </span>
      )}
      <div className="said-body">
        {line.retracted ? <p className="bubble-gone">{t('taken back')}</p> : <Bubble line={line} />}
        {more && line.stanzaId && !line.retracted && (
          <button
            type="button"
            className="line-more"
            aria-label={t('More about: {text}', { text: line.body.slice(0, 40) })}
            aria-haspopup="dialog"
            onClick={(event) => more(line, event.currentTarget)}
          >
            <Icon name="more" />
          </button>
        )}
      </div>
      {line.reactions && line.reactions.length > 0 && <Reactions reactions={line.reactions} />}
      {(timed || line.delivery !== 'sent' || line.edited) && (
        <p className="said-foot">
          {timed && <time>{clockText(line.at)}</time>}
          {line.edited && <span>{t('edited')}</span>}
          {line.mine && <Delivery line={line} again={again} read={read} />}
        </p>
      )}
    </div>
  )
})

const Bubble = ({ line: { body, reply, file } }: { line: SaidLine }) => (
  <div className="bubble-frame">
    {reply && (
      <p className="bubble-reply" dir="auto">
        <bdi>{reply.nick}</bdi>
        <span>{reply.quote || t('an earlier message')}</span>
      </p>
    )}
    {file ? (
      <FileBubble file={file} />
    ) : (
      <p className="bubble" dir="auto">
        <RichText text={body} />
      </p>
    )}
  </div>
)

const Reactions = ({ reactions }: { reactions: readonly Reaction[] }) => (
  <ul className="reactions" aria-label={t('Reactions')}>
    {reactions.flatMap(({ nick, emojis }) =>
      emojis.map((emoji) => (
        <li key={`${nick} ${emoji}`} className="reaction" title={nick}>
          {emoji}
          <span className="unseen"> {t('by {name}', { name: nick })}</span>
        </li>
      )),
    )}
  </ul>
)

/** What a colleague wrote down meanwhile. The visitor never sees it. */
export const NoteLine = ({ note }: { note: Note }) => (
  <div className="said said-ours said-note said-leads">
    <p className="said-by">
      {t('Note by {name}', { name: nameOf(note.by) })}
      <span className="unseen">: </span>
    </p>
    <p className="bubble-like" dir="auto">
      <RichText text={note.text} />
    </p>
    <p className="said-foot">
      <time>{clockText(note.at)}</time> {t('only colleagues see this')}
    </p>
  </div>
)

/** What the visitor wrote into the form: their conversation begins with it, so ours does. */
export const FirstWords = ({ text, by }: { text: string; by: string }) => (
  <div className="said said-theirs said-leads">
    <span className="unseen">{by}: </span>
    <p className="bubble-like" dir="auto">
      <RichText text={text} />
    </p>
    <p className="said-foot">{t('before the chat')}</p>
  </div>
)

function Delivery({ line, again, read }: { line: SaidLine } & Pick<LineProps, 'again' | 'read'>) {
  switch (line.delivery) {
    case 'sending':
      return (
        <span className="tick tick-wait" title={t('Being sent')}>
          <Icon name="clock" />
          <span className="unseen">{t('Being sent')}</span>
        </span>
      )
    case 'sent':
      return read ? (
        <span className="tick" title={t('Read')}>
          <Icon name="checks" />
          <span className="unseen">{t('Read')}</span>
        </span>
      ) : (
        <span className="tick" title={t('Sent and saved')}>
          <Icon name="check" />
          <span className="unseen">{t('Sent')}</span>
        </span>
      )
    case 'unsaved':
      return (
        <span className="tick tick-bad">
          {t('Delivered, but not in the record.')}{' '}
          {again && !line.repeated && (
            <Button className="link" onPress={() => again(line.id)}>
              {t('Send again')}
            </Button>
          )}
        </span>
      )
    case 'failed':
      return (
        <span className="tick tick-bad">
          {notSentWords(line.why)}{' '}
          {again && (
            <Button className="link" onPress={() => again(line.id)}>
              {t('Try again')}
            </Button>
          )}
        </span>
      )
  }
}
