import { Empty } from '../components/Empty.tsx'
import { useDesk, useWholeDesk } from '../hooks/use-app.ts'
import { listed } from '../model/listed.ts'
import { isOnline, nextWords, onDuty, openChat } from '../model/select.ts'
import { SHOW_MEANING } from '../model/words.ts'
import { panelId, tabId } from './ChatList.tsx'
import { Conversation } from './Conversation.tsx'

/** The middle: the open chat, or what to expect. */
export function Talk() {
  const chat = useDesk(openChat)
  return (
    <section className="talk" aria-label="Conversation">
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
        <Empty title={isOnline(desk) ? 'Off duty' : 'Reconnecting'} />
      ) : (
        <Empty title={nextWords(desk)}>
          <p>
            You are on duty in {listed(names)}. {SHOW_MEANING[desk.own.show]}.
          </p>
          <p className="welcome-keys">
            <kbd>Enter</kbd> takes a request that rings, <kbd>Esc</kbd> passes it on, <kbd>Alt /</kbd> shows
            all keys.
          </p>
        </Empty>
      )}
    </div>
  )
}
