import { useCallback } from 'react'
import { Button } from 'react-aria-components'
import type { Action } from '../actions/action.ts'
import { endChat, putAway } from '../actions/chats.ts'
import { keep, leave } from '../actions/share.ts'
import { Avatar } from '../components/Avatar.tsx'
import { Icon } from '../components/Icon.tsx'
import { Lasting } from '../components/Time.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { hasMoved, isOnline } from '../model/select.ts'
import type { Chat } from '../model/types.ts'
import { GUEST_WORDS, systemWords, whereWords } from '../model/words.ts'
import { t } from '../words/index.ts'
import { ActionMenu } from './ActionMenu.tsx'
import { Composer } from './Composer.tsx'
import { Lines } from './Lines.tsx'

/** One open chat: who, what was said, what to say. */
export function Conversation({ chat }: { chat: Chat }) {
  const app = useApp()
  const online = useDesk(isOnline)
  const again = useCallback((id: string) => app.shell?.sayAgain(chat.room, id), [app, chat.room])
  const readAgain = useCallback(() => app.shell?.readAgain(chat.room), [app, chat.room])
  const readEarlier = useCallback(() => app.shell?.readEarlier(chat.room), [app, chat.room])
  return (
    <div className="conversation">
      <Header chat={chat} />
      <Lines
        chat={chat}
        again={online ? again : undefined}
        readAgain={online && chat.state !== 'ended' ? readAgain : undefined}
        readEarlier={online && chat.state !== 'ended' ? readEarlier : undefined}
      />
      <Below chat={chat} />
    </div>
  )
}

function Below({ chat }: { chat: Chat }) {
  if (chat.state === 'ended' || chat.state === 'failed') return <Over chat={chat} />
  if (chat.as === 'silent')
    return (
      <div className="over">
        <p role="status">{t('You read along. Neither side sees you.')}</p>
      </div>
    )
  return (
    <>
      <Pending chat={chat} />
      <Composer chat={chat} />
    </>
  )
}

/** Who has been asked and has not answered yet, and what the chat waits for. */
function Pending({ chat }: { chat: Chat }) {
  if (!chat.transferring && !chat.inviting && !chat.hold) return null
  return (
    <div className="pending" role="status">
      {chat.transferring && (
        <p>
          {t('Waiting for {name}. Until then the chat stays yours.', { name: chat.transferring })}{' '}
          <Do action={keep} className="link" />
        </p>
      )}
      {chat.hold && <p>{t('On hold, without a seat. It goes on as soon as one of you writes.')}</p>}
      {chat.inviting && <p>{t('Waiting for {name} to come in.', { name: chat.inviting })}</p>}
    </div>
  )
}

/** The button of an action, while it is possible. */
function Do({ action, className }: { action: Action; className: string }) {
  const app = useApp()
  const label = useDesk((desk) => (action.when(desk, app) ? action.label(desk) : undefined))
  return label === undefined ? null : (
    <Button className={className} onPress={() => action.run(app)}>
      {label}
    </Button>
  )
}

function Header({ chat }: { chat: Chat }) {
  const app = useApp()
  const online = useDesk(isOnline)
  const workgroup = useDesk((desk) => desk.workgroups.get(chat.workgroup)?.name)
  const over = chat.state === 'ended'
  return (
    <header className="talk-head">
      <Button
        className="button button-plain phone-only"
        aria-label={t('Back to the chats')}
        onPress={() => app.pane.set('queue')}
      >
        <Icon name="back" />
      </Button>
      <Avatar name={chat.with} />
      <div className="talk-who">
        <div className="talk-name">
          <h2>
            <bdi>{chat.with}</bdi>
          </h2>
          <Lasting since={chat.openedAt} until={over ? chat.lines.at(-1)?.at : undefined} />
        </div>
        <p className="talk-meta">
          {workgroup} · {over ? whereWords(chat) : <Presence chat={chat} />}
          {chat.as && !over && ` · ${GUEST_WORDS[chat.as]}`}
          {chat.colleagues.length > 0 && ` · ${t('with {names}', { names: chat.colleagues.join(', ') })}`}
        </p>
      </div>
      <Button
        className="button button-plain narrow-only"
        aria-label={t('Case')}
        onPress={() => app.pane.set('case')}
      >
        <Icon name="case" />
      </Button>
      <ActionMenu menu="chat" label={t('Chat actions')} icon="more" />
      <Do action={leave} className="button" />
      {online && !over && !chat.as && (
        <Button className="button" isDisabled={chat.closing} onPress={() => endChat.run(app)}>
          {chat.closing ? t('Ending ...') : t('End chat')}
        </Button>
      )}
    </header>
  )
}

function Presence({ chat }: { chat: Chat }) {
  const online = useDesk(isOnline)
  if (!online) return <>{t('reconnecting')}</>
  if (chat.state === 'entering') return <>{t('opening')}</>
  return <>{chat.visitorHere ? t('here now') : t('not here right now')}</>
}

/** Who has a chat that moved on stands in its last line, and was said when it moved: no third time. */
function Over({ chat }: { chat: Chat }) {
  const app = useApp()
  return (
    <div className="over">
      {!hasMoved(chat) && <p role="status">{overWords(chat)}</p>}
      {chat.rated && <Rating of={chat} {...chat.rated} />}
      <Button className="button button-main" onPress={() => putAway.run(app)}>
        {t('Done')} <kbd>Alt E</kbd>
      </Button>
    </div>
  )
}

/** The number stands beside the stars: they are nothing to whom they are read out. */
const Rating = ({ of, rating, comment }: { of: Chat; rating: number; comment: string }) => (
  <p role="status">
    <span aria-hidden="true">{'★'.repeat(rating) + '☆'.repeat(5 - rating)}</span>{' '}
    {t('{name} gave {rating} of 5', { name: of.with, rating })}
    {comment && (
      <>
        : <q dir="auto">{comment}</q>
      </>
    )}
  </p>
)

const overWords = (chat: Chat): string =>
  chat.state === 'failed'
    ? t('The room could not be entered. It may be over, or the server is busy.')
    : systemWords(`ended:${chat.ended ?? 'unknown'}`, chat.with, chat.endedBy)
