import { Empty } from '../components/Empty.tsx'
import { Told } from '../components/Told.tsx'
import { useDesk, useWholeDesk } from '../hooks/use-app.ts'

import { isOnline, nextWords, onDuty, openChat } from '../model/select.ts'
import { SHOW_MEANING } from '../model/words.ts'
import { listed, t } from '../words/index.ts'
import { panelId, tabId } from './ChatList.tsx'
import { Conversation } from './Conversation.tsx'

/** The middle: the open chat, or what to expect. */
export function Talk() {
  const chat = useDesk(openChat)
  return (
    <section className="talk" aria-label={t('Conversation')}>
      {chat ? (
        <div
          className="talk-panel"
          role="tabpanel"
          id={panelId(chat.room)}
          aria-labelledby={tabId(chat.room)}
        >
          <Conversation key={chat.room} chat={chat} />
        </div>
      ) : (
        <Welcome />
      )}
    </section>
  )
}

function Welcome() {
  const desk = useWholeDesk()
  const names = desk.resting ? [] : onDuty(desk).map(({ name }) => name)
  return (
    <div className="welcome">
      <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="48" height="48" />
      {names.length === 0 ? (
        <Empty title={isOnline(desk) ? t('Off duty') : t('Reconnecting')} />
      ) : (
        <Empty title={nextWords(desk)}>
          <p>
            {t('You are on duty in {names}.', { names: listed(names) })} {SHOW_MEANING[desk.own.show]}.
          </p>
          <p className="welcome-keys">
            <Told
              text={t('{enter} takes a request that rings, {esc} passes it on, {alt} shows all keys.')}
              enter={<kbd>Enter</kbd>}
              esc={<kbd>Esc</kbd>}
              alt={<kbd>Alt /</kbd>}
            />
          </p>
        </Empty>
      )}
    </div>
  )
}
